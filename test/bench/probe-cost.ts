/**
 * What the probe costs: bytes a participant-second in the recording, and CPU and memory of Node.
 *
 *     npm run build && npx esbuild test/bench/probe-cost.ts --bundle --platform=node --format=esm --packages=external \
 *       --outfile=dist/bench/probe-cost.mjs && node --expose-gc dist/bench/probe-cost.mjs [seconds] [senders …]
 *
 * One page sends the fake devices `senders` times over one peer connection (320x180 at 15 a second); the participants, each in a
 * context of its own with the probe, receive all of it and send one camera and one microphone back.
 */
import os from 'node:os';
import { monotonicClock } from '../../src/shared/clock.js';
import type { Line } from '../../src/model/line.js';
import { launch, openRig, serve, type Rig } from '../integration/probe-rig.js';
import type { Browser, Page } from 'playwright';

const [seconds = 30, ...counts] = process.argv.slice(2).map(Number);
const clock = monotonicClock();
const joinMs = 15_000;

const gathered = `async (pc) => {
  while (pc.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20));
  return pc.localDescription.sdp;
}`;

async function connect(from: Page, to: Page, senders: number): Promise<void> {
  const offer = await from.evaluate<string>(`(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 180, frameRate: 15 } });
    const pc = new RTCPeerConnection();
    (window.pcs ??= []).push(pc);
    for (let i = 0; i < ${senders}; i += 1) for (const track of stream.getTracks()) pc.addTransceiver(track.clone(), { streams: [stream] });
    await pc.setLocalDescription();
    return (${gathered})(pc);
  })()`);
  const answer = await to.evaluate<string>(`(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 180, frameRate: 15 } });
    const pc = (window.pc = new RTCPeerConnection());
    pc.ontrack = ({ track }) => {
      const element = document.createElement(track.kind);
      element.autoplay = element.muted = true;
      element.srcObject = new MediaStream([track]);
      document.body.append(element);
    };
    await pc.setRemoteDescription({ type: 'offer', sdp: ${JSON.stringify(offer)} });
    for (const track of stream.getTracks()) pc.addTrack(track, stream);
    await pc.setLocalDescription();
    return (${gathered})(pc);
  })()`);
  await from.evaluate(`pcs.at(-1).setRemoteDescription({ type: 'answer', sdp: ${JSON.stringify(answer)} })`);
}

function heapMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

const bytesOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(JSON.stringify(line)) + 1, 0);

async function measure(browser: Browser, origin: string, senders: number, participants: number): Promise<void> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const sender = await context.newPage();
  await sender.goto(origin);
  const before = heapMb();
  const rigs: Rig[] = [];
  for (let i = 0; i < participants; i += 1) {
    const rig = await openRig(browser);
    await rig.page.goto(origin);
    await connect(sender, rig.page, senders);
    rigs.push(rig);
  }
  await clock.sleep(joinMs);
  const heap = (heapMb() - before) / participants;
  const joined = rigs.map(({ lines }) => lines.length);
  const joinBytes = rigs.reduce((sum, { lines }) => sum + bytesOf(lines), 0) / participants;
  // Full lines come every 10 s: a window of a multiple of it holds its fair share of them.
  const [cpu, at] = [process.cpuUsage(), clock.now()];
  await clock.sleep(seconds * 1_000);
  const used = process.cpuUsage(cpu);
  const wall = clock.now() - at;
  const late = rigs.flatMap(({ lines }, i) => lines.slice(joined[i]));
  const rate = bytesOf(late) / participants / (wall / 1_000);
  const full = late.filter((line) => line.type === 'stats' && line.full);

  console.log(
    [
      `${senders} remote senders (${senders * 2} inbound streams), ${participants} participants, ${(wall / 1_000).toFixed(0)} s after the join`,
      `  recording      ${rate.toFixed(0)} B a participant-second (${(bytesOf(full) / participants / (wall / 1_000)).toFixed(0)} of them full lines); the join itself ${joinBytes.toFixed(0)} B`,
      `  over 10 min    ${((joinBytes + rate * 600) / 600).toFixed(0)} B a participant-second, join included`,
      `  Node CPU       ${((used.user + used.system) / 10 / wall / participants).toFixed(3)} % of a core a participant`,
      `  Node heap      ${heap.toFixed(2)} MB a participant, Playwright's context and page and the kept lines included`,
      `  messages       ${late.filter((line) => line.type !== 'stats').length} lines other than stats`,
    ].join('\n'),
  );
  await Promise.all(rigs.map((rig) => rig.close()));
  await context.close();
}

const { server, port } = await serve();
const browser = await launch();
console.log(
  `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1) ?? '?'}; Chromium ${browser.version()}; Node ${process.version}`,
);
for (const senders of counts.length > 0 ? counts : [2, 12]) {
  await measure(browser, `http://127.0.0.1:${port}`, senders, senders > 4 ? 1 : 3);
}
await browser.close();
server.close();
