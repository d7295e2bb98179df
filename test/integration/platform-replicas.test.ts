/**
 * The profiles of Tencent Meeting and DingTalk Meeting on replicas: pages that others wrote from the same documented facts
 * without having seen the profiles. What passes here shows that profile and facts agree, and nothing about the vendors' own pages.
 */
import { devices, type Browser, type BrowserContextOptions } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JoinState } from '../../src/model/join-state.js';
import { leaveMeeting } from '../../src/platform/act-in-meeting.js';
import { joinMeeting, type JoinRequest, type JoinResult } from '../../src/platform/join-meeting.js';
import { dingtalk } from '../../src/platform/profiles/dingtalk.js';
import { tencent } from '../../src/platform/profiles/tencent.js';
import { rewriteAddress } from '../../src/platform/rewrite-address.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { languages, type MeetingKnobs } from '../fixtures/platforms/shared/knobs.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { newGuest, statesOf, type Guest } from '../helpers/guest.js';
import { startReplica, type Replica } from '../helpers/replica.js';
import { requires } from '../helpers/requirements.js';

const platforms = [
  { name: 'tencent', profile: tencent, link: (code: string) => `https://meeting.tencent.com/dm/${code}` },
  { name: 'dingtalk', profile: dingtalk, link: (code: string) => `https://meeting.dingtalk.com/j/${code}` },
] as const;

/** On two cores: more pages at once and they wait for each other. */
const atOnce = 6;

/** How much later than the page itself each state was dated, in ms: from the state before it, by the page's own log. */
const lateness: number[] = [];

for (const { name, profile, link } of platforms) {
  requires('chromium')(`the profile of ${name} on its replica`, () => {
    let browser: Browser;
    let replica: Replica;
    let visits = 0;

    beforeAll(async () => {
      browser = await launchTestBrowser({ fakeDevices: true });
      replica = await startReplica({ platform: name, lateMs: 100 });
    });
    afterAll(async () => {
      await browser.close();
      await replica.stop();
    });

    interface Visit {
      readonly knobs?: MeetingKnobs;
      readonly device?: 'desktop' | 'mobile';
      readonly passcode?: string;
      /** A meeting that others are in too. */
      readonly code?: string;
      /** Patience with the join, in ms. */
      readonly patienceMs?: number;
    }

    interface Visited {
      readonly guest: Guest;
      readonly result: JoinResult;
      readonly code: string;
      readonly name: string;
      close(): Promise<void>;
    }

    async function visit({
      knobs,
      device = 'desktop',
      passcode,
      code: shared,
      patienceMs = 30_000,
    }: Visit): Promise<Visited> {
      visits += 1;
      const [who, code] = [`guest-${visits}`, shared ?? `Meeting${String(visits).padStart(5, '0')}`];
      if (knobs !== undefined) replica.meeting(code, knobs);
      const guest = await newGuest(device === 'mobile' ? asPhone(browser) : browser, profile, {
        link: link(code),
        rewrite: (address) => rewriteAddress(address, replica.rewrite),
        deviceClass: device,
        variables: { name: who, ...(passcode !== undefined && { passcode }) },
      });
      const request: JoinRequest = { ...guest, deadline: deadlineIn(guest.clock, patienceMs) };
      const result = await joinMeeting(request);
      return { guest, result, code, name: who, close: () => guest.page.context().close() };
    }

    /** In few words, so that a list of many shows at once which went otherwise. */
    async function visitAll(all: readonly Visit[], tell: (visited: Visited) => unknown): Promise<unknown[]> {
      return inTurns(all, async (one) => {
        const visited = await visit(one);
        const told = tell(visited);
        lateness.push(...latenessOf(visited, replica));
        await visited.close();
        return told;
      });
    }

    test('joins in three languages, on desktop and phone, by waiting room and passcode', async () => {
      const all = languages.flatMap((language) =>
        (['desktop', 'mobile'] as const).map((device) => ({
          device,
          passcode: '1234',
          knobs: { language, passcode: '1234', lobby: 400, joinDelayMs: 200, firstRun: device === 'mobile' },
        })),
      );
      const joined = await visitAll(all, ({ result, guest }) => [outcome(result), statesOf(guest).includes('lobby')]);
      expect(joined).toEqual(all.map(() => ['in_meeting', true]));
    });

    test.each(languages)('ends a join at each wall with its reason, in %s', async (language) => {
      const walls = [
        'full',
        'locked',
        'ended',
        'not_found',
        'not_started',
        'insiders_only',
        'rate_limited',
        'login_required',
        'captcha',
      ] as const;
      const ended = await visitAll(
        walls.map((wall, index) => ({
          knobs: { language, wall },
          patienceMs: 15_000,
          device: index % 2 === 0 ? ('desktop' as const) : ('mobile' as const),
        })),
        ({ result }) => outcome(result),
      );
      expect(ended).toEqual(walls.map((wall) => `refused: ${wall}`));
    });

    test('is refused with bad_passcode when it is wrong, and when there is none', async () => {
      const all = languages.flatMap((language) => [
        { passcode: '4321', knobs: { language, passcode: '1234' } },
        { knobs: { language, passcode: '1234' } },
      ]);
      const ended = await visitAll(all, ({ result }) => outcome(result));
      expect(ended).toEqual(all.map(() => 'refused: bad_passcode'));
    });

    test.each(['removed', 'ended'] as const)('sees that it was in and is %s, in three languages', async (as) => {
      const ends = await inTurns(languages, async (language) => {
        const visited = await visit({ knobs: { language, end: { as, afterMs: 800 } } });
        const { guest, close } = visited;
        const after = await guest.observer.until(isOut, AbortSignal.timeout(20_000));
        lateness.push(...latenessOf(visited, replica));
        await close();
        return [outcome(visited.result), after];
      });
      expect(ends).toEqual(languages.map(() => ['in_meeting', as]));
    });

    test('takes a cut for a reconnection, which passes, in three languages', async () => {
      const states = await inTurns(languages, async (language) => {
        const { guest, code, close } = await visit({ knobs: { language } });
        await replica.cut(code, { ms: 4_000 });
        await guest.observer.until((state) => state === 'reconnecting', AbortSignal.timeout(20_000));
        await guest.observer.until((state) => state === 'in_meeting', AbortSignal.timeout(20_000));
        const seen = statesOf(guest);
        await close();
        return seen.slice(seen.indexOf('in_meeting')).filter((state) => state !== 'unknown');
      });
      expect(states).toEqual(languages.map(() => ['in_meeting', 'reconnecting', 'in_meeting']));
    });

    test('leaves as a person does', async () => {
      const lefts = await inTurns(languages, async (language) => {
        const { guest, close } = await visit({ knobs: { language } });
        const { left } = await leaveMeeting({ ...guest, variables: { ...guest.variables } });
        await close();
        return left;
      });
      expect(lefts).toEqual(languages.map(() => true));
    });

    test('joins six in one meeting, half of them on phones, who all stay in', async () => {
      const code = 'Together12345';
      replica.meeting(code, { language: 'zh-TW' });
      const six = await inTurns([0, 1, 2, 3, 4, 5], (index) =>
        visit({ code, device: index % 2 === 0 ? 'desktop' : 'mobile' }),
      );
      expect(six.map(({ result }) => outcome(result))).toEqual(six.map(() => 'in_meeting'));
      expect(replica.people(code, 'in')).toHaveLength(6);
      await Promise.all(six.map(({ close }) => close()));
    });

    test('joins a page whose classes are others; a new dialog in the way is no end', async () => {
      const all = (['classes', 'dialog'] as const).flatMap((drift) =>
        languages.map((language) => ({ knobs: { drift, language } })),
      );
      const joined = await visitAll(all, ({ result }) => outcome(result));
      expect(joined).toEqual(all.map(() => 'in_meeting'));
    });

    test('joins a page whose button says a little more, or names that button', async () => {
      const { result, close } = await visit({ knobs: { drift: 'reworded', language: 'zh-CN' }, patienceMs: 16_000 });
      await close();
      expect(outcome(result)).toMatch(
        /^(?:in_meeting|stuck in prejoin: step \d+ \(click @join\): not found within \d+ ms)$/,
      );
    });

    // No fact words a bot wall of this platform, and replica and profile guessed apart.
    test('says where it is stuck at a wall that it does not know', async () => {
      const { result, close } = await visit({ knobs: { wall: 'bot_wall', language: 'zh-CN' }, patienceMs: 12_000 });
      await close();
      expect(outcome(result)).toMatch(/^stuck in (?:prejoin|unknown): /);
    });

    test('names the step that it no longer knows on a page with other words', async () => {
      const all = languages.map((language) => ({ knobs: { drift: 'words' as const, language }, patienceMs: 16_000 }));
      const stuck = await visitAll(all, ({ result }) => result);
      expect(stuck).toEqual(
        all.map(() => ({
          outcome: 'timed_out',
          state: 'prejoin',
          detail: expect.stringMatching(/^step \d+ \(click .*: not found within \d+ ms$/) as unknown,
        })),
      );
    });
  });
}

requires('chromium')('all states on all replicas', () => {
  test('were dated within 30 ms of the page’s own log, in the median', () => {
    expect(lateness.length).toBeGreaterThan(50);
    const sorted = lateness.map(Math.abs).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(30);
  });
});

function asPhone(browser: Browser): Browser {
  const phone = devices['Pixel 7'];
  return { newContext: (options: BrowserContextOptions) => browser.newContext({ ...phone, ...options }) } as Browser;
}

function outcome(result: JoinResult): string {
  if (result.outcome === 'refused') return `refused: ${result.reason}`;
  return result.outcome === 'timed_out' ? `stuck in ${result.state}: ${result.detail ?? ''}` : result.outcome;
}

function isOut(state: JoinState): boolean {
  return state !== 'in_meeting' && state !== 'reconnecting' && state !== 'unknown';
}

/** Both clocks tell what lies between two states; so the time at which the page was opened need not be known to both. */
function latenessOf({ guest, name }: { guest: Guest; name: string }, replica: Replica): readonly number[] {
  const ours: readonly { state: string; at: number }[] = guest.lines.flatMap((line) =>
    line.type === 'state' && line.of === 'join' ? [{ state: line.value, at: line.t }] : [],
  );
  const truth = replica.truthOf(name).map(({ screen, at }) => ({ state: screen, at }));
  const both = ours.flatMap(({ state, at }) => {
    // The replica logs when the screen came; its button comes later, and so does what we call pre-join.
    if (state === 'prejoin') return [];
    const shown = truth.find((moment) => moment.state === state);
    return shown === undefined ? [] : [{ ours: at, truth: shown.at }];
  });
  return both.slice(1).map((one, index) => {
    const before = both[index] ?? one;
    return one.ours - before.ours - (one.truth - before.truth);
  });
}

async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    results.push(...(await Promise.all(all.slice(from, from + atOnce).map(work))));
  }
  return results;
}
