/** Debian's coturn on loopback alone: a TURN server over UDP and TCP on one free port, for `rollcall` / `secret`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

export const turnProgram = '/usr/bin/turnserver';
const startTimeoutMs = 15_000;
const pollMs = 100;

export interface TurnServer {
  /** As RTCPeerConnection takes it. */
  iceServer(transport: 'udp' | 'tcp'): {
    readonly urls: string;
    readonly username: string;
    readonly credential: string;
  };
  stop(): Promise<void>;
}

export async function startTurnServer(): Promise<TurnServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-turn-'));
  const port = await freePort();
  const child = spawn(
    turnProgram,
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--allow-loopback-peers', '--lt-cred-mech'],
      ...['--listening-ip=127.0.0.1', `--relay-ip=${relayAddress()}`, `--listening-port=${port}`],
      ...['--user=rollcall:secret', '--realm=rollcall', '--log-file=stdout', '--simple-log'],
      ...[`--pidfile=${path.join(folder, 'pid')}`, `--userdb=${path.join(folder, 'db')}`],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder },
  );
  const exited = once(child, 'exit');
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await answers(port))) {
    await stop();
    throw new Error(`turnserver does not answer: ${said.slice(-500)}`);
  }
  return {
    iceServer: (transport) => ({
      urls: `turn:127.0.0.1:${port}?transport=${transport}`,
      username: 'rollcall',
      credential: 'secret',
    }),
    stop,
  };
}

async function answers(port: number): Promise<boolean> {
  for (let left = startTimeoutMs; left > 0; left -= pollMs) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return true;
    await sleep(pollMs);
  }
  return false;
}

/** A browser has no candidate on loopback where it has another, and sends nothing from there to loopback. */
function relayAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}
