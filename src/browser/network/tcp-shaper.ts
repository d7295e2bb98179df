/**
 * The proxy that all of a participant's TCP goes through: a SOCKS 5 server in this process, on loopback, that delays and
 * limits what passes it. Bytes are not read: HTTP, WebSocket, TLS and TURN are all the same to it.
 *
 * SOCKS and not an HTTP proxy: plain HTTP stays the browser's own connection to its server, with its keep-alive and its
 * limits by host, and no request has to be understood. The handshake with us costs the browser nothing (loopback); the one
 * with the server costs it the round trip that it would.
 */
import net, { type AddressInfo, type Socket } from 'node:net';
import { once, setMaxListeners } from 'node:events';
import type { NetworkSpec } from '../../model/network.js';
import { unlessAborted, type Clock } from '../../shared/clock.js';
import { startFlow } from './delayed-flow.js';
import { gateOf, type HostFence } from './host-fence.js';
import { answer, greeted, readGreeting, readRequest } from './socks5.js';
import { TcpPath } from './tcp-path.js';

export interface TcpShaper {
  /** `socks5://127.0.0.1:<port>`, as the browser wants its proxy. */
  readonly server: string;
  /** In force for what is sent from now on. */
  set(spec: NetworkSpec): void;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

export interface TcpShaperOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1): which segments are lost. */
  readonly random: () => number;
  /** Absent: any host may be asked. */
  readonly fence?: HostFence | undefined;
}

export async function startTcpShaper({ clock, random, fence }: TcpShaperOptions): Promise<TcpShaper> {
  const path = new TcpPath(random);
  const isAllowed = fence === undefined ? () => true : gateOf(fence);
  const over = new AbortController();
  // Whatever is under way listens to it: a few for each connection.
  setMaxListeners(0, over.signal);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    // A write of 1,460 bytes must not wait for the one before to be acknowledged.
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    // What ended badly ends; the other side is told by the flow.
    socket.on('error', () => undefined);
  };
  const server = net.createServer({ allowHalfOpen: true }, (browser) => {
    keep(browser);
    serve(browser, { path, clock, signal: over.signal, keep, isAllowed }).catch(() => browser.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server: `socks5://127.0.0.1:${port}`,
    set: (spec) => {
      path.set(spec, clock.now());
    },
    close: async () => {
      over.abort();
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Serving {
  readonly path: TcpPath;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly keep: (socket: Socket) => void;
  readonly isAllowed: (host: string) => boolean;
}

async function serve(browser: Socket, { path, clock, signal, keep, isAllowed }: Serving): Promise<void> {
  const afterGreeting = await readWhole(browser, Buffer.alloc(0), readGreeting);
  browser.write(greeted);
  const { host, port, rest } = await readWhole(browser, afterGreeting, readRequest);
  if (!isAllowed(host)) {
    browser.end(answer('EACCES'));
    return;
  }
  await passHandshake(path, clock, signal);
  const server = net.connect({ host, port, allowHalfOpen: true });
  keep(server);
  browser.once('close', () => {
    if (server.connecting) server.destroy();
  });
  const failure = await connected(server);
  await passHandshake(path, clock, signal);
  if (failure !== undefined) {
    browser.end(answer(failure));
    server.destroy();
    return;
  }
  browser.write(answer());
  const flow = { path, clock, signal };
  startFlow({ ...flow, source: browser, target: server, direction: 'up', begun: rest });
  startFlow({ ...flow, source: server, target: browser, direction: 'down' });
  // A listener alone does not start what was paused while it was read by hand.
  browser.resume();
}

/** One way, and as long as nothing passes not even that. */
async function passHandshake(path: TcpPath, clock: Clock, signal: AbortSignal): Promise<void> {
  await clock.sleep(Math.ceil(path.handshake()), signal);
  while (path.isShut) await unlessAborted(path.opened, signal);
}

/** Reads until it is whole. @throws when it is not for us, or the connection ends before. */
async function readWhole<T extends object>(
  socket: Socket,
  begun: Buffer,
  read: (bytes: Buffer) => T | 'more' | 'bad',
): Promise<T> {
  let bytes = begun;
  for (;;) {
    const found = read(bytes);
    if (found === 'bad' || bytes.length > 1_024) throw new Error('not SOCKS 5');
    if (found !== 'more') return found;
    bytes = Buffer.concat([bytes, await nextChunk(socket)]);
  }
}

function nextChunk(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      socket.pause();
      socket.off('close', onClose);
      resolve(chunk);
    };
    const onClose = (): void => {
      socket.off('data', onData);
      reject(new Error('closed'));
    };
    socket.once('data', onData);
    socket.once('close', onClose);
    socket.resume();
  });
}

/** @returns the error's code when it could not be connected. */
function connected(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => {
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'unknown');
    });
    socket.once('close', () => {
      resolve('closed');
    });
  });
}
