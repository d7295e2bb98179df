/**
 * One platform on a page: what a person reads before a proof of concept. Pure.
 *
 *     what it is worth  ·  its links  ·  the way in  ·  how each state is proved, and on what evidence  ·  sources
 */
import { joinStates } from '../model/join-state.js';
import { confidences, type PlatformProfile, type Provenance, type StateRule, type Step } from '../platform/profile.js';
import { padText, textWidth } from '../report/text-width.js';
import { evidenceOf, locatorText, ruleText, stepText, waysOf } from './platforms-sentences.js';
import { guestText, limitsText, policyText, provenanceText, verifiedText } from './platforms-words.js';

/** A line with a name before it, and what is said of it. */
type Row = readonly [name: string, text: string];

/** @param width columns of the terminal */
export function platformPage(profile: PlatformProfile, width: number): readonly string[] {
  const { name, title = name } = profile;
  return [
    `${title}   --platform ${name}`,
    ...section('', worth(profile), width),
    ...section('Links', links(profile), width),
    ...section('The way in', wayIn(profile), width),
    ...section('Elements, in order of trust', elements(profile), width),
    ...section('States, in the order in which they are tried', states(profile), width),
    ...section('Sources', sources(profile), width),
  ];
}

function worth(profile: PlatformProfile): readonly Row[] {
  const { verified, guest, limits, policy, context, media = 'pc' } = profile;
  const rate = policy?.joinsPerSecond;
  const browser = [
    ...(context?.locale === undefined ? [] : [`speaks ${context.locale}`]),
    ...(context?.h264 === undefined ? [] : [context.h264 === 'required' ? 'needs H.264' : 'should have H.264']),
    ...(context?.session === undefined ? [] : ['needs a session that is logged in (--storage-state)']),
    ...(context?.appSchemes === undefined ? [] : [`never starts an app (${context.appSchemes.join(', ')})`]),
  ];
  return [
    ['Verified', verifiedText(profile) + (verified?.what === undefined ? '' : `: ${verified.what}`)],
    ['Guest by web', guestText(profile) + provenanceText(guest ?? {})],
    ['Limits', limitsText(profile) + provenanceText(limits ?? {})],
    ...namesRow(limits),
    ['Automation', policyText(profile) + provenanceText(policy ?? {})],
    ...row('Mind', policy?.warning),
    ...row('Public hosts', policy?.publicHosts && `${policy.publicHosts.join(', ')}: not without an authorisation`),
    ...row('Pace', rate === undefined ? undefined : `${rate} joins/s, unless the scenario says how people come`),
    ...row('Browser', browser.length === 0 ? undefined : browser.join('; ')),
    ['Media', media === 'pc' ? 'measured in its peer connections' : 'cannot be measured: no peer connection to ask'],
  ];
}

function namesRow(limits: PlatformProfile['limits']): readonly Row[] {
  const parts = [
    ...(limits?.nameLength === undefined ? [] : [`at most ${limits.nameLength} characters`]),
    ...(limits?.nameCharacters === undefined ? [] : ['Latin letters and digits alone']),
  ];
  return parts.length === 0 ? [] : [['Names', parts.join(', ')]];
}

function links({ match, variables = {}, invitation, url }: PlatformProfile): readonly Row[] {
  const { number, link } = invitation ?? {};
  const hosting = match.hosting === 'vendor' ? 'its own hosts' : 'any host: where another platform fits too, name it';
  return [
    ['Known by', `${match.links.map(String).join(' or ')}; ${hosting}`],
    ...(match.reject ?? []).map(({ link: pattern, reason }): Row => ['Refused', `${String(pattern)}: ${reason}`]),
    ...row('Number', number && `${String(number)}${link === undefined ? '' : ` becomes ${link}`}`),
    ...row('Read off', Object.keys(variables).join(', ') || undefined),
    ...(url?.rewrite ?? []).map(({ from, to, only }): Row => [
      'Opened',
      `${to} for ${String(from)}${only === undefined ? '' : ` on ${only}`}`,
    ]),
    ...row('Query', parameters(url?.query)),
    ...row('Fragment', parameters(url?.hash)),
    ...row('Signed', url?.sign && 'for each participant, when the scenario gives what that needs'),
  ];
}

function parameters(values: Readonly<Record<string, string>> | undefined): string | undefined {
  return (
    values &&
    Object.entries(values)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ')
  );
}

function wayIn({ actions, retries = {}, outcomes = {}, dismiss = [] }: PlatformProfile): readonly Row[] {
  const { join, ...others } = actions;
  return [
    ...join.map(({ when, steps, times }): Row => [
      [when].flat().join(', '),
      steps.map(stepText).join('; ') + (times === undefined ? '' : `; up to ${times} times`),
    ]),
    ...Object.entries(outcomes).map(([state, outcome]): Row => [
      state,
      outcome === 'wait' ? 'is waited out' : `ends the join: ${outcome}`,
    ]),
    ...Object.entries(retries).map(([state, { afterMs, times }]): Row => [
      state,
      `the link is opened again after ${afterMs} ms, ${times} times at most`,
    ]),
    ...dismiss.map(({ seen, click }): Row => [
      'cleared away',
      locatorText(seen) + (click === undefined ? '' : ` by ${locatorText(click)}`),
    ]),
    ...Object.entries(others).map(([action, steps]: [string, readonly Step[]]): Row => [
      action,
      steps.map(stepText).join('; '),
    ]),
  ];
}

function elements({ elements: named = {} }: PlatformProfile): readonly Row[] {
  return Object.entries(named).map(([name, locator]) => [`@${name}`, locatorText(locator) + evidence(waysOf(locator))]);
}

function states(profile: PlatformProfile): readonly Row[] {
  return joinStates.flatMap((state) =>
    (state === 'unknown' ? [] : rulesOf(profile, state)).map((rule, index): Row => [
      index === 0 ? state : '  or',
      ruleText(rule) + evidence(evidenceOf(rule)),
    ]),
  );
}

function rulesOf({ states: proved }: PlatformProfile, state: keyof PlatformProfile['states']): readonly StateRule[] {
  return [proved[state] ?? []].flat();
}

/** ` [code, inferred]`: how far what stands before it can be trusted. */
function evidence(parts: readonly (string | Provenance)[]): string {
  const known = parts.flatMap((part) => (typeof part === 'string' || part.confidence === undefined ? [] : [part]));
  if (known.length === 0) return '';
  const words = confidences.filter((word) => known.some(({ confidence }) => confidence === word));
  const seen = known.flatMap(({ verifiedAt }) => verifiedAt ?? []).sort();
  const last = seen.at(-1);
  return ` [${words.join(', ')}${last === undefined ? '' : `; seen to work ${last}`}]`;
}

function sources(profile: PlatformProfile): readonly Row[] {
  const parts: readonly Provenance[] = [
    ...Object.values(profile.elements ?? {}).flatMap((locator) =>
      waysOf(locator).filter((way) => typeof way !== 'string'),
    ),
    ...joinStates.flatMap((state) =>
      state === 'unknown'
        ? []
        : rulesOf(profile, state).flatMap(({ all = [], any = [], none = [] }) => [...all, ...any, ...none]),
    ),
    ...[profile.guest, profile.limits, profile.policy].filter((part) => part !== undefined),
  ];
  return confidences.flatMap((word) => {
    const found = parts.filter(({ confidence }) => confidence === word).flatMap(({ source }) => source ?? []);
    return row(word, [...new Set(found)].join('; ') || undefined);
  });
}

function row(name: string, text: string | undefined): readonly Row[] {
  return text === undefined ? [] : [[name, text]];
}

function section(title: string, rows: readonly Row[], width: number): readonly string[] {
  if (rows.length === 0) return [];
  const indent = Math.max(12, ...rows.map(([name]) => textWidth(name))) + 2;
  const lines = rows.flatMap(([name, text]) =>
    wrapped(text, Math.max(40, width - indent - 2)).map(
      (line, index) => `  ${padText(index === 0 ? name : '', indent)}${line}`,
    ),
  );
  return ['', ...(title === '' ? [] : [title]), ...lines];
}

/** Lines of at most `width` columns, broken at spaces; a word that is longer is a line of its own. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
