/** Two contexts of one browser, one with a network and its neighbour without, on a small server of ours. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright';
import { WebSocketServer } from 'ws';
import { ParticipantNetwork } from '../../src/browser/network/participant-network.js';
import type { NetworkSpec } from '../../src/model/network.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { launchTestBrowser } from '../helpers/browser.js';

export interface NetworkRig {
  readonly browser: Browser;
  readonly network: ParticipantNetwork;
  /** Has the network. */
  readonly shaped: Page;
  /** Has none. */
  readonly neighbour: Page;
  /** The same server by two names: another site. */
  readonly origin: string;
  readonly otherOrigin: string;
  /** What could not be shaped, as it is told. */
  readonly unshaped: readonly string[];
  set(spec: NetworkSpec): Promise<void>;
  stop(): Promise<void>;
}

export async function startNetworkRig(first: NetworkSpec): Promise<NetworkRig> {
  const server = await servePage();
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  // A machine without a network has loopback alone; one with has both, and coturn listens on loopback.
  const browser = await launchTestBrowser({
    args: ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  });
  const unshaped: string[] = [];
  const network = await ParticipantNetwork.start({
    first: { name: 'custom', spec: first },
    clock: monotonicClock(),
    random: Math.random,
    onUnshaped: (sentence) => unshaped.push(sentence),
  });
  const context = await browser.newContext(network.contextOptions);
  network.attach(context);
  const shaped = await context.newPage();
  await network.ready(shaped);
  await shaped.goto(`${origin}/network`);
  const neighbour = await (await browser.newContext()).newPage();
  await neighbour.goto(`${origin}/network`);
  return {
    browser,
    network,
    shaped,
    neighbour,
    origin,
    otherOrigin: `http://localhost:${port}`,
    unshaped,
    set: (spec) => network.set({ name: 'custom', spec }),
    stop: async () => {
      await browser.close();
      await network.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Connects `from` to the neighbour, which echoes. @returns the least round trip of a packet, in ms. */
export async function peerMs(from: Page | Frame, to: Page, config: object = {}): Promise<number> {
  await connectPeer(from, to, config);
  return keptMs(from, 'dc');
}

async function connectPeer(from: Page | Frame, to: Page, config: object): Promise<void> {
  const offer = await ask<string>(from, 'offer', config);
  const answer = await ask<string>(to, 'answer', offer);
  await ask(from, 'connect', answer);
}

/** Sound sent for a while, as its receiver counts it. */
export async function lossOf(
  sender: Page,
  receiver: Page,
  { streams, ms }: { readonly streams: number; readonly ms: number },
): Promise<{ readonly received: number; readonly lost: number }> {
  const answer = await ask<string>(receiver, 'answer', await ask<string>(sender, 'offerSound', streams));
  await ask(sender, 'accept', answer);
  await receiver.waitForTimeout(ms);
  const counted = await ask<{ received: number; lost: number }>(receiver, 'soundReceived');
  // So much sound would be load and traffic for whatever is measured next.
  for (const page of [sender, receiver]) await ask(page, 'close');
  return counted;
}

export function keptMs(page: Page | Frame, name: 'dc' | 'ws'): Promise<number> {
  return ask<number>(page, 'keptMs', name);
}

/** Calls one of the page's own functions (`test/fixtures/pages/network.html`). */
export function ask<T>(page: Page | Frame, name: string, ...args: readonly unknown[]): Promise<T> {
  return page.evaluate<T>(`network.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
}

/** A frame of the page, of whatever site. */
export async function addFrame(page: Page, url: string): Promise<Frame> {
  const frame = await page.evaluateHandle(async (src: string) => {
    const element = document.createElement('iframe');
    element.src = src;
    document.body.append(element);
    await new Promise((resolve) => {
      element.onload = resolve;
    });
    return element;
  }, url);
  const content = await frame.asElement().contentFrame();
  return content!;
}

const worker = `(async () => {
  const get = async () => (await fetch('/bytes?n=1&' + Math.random())).arrayBuffer();
  await get();
  const all = [];
  for (let i = 0; i < 4; i += 1) { const from = performance.now(); await get(); all.push(performance.now() - from); }
  postMessage(Math.min(...all));
})()`;

async function servePage() {
  const page = await readFile(path.join(packageRoot, 'test', 'fixtures', 'pages', 'network.html'));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
    if (pathname === '/bytes') response.end(Buffer.alloc(Number(searchParams.get('n'))));
    else if (pathname === '/worker') response.setHeader('content-type', 'text/javascript').end(worker);
    else if (pathname === '/sink') {
      let [bytes, from, to] = [0, 0, 0];
      request.on('data', (chunk: Buffer) => {
        to = performance.now();
        // The first only starts the clock.
        if (from === 0) from = to;
        else bytes += chunk.length;
      });
      request.on('end', () => response.end(String((bytes * 8) / (to - from))));
    } else response.setHeader('content-type', 'text/html').end(page);
  });
  const sockets = new WebSocketServer({ server, path: '/echo' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      socket.send(data as Buffer, { binary: false });
    });
  });
  // `localhost` may be either.
  server.listen(0);
  await once(server, 'listening');
  return server;
}
