/** The built-in meeting in real browsers: order and lower bounds, never how fast. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { TruthLine } from '../../src/rehearsal/truth-log.js';

/** Two noisy cores: how long to wait is no assertion. */
const patience = 40_000;

let folder: string;
let browser: Browser;
let rehearsal: Rehearsal;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-rehearsal-test-'));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
  rehearsal = await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') });
});

afterAll(async () => {
  await browser.close();
  await rehearsal.close();
  await rm(folder, { recursive: true });
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

/** Every test has a room of its own, so that nobody of another test is in the way. */
let rooms = 0;
function newRoom(): string {
  rooms += 1;
  return `${rehearsal.origin}/m/room-${rooms}`;
}

async function open(link: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], ...options });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

async function pressJoin(page: Page, name: string): Promise<void> {
  await page.locator('#name').fill(name);
  await page.locator('#join').click();
}

async function join(link: string, name: string): Promise<Page> {
  const page = await open(link);
  await pressJoin(page, name);
  await screen(page, 'meeting');
  return page;
}

async function screen(page: Page, name: string): Promise<void> {
  await page.locator(`html[data-screen="${name}"]`).waitFor({ state: 'attached' });
}

/** Page code is text here: tests are compiled without the DOM. */
const remoteFrames = `document.querySelector('.tile[data-participant] video').getVideoPlaybackQuality().totalVideoFrames`;
const remoteSound = `[...document.querySelectorAll('.tile[data-participant] audio')]
  .flatMap((player) => player.srcObject.getTracks())
  .map(({ kind, muted, readyState }) => ({ kind, muted, readyState }))`;

async function frames(page: Page): Promise<number> {
  return page.evaluate<number>(remoteFrames);
}

/** Until a remote picture has moved on by some frames. */
async function seesVideo(page: Page): Promise<void> {
  await page.locator('.tile[data-participant] video').waitFor({ state: 'visible' });
  const before = await frames(page);
  await expect.poll(async () => (await frames(page)) - before, { timeout: patience }).toBeGreaterThan(5);
}

/** As far as it is written: lines follow what they tell of by a moment. */
async function truth(): Promise<readonly TruthLine[]> {
  const text = await readFile(rehearsal.truthFile, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TruthLine);
}

/** Lines about one person, waiting until the given one is among them. */
async function truthOf(name: string, type: TruthLine['type']): Promise<readonly TruthLine[]> {
  const own = async (): Promise<readonly TruthLine[]> => {
    const lines = await truth();
    const visits = lines.flatMap((line) => ('name' in line && line.name === name ? [line.visit] : []));
    return lines.filter((line) => 'visit' in line && visits.includes(line.visit));
  };
  await expect.poll(async () => (await own()).map((line) => line.type), { timeout: patience }).toContain(type);
  return own();
}

function timeOf(lines: readonly TruthLine[], type: TruthLine['type']): number {
  const line = lines.find((candidate) => candidate.type === type);
  if (line === undefined) throw new Error(`no ${type}`);
  return line.t;
}

describe('two people in a meeting', () => {
  it.each(['vp8', 'h264'])('see and hear each other with %s', async (codec) => {
    const link = `${newRoom()}?codec=${codec}`;
    const ann = await join(link, `ann-${codec}`);
    const ben = await join(link, `ben-${codec}`);
    await seesVideo(ann);
    await seesVideo(ben);
    expect(await ben.evaluate(remoteSound)).toEqual([{ kind: 'audio', muted: false, readyState: 'live' }]);

    const lines = await truthOf(`ben-${codec}`, 'first_rendered');
    const order = ['page_requested', 'socket_open', 'join_requested', 'admitted', 'dtls_connected'] as const;
    const times = order.map((type) => timeOf(lines, type));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const rendered = lines.find((line) => line.type === 'first_rendered');
    expect(rendered).toMatchObject({ name: `ben-${codec}` });
    const forwarded = lines.find((line) => line.type === 'first_key_frame_forwarded' && line.kind === 'video');
    const uncertainty = rendered?.type === 'first_rendered' ? rendered.uncertainty_ms : Number.NaN;
    expect(rendered?.t).toBeGreaterThan((forwarded?.t ?? Number.NaN) - uncertainty);
    expect(timeOf(lines, 'entered')).toBeGreaterThan(timeOf(lines, 'admitted') - uncertainty);
  });

  it('a camera that is switched off goes dark for the other, and comes back', async () => {
    const link = newRoom();
    const cat = await join(link, 'cat');
    const dan = await join(link, 'dan');
    await seesVideo(dan);
    await cat.locator('#toggle-camera').click();
    await dan.locator('.tile[data-participant] video').waitFor({ state: 'hidden' });
    await cat.locator('#toggle-camera[aria-pressed="false"]').click();
    await dan.locator('.tile[data-participant] video').waitFor({ state: 'visible' });
    await seesVideo(dan);
  });

  it('whoever leaves frees the place', async () => {
    const link = newRoom();
    const eve = await join(link, 'eve');
    const fay = await join(link, 'fay');
    await eve.locator('#roster li').nth(1).waitFor();
    expect(await eve.locator('#roster li[data-self]').textContent()).toContain('eve');
    await fay.locator('#leave').click();
    await screen(fay, 'left');
    await expect.poll(() => eve.locator('#roster li').count(), { timeout: patience }).toBe(1);
    await expect.poll(() => eve.locator('.tile[data-participant]').count(), { timeout: patience }).toBe(0);
    expect(await truthOf('fay', 'left')).toContainEqual(expect.objectContaining({ type: 'left', cause: 'asked' }));
  });

  it('a name is text, whatever is in it', async () => {
    const link = newRoom();
    const gus = await join(link, 'gus');
    await join(link, '<img src=x onerror="window.broken=1"><script>window.broken=1</script>');
    await gus.locator('#roster li').nth(1).waitFor();
    expect(await gus.locator('#roster li').nth(1).textContent()).toContain('<script>');
    expect(await gus.evaluate(`'broken' in window`)).toBe(false);
  });
});

describe('knobs of the link', () => {
  it.each(['full', 'locked', 'ended', 'not_found', 'rate_limited', 'login_required'])('refuse=%s', async (reason) => {
    const page = await open(`${newRoom()}?refuse=${reason}`);
    await pressJoin(page, 'ida');
    await page.locator(`#refusal[data-reason="${reason}"]`).waitFor();
    await expect
      .poll(truth, { timeout: patience })
      .toContainEqual(expect.objectContaining({ type: 'refused', reason }));
  });

  it('joinDelayMs is the least time between pressing Join and being let in', async () => {
    await join(`${newRoom()}?joinDelayMs=1500`, 'jan');
    const lines = await truthOf('jan', 'entered');
    expect(timeOf(lines, 'admitted') - timeOf(lines, 'join_requested')).toBeGreaterThanOrEqual(1_500);
    expect(timeOf(lines, 'entered') - timeOf(lines, 'join_requested')).toBeGreaterThanOrEqual(1_500);
    expect(lines).toContainEqual(expect.objectContaining({ type: 'knob', knob: 'joinDelayMs', value: 1_500 }));
  });

  it('admitAfterMs shows the waiting room first', async () => {
    const page = await open(`${newRoom()}?admitAfterMs=700`);
    await pressJoin(page, 'kim');
    await page.locator('#lobby').waitFor();
    await screen(page, 'meeting');
    const lines = await truthOf('kim', 'admitted');
    expect(timeOf(lines, 'admitted') - timeOf(lines, 'lobby')).toBeGreaterThanOrEqual(700);
  });

  it('a passcode is asked for; the third wrong one is the last', async () => {
    const link = `${newRoom()}?passcode=9876`;
    const page = await open(link);
    await pressJoin(page, 'lea');
    await page.locator('#passcode').fill('1234');
    await page.locator('#passcode-submit').click();
    await page.locator('#passcode-error').waitFor();
    await page.locator('#passcode').fill('9876');
    await page.locator('#passcode-submit').click();
    await screen(page, 'meeting');

    const other = await open(link);
    await pressJoin(other, 'lou');
    for (let tries = 0; tries < 3; tries += 1) {
      await other.locator('#passcode').fill('1');
      await other.locator('#passcode-submit').click();
      if (tries < 2) await other.locator('#passcode-error').waitFor();
    }
    await other.locator('#refusal[data-reason="bad_passcode"]').waitFor();
  });

  it('a phone is asked whether it has the app', async () => {
    const page = await open(newRoom(), {
      userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    await screen(page, 'invite');
    await page.locator('#continue-in-browser').click();
    await screen(page, 'prejoin');
  });

  it.each([
    ['zh-HK', '加入會議'],
    ['zh-CN', '加入会议'],
    ['fr-FR', 'Join meeting'],
  ])('speaks to %s', async (locale, words) => {
    const page = await open(newRoom(), { locale });
    expect(await page.locator('#join').textContent()).toBe(words);
  });
});

describe('the control interface', () => {
  it('removes one participant and leaves the other', async () => {
    const link = newRoom();
    const mia = await join(link, 'mia');
    const ned = await join(link, 'ned');
    await rehearsal.control('remove', { participant: 'ned' });
    await ned.locator('#removed').waitFor();
    await expect.poll(() => mia.locator('#roster li').count(), { timeout: patience }).toBe(1);
    expect(await truthOf('ned', 'removed')).toContainEqual(expect.objectContaining({ type: 'removed' }));
  });

  it('cuts the signalling; the client says so and comes back to the same place', async () => {
    const link = newRoom();
    const oda = await join(link, 'oda');
    const pam = await join(link, 'pam');
    await seesVideo(oda);
    await rehearsal.control('cut', { participant: 'pam', signalling: true, media: false, ms: 1_000 });
    await pam.locator('#reconnecting').waitFor({ state: 'visible' });
    await pam.locator('#reconnecting').waitFor({ state: 'hidden' });
    const lines = await truthOf('pam', 'socket_resumed');
    expect(timeOf(lines, 'socket_resumed') - timeOf(lines, 'socket_closed')).toBeGreaterThanOrEqual(1_000);
    await seesVideo(oda);
  });

  it('cuts the media; ICE notices, and pictures come back', async () => {
    const link = newRoom();
    const quy = await join(link, 'quy');
    const ray = await join(link, 'ray');
    await seesVideo(ray);
    await rehearsal.control('cut', { participant: 'ray', media: true, ms: 9_000 });
    await ray.locator('#reconnecting').waitFor({ state: 'visible' });
    await ray.locator('#reconnecting').waitFor({ state: 'hidden' });
    for (const page of [quy, ray]) {
      await seesVideo(page);
    }
    await expect.poll(truth, { timeout: patience }).toContainEqual(
      expect.objectContaining({
        type: 'control',
        action: 'cut',
        participant: 'ray',
        detail: { media: true, signalling: false, ms: 9_000 },
      }),
    );
  });

  it('restarts ICE when the media was away for long', async () => {
    const link = newRoom();
    const sam = await join(link, 'sam');
    const tim = await join(link, 'tim');
    await seesVideo(tim);
    await rehearsal.control('cut', { participant: 'tim', media: true, ms: 16_000 });
    await tim.locator('#reconnecting').waitFor({ state: 'visible' });
    await tim.locator('#reconnecting').waitFor({ state: 'hidden', timeout: 90_000 });
    for (const page of [sam, tim]) {
      await seesVideo(page);
    }
    const connected = (await truthOf('tim', 'first_rendered')).filter((line) => line.type === 'ice_connected');
    expect(connected.length).toBeGreaterThan(2);
  });

  it('stops forwarding and starts again, with connections up', async () => {
    const link = newRoom();
    await join(link, 'uma');
    const vic = await join(link, 'vic');
    await seesVideo(vic);
    await rehearsal.control('stop-forwarding', { participant: 'vic', media: 'video' });
    const growth = async (): Promise<number> => {
      const before = await frames(vic);
      await vic.waitForTimeout(500);
      return (await frames(vic)) - before;
    };
    await expect.poll(growth, { timeout: patience }).toBe(0);
    expect(await vic.locator('#reconnecting').isHidden()).toBe(true);
    await rehearsal.control('stop-forwarding', { participant: 'vic', media: 'video', ms: 0 });
    await seesVideo(vic);
  });

  it('refuses newcomers for a while, and ends the meeting for good', async () => {
    const link = newRoom();
    const wes = await join(link, 'wes');
    await rehearsal.control('refuse', { reason: 'locked' });
    const xia = await open(link);
    await pressJoin(xia, 'xia');
    await xia.locator('#refusal[data-reason="locked"]').waitFor();
    await rehearsal.control('refuse', { reason: 'none' });
    await rehearsal.control('end');
    await wes.locator('#ended').waitFor();
    const yan = await open(link);
    await pressJoin(yan, 'yan');
    await yan.locator('#refusal[data-reason="ended"]').waitFor();
  });

  it.each([
    ['remove', {}, 'Say whom'],
    ['remove', { participant: 'nobody' }, 'Nobody of that id'],
    ['cut', { media: false, signalling: false }, 'Nothing to cut'],
    ['cut', { ms: -1 }, 'JSON object'],
    ['refuse', { reason: 'because' }, 'reason is one of'],
    ['explode', {}, 'no such action'],
    ['toString', {}, 'no such action'],
  ])('answers %s %j with a sentence', async (action, request, sentence) => {
    await expect(rehearsal.control(action, request)).rejects.toThrow(sentence);
  });

  it('wants its token', async () => {
    const response = await fetch(`${rehearsal.controlUrl}state`, { headers: { Authorization: 'Bearer x' } });
    expect(response.status).toBe(401);
  });
});

describe('hostile visitors', () => {
  it('are shown the door, and the meeting goes on', async () => {
    const url = `${rehearsal.origin.replace('http', 'ws')}/signalling`;
    const closedWith = async (message: string | Buffer): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url);
        socket.on('open', () => {
          socket.send(message);
        });
        socket.on('close', resolve);
        socket.on('error', reject);
      });
    expect(await closedWith('{')).toBe(1008);
    expect(await closedWith('{"type":"join","name":5}')).toBe(1008);
    expect(await closedWith(Buffer.from([1, 2, 3]))).toBe(1008);
    expect(await closedWith('x'.repeat(1_000_000))).toBe(1009);
    const flood = Array.from({ length: 600 }, () => new WebSocket(url));
    const answers = await Promise.all(
      flood.map(
        (socket) =>
          new Promise<string>((resolve) => {
            socket.on('open', () => {
              resolve('open');
            });
            socket.on('error', ({ message }) => {
              resolve(message);
            });
          }),
      ),
    );
    expect(answers.filter((answer) => answer === 'open').length).toBeLessThanOrEqual(500);
    expect(answers).toContainEqual(expect.stringContaining('503'));
    for (const socket of flood) socket.terminate();

    for (const address of ['/m/', '/m/a%20b', '/m/../../etc/passwd', '/nowhere']) {
      expect((await fetch(rehearsal.origin + address)).status).toBe(404);
    }
    expect((await fetch(`${rehearsal.link}?joinDelay=5`)).status).toBe(400);
    expect(await (await open(newRoom())).title()).toBe('Rehearsal meeting');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the process', () => {
  it('says when its port is taken', async () => {
    const port = Number(new URL(rehearsal.origin).port);
    await expect(startRehearsal({ port, truthFile: path.join(folder, 'other.jsonl') })).rejects.toMatchObject({
      code: 'environment',
      hint: expect.stringContaining('port') as string,
    });
  });

  it('does not outlive the process that started it', async () => {
    const entry = new URL('../../dist/rehearsal/start-rehearsal.js', import.meta.url).href;
    const script = `const { startRehearsal } = await import(${JSON.stringify(entry)});
      const { pid } = await startRehearsal({ truthFile: ${JSON.stringify(path.join(folder, 'orphan.jsonl'))} });
      console.log(pid);
      setInterval(() => undefined, 1_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(printed.toString());
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: patience }).toBe(false);
  });

  it('ends with people in it, and says that they left', async () => {
    const other = await startRehearsal({ truthFile: path.join(folder, 'sudden.jsonl') });
    await join(other.link, 'zoe');
    await join(other.link, 'zac');
    await other.close();
    expect(isAlive(other.pid)).toBe(false);
    const lines = (await readFile(other.truthFile, 'utf8')).trim().split('\n');
    const ends = lines.map((line) => JSON.parse(line) as TruthLine).filter(({ type }) => /left|stopped/.test(type));
    expect(ends).toMatchObject([
      { type: 'left', name: 'zoe', cause: 'shutdown' },
      { type: 'left', name: 'zac', cause: 'shutdown' },
      { type: 'stopped' },
    ]);
  });

  it('is gone when close resolves, and its truth log is complete', async () => {
    const other = await startRehearsal({ truthFile: path.join(folder, 'short.jsonl') });
    await other.close();
    expect(isAlive(other.pid)).toBe(false);
    const lines = (await readFile(other.truthFile, 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as TruthLine).type)).toEqual(['started', 'stopped']);
  });
});
