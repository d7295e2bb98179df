/**
 * Every profile that has one page to be tried on, through the engine. The pages are replicas that we wrote from documented facts:
 * this shows that profile and facts agree, and nothing about the vendors' pages.
 */
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JoinState } from '../../src/model/join-state.js';
import { joinMeeting, type JoinRequest, type JoinResult } from '../../src/platform/join-meeting.js';
import { platformProfiles } from '../../src/platform/profiles/index.js';
import type { PlatformProfile } from '../../src/platform/profile.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { MeetingKnobs } from '../fixtures/platforms/shared/knobs.js';
import type { ReplicaName } from '../fixtures/platforms/replicas.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { momentsOf, newGuest, statesOf, type Guest } from '../helpers/guest.js';
import { startReplica, type Replica } from '../helpers/replica.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';
import { detours, pageCases, type PageCase } from './platform-page-cases.js';

/** Two noisy cores: how long to wait is no assertion. */
const patience = 40_000;
/** With a page that has changed. Most of it is waiting, which they all do at once. */
const driftPatienceMs = 13_000;
/** Longer than any profile wants its proof of being in to hold. */
const longestDebounceMs = 1_200;

let browser: Browser;
let rehearsal: Rehearsal;
let folder: string;
const replicas = new Map<ReplicaName, Replica>();
const guests: Guest[] = [];
let codes = 0;

interface Visit {
  readonly one: Guest;
  readonly replica: Replica;
  readonly code: string;
}

async function visit(
  { platform, code: codeOf, link, variables, prepare }: PageCase,
  knobs: MeetingKnobs,
  options: Partial<Omit<JoinRequest, 'observer'>> = {},
): Promise<Visit> {
  const replica = await replicaOf(platform);
  codes += 1;
  const code = codeOf(codes % 26 || 26);
  replica.meeting(code, knobs);
  const one = await newGuest(browser, profileOf(platform), {
    link: link(code),
    variables: { name: 'Ada', ...variables },
    rewrite: (address) => rewritten(address, replica),
    ...options,
  });
  guests.push(one);
  await prepare?.(one.page);
  return { one, replica, code };
}

function caseOf(platform: ReplicaName): PageCase {
  const page = pageCases.find((one) => one.platform === platform);
  if (page === undefined) throw new Error(`there is no case of ${platform}`);
  return page;
}

async function replicaOf(platform: ReplicaName): Promise<Replica> {
  const known = replicas.get(platform);
  if (known !== undefined) return known;
  const started = await startReplica({ platform, rehearsal, language: 'en', lateMs: 50 });
  replicas.set(platform, started);
  return started;
}

function profileOf(platform: ReplicaName): PlatformProfile {
  const profile = platformProfiles.find(({ name }) => name === platform);
  if (profile === undefined) throw new Error(`there is no profile ${platform}`);
  return profile;
}

function rewritten(address: string, { rewrite }: Replica): string {
  const { origin } = new URL(address);
  return (rewrite[origin] ?? origin) + address.slice(origin.length);
}

function until({ observer }: Guest, wanted: (state: JoinState) => boolean): Promise<JoinState> {
  return observer.until(wanted, AbortSignal.timeout(patience));
}

/** It is said where. */
const stuck =
  /^(?:step \d+ \(click @\w+\): not found within \d+ ms|no screen that the profile knows came(?: after: click .+)?)$/;

/** Of a test that fails. */
function storyOf(one: Guest, joined: JoinResult): string {
  return `${statesOf(one).join(' ')} ${JSON.stringify(joined)}`;
}

requires('chromium')('profiles on our own replicas', () => {
  beforeAll(async () => {
    browser = await launchTestBrowser({ fakeDevices: true });
    folder = await makeFolder();
    rehearsal = await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') });
  });
  afterEach(async () => {
    for (const { page } of guests.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
    for (const replica of replicas.values()) await replica.stop();
    await rehearsal.close();
    await removeFolder(folder);
  });

  test.each(pageCases)('$platform: joins, and its end is told apart', async (page) => {
    const { one, replica, code } = await visit(page, page.knobs ?? {});
    const joined = await joinMeeting(one);
    expect(joined, storyOf(one, joined)).toMatchObject({ outcome: 'in_meeting' });
    expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed', 'in_meeting']);
    expect(replica.people(code, 'in')).toHaveLength(1);
    if (page.reconnects === true) {
      await replica.cut(code, { media: false, signalling: true, ms: 400 });
      await until(one, (state) => state === 'reconnecting');
      await until(one, (state) => state === 'in_meeting');
    }
    if (page.end.as === 'ended') replica.end(code);
    else for (const name of replica.people(code, 'in')) replica.remove(code, name);
    const { state: end } = page.end;
    await until(one, (state) => (end === undefined ? state !== 'in_meeting' : state === end));
  });

  test.each(pageCases.filter(({ lobby }) => lobby !== false))(
    '$platform: the lobby is not the meeting',
    async (page) => {
      const { one, replica, code } = await visit(page, { ...page.knobs, lobby: 'manual' });
      const joining = joinMeeting(one);
      joining.catch(() => undefined);
      await expect.poll(() => replica.people(code, 'lobby'), { timeout: patience }).toHaveLength(1);
      await until(one, (state) => state === 'lobby');
      await one.clock.sleep(longestDebounceMs);
      expect(one.observer.state).toBe('lobby');
      replica.admit(code);
      const joined = await joining;
      expect(joined, storyOf(one, joined)).toMatchObject({ outcome: 'in_meeting' });
      const states = statesOf(one);
      expect(states.indexOf('lobby')).toBeLessThan(states.indexOf('in_meeting'));
    },
  );

  test.each(pageCases.filter(({ wall }) => wall !== undefined))(
    '$platform: is refused with $wall.reason',
    async (page) => {
      const { one } = await visit(page, { ...page.knobs, ...page.wall?.knobs });
      expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: page.wall?.reason });
    },
  );

  test.each(detours)('$name', async ({ platform, knobs, variables, link, opened, withoutDevices }) => {
    const known = caseOf(platform);
    const page: PageCase = { ...known, ...(link && { link }), variables: { ...known.variables, ...variables } };
    const { one, replica, code } = await visit(page, { ...page.knobs, ...knobs });
    if (withoutDevices === true) {
      await one.page.addInitScript('navigator.mediaDevices.enumerateDevices = () => Promise.resolve([])');
    }
    const open = (address: string) =>
      one.page.goto(opened === undefined ? address : replica.origin + opened(code), { waitUntil: 'commit' });
    const joined = await joinMeeting({ ...one, open });
    expect(joined, storyOf(one, joined)).toMatchObject({ outcome: 'in_meeting' });
  });

  test.each([
    { drift: 'classes', joins: ['feishu', 'google-meet', 'generic'] },
    { drift: 'dialog', joins: ['bigbluebutton'] },
    { drift: 'words', joins: [] },
  ] as const)(
    'pages that have drifted ($drift) are joined, or it is said where they are not known',
    async ({ drift, joins }) => {
      const visits = pageCases.map(async (page) => {
        const { one, replica, code } = await visit(page, { ...page.knobs, drift });
        const joined = await joinMeeting({ ...one, deadline: deadlineIn(one.clock, driftPatienceMs) });
        const isIn = joined.outcome === 'in_meeting' && replica.people(code, 'in').length === 1;
        await one.page.context().close();
        return { platform: page.platform, end: isIn ? 'joins' : 'detail' in joined ? joined.detail : joined };
      });
      const ends = await Promise.all(visits);
      const others =
        drift === 'dialog' ? /^step \d+ \((?:click|toggle) @\w+\): .* over it lies <div role="dialog">$/ : stuck;
      expect(ends).toEqual(
        pageCases.map(({ platform }) => {
          const isIn = (joins as readonly string[]).includes(platform);
          return { platform, end: isIn ? 'joins' : (expect.stringMatching(others) as unknown) };
        }),
      );
    },
  );

  test('zoom: reCAPTCHA that keeps the button off is a wall, and stays one', async () => {
    const { one } = await visit(caseOf('zoom'), { wall: 'captcha' });
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: 'captcha' });
  });

  test('teams: whoever is asked for an account is sent to its host', async () => {
    const { one } = await visit(caseOf('teams'), { wall: 'login_required' });
    await one.page.route('https://login.microsoftonline.com/**', (route) => route.fulfill({ body: 'Sign in' }));
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: 'login_required' });
  });

  test('teams: a guest without devices is turned away in the lobby', async () => {
    const { one, replica, code } = await visit(caseOf('teams'), { lobby: 'manual' });
    await one.page.addInitScript('navigator.mediaDevices.enumerateDevices = () => Promise.resolve([])');
    const joining = joinMeeting(one);
    joining.catch(() => undefined);
    await expect.poll(() => replica.people(code, 'lobby'), { timeout: patience }).toHaveLength(1);
    replica.deny(code);
    expect(await joining).toMatchObject({ outcome: 'refused', reason: 'denied' });
  });

  test('nextcloud-talk: a call that nobody has started is waited for', async () => {
    const page = caseOf('nextcloud-talk');
    const { one } = await visit(page, { ...page.knobs, wall: 'not_started' });
    const hurried = { ...one, deadline: deadlineIn(one.clock, 2_500) };
    expect(await joinMeeting(hurried)).toMatchObject({ outcome: 'timed_out', state: 'not_started' });
  });

  test('bigbluebutton: a link whose signature is wrong is refused', async () => {
    const known = caseOf('bigbluebutton');
    const { one } = await visit({ ...known, variables: { secret: 'another' } }, {});
    expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: 'login_required' });
  });

  test('livekit-meet: an alert is out of the way at once, and no state', async () => {
    const page = caseOf('livekit-meet');
    const { one } = await visit(page, { wall: 'denied' });
    const hurried = { ...one, deadline: deadlineIn(one.clock, 2_500) };
    expect(await joinMeeting(hurried)).toMatchObject({ outcome: 'timed_out', state: 'prejoin' });
  });
});
