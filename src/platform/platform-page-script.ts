/** A profile's state rules as the text of an init script. */
import { joinStates } from '../model/join-state.js';
import { pageBundle } from '../shared/package-root.js';
import type { PageConfig, PageMarker, PageRule, PageText, Pattern } from './page/config.js';
import type { Marker, PlatformProfile, StateRule, Text } from './profile.js';
import { isWhole, needlesOf, textPattern } from './text.js';

/** Where on a page's `globalThis` the engine finds what `page/main.ts` offers to it. */
export const pageHandle = '__rollcallPlatform';

/** Needs the probe's channel: concatenate after its script, into the same init script. */
export function platformPageScript(profile: PlatformProfile): string {
  const scripts: string[] = [];
  const config: Omit<PageConfig, 'scripts'> = {
    rules: joinStates.flatMap((state) => {
      const rules = state === 'unknown' ? undefined : profile.states[state];
      return [rules ?? []].flat().map((rule) => ({ state, ...pageRule(rule, scripts) }));
    }),
    ready: readyStates(profile),
    appSchemes: profile.context?.appSchemes ?? [],
    handle: pageHandle,
  };
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  // Functions here, since a page's security policy may forbid to make them of text there.
  const functions = scripts.map((code) => `() => (${code}\n)`).join(', ');
  return `(${pageBundle('platform')})({ ...${json}, scripts: [${functions}] });`;
}

function readyStates({ ready = 'prejoin' }: PlatformProfile): PageConfig['ready'] {
  return typeof ready === 'string' ? [ready] : ready;
}

function pageRule(rule: StateRule, scripts: string[]): Omit<PageRule, 'state'> {
  const markers = (list: readonly Marker[] = []): PageMarker[] => list.map((marker) => pageMarker(marker, scripts));
  const { frames = 'main' } = rule;
  return {
    all: markers(rule.all),
    any: markers(rule.any),
    none: markers(rule.none),
    debounceMs: rule.debounceMs ?? 0,
    frames: frames instanceof RegExp ? asPattern(frames) : frames,
    ...(rule.next === undefined ? {} : { next: rule.next }),
  };
}

function pageMarker(marker: Marker, scripts: string[]): PageMarker {
  if ('css' in marker) return { kind: 'css', selector: marker.css, visible: marker.is !== 'attached' };
  if ('role' in marker) {
    const name = marker.name === undefined ? {} : { name: asPattern(textPattern(marker.name)) };
    return { kind: 'role', role: marker.role, ...name };
  }
  if ('text' in marker) {
    const within = marker.within === undefined ? {} : { within: marker.within };
    return { kind: 'text', text: pageText(marker.text), ...within };
  }
  if ('url' in marker) return { kind: 'url', pattern: asPattern(marker.url) };
  if ('title' in marker) return { kind: 'title', pattern: asPattern(textPattern(marker.title)) };
  if ('status' in marker) return { kind: 'status', status: marker.status };
  if ('console' in marker) return { kind: 'console', pattern: asPattern(textPattern(marker.console)) };
  if ('dialog' in marker) return { kind: 'dialog', pattern: asPattern(textPattern(marker.dialog)) };
  if ('connection' in marker) return { kind: 'connection', state: marker.connection };
  if ('liveTrack' in marker) return { kind: 'track', media: marker.liveTrack };
  scripts.push(marker.script);
  return { kind: 'script', index: scripts.length - 1, code: marker.script };
}

function pageText(text: Text): PageText {
  const needles = needlesOf(text);
  return { pattern: asPattern(textPattern(text)), whole: isWhole(text), ...(needles === undefined ? {} : { needles }) };
}

function asPattern({ source, flags }: RegExp): Pattern {
  return { source, flags };
}
