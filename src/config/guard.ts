/**
 * Nobody aims twenty browsers at a stranger by accident: a meeting on a host that is neither this machine nor one of the
 * config's `ownHosts` needs an authorisation, and the plan has to stay within it and within what the platform documents.
 * Judged are the addresses that are really opened: where a vendor's lead to a page of one's own, that page.
 */
import type { Authorisation, ScenarioOptions } from '../model/run-options.js';
import type { ArrivalPlan } from '../scenario/arrival-plan.js';
import { peakWithin, plannedStarts } from '../scenario/planned-starts.js';
import type { Problem } from '../shared/errors.js';
import { isAmongHosts } from '../shared/hosts.js';
import { isLoopbackHost } from '../shared/loopback.js';
import type { PlatformRules } from './known.js';

export interface Guarded {
  readonly options: ScenarioOptions;
  readonly plan: ArrivalPlan;
  /** All that are opened for its meeting. None: the meeting built in, which is on loopback. */
  readonly addresses: readonly string[];
}

export interface GuardInput {
  readonly scenarios: readonly Guarded[];
  /** The platform's name, and what its profile says. */
  readonly platform: string;
  readonly rules: PlatformRules;
  readonly ownHosts: readonly string[];
  readonly authorisation: Authorisation | undefined;
  /** Where the authorisation stands, for problems: `authorisation`, `rollcall.config.json: authorisation`. */
  readonly place: string;
  /** Epoch milliseconds. */
  readonly today: number;
}

export function guardProblems(input: GuardInput): readonly Problem[] {
  const { authorisation, ownHosts, place, today } = input;
  const isStranger = (address: string): boolean => !isOwnHost(hostOf(address), ownHosts);
  const strangers = input.scenarios.filter(({ addresses }) => addresses.some(isStranger));
  if (strangers.length === 0) return [];
  const hosts = [...new Set(strangers.flatMap(({ addresses }) => addresses.filter(isStranger).map(hostOf)))];
  const participants = peakParticipants(strangers);
  const joins = peakJoinsPerSecond(strangers);
  if (authorisation === undefined) {
    const needs = `{ by, for, until, maxParticipants: ${participants}, maxJoinsPerSecond: ${joins} } at least, since ${hosts.join(' and ')} ${hosts.length > 1 ? 'are' : 'is'} neither this machine nor in ownHosts of rollcall.config.json`;
    return [{ place, found: 'nothing', expected: needs }, ...platformProblems(input, strangers, hosts)];
  }
  const problems: Problem[] = [];
  if (today >= endOf(authorisation.until)) {
    problems.push({ place: `${place}.until`, found: `'${authorisation.until}'`, expected: 'a day that is not past' });
  }
  if (participants > authorisation.maxParticipants) {
    const expected = `at least ${participants}, or a smaller plan: so many are in at once`;
    problems.push({ place: `${place}.maxParticipants`, found: String(authorisation.maxParticipants), expected });
  }
  if (joins > authorisation.maxJoinsPerSecond) {
    const expected = `at least ${joins}, or a slower plan: so many join within one second`;
    problems.push({ place: `${place}.maxJoinsPerSecond`, found: String(authorisation.maxJoinsPerSecond), expected });
  }
  return [...problems, ...platformProblems(input, strangers, hosts)];
}

/** What the platform's own documents and owners say against it, whoever has allowed the run. */
function platformProblems(
  { platform, rules, authorisation, place }: GuardInput,
  strangers: readonly Guarded[],
  hosts: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const limit = authorisation?.planLimit?.participants ?? rules.participants;
  const most = peakInOneMeeting(strangers);
  if (limit !== undefined && most > limit) {
    const plan = authorisation?.planLimit?.plan ?? rules.plan ?? 'usual plan';
    problems.push({
      place: `${place}.planLimit`,
      found: `${most} participants in one meeting, where the ${plan} of ${rules.title} takes ${limit}`,
      expected: `at most ${limit}, or { participants: ${most}, plan: '…' } when the meeting's plan takes as many`,
    });
  }
  if (rules.restricted && authorisation?.restrictedPlatforms?.includes(platform) !== true) {
    problems.push({
      place: `${place}.restrictedPlatforms`,
      found: named(authorisation?.restrictedPlatforms),
      expected: `['${platform}'], if ${rules.title} itself has agreed: it turns automated guests away`,
    });
  }
  for (const host of hosts.filter((one) => rules.isPublicHost(one))) {
    if (authorisation?.publicHosts?.includes(host) === true) continue;
    problems.push({
      place: `${place}.publicHosts`,
      found: named(authorisation?.publicHosts),
      expected: `a server of your own instead of ${host}, which others run for the public; or ['${host}'], if they have agreed`,
    });
  }
  return problems;
}

function named(names: readonly string[] | undefined): string {
  return names === undefined || names.length === 0 ? 'nothing' : names.join(', ');
}

export function hostOf(address: string): string {
  return new URL(address).hostname;
}

/** This machine, or one of the user's own. */
function isOwnHost(host: string, ownHosts: readonly string[]): boolean {
  return isLoopbackHost(host.replace(/\.$/, '')) || isAmongHosts(host, ownHosts);
}

/** A date alone is good until its end, wherever on Earth that is last. */
function endOf(until: string): number {
  return until.includes('T') ? Date.parse(until) : Date.parse(until) + (24 + 12) * 3_600_000;
}

type Coming = Pick<Guarded, 'options' | 'plan'>;

function peakInOneMeeting(scenarios: readonly Coming[]): number {
  const meetings = new Map<string, Coming[]>();
  for (const scenario of scenarios) {
    const { meeting } = scenario.options;
    meetings.set(meeting, [...(meetings.get(meeting) ?? []), scenario]);
  }
  return Math.max(0, ...[...meetings.values()].map(peakParticipants));
}

/** At most so many at once: scenarios that cannot overlap do not add up. */
function peakParticipants(scenarios: readonly Coming[]): number {
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
function peakJoinsPerSecond(scenarios: readonly Coming[]): number {
  return peakWithin(allStarts(scenarios), 1_000);
}

/** Of all scenarios, ascending milliseconds since the run's start, when joining takes no time. */
export function allStarts(scenarios: readonly Coming[]): readonly number[] {
  return scenarios
    .flatMap(({ options, plan }) => plannedStarts(plan, options.hold_ms).map((start) => options.start_time_ms + start))
    .sort((a, b) => a - b);
}
