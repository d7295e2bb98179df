import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaveMeeting, setMicrophone } from '../../src/platform/act-in-meeting.js';
import { joinMeeting } from '../../src/platform/join-meeting.js';
import { janusVideoroom } from '../../src/platform/profiles/janus-videoroom.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { momentsOf, newGuest, type Guest } from '../helpers/guest.js';
import { startJanus, type Janus } from '../helpers/janus.js';

let janus: Janus;
let browser: Browser;

beforeAll(async () => {
  janus = await startJanus();
  browser = await launchTestBrowser({ fakeDevices: true });
});

afterAll(async () => {
  await browser.close();
  await janus.stop();
});

function guest(name: string, link: string): Promise<Guest> {
  return newGuest(browser, janusVideoroom, { link, variables: { name } });
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
