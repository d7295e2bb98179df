/**
 * What happens to phones, on the built-in meeting: each action has its effect while it lasts, none before and none after. Page
 * code is text, so that it needs no types of the browser here.
 */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import type { Participant } from '../../src/model/participant.js';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { ScenarioEntry } from '../../src/scenario/scenario.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { requires } from '../helpers/requirements.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const clock = monotonicClock();
/** How long to wait is no assertion. */
const patience = { timeout: 20_000 };
const media = { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 } as const;

/** In every document before the page's own code: the tracks that the page is given, and what can be counted. */
const eyes = `
globalThis.given = [];
const { mediaDevices } = navigator;
mediaDevices.getUserMedia = async (asked) => {
  const stream = await MediaDevices.prototype.getUserMedia.call(mediaDevices, asked);
  for (const track of stream.getTracks()) {
    given.push(track);
    for (const type of ['mute', 'unmute']) track.addEventListener(type, () => seen.push(track.kind + ' ' + type));
  }
  return stream;
};
globalThis.seen = [];
document.addEventListener('visibilitychange', () => seen.push(document.visibilityState));
addEventListener('orientationchange', () => seen.push('orientationchange'));
screen.orientation.addEventListener('change', () => seen.push('screen ' + screen.orientation.type));
globalThis.ticks = 0;
setInterval(() => { ticks += 1; }, 50);
globalThis.track = (kind) => given.filter((one) => one.kind === kind && one.readyState === 'live').at(-1);
globalThis.unitsIn = async (kind, ms) => {
  const reader = new MediaStreamTrackProcessor({ track: track(kind) }).readable.getReader();
  let [count, over] = [0, false];
  // Not a timer of the page: those run slowly when it is hidden.
  const end = performance.now() + ms;
  const read = async () => {
    while (performance.now() < end) {
      const { value, done } = await reader.read();
      if (done) return;
      count += 1;
      value.close();
    }
  };
  await Promise.race([read(), new Promise((resolve) => setTimeout(resolve, ms))]);
  reader.cancel();
  return count;
};
globalThis.frameSize = async () => {
  const reader = new MediaStreamTrackProcessor({ track: track('video') }).readable.getReader();
  let size;
  for (let i = 0; i < 8; i += 1) {
    const { value } = await reader.read();
    size = value.displayWidth + 'x' + value.displayHeight;
    value.close();
  }
  await reader.cancel();
  return size;
};
globalThis.work = () => {
  const start = performance.now();
  let x = 0;
  for (let i = 0; i < 2e7; i += 1) x = (x + i * 7) % 1000003;
  return performance.now() - start;
};
`;

requires('chromium')('phones', () => {
  let meeting: Rehearsal;
  let folder: string;
  let lines: Line[];

  beforeAll(async () => {
    folder = await makeFolder();
    meeting = await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') });
  });
  afterEach(() => {
    lines = [];
  });
  afterAll(async () => {
    await meeting.close();
    await removeFolder(folder);
  });

  /** One phone that is in a meeting and does this. Fails when it threw, or did not get through unless that is the platform's affair. */
  async function phone(
    exec: (participant: Participant) => Promise<void>,
    options: Partial<Pick<ScenarioEntry, 'processor' | 'steps'>> | 'whatever its platform makes of it' = {},
  ): Promise<void> {
    lines = [];
    let got = 'to its end';
    const whole = async (participant: Participant): Promise<void> => {
      got = 'half way';
      await exec(participant).catch((thrown: unknown) => {
        got = String(thrown);
        throw thrown;
      });
      got = 'to its end';
    };
    await runQuietly(folder, {
      scenario: {
        meeting: meeting.link,
        scenarios: {
          phones: {
            executor: 'burst',
            within: '0s',
            device: 'Pixel 7',
            media,
            ...(typeof options === 'object' && options),
            exec: whole,
          },
        },
      },
      onLine: (line) => lines.push(line),
    });
    expect(got).toBe('to its end');
    if (typeof options === 'object')
      expect(lines.filter(({ type }) => type === 'outcome')).toMatchObject([{ outcome: 'completed' }]);
  }

  async function joined(participant: Participant): Promise<void> {
    await participant.page.addInitScript({ content: eyes });
    await participant.join();
    // Alone in the meeting it is usable before its own camera runs.
    await expect.poll(() => look(participant, `Boolean(track('video') && track('audio'))`), patience).toBe(true);
  }

  const look = <T>({ page }: Participant, expression: string): Promise<T> => page.evaluate<T>(expression);

  /** The recorded begin and end of an action. */
  function actionOf(name: string): readonly Line[] {
    return lines.filter((line) => line.type === 'action' && line.name === name);
  }

  it('turn: viewport, screen and orientation change, with the events, and back', async () => {
    const shape = `[innerWidth > innerHeight, screen.width, screen.height, screen.orientation.type, seen.splice(0)]`;
    const shapes: unknown[] = [];
    await phone(async (participant) => {
      await joined(participant);
      shapes.push(await look(participant, shape));
      await participant.rotate();
      await expect.poll(() => look(participant, 'seen.length'), patience).toBe(2);
      shapes.push(await look(participant, shape));
      await participant.rotate();
      await expect.poll(() => look(participant, 'seen.length'), patience).toBe(2);
      shapes.push(await look(participant, shape));
    });
    const events = (type: string) => expect.arrayContaining(['orientationchange', `screen ${type}`]) as unknown;
    expect(shapes).toEqual([
      [false, 412, 915, 'portrait-primary', []],
      [true, 915, 412, 'landscape-primary', events('landscape-primary')],
      [false, 412, 915, 'portrait-primary', events('portrait-primary')],
    ]);
    expect(actionOf('rotate')).toMatchObject([
      { phase: 'begin' },
      { phase: 'end' },
      { phase: 'begin' },
      { phase: 'end' },
    ]);
  });

  it('vanish behind another app: hidden, with a camera that delivers nothing and timers at 1 Hz, and come back', async () => {
    const facts = async (participant: Participant) => {
      const before = await look<number>(participant, 'ticks');
      const units = await look<number>(participant, `unitsIn('video', 1500)`);
      await clock.sleep(1_500);
      const ticks = (await look<number>(participant, 'ticks')) - before;
      const state = await look(
        participant,
        `[document.visibilityState, document.hasFocus(), track('video').muted, track('audio').muted]`,
      );
      return { units, ticks, state };
    };
    const seen: Awaited<ReturnType<typeof facts>>[] = [];
    let events: unknown;
    await phone(async (participant) => {
      await joined(participant);
      seen.push(await facts(participant));
      const away = participant.appSwitch('6s');
      await expect.poll(() => look(participant, 'document.visibilityState'), patience).toBe('hidden');
      seen.push(await facts(participant));
      await away;
      seen.push(await facts(participant));
      events = await look(participant, 'seen');
    });
    const [before, away, after] = seen;
    expect(before).toMatchObject({ state: ['visible', true, false, false] });
    expect(away).toMatchObject({ units: 0, state: ['hidden', false, true, false] });
    expect(after).toMatchObject({ state: ['visible', true, false, false] });
    for (const inFront of [before, after]) {
      expect(inFront!.units).toBeGreaterThan(5);
      expect(inFront!.ticks).toBeGreaterThan(2 * away!.ticks);
    }
    expect(events).toEqual(['video mute', 'hidden', 'visible', 'video unmute']);
    const [begin, end] = actionOf('appSwitch');
    expect(end!.t - begin!.t).toBeGreaterThanOrEqual(6_000);
  });

  it('freeze behind another app when told to: nothing runs in the page and nothing comes from it, until it is back', async () => {
    let [ticksBefore, ticksLater] = [0, 0];
    let frozenAt = 0;
    await phone(async (participant) => {
      await joined(participant);
      await participant.hold('1s');
      const away = participant.appSwitch('6s', { frozen: true });
      await expect.poll(() => look(participant, 'document.visibilityState'), patience).toBe('hidden');
      await clock.sleep(1_000);
      ticksBefore = await look(participant, 'ticks');
      frozenAt = lines.at(-1)?.t ?? 0;
      await clock.sleep(3_000);
      ticksLater = await look(participant, 'ticks');
      await away;
      await expect.poll(() => look(participant, 'ticks'), patience).toBeGreaterThan(ticksLater);
    }, 'whatever its platform makes of it');
    expect(ticksLater).toBe(ticksBefore);
    const fromPage = lines.filter(({ type, t }) => type === 'stats' && t > frozenAt && t < frozenAt + 2_500);
    expect(fromPage).toEqual([]);
    expect(actionOf('appSwitch')).toMatchObject([{ detail: 'frozen' }, { phase: 'end', detail: 'frozen' }]);
    expect(actionOf('appSwitch')[1]).not.toHaveProperty('error');
  });

  it('ring: camera and microphone are muted, with the event, deliver nothing, and come back', async () => {
    const facts = async (participant: Participant) => ({
      frames: await look<number>(participant, `unitsIn('video', 700)`),
      sounds: await look<number>(participant, `unitsIn('audio', 700)`),
      muted: await look(participant, `given.map((track) => track.muted)`),
    });
    const seen: Awaited<ReturnType<typeof facts>>[] = [];
    let [during, later]: unknown[] = [];
    await phone(async (participant) => {
      await joined(participant);
      seen.push(await facts(participant));
      const call = participant.incomingCall('4s');
      await expect.poll(() => look(participant, `track('video').muted`), patience).toBe(true);
      await clock.sleep(300);
      seen.push(await facts(participant));
      during = await look(participant, 'seen.splice(0).sort()');
      // Who asks for a camera now gets one, muted too.
      await look(participant, `navigator.mediaDevices.getUserMedia({ video: true }).then(() => undefined)`);
      await call;
      seen.push(await facts(participant));
      later = await look(participant, 'seen.sort()');
    });
    expect(seen[0]).toMatchObject({ muted: [false, false] });
    expect(seen[1]).toEqual({ frames: 0, sounds: 0, muted: [true, true] });
    expect(seen[2]).toMatchObject({ muted: [false, false, false] });
    for (const { frames, sounds } of [seen[0]!, seen[2]!]) {
      expect(frames).toBeGreaterThan(3);
      expect(sounds).toBeGreaterThan(10);
    }
    expect(during).toEqual(['audio mute', 'video mute']);
    expect(later).toEqual(['audio unmute', 'video unmute', 'video unmute']);
    expect(actionOf('incomingCall')).toMatchObject([{ phase: 'begin' }, { phase: 'end' }]);
  });

  it('save data: the camera takes smaller pictures, says so wherever it is asked, and gives the size back', async () => {
    const facts = `(async () => {
      const { width, height } = track('video').getSettings();
      const [camera] = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
      const wide = await track('video').applyConstraints({ width: { exact: 320 } }).then(() => 'applied', ({ name }) => name);
      if (wide === 'applied') await track('video').applyConstraints();
      const most = [track('video').getCapabilities().width.max, camera.getCapabilities().width.max];
      return { settings: width + 'x' + height, frames: await frameSize(), most, wide, muted: track('video').muted };
    })()`;
    const seen: unknown[] = [];
    await phone(async (participant) => {
      await joined(participant);
      seen.push(await look(participant, facts));
      await participant.dataSaver(true);
      seen.push(await look(participant, facts));
      await participant.dataSaver(false);
      seen.push(await look(participant, facts));
    });
    const full = { settings: '320x180', frames: '320x180', most: [320, 320], wide: 'applied', muted: false };
    const saving = {
      settings: '160x90',
      frames: '160x90',
      most: [160, 160],
      wide: 'OverconstrainedError',
      muted: false,
    };
    expect(seen).toEqual([full, saving, full]);
    expect(actionOf('dataSaver')).toMatchObject([{ detail: 'on' }, {}, { detail: 'off' }, {}]);
  });

  it('do at their time what their scenario says', async () => {
    let shape: unknown;
    await phone(
      async (participant) => {
        await joined(participant);
        await participant.hold('3s');
        shape = await look(participant, '[screen.orientation.type, track("video").getSettings().width]');
      },
      {
        steps: [
          { at: '500ms', after: 'usable', action: 'rotate' },
          { at: '1s', after: 'usable', action: 'dataSaver' },
        ],
      },
    );
    expect(shape).toEqual(['landscape-primary', 160]);
    const hold = actionOf('hold')[0]!;
    expect(actionOf('rotate')[0]!.t - hold.t).toBeGreaterThanOrEqual(400);
    expect(actionOf('dataSaver')[0]!.t - actionOf('rotate')[0]!.t).toBeGreaterThanOrEqual(400);
  });

  it('have a slow processor while they join, and no longer', async () => {
    let [joining, staying] = [0, 0];
    await phone(
      async (participant) => {
        await participant.page.addInitScript({ content: `${eyes} globalThis.whileJoining = work();` });
        await participant.join();
        joining = await look(participant, 'whileJoining');
        staying = await look(participant, 'Math.min(work(), work(), work())');
      },
      { processor: 'entry' },
    );
    expect(joining / staying).toBeGreaterThan(2.5);
    const at = (wanted: (line: Line) => boolean): number => lines.find(wanted)?.t ?? Number.NaN;
    const [begin, end] = actionOf('processor');
    expect(begin!.t).toBeLessThanOrEqual(at((line) => line.type === 'moment' && line.name === 'link_opened'));
    expect(end!.t).toBeGreaterThanOrEqual(at((line) => line.type === 'moment' && line.name === 'in_meeting'));
    expect(end!.t).toBeLessThanOrEqual(at((line) => line.type === 'action' && line.name === 'leave'));
  });
});
