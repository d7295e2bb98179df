/**
 * What a sending participant costs the browser by the source of its camera and microphone: Chrome's own file capture, its
 * built-in test device, or our devices in the page. CPU is that of all Chromium processes (/proc, so Linux only), in
 * per cent of one core a participant; `source` is without a call, `call` with one to itself over loopback (VP8, Opus).
 *
 *     node test/helpers/run-script.mjs test/bench/media-cost.ts [participants=4] [seconds=10]
 */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { mediaPageScript } from '../../src/media/media-page-script.js';
import type { MediaChoice } from '../../src/model/device.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { launchTestBrowser } from '../helpers/browser.js';

type Size = Pick<MediaChoice, 'width' | 'height' | 'frameRate'>;
type Source = 'chrome file' | 'chrome device' | 'page: talking-head, speech' | 'page: still, silence';

const sizes: readonly (Size & { readonly maxBitrate: number })[] = [
  { width: 320, height: 180, frameRate: 15, maxBitrate: 150_000 },
  { width: 640, height: 480, frameRate: 20, maxBitrate: 600_000 },
];
const sources: readonly Source[] = [
  'chrome file',
  'chrome device',
  'page: talking-head, speech',
  'page: still, silence',
];
const participants = Number(process.argv[2] ?? 4);
const seconds = Number(process.argv[3] ?? 10);
/** Joining, drawing the loop and the first bandwidth estimates are over by then. */
const settleMs = 6000;
/** Linux counts CPU time in these, whatever the kernel's own tick. */
const ticksPerSecond = 100;
const clock = monotonicClock();

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>bench</title>');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
async function measure(source: Source, size: (typeof sizes)[number], { call }: { call: boolean }): Promise<string> {
  const browser = await launchTestBrowser({ args: await launchArgs(source, size) });
  try {
    const pages = await Promise.all(Array.from({ length: participants }, () => browser.newContext().then(open)));
    await clock.sleep(settleMs);
    const [from, before, at] = [await cpuSeconds(), await statsOf(pages), clock.now()];
    await clock.sleep(seconds * 1000);
    const [to, after, elapsed] = [await cpuSeconds(), await statsOf(pages), (clock.now() - at) / 1000];
    const cpu = `${(((to - from) / elapsed / participants) * 100).toFixed(1)} %`;
    if (!call) return `source ${cpu}`;
    const delta = (key: keyof Sent): number => after[key] - before[key];
    return [
      `call ${cpu}`,
      `${(delta('framesEncoded') / elapsed / participants).toFixed(1)} fps`,
      `encode ${((delta('totalEncodeTime') / delta('framesEncoded')) * 1000).toFixed(1)} ms`,
      `qp ${(delta('qpSum') / delta('framesEncoded')).toFixed(0)}`,
      `${((delta('bytesSent') * 8) / elapsed / participants / 1000).toFixed(0)} kbit/s`,
    ].join(', ');
  } finally {
    await browser.close();
  }

  async function open(context: Awaited<ReturnType<typeof browser.newContext>>): Promise<Page> {
    if (source.startsWith('page')) {
      const still = source.includes('still');
      const choice: MediaChoice = {
        ...size,
        camera: still ? 'still' : 'talking-head',
        microphone: still ? 'silence' : 'speech',
      };
      const participant = `bench-${browser.contexts().indexOf(context)}`;
      await context.addInitScript({ content: await mediaPageScript(choice, { participant, seed: 1 }) });
    }
    const page = await context.newPage();
    await page.goto(link);
    await page.evaluate(`(${sendToSelf})(${JSON.stringify({ ...size, call })})`);
    return page;
  }
}

const sendToSelf = `async ({ width, height, frameRate, maxBitrate, call }) => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width, height, frameRate } });
  globalThis.kept = stream;
  if (!call) return;
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate);
  for (const track of stream.getTracks()) {
    const sender = here.addTrack(track, stream);
    const parameters = sender.getParameters();
    if (track.kind === 'video') parameters.encodings[0].maxBitrate = maxBitrate;
    await sender.setParameters(parameters);
  }
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
  globalThis.calling = here;
}`;

interface Sent {
  framesEncoded: number;
  totalEncodeTime: number;
  qpSum: number;
  bytesSent: number;
}

/** Outbound video, summed over the pages; nothing where there is no call. */
async function statsOf(pages: readonly Page[]): Promise<Sent> {
  const sum: Sent = { framesEncoded: 0, totalEncodeTime: 0, qpSum: 0, bytesSent: 0 };
  for (const page of pages) {
    const stat = await page.evaluate<Sent | undefined>(
      `globalThis.calling?.getStats().then((all) =>
         [...all.values()].find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video'))`,
    );
    for (const key of Object.keys(sum) as (keyof Sent)[]) sum[key] += stat?.[key] ?? 0;
  }
  return sum;
}

async function launchArgs(source: Source, size: Size): Promise<readonly string[]> {
  if (source.startsWith('page')) return [];
  const device = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  if (source === 'chrome device') return device;
  const [video, audio] = [path.join(folder, 'video.y4m'), path.join(folder, 'audio.wav')];
  await writeFile(video, noisyVideo(size));
  await writeFile(audio, noisySound());
  return [...device, `--use-file-for-fake-video-capture=${video}`, `--use-file-for-fake-audio-capture=${audio}`];
}

/** Two seconds of a lit disc that moves over a gradient, with the noise of a sensor. */
function noisyVideo({ width, height, frameRate }: Size): Buffer {
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${frameRate}:1 Ip C420\n`)];
  for (let n = 0; n < 2 * frameRate; n += 1) {
    const centre = width * (0.5 + 0.04 * Math.sin((n / frameRate) * Math.PI));
    const luma = Buffer.alloc(width * height);
    for (let i = 0; i < luma.length; i += 1) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const inside = Math.hypot(x - centre, y - height / 2) < height / 4;
      luma[i] = (inside ? 170 : 70 + (x / width) * 60) + (Math.random() + Math.random() + Math.random() - 1.5) * 5;
    }
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  return Buffer.concat(parts);
}

/** Two seconds, one of noise and one of silence: 16 bit mono at 48 kHz. */
function noisySound(): Buffer {
  const samples = Int16Array.from({ length: 96_000 }, (_, i) => (i < 48_000 ? (Math.random() - 0.5) * 8000 : 0));
  const head = Buffer.alloc(44);
  head.write('RIFF....WAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}

/** CPU time so far of all living descendants of this process: the browser's processes. */
async function cpuSeconds(): Promise<number> {
  const processes = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
    // The command's name may hold blanks and parentheses; what follows it does not.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields === undefined) continue;
    processes.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === process.pid || isOurs(processes.get(pid)?.parent));
  let ticks = 0;
  for (const [pid, { parent, ticks: own }] of processes) if (pid !== process.pid && isOurs(parent)) ticks += own;
  return ticks / ticksPerSecond;
}

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${participants} participants, ${seconds} s`);
  for (const size of sizes) {
    for (const source of sources) {
      const alone = await measure(source, size, { call: false });
      const called = await measure(source, size, { call: true });
      console.log(`${size.width}x${size.height}@${size.frameRate}`, source.padEnd(27), alone, called);
    }
  }
} finally {
  server.close();
  await rm(folder, { recursive: true });
}
