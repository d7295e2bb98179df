/** A real Chromium with the probe in it, and pages that call themselves: two peer connections in loop-back. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { WebSocketServer } from 'ws';
import { attachProbe, type Probe, type ProbeOptions } from '../../src/probe/attach-probe.js';
import { probePageScript, type ProbePageConfig } from '../../src/probe/probe-page-script.js';
import { monotonicClock, type Clock } from '../../src/shared/clock.js';
import type { Line, MomentLine, PacketsLine, StateLine, StatsLine } from '../../src/model/line.js';
import type { MomentName } from '../../src/model/moment.js';
import { launchTestBrowser } from '../helpers/browser.js';

export interface Rig {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly probe: Probe;
  readonly lines: Line[];
  readonly clock: Clock;
  /** The first line that fits, waited for. */
  until: {
    <L extends Line>(fits: (line: Line) => line is L): Promise<L>;
    (fits: (line: Line) => boolean): Promise<Line>;
  };
  close(): Promise<void>;
}

let browser: Browser;
let server: Server;
let rigs: Rig[] = [];
export let origin: string;
/** The same server under another site: another process in Chromium. */
export let elsewhere: string;

/** To be called once by a test file, at its top: a browser, and a server of these pages. */
export function withProbe(pages: Readonly<Record<string, string>> = {}): void {
  beforeAll(async () => {
    browser = await launchTestBrowser({ fakeDevices: true });
    const served = await serve(pages);
    server = served.server;
    origin = `http://127.0.0.1:${served.port}`;
    elsewhere = `http://localhost:${served.port}`;
  });
  afterEach(async () => {
    await Promise.all(rigs.map((rig) => rig.close()));
    rigs = [];
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
}

export async function open(
  config: ProbePageConfig = {},
  at = '/',
  onPageEntry?: ProbeOptions['onPageEntry'],
): Promise<Rig> {
  const rig = await openRig(browser, config, onPageEntry);
  rigs.push(rig);
  await rig.page.goto(origin + at);
  return rig;
}

export const isMoment =
  (name: MomentName, kind?: string) =>
  (line: Line): line is MomentLine =>
    line.type === 'moment' && line.name === name && (kind === undefined || (line as MomentLine).kind === kind);
export const isDocument =
  (value: string, url?: string) =>
  (line: Line): line is StateLine & { of: 'document' } =>
    line.type === 'state' && line.of === 'document' && line.value === value && (url === undefined || line.url === url);
export const isPackets =
  (event: string, kind: string) =>
  (line: Line): line is PacketsLine =>
    line.type === 'packets' && line.event === event && line.kind === kind;
export const isStats = (line: Line): line is StatsLine => line.type === 'stats';

export async function openRig(
  browser: Browser,
  config: ProbePageConfig = {},
  onPageEntry?: ProbeOptions['onPageEntry'],
): Promise<Rig> {
  const clock = monotonicClock();
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  const sink = {
    emit: (line: Line): void => {
      lines.push(line);
      for (const look of waiting) look();
    },
  };
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addInitScript({ content: probePageScript(config) });
  const probe = await attachProbe(context, {
    participant: 'p-1',
    sink,
    clock,
    ...(onPageEntry === undefined ? {} : { onPageEntry }),
  });
  const page = await context.newPage();
  await probe.ready(page);
  return {
    context,
    page,
    probe,
    lines,
    clock,
    until: (fits: (line: Line) => boolean) =>
      new Promise<never>((resolve) => {
        const look = (): void => {
          const found = lines.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found as never);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      await probe.dispose();
      await context.close();
    },
  };
}

/** Serves `pages[path]`, and a page that only has `call()` for everything else; takes any socket. */
export async function serve(pages: Readonly<Record<string, string>> = {}): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(pages[path] ?? `<!doctype html><title>loop-back</title><body>${loopbackScript}</body>`);
  });
  new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/**
 * `call({ pairs, audio, video })`: one peer connection sends the fake devices, the other shows them, in this page. The page
 * keeps `sending`, `receiving`, `transceivers`, and in `seen` its own view of the first frames.
 */
export const loopbackScript = `<script>
async function call({ pairs = 1, audio = true, video = true, width = 320, height = 240, frameRate = 15, play = true } = {}) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: video && { width, height, frameRate } });
  const sending = new RTCPeerConnection(), receiving = new RTCPeerConnection();
  Object.assign(window, { sending, receiving, transceivers: [], seen: {}, receivers: [] });
  sending.onicecandidate = (e) => receiving.addIceCandidate(e.candidate);
  receiving.onicecandidate = (e) => sending.addIceCandidate(e.candidate);
  receiving.ontrack = ({ track, receiver }) => {
    receivers.push(receiver);
    const mine = (seen[track.id] = { kind: track.kind });
    track.addEventListener('unmute', () => (mine.unmuted ??= performance.now()));
    if (!play) return;
    const element = document.createElement(track.kind);
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    if (track.kind === 'video') {
      element.muted = true;
      element.requestVideoFrameCallback((now, frame) => Object.assign(mine, { frameCallback: performance.now(), frame }));
    }
    document.body.append(element);
  };
  for (let i = 0; i < pairs; i += 1) {
    for (const track of stream.getTracks()) {
      transceivers.push(sending.addTransceiver(i === 0 ? track : track.clone(), { streams: [stream] }));
    }
  }
  await sending.setLocalDescription();
  await receiving.setRemoteDescription(sending.localDescription);
  await receiving.setLocalDescription();
  await sending.setRemoteDescription(receiving.localDescription);
}
</script>`;
