import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaveMeeting, setCamera, setMicrophone } from '../../src/platform/act-in-meeting.js';
import { joinMeeting, type JoinRequest } from '../../src/platform/join-meeting.js';
import { rehearsal } from '../../src/platform/profiles/rehearsal.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { momentsOf, newGuest, statesOf, type Guest } from '../helpers/guest.js';
import { servePages, type PageServer } from '../helpers/page-server.js';

let browser: Browser;
let pages: PageServer;

beforeAll(async () => {
  browser = await launchTestBrowser({ fakeDevices: true });
  pages = await servePages();
});

afterAll(async () => {
  await browser.close();
  await pages.stop();
});

/** A guest with a link whose query holds the knobs of test/fixtures/pages/meeting.html. */
function guest(knobs: string, options: Partial<Omit<JoinRequest, 'observer'>> = {}): Promise<Guest> {
  return newGuest(browser, rehearsal, { link: `${pages.origin}/m/room?${knobs}`, ...options });
}

function within(ms: number, one: Guest): Guest {
  return { ...one, deadline: deadlineIn(one.clock, ms) };
}

/** Both moments are of one document, so what is between them was measured on its clock. */
function between(one: Guest, from: string, to: string): number {
  const [begin, end] = [from, to].map((name) =>
    one.lines.findLast((line) => line.type === 'moment' && line.name === name),
  );
  return end!.t - begin!.t;
}

describe('a join by the rehearsal profile', () => {
  test('goes from the invite page through the lobby into the meeting, with its moments in order', async () => {
    const one = await guest('invite=1&admitAfterMs=200');
    expect(await joinMeeting(one)).toEqual({
      outcome: 'in_meeting',
      steps: [
        'click css #continue-in-browser',
        'fill css #name',
        'toggle css #prejoin-camera was on',
        'toggle css #prejoin-microphone was on',
        'click css #join',
      ],
    });
    expect(statesOf(one)).toEqual(['app_redirect', 'prejoin', 'joining', 'lobby', 'in_meeting']);
    expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed', 'in_meeting']);
    await one.page.context().close();
  });

  test('dates page_ready, join_pressed and in_meeting as the page itself does', async () => {
    const one = await guest('pageDelayMs=150&joinDelayMs=300');
    await joinMeeting(one);
    const truth = await one.page.evaluate<Readonly<Record<string, number>>>('globalThis.truth');
    // An error bound, not a duration: amid mutations the page code looks after the next frame, or 28 ms later.
    expect(Math.abs(between(one, 'page_ready', 'in_meeting') - (truth.meeting! - truth.prejoin!))).toBeLessThan(75);
    expect(Math.abs(between(one, 'join_pressed', 'in_meeting') - (truth.meeting! - truth.clicked!))).toBeLessThan(75);
    expect(between(one, 'join_pressed', 'in_meeting')).toBeGreaterThan(290);
    await one.page.context().close();
  });

  test('asks for the devices that the participant has', async () => {
    const one = await guest('', { media: { camera: false, microphone: 'speech' } });
    await joinMeeting(one);
    expect(await one.page.evaluate('globalThis.truth.media')).toEqual(['false', 'true']);
    await one.page.context().close();
  });

  test.each(['full', 'locked', 'ended', 'not_found', 'rate_limited', 'login_required', 'bad_passcode'] as const)(
    'is refused with %s',
    async (reason) => {
      const one = await guest(`refuse=${reason}`);
      expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason });
      await one.page.context().close();
    },
  );

  test('gives the passcode that the link holds, and the press on its button is the last join_pressed', async () => {
    const one = await guest('passcode=1234#pwd=1234');
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'in_meeting' });
    expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed', 'join_pressed', 'in_meeting']);
    await one.page.context().close();
  });

  test('is refused with bad_passcode when it is wrong, and when there is none', async () => {
    const [wrong, none] = [await guest('passcode=1234#pwd=4321'), await guest('passcode=1234')];
    expect(await joinMeeting(wrong)).toMatchObject({ outcome: 'refused', reason: 'bad_passcode' });
    expect(await joinMeeting(none)).toMatchObject({ outcome: 'refused', reason: 'bad_passcode' });
    await Promise.all([wrong, none].map(({ page }) => page.context().close()));
  });

  test('times out in the state that it is stuck in', async () => {
    const one = within(1_500, await guest('admitAfterMs=never'));
    expect(await joinMeeting(one)).toEqual({ outcome: 'timed_out', state: 'lobby' });
    await one.page.context().close();
  });

  test('names the step that could not be done, without what was to be filled in', async () => {
    const profile = {
      ...rehearsal,
      actions: { join: [{ when: 'prejoin' as const, steps: [{ fill: '#gone', value: '{name}', timeoutMs: 100 }] }] },
    };
    const one = within(800, await newGuest(browser, profile, { link: `${pages.origin}/m/room` }));
    expect(await joinMeeting(one)).toEqual({
      outcome: 'timed_out',
      state: 'prejoin',
      detail: 'step 1 (fill css #gone): not found within 100 ms',
    });
    await one.page.context().close();
  });

  test('is unreachable where nobody listens, and where the server answers with an error and nothing known', async () => {
    const nobody = await guest('', { link: 'http://127.0.0.1:1/m/room' });
    expect(await joinMeeting(nobody)).toMatchObject({ outcome: 'unreachable' });
    const broken = await guest('status=503');
    expect(await joinMeeting(broken)).toEqual({ outcome: 'unreachable', detail: 'HTTP 503' });
    await Promise.all([nobody, broken].map(({ page }) => page.context().close()));
  });

  test('rejects with the reason of its signal', async () => {
    const stop = new AbortController();
    const one = await guest('admitAfterMs=never', { signal: stop.signal });
    const joining = joinMeeting(one);
    joining.catch(() => undefined);
    await one.observer.until((state) => state === 'lobby', AbortSignal.timeout(10_000));
    stop.abort(new Error('told to stop'));
    await expect(joining).rejects.toThrow('told to stop');
    await one.page.context().close();
  });
});

describe('in the meeting', () => {
  test('microphone and camera are switched only if they differ, and leaving ends in another state', async () => {
    const one = await guest('');
    await joinMeeting(one);
    expect(await setMicrophone(true, one)).toEqual(['toggle css #toggle-microphone was on']);
    expect(await setMicrophone(false, one)).toEqual(['toggle css #toggle-microphone']);
    expect(await setCamera(false, one)).toEqual(['toggle css #toggle-camera']);
    expect(await one.page.getAttribute('#toggle-microphone', 'aria-pressed')).toBe('false');
    expect(await leaveMeeting(one)).toEqual({ left: true, state: 'left', steps: ['click css #leave'] });
    await one.page.context().close();
  });

  test('a second join from the same page is not fooled by the first one', async () => {
    const one = await guest('joinDelayMs=300');
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'in_meeting' });
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'in_meeting' });
    expect(momentsOf(one)).toEqual([
      'page_ready',
      'join_pressed',
      'in_meeting',
      'page_ready',
      'join_pressed',
      'in_meeting',
    ]);
    await one.page.context().close();
  });
});
