import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from '../../src/model/line.js';
import { leaveMeeting, setMicrophone } from '../../src/platform/act-in-meeting.js';
import { joinMeeting, type JoinRequest } from '../../src/platform/join-meeting.js';
import { ObservedJoin } from '../../src/platform/observe-join.js';
import { platformPageScript } from '../../src/platform/platform-page-script.js';
import { janusVideoroom } from '../../src/platform/profiles/janus-videoroom.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { stubChannel } from '../helpers/channel-stub.js';
import { startJanus, type Janus } from '../helpers/janus.js';

const clock = monotonicClock();
let janus: Janus;
let browser: Browser;

beforeAll(async () => {
  janus = await startJanus();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  });
});

afterAll(async () => {
  await browser.close();
  await janus.stop();
});

interface Guest extends JoinRequest {
  readonly lines: Line[];
}

async function guest(name: string, link: string): Promise<Guest> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const observer = new ObservedJoin();
  const lines: Line[] = [];
  const seen = (line: Line): void => {
    lines.push(line);
    observer.see(line);
  };
  await stubChannel(context, seen, [platformPageScript(janusVideoroom)]);
  const page = await context.newPage();
  return {
    page,
    profile: janusVideoroom,
    observer,
    participant: name,
    sink: { emit: seen },
    clock,
    deadline: deadlineIn(clock, 30_000),
    signal: new AbortController().signal,
    deviceClass: 'desktop',
    media: { camera: 'talking-head', microphone: 'speech' },
    link,
    variables: { name },
    open: (address) => page.goto(address, { waitUntil: 'commit' }),
    lines,
  };
}

function momentsOf({ lines }: Guest): readonly string[] {
  return lines.flatMap((line) => (line.type === 'moment' ? [line.name] : []));
}

/** Remote videos that have shown a picture. */
async function remoteVideos(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    `[...document.querySelectorAll('[id^="videoremote"] video')].filter((video) => video.videoWidth > 0).length >= ${count}`,
  );
}

describe('the Janus profile on a real Janus', () => {
  test('brings three in, who see each other, switch the microphone and leave', async () => {
    const guests = await Promise.all(['Ada', 'Ben', 'Cy'].map((name) => guest(name, janus.link())));
    const results = await Promise.all(guests.map((one) => joinMeeting(one)));
    for (const result of results) expect(result).toMatchObject({ outcome: 'in_meeting' });
    for (const one of guests) {
      await remoteVideos(one.page, 2);
      expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed', 'in_meeting']);
    }
    expect([...(await janus.participants())].sort()).toEqual(['Ada', 'Ben', 'Cy']);

    const [ada] = guests;
    expect(await setMicrophone(false, ada!)).toEqual(['toggle css #mute']);
    expect(await setMicrophone(false, ada!)).toEqual(['toggle css #mute was off']);
    expect(await setMicrophone(true, ada!)).toEqual(['toggle css #mute']);
    expect(await leaveMeeting(ada!)).toMatchObject({ left: true });
    expect([...(await janus.participants())].sort()).toEqual(['Ben', 'Cy']);
    await Promise.all(guests.map(({ page }) => page.context().close()));
  });

  test('is refused with not_found where there is no such room', async () => {
    const one = await guest('Dee', janus.link(4711));
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: 'not_found' });
    expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed']);
    await one.page.context().close();
  });

  test('is refused with full, and never counted as in, when no publisher fits', async () => {
    const room = await janus.createRoom({ publishers: 1 });
    const [first, second] = [await guest('Eve', janus.link(room)), await guest('Flo', janus.link(room))];
    expect(await joinMeeting(first)).toMatchObject({ outcome: 'in_meeting' });
    expect(await joinMeeting(second)).toMatchObject({ outcome: 'refused', reason: 'full' });
    expect(momentsOf(second)).not.toContain('in_meeting');
    await Promise.all([first, second].map(({ page }) => page.context().close()));
  });

  test('sees the end of a room that is destroyed', async () => {
    const room = await janus.createRoom();
    const one = await guest('Gus', janus.link(room));
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'in_meeting' });
    await janus.destroyRoom(room);
    expect(await one.observer.until((state) => state !== 'in_meeting', AbortSignal.timeout(20_000))).toBe('ended');
    await one.page.context().close();
  });
});
