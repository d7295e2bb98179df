import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { classes, Message, methods, parseMessage } from 'werift';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaTransport } from '../../src/rehearsal/sfu/media-transport.js';

const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => '00').join(':') };
const closing: (() => unknown)[] = [];

async function openTransport(heard: string[]): Promise<MediaTransport> {
  const transport = await MediaTransport.open({
    onIceConnected: () => heard.push('connected'),
    onDtlsConnected: () => undefined,
    onRtp: () => undefined,
    onRtcp: () => undefined,
  });
  closing.push(() => transport.close());
  return transport;
}

async function clientPort(): Promise<Socket> {
  const socket = createSocket('udp4');
  closing.push(() => socket.close());
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** A client's check as Chromium's ICE sends it. */
function check(to: MediaTransport['local'], client: string, nominates: boolean): Message {
  const message = new Message(methods.BINDING, classes.REQUEST)
    .setAttribute('USERNAME', `${to.usernameFragment}:${client}`)
    .setAttribute('PRIORITY', 1)
    .setAttribute('ICE-CONTROLLING', 1n);
  if (nominates) message.setAttribute('USE-CANDIDATE', null);
  return message.addMessageIntegrity(Buffer.from(to.password, 'utf8')).addFingerprint();
}

/** Sends the checks in their order. @returns the index of the first that is answered. */
async function firstAnswered(socket: Socket, port: number, checks: readonly Message[]): Promise<number> {
  const answer = once(socket, 'message') as Promise<[Buffer]>;
  for (const { bytes } of checks) socket.send(bytes, port, '127.0.0.1');
  const transaction = parseMessage((await answer)[0])?.transactionIdHex;
  return checks.findIndex(({ transactionIdHex }) => transactionIdHex === transaction);
}

describe('ICE of the built-in SFU', () => {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('is connected by the first check, before the client nominates', async () => {
    const heard: string[] = [];
    const transport = await openTransport(heard);
    await transport.accept({ usernameFragment: 'old1', password: 'p'.repeat(22), fingerprint });
    const { local } = transport;
    expect(await firstAnswered(await clientPort(), local.port, [check(local, 'old1', false)])).toBe(0);
    await expect.poll(() => heard).toEqual(['connected']);
  });

  it('hears nothing from the port of before a restart', async () => {
    const heard: string[] = [];
    const transport = await openTransport(heard);
    await transport.accept({ usernameFragment: 'old1', password: 'p'.repeat(22), fingerprint });
    const before = transport.local;
    await transport.accept({ usernameFragment: 'new1', password: 'q'.repeat(22), fingerprint });
    const after = transport.local;
    expect(after.usernameFragment).not.toBe(before.usernameFragment);
    const socket = await clientPort();
    expect(await firstAnswered(socket, after.port, [check(before, 'old1', true), check(after, 'new1', true)])).toBe(1);
    await expect.poll(() => heard).toEqual(['connected']);
  });
});
