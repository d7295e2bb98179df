/** A profile's state rules as the text of an init script. */
import { joinStates } from '../model/join-state.js';
import { pageBundle } from '../shared/package-root.js';
import type { PageConfig, PageMarker, PageRule, Pattern } from './page/config.js';
import type { Marker, PlatformProfile, StateRule } from './profile.js';
import { textPattern } from './text.js';

/** Where on a page's `globalThis` the engine finds what `page/main.ts` offers to it. */
export const pageHandle = '__rollcallPlatform';

/** Needs the probe's channel: concatenate after its script, into the same init script. */
export function platformPageScript(profile: PlatformProfile): string {
  const scripts: string[] = [];
  const config: Omit<PageConfig, 'scripts'> = {
    rules: joinStates.flatMap((state) => {
      const rule = state === 'unknown' ? undefined : profile.states[state];
      return rule === undefined ? [] : [{ state, ...pageRule(rule, scripts) }];
    }),
    ready: readyStates(profile),
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
  };
}

function pageMarker(marker: Marker, scripts: string[]): PageMarker {
  if ('css' in marker) return { kind: 'css', selector: marker.css, visible: marker.is !== 'attached' };
  if ('text' in marker) {
    const within = marker.within === undefined ? {} : { within: marker.within };
    return { kind: 'text', pattern: asPattern(textPattern(marker.text)), ...within };
  }
  if ('url' in marker) return { kind: 'url', pattern: asPattern(marker.url) };
  if ('title' in marker) return { kind: 'title', pattern: asPattern(textPattern(marker.title)) };
  if ('liveTrack' in marker) return { kind: 'track', media: marker.liveTrack };
  scripts.push(marker.script);
  return { kind: 'script', index: scripts.length - 1, code: marker.script };
}

function asPattern({ source, flags }: RegExp): Pattern {
  return { source, flags };
}
