/**
 * What the page was nearest to when a join ended badly: every frame's platform code is asked how far each rule was from holding.
 *
 * The answer comes out of a page that may be anybody's: it is checked, scrubbed and bounded here.
 */
import type { Frame, Page } from 'playwright';
import { z } from 'zod';
import { joinStates, type JoinState } from '../model/join-state.js';
import type { RuleStanding } from '../model/line.js';
import { pageHandle } from '../platform/platform-page-script.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { inert, linkText, redactLink } from '../shared/redact.js';

/** A page that is busy may take a while; one that hangs is not waited for. */
const timeoutMs = 1_500;
const maxFrames = 20;
/** Of those that came near. */
const maxNear = 3;
const maxMarkers = 12;
const maxMarkerLength = 160;

const texts = z.array(z.string());
const answerSchema = z.array(z.object({ state: z.enum(joinStates), held: texts, missing: texts })).max(500);

/** @returns the nearest first; empty when no frame answered. Never rejects. */
export async function nearestStates(
  page: Page,
  { clock, scrub }: { readonly clock: Clock; readonly scrub: (text: string) => string },
): Promise<readonly RuleStanding[]> {
  const standings: RuleStanding[] = [];
  const ask = async (frame: Frame): Promise<void> => {
    const answer = answerSchema.safeParse(await frame.evaluate(askInPage, pageHandle));
    const address = frame === page.mainFrame() ? undefined : redactLink(frame.url());
    // A state's rules come one after the other, as the profile has them.
    const rules = new Map<string, number>();
    for (const { state, held, missing } of answer.data ?? []) {
      const rule = (rules.get(state) ?? 0) + 1;
      rules.set(state, rule);
      standings.push({
        state,
        rule,
        held: forPeople(held, scrub),
        missing: forPeople(missing, scrub),
        ...(address === undefined ? {} : { frame: inert(scrub(linkText(address)), maxMarkerLength) }),
      });
    }
  };
  const frames = page.frames().slice(0, maxFrames);
  // What has come by then counts; frames that have gone meanwhile reject.
  await raceDeadline(clock, Promise.allSettled(frames.map(ask)), deadlineIn(clock, timeoutMs));
  return nearest(standings);
}

/**
 * Those that hold, then those of which something held, the fewest markers missing first; and in any case the best chance of
 * `in_meeting`, which is what a person asks for. A page of which nothing is known is told by its form: that is the first to be missed.
 */
export function nearest(standings: readonly RuleStanding[]): readonly RuleStanding[] {
  const known = standings
    .filter(({ state }) => state !== 'unknown')
    .toSorted(
      (one, other) =>
        one.missing.length - other.missing.length || other.held.length - one.held.length || rank(one, other),
    );
  const holding = known.filter(({ missing }) => missing.length === 0).slice(0, maxNear);
  const near = known.filter(({ held, missing }) => missing.length > 0 && held.length > 0).slice(0, maxNear);
  const found = [...holding, ...near];
  const best = (wanted: JoinState): readonly RuleStanding[] =>
    known.filter(({ state }) => state === wanted).slice(0, 1);
  if (found.length === 0) return [...best('prejoin'), ...best('in_meeting')];
  return found.some(({ state }) => state === 'in_meeting') ? found : [...found, ...best('in_meeting')];
}

function rank(one: RuleStanding, other: RuleStanding): number {
  return joinStates.indexOf(one.state) - joinStates.indexOf(other.state) || one.rule - other.rule;
}

function forPeople(markers: readonly string[], scrub: (text: string) => string): readonly string[] {
  return markers.slice(0, maxMarkers).map((marker) => inert(scrub(marker.slice(0, 2_000)), maxMarkerLength));
}

/** Runs in the page. Whoever wrote the page may have put anything there. */
function askInPage(handle: string): unknown {
  const offered = (globalThis as Record<string, unknown>)[handle] as { explain?: () => unknown } | undefined;
  return offered?.explain?.();
}
