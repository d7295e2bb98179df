/**
 * Nobody aims twenty browsers at a stranger by accident: a meeting on a host that is neither this machine nor one of the
 * config's `ownHosts` needs an authorisation, and the plan has to stay within it.
 */
import type { Authorisation, ScenarioOptions } from '../model/run-options.js';
import type { ArrivalPlan } from '../scenario/arrival-plan.js';
import { peakWithin, plannedStarts } from '../scenario/planned-starts.js';
import type { Problem } from '../shared/errors.js';
import { isLoopbackHost } from '../shared/loopback.js';

interface Guarded {
  readonly options: ScenarioOptions;
  readonly plan: ArrivalPlan;
  /** The meeting's link. `undefined`: the meeting built in, which is on loopback. */
  readonly link: string | undefined;
}

export interface GuardInput {
  readonly scenarios: readonly Guarded[];
  readonly ownHosts: readonly string[];
  readonly authorisation: Authorisation | undefined;
  /** Where the authorisation stands, for problems: `authorisation`, `rollcall.config.json: authorisation`. */
  readonly place: string;
  /** Epoch milliseconds. */
  readonly today: number;
}

export function guardProblems({ scenarios, ownHosts, authorisation, place, today }: GuardInput): readonly Problem[] {
  const strangers = scenarios.filter(({ link }) => link !== undefined && !isOwnHost(hostOf(link), ownHosts));
  const hosts = [...new Set(strangers.map(({ link }) => hostOf(link ?? '')))].join(', ');
  if (strangers.length === 0) return [];
  if (authorisation === undefined) {
    const needs = `{ by, for, until, maxParticipants: ${peakParticipants(strangers)}, maxJoinsPerSecond: ${peakJoinsPerSecond(strangers)} } at least, since ${hosts} is neither this machine nor in ownHosts of rollcall.config.json`;
    return [{ place, found: 'nothing', expected: needs }];
  }
  const problems: Problem[] = [];
  if (today >= endOf(authorisation.until)) {
    problems.push({ place: `${place}.until`, found: `'${authorisation.until}'`, expected: 'a day that is not past' });
  }
  const participants = peakParticipants(strangers);
  if (participants > authorisation.maxParticipants) {
    const expected = `at least ${participants}, or a smaller plan: so many are in at once`;
    problems.push({ place: `${place}.maxParticipants`, found: String(authorisation.maxParticipants), expected });
  }
  const joins = peakJoinsPerSecond(strangers);
  if (joins > authorisation.maxJoinsPerSecond) {
    const expected = `at least ${joins}, or a slower plan: so many join within one second`;
    problems.push({ place: `${place}.maxJoinsPerSecond`, found: String(authorisation.maxJoinsPerSecond), expected });
  }
  return problems;
}

function hostOf(link: string): string {
  return new URL(link).hostname;
}

/** `*.example.com` is every host below it, not itself. */
function isOwnHost(host: string, ownHosts: readonly string[]): boolean {
  const name = host.replace(/\.$/, '');
  return (
    isLoopbackHost(name) || ownHosts.some((own) => (own.startsWith('*.') ? name.endsWith(own.slice(1)) : name === own))
  );
}

/** A date alone is good until its end, wherever on Earth that is last. */
function endOf(until: string): number {
  return until.includes('T') ? Date.parse(until) : Date.parse(until) + (24 + 12) * 3_600_000;
}

/** At most so many at once: scenarios that cannot overlap do not add up. */
function peakParticipants(scenarios: readonly Pick<Guarded, 'options' | 'plan'>[]): number {
  const spans = scenarios.map(({ options, plan }) => {
    const rounds = plan.model === 'rounds' ? plan.rounds.length : 1;
    const from = options.start_time_ms;
    return { from, to: from + (plan.endsAt + options.graceful_stop_ms) * rounds, vus: plan.maxVUs };
  });
  return Math.max(
    0,
    ...spans.map(({ from }) =>
      spans.reduce((sum, other) => (other.from <= from && from <= other.to ? sum + other.vus : sum), 0),
    ),
  );
}

/** The most starts within any second, when joining takes no time. */
function peakJoinsPerSecond(scenarios: readonly Pick<Guarded, 'options' | 'plan'>[]): number {
  const starts = scenarios.flatMap(({ options, plan }) =>
    plannedStarts(plan, options.hold_ms).map((start) => options.start_time_ms + start),
  );
  return peakWithin(
    starts.sort((a, b) => a - b),
    1_000,
  );
}
