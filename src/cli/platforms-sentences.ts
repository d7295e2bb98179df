/** Parts of a profile in words that a person can check against a page: texts, markers, rules, locators, steps. Pure. */
import type { Locator, LocatorChoice, Marker, Provenance, StateRule, Step, Text } from '../platform/profile.js';

/** `"Join" / "加入"`; `exactly "Leave"`; an expression as it is. */
function textText(text: Text): string {
  if (text instanceof RegExp) return String(text);
  if (typeof text === 'object' && 'exact' in text) return `exactly ${quoted(text.exact)}`;
  return quoted(text);
}

function quoted(set: Exclude<Text, RegExp | { readonly exact: unknown }>): string {
  const texts = typeof set === 'string' ? [set] : Object.values(set).flat();
  return [...new Set(texts)].map((one: string) => `"${one}"`).join(' / ');
}

function markerText(marker: Marker): string {
  if ('css' in marker) return `css ${marker.css}${marker.is === 'attached' ? ' (shown or not)' : ''}`;
  if ('role' in marker)
    return marker.name === undefined ? `a ${marker.role}` : `${marker.role} ${textText(marker.name)}`;
  if ('text' in marker) {
    return `text ${textText(marker.text)}${marker.within === undefined ? '' : ` within ${marker.within}`}`;
  }
  if ('url' in marker) return `address ${String(marker.url)}`;
  if ('title' in marker) return `title ${textText(marker.title)}`;
  if ('status' in marker) return `HTTP ${marker.status}`;
  if ('console' in marker) return `console ${textText(marker.console)}`;
  if ('dialog' in marker) return `dialog ${textText(marker.dialog)}`;
  if ('connection' in marker) return `a peer connection ${marker.connection}`;
  if ('liveTrack' in marker) return `a live remote ${marker.liveTrack} track`;
  return `script ${marker.script}`;
}

/** `A and B and (C or D), unless E or F; for 500 ms`. */
export function ruleText({ all = [], any = [], none = [], debounceMs = 0, frames = 'main' }: StateRule): string {
  const [alternatives, against] = [any, none].map((markers) => markers.map(markerText).join(' or '));
  const several = any.length > 1 && all.length > 0;
  const positive = [
    ...all.map(markerText),
    ...(any.length === 0 ? [] : [several ? `(${alternatives})` : alternatives]),
  ];
  return [
    positive.join(' and '),
    ...(none.length === 0 ? [] : [`, unless ${against}`]),
    ...(debounceMs === 0 ? [] : [`; for ${debounceMs} ms`]),
    ...(frames === 'main' ? [] : [`; in ${frames === 'any' ? 'any frame' : `frames at ${String(frames)}`}`]),
  ].join('');
}

/** What its markers rest on; markers without a word about it are the engine's own (live tracks) and count for nothing. */
export function evidenceOf({ all = [], any = [] }: StateRule): readonly Provenance[] {
  return [...all, ...any].filter(({ confidence }) => confidence !== undefined);
}

export function waysOf(locator: Locator): readonly (string | LocatorChoice)[] {
  return isList(locator) ? locator : [locator];
}

export function locatorText(locator: Locator): string {
  return waysOf(locator).map(wayText).join(' or ');
}

function wayText(way: string | LocatorChoice): string {
  if (typeof way === 'string') return way.startsWith('@') ? way : `css ${way}`;
  const place = [
    ...(way.nth === undefined ? [] : [`number ${way.nth + 1}`]),
    ...(way.frame === undefined ? [] : [`in ${way.frame === 'any' ? 'any frame' : way.frame}`]),
  ];
  return [choiceText(way), ...place].join(', ');
}

function choiceText(way: LocatorChoice): string {
  if ('css' in way) return `css ${way.css}`;
  if ('testId' in way) return `${way.attribute ?? 'data-testid'} "${way.testId}"`;
  if ('role' in way) return way.name === undefined ? `a ${way.role}` : `${way.role} ${textText(way.name)}`;
  if ('label' in way) return `label ${textText(way.label)}`;
  if ('placeholder' in way) return `placeholder ${textText(way.placeholder)}`;
  return `text ${textText(way.text)}`;
}

export function stepText(step: Step): string {
  const extras = [
    ...(step.joins === true ? ['the press on Join'] : []),
    ...(step.optional === true ? ['if there'] : []),
    ...(step.only === undefined ? [] : [`${step.only} only`]),
  ];
  return doingText(step) + (extras.length === 0 ? '' : ` (${extras.join(', ')})`);
}

function doingText(step: Step): string {
  if ('click' in step) return `click ${locatorText(step.click)}`;
  if ('domClick' in step) return `click ${locatorText(step.domClick)}, covered or not`;
  if ('fill' in step) return `put ${step.value} into ${locatorText(step.fill)}`;
  if ('type' in step) return `type ${step.value} into ${locatorText(step.type)}`;
  if ('press' in step) return `press ${step.press}${step.at === undefined ? '' : ` in ${locatorText(step.at)}`}`;
  if ('toggle' in step) {
    const to = step.to === 'on' || step.to === 'off' ? step.to : `as the participant’s ${step.to}`;
    return `switch ${locatorText(step.toggle)} ${to}`;
  }
  if ('check' in step) return `tick ${locatorText(step.check)}`;
  if ('waitFor' in step) return `wait for ${[step.waitFor].flat().join(' or ')}`;
  if ('goto' in step) return `go to ${step.goto}`;
  return `read ${step.read} off the page`;
}

function isList(locator: Locator): locator is readonly (string | LocatorChoice)[] {
  return Array.isArray(locator);
}
