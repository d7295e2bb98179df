/**
 * A real Janus with its VideoRoom demo, both from Debian (`janus`, `janus-demos`), on loopback alone: own configuration in
 * a temporary folder, free ports, one room made through its API, and a small static server for the demo's files.
 *
 *     const janus = await startJanus();
 *     await open(janus.link());
 *     await janus.stop();
 *
 * The demo's files come from the package as they are, with one exception: `settings.js`, which names the server and, in
 * Debian's version, is older than the pages that read it. Nothing is fetched from elsewhere: the package ships jQuery,
 * Bootstrap, Bootbox and the rest under `javascript/`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

const program = '/usr/bin/janus';
const demos = '/usr/share/janus/demos';
const installed = '/usr/lib/x86_64-linux-gnu/janus';
const startTimeoutMs = 15_000;

export interface RoomOptions {
  /** How many may send at once. */
  readonly publishers: number;
  /** Bits per second of each sender's video, as a hard limit. */
  readonly bitrate: number;
}

/** Enough for a small run and bounded, so that two cores are not spent on encoding. */
const defaultRoom: RoomOptions = { publishers: 20, bitrate: 128_000 };

export interface Janus {
  readonly pid: number;
  /** The room made at the start. */
  readonly room: number;
  /** The demo's link, to a room that need not exist. */
  link(room?: number): string;
  createRoom(options?: Partial<RoomOptions>): Promise<number>;
  /** Throws everybody out. */
  destroyRoom(room: number): Promise<void>;
  /** Display names of those who joined, as the server has them. */
  participants(room?: number): Promise<readonly string[]>;
  /** Ends the server and removes its folder. May be called twice. */
  stop(): Promise<void>;
}

/** Tests fail, never skip, when the packages are missing. */
function janusInstalled(): boolean {
  return existsSync(program) && existsSync(path.join(demos, 'videoroomtest.html'));
}

export async function startJanus(room: Partial<RoomOptions> = {}): Promise<Janus> {
  if (!janusInstalled()) throw new Error('Janus is missing: apt-get install janus janus-demos');
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-janus-'));
  const [http, ws] = [await freePort(), await freePort()];
  await writeConfiguration(folder, http, ws);
  const child = spawn(program, ['--configs-folder', folder, '--config', path.join(folder, 'janus.jcfg')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  });
  const killChild = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killChild);
  const log = keepLog(child);
  let files: Server | undefined;
  const stop = async (): Promise<void> => {
    process.removeListener('exit', killChild);
    await Promise.all([endProcess(child), files === undefined ? undefined : closeServer(files)]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const api = new VideoRoomApi(`http://127.0.0.1:${http}/janus`);
    await answering(api, child, log);
    const first = await api.createRoom({ ...defaultRoom, ...room });
    files = await serveDemo(`ws://127.0.0.1:${ws}`);
    const origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
    return {
      pid: child.pid!,
      room: first,
      link: (number = first) => `${origin}/videoroomtest.html?room=${number}`,
      createRoom: (options) => api.createRoom({ ...defaultRoom, ...options }),
      destroyRoom: async (number) => {
        await api.request({ request: 'destroy', room: number });
      },
      participants: (number = first) => api.participants(number),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The plugin's own API over the HTTP transport; a session of its own for every request, since they are few. */
class VideoRoomApi {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async info(): Promise<void> {
    await (await fetch(`${this.#base}/info`)).text();
  }

  async createRoom(options: RoomOptions): Promise<number> {
    const answer = await this.request({
      request: 'create',
      room: randomInt(10_000, 1_000_000_000),
      description: 'Rollcall',
      videocodec: 'vp8',
      audiocodec: 'opus',
      bitrate_cap: true,
      fir_freq: 10,
      ...options,
    });
    return answer.room as number;
  }

  async participants(room: number): Promise<readonly string[]> {
    const answer = await this.request({ request: 'listparticipants', room });
    return (answer.participants as { readonly display: string }[]).map((participant) => participant.display);
  }

  async request(body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const session = (await this.#post('', { janus: 'create' })) as { readonly data: { readonly id: number } };
    const at = `/${session.data.id}`;
    const handle = (await this.#post(at, { janus: 'attach', plugin: 'janus.plugin.videoroom' })) as typeof session;
    const answer = (await this.#post(`${at}/${handle.data.id}`, { janus: 'message', body })) as {
      readonly plugindata: { readonly data: Readonly<Record<string, unknown>> };
    };
    await this.#post(at, { janus: 'destroy' });
    const { data } = answer.plugindata;
    if (data.error !== undefined) throw new Error(`Janus: ${JSON.stringify(data.error)}`);
    return data;
  }

  async #post(at: string, message: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(this.#base + at, {
      method: 'POST',
      body: JSON.stringify({ transaction: randomUUID(), ...message }),
    });
    return response.json();
  }
}

async function writeConfiguration(folder: string, http: number, ws: number): Promise<void> {
  const files = {
    'janus.jcfg': `general: {
      configs_folder = "${folder}"
      plugins_folder = "${installed}/plugins"
      transports_folder = "${installed}/transports"
      events_folder = "${installed}/events"
      loggers_folder = "${installed}/loggers"
      debug_level = 3
    }
    nat: { ice_enforce_list = "127.0.0.1" }
    plugins: { disable = "${others('plugin', 'videoroom')}" }
    transports: { disable = "${others('transport', 'http', 'websockets')}" }`,
    'janus.transport.http.jcfg': `general: { http = true, port = ${http}, ip = "127.0.0.1", https = false }`,
    'janus.transport.websockets.jcfg': `general: { ws = true, ws_port = ${ws}, ws_ip = "127.0.0.1", wss = false }`,
    'janus.plugin.videoroom.jcfg': 'general: { }',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** What is not needed is not loaded: other plugins and transports open ports of their own. */
function others(kind: 'plugin' | 'transport', ...wanted: readonly string[]): string {
  const all = {
    plugin: 'audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall videoroom voicemail',
    transport: 'http mqtt nanomsg pfunix rabbitmq websockets',
  }[kind];
  return all
    .split(' ')
    .filter((name) => !wanted.includes(name))
    .map((name) => `libjanus_${name}.so`)
    .join(',');
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

async function serveDemo(janusAddress: string): Promise<Server> {
  const settings = `var server = ${JSON.stringify(janusAddress)};\nvar iceServers = [];\nvar token;\nvar apisecret;\n`;
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname);
    if (name === '/settings.js') answer(response, 200, '.js', settings);
    else {
      // A URL's pathname holds no `..`, so nothing above the demo's folder is reached but by the package's own links.
      readFile(path.join(demos, name)).then(
        (content) => {
          answer(response, 200, path.extname(name), content);
        },
        () => {
          answer(response, 404, '.html', 'Not found');
        },
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function answer(response: ServerResponse, status: number, extension: string, content: string | Buffer): void {
  response.writeHead(status, { 'content-type': types[extension] ?? 'application/octet-stream' }).end(content);
}

async function answering(api: VideoRoomApi, child: ChildProcess, log: () => string): Promise<void> {
  const giveUp = performance.now() + startTimeoutMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Janus ended at once:\n${log()}`);
    try {
      await api.info();
      return;
    } catch (error) {
      if (performance.now() > giveUp) throw new Error(`Janus does not answer:\n${log()}`, { cause: error });
      await sleep(50);
    }
  }
}

function keepLog(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-8_000);
    });
  }
  return () => text;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  child.kill('SIGTERM');
  const patience = setTimeoutKill(child);
  await ended;
  patience.abort();
}

/** Janus waits for its sessions when it is asked to end; nobody waits that long for a test. */
function setTimeoutKill(child: ChildProcess): AbortController {
  const cancel = new AbortController();
  sleep(3_000, undefined, { signal: cancel.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  return cancel;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
}
