/**
 * The fake devices in real Chromium: what a page sees of them agrees, and what they deliver is what they say. Page code is
 * text, so that it needs no types of the browser here.
 */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type Frame, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mediaPageScript } from '../../src/media/media-page-script.js';
import type { MediaChoice } from '../../src/model/device.js';
import { launchTestBrowser } from '../helpers/browser.js';

const person: MediaChoice = { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 };

let browser: Browser;
let server: Server;
let port: number;
let folder: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-media-'));
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const policy = url.searchParams.get('csp');
    if (policy !== null) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>page</title><body>${url.searchParams.get('body') ?? ''}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  browser = await launchTestBrowser();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});

async function openPage(
  choice: Partial<MediaChoice> = {},
  { query = '', participant = 'Ada Wong' }: { query?: string; participant?: string } = {},
): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  await context.addInitScript({ content: await mediaPageScript({ ...person, ...choice }, { participant, seed: 1 }) });
  await context.addInitScript({ content: helpers });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/${query}`);
  return page;
}

/** Runs statements in the page; they may await and return. */
function inPage<T>(page: Page | Frame, statements: string): Promise<T> {
  return page.evaluate<T>(`(async () => { ${statements} })()`);
}

/** Within 10 % of what was asked for. */
function expectRate(rate: number, asked: number): void {
  expect(rate).toBeGreaterThan(asked * 0.9);
  expect(rate).toBeLessThan(asked * 1.1);
}

/** What the tests ask of a page again and again. None of it trusts what a track says of itself. */
const helpers = `
globalThis.open_ = (constraints) => navigator.mediaDevices.getUserMedia(constraints);
globalThis.failure = async (work) => {
  try { await work(); return 'no error'; }
  catch (error) { return [error.name, error.constraint].filter(Boolean).join(' '); }
};
globalThis.framesOf = async (track, count) => {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const frames = [];
  for (let i = 0; i < count; i += 1) {
    const { value: frame, done } = await reader.read();
    if (done) break;
    const bytes = new Uint8Array(frame.allocationSize());
    await frame.copyTo(bytes);
    const luma = bytes.subarray(0, frame.visibleRect.width * frame.visibleRect.height);
    frames.push({
      size: frame.visibleRect.width + 'x' + frame.visibleRect.height,
      brightness: luma.reduce((sum, value) => sum + value, 0) / luma.length,
      hash: luma.reduce((sum, value) => (Math.imul(sum, 31) + value) | 0, 0),
    });
    frame.close();
  }
  await reader.cancel();
  return frames;
};
/** Frames a second by the median interval of the next frames: a machine that stalls now and then is not the camera's doing. */
globalThis.rateOver = async (track, count) => {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const times = [];
  while (times.length <= count) {
    const { value: frame } = await reader.read();
    times.push(frame.timestamp / 1e6);
    frame.close();
  }
  await reader.cancel();
  const intervals = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  return 1 / intervals[Math.floor(intervals.length / 2)];
};
globalThis.loudness = async (track, seconds) => {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  let [sum, count, rate] = [0, 0, 48000];
  while (count < seconds * rate) {
    const { value: data, done } = await reader.read();
    if (done) break;
    const samples = new Float32Array(data.numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    rate = data.sampleRate;
    for (const sample of samples) sum += sample * sample;
    count += samples.length;
    data.close();
  }
  await reader.cancel();
  return Math.sqrt(sum / count);
};
globalThis.callOneself = async (stream) => {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate);
  for (const track of stream.getTracks()) here.addTrack(track, stream);
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
  return { here, there };
};
globalThis.statOf = async (connection, type, kind) =>
  [...(await connection.getStats()).values()].find((stat) => stat.type === type && stat.kind === kind);
globalThis.eventually = async (probe) => {
  for (;;) {
    const found = await probe();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
`;

describe('the devices as a page sees them', () => {
  it('agree with each other wherever the page looks', async () => {
    const page = await openPage();
    const seen = await inPage<{
      listed: { kind: string; label: string; deviceId: string; groupId: string }[];
      tracks: {
        kind: string;
        label: string;
        settings: Record<string, unknown>;
        capabilities: Record<string, unknown>;
        listedCapabilities: Record<string, unknown>;
        state: unknown[];
      }[];
    }>(
      page,
      `const list = await navigator.mediaDevices.enumerateDevices();
       const stream = await open_({ audio: true, video: true });
       return {
         listed: JSON.parse(JSON.stringify(list)),
         tracks: stream.getTracks().map((track) => ({
           kind: track.kind, label: track.label, settings: track.getSettings(), capabilities: track.getCapabilities(),
           listedCapabilities: list.find(({ kind }) => kind === track.kind + 'input').getCapabilities(),
           state: [track.readyState, track.muted, track.enabled, track.contentHint],
         })),
       };`,
    );
    expect(seen.listed.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'audioinput Rollcall microphone',
      'videoinput Rollcall camera',
      'audiooutput Rollcall speaker',
    ]);
    expect(seen.listed[2]).toMatchObject({ deviceId: 'default', groupId: seen.listed[0]!.groupId });
    expect(seen.tracks.map(({ kind }) => kind)).toEqual(['audio', 'video']);
    for (const [index, track] of seen.tracks.entries()) {
      const { label, deviceId, groupId } = seen.listed[index]!;
      expect(track).toMatchObject({ label, settings: { deviceId, groupId }, capabilities: { deviceId, groupId } });
      expect(track.listedCapabilities).toEqual(track.capabilities);
      expect(Object.keys(track.settings).sort()).toEqual(Object.keys(track.capabilities).sort());
      expect(track.state).toEqual(['live', false, true, '']);
    }
    expect(seen.tracks[1]!.settings).toMatchObject({ width: 320, height: 180, frameRate: 15, facingMode: 'user' });
    expect(seen.tracks[1]!.capabilities).toMatchObject({ width: { min: 1, max: 320 }, frameRate: { min: 1, max: 15 } });
  });

  it('are of the browser’s own classes, and their functions look like its own', async () => {
    const page = await openPage();
    expect(
      await inPage(
        page,
        `const [microphone, , speaker] = await navigator.mediaDevices.enumerateDevices();
         const [audio, video] = (await open_({ audio: true, video: true })).getTracks();
         const functions = [
           Object.getOwnPropertyDescriptor(MediaDevices.prototype, 'getUserMedia').value,
           navigator.mediaDevices.enumerateDevices, navigator.permissions.query, video.applyConstraints, video.clone,
         ];
         return {
           classes: [microphone, speaker, audio, video].map((it) => Object.prototype.toString.call(it)),
           own: [microphone, video, navigator.mediaDevices].map((it) => Object.keys(it).length),
           functions: functions.map((it) => it.name + '/' + it.length),
           native: functions.every((it) => Function.prototype.toString.call(it).includes('[native code]')),
           ondevicechange: navigator.mediaDevices.ondevicechange,
         };`,
      ),
    ).toEqual({
      classes: [
        '[object InputDeviceInfo]',
        '[object MediaDeviceInfo]',
        '[object MediaStreamTrack]',
        '[object MediaStreamTrack]',
      ],
      own: [0, 0, 0],
      functions: ['getUserMedia/0', 'enumerateDevices/0', 'query/1', 'applyConstraints/0', 'clone/0'],
      native: true,
      ondevicechange: null,
    });
  });

  it('are permitted from the start', async () => {
    const page = await openPage();
    expect(
      await inPage(
        page,
        `return Promise.all(['camera', 'microphone', 'geolocation'].map(async (name) => {
           const status = await navigator.permissions.query({ name });
           return [status instanceof PermissionStatus, status.name ?? name, status.state].join(' ');
         }));`,
      ),
    ).toEqual(['true video_capture granted', 'true audio_capture granted', 'true geolocation prompt']);
  });

  it('are missing when the participant has none, as a machine without them says it', async () => {
    const page = await openPage({ camera: false });
    expect(
      await inPage(
        page,
        `return [
           (await navigator.mediaDevices.enumerateDevices()).map(({ kind }) => kind).join(),
           await failure(() => open_({ video: true })),
           await failure(() => open_({ audio: true, video: true })),
           (await open_({ audio: true, video: false })).getTracks().length,
         ];`,
      ),
    ).toEqual(['audioinput,audiooutput', 'NotFoundError', 'NotFoundError', 1]);
  });

  it('refuse what cannot be, by the names that browsers use', async () => {
    const page = await openPage();
    expect(
      await inPage(
        page,
        `const [track] = (await open_({ video: true })).getTracks();
         const [{ deviceId: microphone }, { deviceId: camera }] = await navigator.mediaDevices.enumerateDevices();
         return [
           await failure(() => open_()), await failure(() => open_({})), await failure(() => open_({ audio: false })),
           await failure(() => open_({ video: { deviceId: { exact: camera } }, audio: { deviceId: { exact: microphone } } })),
           await failure(() => open_({ video: { deviceId: { exact: microphone } } })),
           await failure(() => open_({ video: { width: { min: 640 } } })),
           await failure(() => open_({ audio: { sampleRate: { exact: 8000 } } })),
           await failure(() => track.applyConstraints({ frameRate: { exact: 60 } })),
           JSON.stringify(track.getConstraints()),
           await new Promise((resolve) => navigator.webkitGetUserMedia({ video: true }, resolve, resolve)) instanceof MediaStream,
           await new Promise((resolve) => navigator.getUserMedia({}, resolve, ({ name }) => resolve(name))),
         ];`,
      ),
    ).toEqual([
      'TypeError',
      'TypeError',
      'TypeError',
      'no error',
      'OverconstrainedError deviceId',
      'OverconstrainedError width',
      'OverconstrainedError sampleRate',
      'OverconstrainedError frameRate',
      '{}',
      true,
      'TypeError',
    ]);
  });
});

describe('the camera', () => {
  it('delivers the size and rate of the scenario, whatever more a page would like', async () => {
    const page = await openPage();
    const seen = await inPage<{ sizes: string[]; rate: number; different: number }>(
      page,
      `const [track] = (await open_({ video: { width: 1280, height: 720, frameRate: 30 } })).getTracks();
       await framesOf(track, 15);
       const frames = await framesOf(track, 45);
       return { sizes: [...new Set(frames.map(({ size }) => size))], rate: await rateOver(track, 45),
                different: frames.filter(({ hash }, i) => hash !== frames[i - 1]?.hash).length };`,
    );
    expect(seen.sizes).toEqual(['320x180']);
    expectRate(seen.rate, 15);
    expect(seen.different).toBe(45);
  });

  it('delivers another size and rate when constraints are applied, and says so', async () => {
    const page = await openPage({ width: 640, height: 480, frameRate: 20 });
    const seen = await inPage<{
      before: string;
      after: string;
      settings: unknown;
      constraints: unknown;
      rate: number;
      back: string;
    }>(
      page,
      `const [track] = (await open_({ video: true })).getTracks();
       const before = (await framesOf(track, 2)).at(-1).size;
       await track.applyConstraints({ width: 321, height: { exact: 181 }, frameRate: { max: 5 } });
       await framesOf(track, 4);
       const frames = await framesOf(track, 1);
       const rate = await rateOver(track, 8);
       const { width, height, frameRate } = track.getSettings();
       const constraints = track.getConstraints();
       await track.applyConstraints();
       await framesOf(track, 4);
       return { before, after: frames[0].size, settings: { width, height, frameRate }, constraints, rate,
                back: (await framesOf(track, 1))[0].size };`,
    );
    expect(seen).toMatchObject({
      before: '640x480',
      after: '321x181',
      settings: { width: 321, height: 181, frameRate: 5 },
      constraints: { width: 321, height: { exact: 181 }, frameRate: { max: 5 } },
      back: '640x480',
    });
    expectRate(seen.rate, 5);
  });

  it('is black while disabled', async () => {
    const page = await openPage();
    const [on, off, again] = await inPage<number[]>(
      page,
      `const [track] = (await open_({ video: true })).getTracks();
       const brightness = async () => (await framesOf(track, 4)).at(-1).brightness;
       const on = await brightness();
       track.enabled = false;
       const off = await brightness();
       track.enabled = true;
       return [on, off, await brightness()];`,
    );
    expect(on).toBeGreaterThan(60);
    expect(off).toBeLessThan(17);
    expect(again).toBeGreaterThan(60);
  });

  it('shows everybody someone else, and somebody the same again', async () => {
    const faceOf = async (participant: string): Promise<unknown> =>
      inPage(
        await openPage({ camera: 'still' }, { participant }),
        `const [track] = (await open_({ video: true })).getTracks();
         return [...new Set((await framesOf(track, 5)).map(({ hash }) => hash))];`,
      );
    const ada = await faceOf('Ada Wong');
    expect(ada).toHaveLength(1);
    expect(await faceOf('Ada Wong')).toEqual(ada);
    expect(await faceOf('Bob Chan')).not.toEqual(ada);
  });

  it('shows a picture file', async () => {
    const file = path.join(folder, 'red.png');
    const painter = await openPage();
    const drawn = await inPage<string>(
      painter,
      `const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
       const context = canvas.getContext('2d');
       context.fillStyle = 'red';
       context.fillRect(0, 0, 40, 40);
       return canvas.toDataURL().split(',')[1];`,
    );
    await writeFile(file, Buffer.from(drawn, 'base64'));
    const page = await openPage({ camera: { file } });
    expect(
      await inPage(page, `return (await framesOf((await open_({ video: true })).getTracks()[0], 1))[0].brightness;`),
    ).toBeCloseTo(82, -1);
  });

  it('fails as a broken camera does when the picture cannot be decoded', async () => {
    const file = path.join(folder, 'broken.png');
    await writeFile(file, Buffer.from('89504e470d0a1a0a00', 'hex'));
    const page = await openPage({ camera: { file } });
    expect(await inPage(page, `return failure(() => open_({ video: true }));`)).toBe('NotReadableError');
    await expect.poll(() => page.workers().length).toBe(0);
  });

  it('keeps its rate on six pages of one browser', async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => openPage({}, { participant: `desks-${n}` })));
    const rates = await Promise.all(
      pages.map((page) =>
        inPage<number>(
          page,
          `const [track] = (await open_({ video: true })).getTracks();
           // The first round of the loop is drawn, the others are not.
           await rateOver(track, 45);
           return rateOver(track, 60);`,
        ),
      ),
    );
    for (const rate of rates) expectRate(rate, 15);
  });

  it('keeps its rate while the page is too busy to do anything', async () => {
    const page = await openPage();
    const frames = await inPage<number>(
      page,
      `const { here, there } = await callOneself(await open_({ video: true }));
       await eventually(async () => (await statOf(here, 'outbound-rtp', 'video'))?.framesEncoded > 20);
       const before = await statOf(here, 'media-source', 'video');
       const until = performance.now() + 2000;
       while (performance.now() < until);
       return (await statOf(here, 'media-source', 'video')).frames - before.frames;`,
    );
    expect(frames).toBeGreaterThan(2 * 15 * 0.8);
  });
});

describe('the microphone', () => {
  it('is heard at the other end of a call', async () => {
    const page = await openPage();
    const { sent, heard } = await inPage<{ sent: number; heard: number }>(
      page,
      `const { here, there } = await callOneself(await open_({ audio: true }));
       there.ontrack = null;
       const audio = new Audio();
       audio.srcObject = new MediaStream([there.getReceivers()[0].track]);
       void audio.play();
       const heard = await eventually(async () => {
         const stat = await statOf(there, 'inbound-rtp', 'audio');
         return stat?.totalAudioEnergy > 0.01 && stat.audioLevel > 0.01 && stat;
       });
       return { sent: (await statOf(here, 'media-source', 'audio')).totalAudioEnergy, heard: heard.totalAudioEnergy };`,
    );
    expect(sent).toBeGreaterThan(0.01);
    expect(heard).toBeGreaterThan(0.01);
  });

  it('delivers nothing but silence when silent, and sends it', async () => {
    const page = await openPage({ microphone: 'silence' });
    const { packets, energy } = await inPage<{ packets: number; energy: number }>(
      page,
      `const { here } = await callOneself(await open_({ audio: true }));
       const packets = await eventually(async () => {
         const stat = await statOf(here, 'outbound-rtp', 'audio');
         return stat?.packetsSent > 50 && stat.packetsSent;
       });
       return { packets, energy: (await statOf(here, 'media-source', 'audio')).totalAudioEnergy };`,
    );
    expect(packets).toBeGreaterThan(50);
    expect(energy).toBe(0);
  });

  it('plays a sound file, again and again, and is silent while disabled', async () => {
    const file = path.join(folder, 'tone.wav');
    await writeFile(file, toneWav({ sampleRate: 16_000, seconds: 0.5 }));
    const page = await openPage({ microphone: { file } });
    const { on, off, sampleRate } = await inPage<{ on: number; off: number; sampleRate: number }>(
      page,
      `const [track] = (await open_({ audio: true })).getTracks();
       const on = await loudness(track, 1.2);
       track.enabled = false;
       await loudness(track, 0.2);
       const off = await loudness(track, 0.5);
       return { on, off, sampleRate: track.getSettings().sampleRate };`,
    );
    // A sine of half the full scale.
    expect(on).toBeCloseTo(0.5 / Math.SQRT2, 1);
    expect(off).toBe(0);
    expect(sampleRate).toBe(16_000);
  });
});

describe('tracks', () => {
  it('are independent of each other, clones too, and nothing runs when all have ended', async () => {
    const page = await openPage();
    const seen = await inPage<unknown[]>(
      page,
      `const [first, second] = [await open_({ video: true, audio: true }), await open_({ video: { width: 160 } })];
       const [one] = first.getVideoTracks(); const [two] = second.getVideoTracks();
       one.enabled = false; one.contentHint = 'detail';
       const three = one.clone();
       const copied = [three.enabled, three.contentHint, three.label, three.id !== one.id];
       three.enabled = true;
       await three.applyConstraints({ width: 80 });
       const fourth = first.clone();
       let ended = 0;
       one.onended = () => { ended += 1; };
       one.stop();
       globalThis.left = [two, three, ...fourth.getTracks(), ...first.getAudioTracks()];
       const sizes = [];
       for (const track of [two, three]) { await framesOf(track, 3); sizes.push((await framesOf(track, 1))[0].size); }
       return [copied, sizes, one.readyState, ended, one.clone().readyState, one.clone().label,
               left.map((track) => track.readyState + ' ' + track.label)];`,
    );
    expect(seen).toEqual([
      [false, 'detail', 'Rollcall camera', true],
      ['160x90', '80x45'],
      'ended',
      0,
      'ended',
      'Rollcall camera',
      [
        'live Rollcall camera',
        'live Rollcall camera',
        'live Rollcall microphone',
        'live Rollcall camera',
        'live Rollcall microphone',
      ],
    ]);
    expect(page.workers()).toHaveLength(1);
    await inPage(page, `left.forEach((track) => track.stop());`);
    await expect.poll(() => page.workers().length).toBe(0);
    expect(
      await inPage(page, `return (await framesOf((await open_({ video: true })).getTracks()[0], 2)).length;`),
    ).toBe(2);
  });

  it('of others are left alone', async () => {
    const page = await openPage();
    expect(
      await inPage(
        page,
        `const canvas = document.createElement('canvas');
         canvas.getContext('2d');
         const [track] = canvas.captureStream(5).getTracks();
         const twin = new MediaStream([track]).clone().getTracks()[0];
         return [track.label.startsWith('Rollcall'), track.getSettings().deviceId === track.label, twin.readyState,
                 await failure(() => track.applyConstraints({}))];`,
      ),
    ).toEqual([false, expect.any(Boolean), 'live', 'no error']);
  });
});

describe('everywhere', () => {
  const rateHere = `const [track] = (await open_({ video: true })).getTracks(); await rateOver(track, 5);
                    const rate = await rateOver(track, 20); track.stop(); return rate;`;

  it('works in a cross-origin frame that may use the camera, and not in one that may not', async () => {
    const elsewhere = `http://localhost:${port}/`;
    const page = await openPage(
      {},
      {
        query: `?body=${encodeURIComponent(`<iframe name=may allow="camera" src="${elsewhere}"></iframe><iframe name=maynot src="${elsewhere}"></iframe>`)}`,
      },
    );
    expectRate(await inPage<number>(page.frame('may')!, rateHere), 15);
    const listed = `return (await navigator.mediaDevices.enumerateDevices()).map(({ kind }) => kind);`;
    const asked = `return [await failure(() => open_({ video: true })), await failure(() => open_({ audio: true })),
                           (await navigator.permissions.query({ name: 'camera' })).state];`;
    expect(await inPage(page.frame('may')!, listed)).toEqual(['videoinput']);
    expect(await inPage(page.frame('maynot')!, listed)).toEqual([]);
    expect(await inPage(page.frame('maynot')!, asked)).toEqual(['NotAllowedError', 'NotAllowedError', 'denied']);
  });

  it('works in a popup', async () => {
    const page = await openPage();
    const [popup] = await Promise.all([page.waitForEvent('popup'), inPage(page, `window.open(location.href);`)]);
    await popup.waitForLoadState();
    expectRate(await inPage<number>(popup, rateHere), 15);
  });

  it.each([
    ['a policy without workers', "worker-src 'none'"],
    ['Trusted Types', "require-trusted-types-for 'script'"],
  ])('works under %s', async (_name, policy) => {
    const page = await openPage({}, { query: `?csp=${encodeURIComponent(policy)}` });
    expectRate(await inPage<number>(page, rateHere), 15);
    expect(page.workers()).toEqual([]);
    // And a second time: nothing is left of the first.
    expectRate(await inPage<number>(page, rateHere), 15);
  });

  it('leaves a page without a secure context without devices', async () => {
    const context = await browser.newContext();
    contexts.push(context);
    await context.addInitScript({ content: await mediaPageScript(person, { participant: 'Ada', seed: 1 }) });
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.route('http://insecure.test/', (route) => route.fulfill({ contentType: 'text/html', body: 'x' }));
    await page.goto('http://insecure.test/');
    expect(await inPage(page, `return typeof navigator.mediaDevices;`)).toBe('undefined');
    expect(errors).toEqual([]);
  });
});

/** A sine of 440 Hz at half the full scale, 16 bit mono. */
function toneWav({ sampleRate, seconds }: { sampleRate: number; seconds: number }): Buffer {
  const samples = Int16Array.from({ length: sampleRate * seconds }, (_, i) =>
    Math.round(16_384 * Math.sin((2 * Math.PI * 440 * i) / sampleRate)),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF....WAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}
