/**
 * What the harness costs for a participant who stays: bytes in the recording, CPU and memory of Node.
 *
 * One page sends the fake devices `senders` times over one peer connection (320x180 at 15 a second); the participants, each in a
 * context of its own with the probe, receive all of it and send one camera and one microphone back.
 */
import { monotonicClock } from '../../src/shared/clock.js';
import type { Line } from '../../src/model/line.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { openRig, serve, type Rig } from '../integration/probe-rig.js';
import type { Browser, Page } from 'playwright';
import { figure, type Figure } from './figure.js';

/** Long enough for several of the full stats lines that come every 10 s. */
const seconds = 40;
const clock = monotonicClock();
/** V8 collects what starting and joining left when the process falls idle, once, for up to 20 s: that is no cost of staying. */
const settleMs = 30_000;

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

async function measure(
  browser: Browser,
  origin: string,
  senders: number,
  participants: number,
): Promise<readonly Figure[]> {
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
  await clock.sleep(settleMs);
  const joined = rigs.map(({ lines }) => lines.length);
  const [cpu, at] = [process.cpuUsage(), clock.now()];
  await clock.sleep(seconds * 1_000);
  const used = process.cpuUsage(cpu);
  const wall = clock.now() - at;
  // Only now: a collection that is asked for makes V8 collect again in the seconds after it.
  const heap = (heapMb() - before) / participants;
  const late = rigs.flatMap(({ lines }, i) => lines.slice(joined[i]));
  const rate = bytesOf(late) / participants / (wall / 1_000);
  await Promise.all(rigs.map((rig) => rig.close()));
  await context.close();
  // 1 KB with 2 remote senders, which are 4 inbound streams, and 0.25 KB for each further stream.
  const bytes = 1_000 + 250 * Math.max(0, 2 * senders - 4);
  const who = `with ${senders} remote senders`;
  return [
    figure(`recording, a participant-second ${who}`, rate, 'B', bytes),
    figure(`Node CPU, a participant ${who}`, (used.user + used.system) / 10 / wall / participants, '% of a core', 0.2),
    figure(`Node heap, a participant ${who}`, heap, 'MB', 2),
  ];
}

export async function probeCost(): Promise<readonly Figure[]> {
  const { server, port } = await serve();
  const browser = await launchTestBrowser({ fakeDevices: true });
  try {
    const origin = `http://127.0.0.1:${port}`;
    // One who is not counted: what only starting needed, some 10 MB, is let go of meanwhile.
    await measure(browser, origin, 2, 1);
    return [...(await measure(browser, origin, 2, 3)), ...(await measure(browser, origin, 12, 1))];
  } finally {
    await browser.close();
    server.close();
  }
}
