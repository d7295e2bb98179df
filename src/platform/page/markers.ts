/**
 * Whether one marker holds in this document now. Says what it found, for people, or `undefined`.
 *
 * Looks at the light DOM of this frame; shadow roots are not entered. Texts are compared with what is rendered
 * (`innerText`), after a cheap look at `textContent` that usually says no.
 */
import type { PageConfig, PageMarker, Pattern } from './config.js';

export type Check = () => string | undefined;

/** @param complain Told once when a marker cannot be checked at all, such as a selector that is none. */
export function compileMarker(
  marker: PageMarker,
  scripts: PageConfig['scripts'],
  complain: (problem: string) => void,
): Check {
  switch (marker.kind) {
    case 'css':
      return onceBroken(complain, () => css(marker.selector, marker.visible));
    case 'text': {
      const [pattern, atAll] = [compiled(marker.pattern), relaxed(marker.pattern)];
      return onceBroken(complain, () => text(pattern, atAll, marker.within ?? 'body'));
    }
    case 'url': {
      const pattern = compiled(marker.pattern);
      // The match may be a secret (a token in the address): only the pattern is told.
      return () => (pattern.test(location.href) ? `url ${String(pattern)}` : undefined);
    }
    case 'title': {
      const pattern = compiled(marker.pattern);
      return () => quoted('title', pattern.exec(document.title));
    }
    case 'track':
      return () => (hasLiveRemoteTrack(marker.media) ? `live remote ${marker.media} track` : undefined);
    case 'script':
      return () => (quietly(scripts[marker.index]) ? `script ${marker.code}` : undefined);
  }
}

/** Tracks of media elements, the page's own among them. */
export function tracksInPage(): MediaStreamTrack[] {
  return [...document.querySelectorAll<HTMLMediaElement>('video, audio')].flatMap(({ srcObject }) =>
    srcObject instanceof MediaStream ? srcObject.getTracks() : [],
  );
}

function css(selector: string, visible: boolean): string | undefined {
  if (!visible) return document.querySelector(selector) === null ? undefined : `css ${selector}`;
  for (const element of document.querySelectorAll(selector)) if (isVisible(element)) return `css ${selector}`;
  return undefined;
}

function text(pattern: RegExp, atAll: RegExp | undefined, within: string): string | undefined {
  for (const element of document.querySelectorAll<HTMLElement>(within)) {
    if (atAll?.test(element.textContent) === false) continue;
    const found = pattern.exec(element.innerText);
    if (found !== null) return quoted('text', found);
  }
  return undefined;
}

/**
 * Finds in `textContent` whatever `pattern` may find in `innerText`, and more: there blocks are not apart, and lines
 * are others. `undefined` where that cannot be said simply; then the rendered text is read at once, which may cost a layout.
 */
function relaxed({ source, flags }: Pattern): RegExp | undefined {
  if (/\[|\(\?[=!<]|\\[bBSW]/.test(source)) return undefined;
  return new RegExp(
    source.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\s+', '\\s*').replaceAll(' ', '\\s*'),
    flags,
  );
}

/** Rendered with a box of its own. Not: in the viewport, or uncovered. */
function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
}

/**
 * Chromium says of a captured track in which group of devices it is; of a remote one it cannot. A canvas makes tracks of a
 * class of its own. Both hold for Rollcall's own fake devices too.
 */
function hasLiveRemoteTrack(media: 'audio' | 'video'): boolean {
  return tracksInPage().some(
    (track) =>
      track.kind === media &&
      track.readyState === 'live' &&
      !track.muted &&
      Object.prototype.toString.call(track) === '[object MediaStreamTrack]' &&
      track.getSettings().groupId === undefined,
  );
}

function onceBroken(complain: (problem: string) => void, check: Check): Check {
  let broken = false;
  return () => {
    if (broken) return undefined;
    try {
      return check();
    } catch (error) {
      broken = true;
      complain(String(error));
      return undefined;
    }
  };
}

function compiled({ source, flags }: Pattern): RegExp {
  return new RegExp(source, flags);
}

function quoted(where: string, found: RegExpExecArray | null): string | undefined {
  return found === null ? undefined : `${where} "${found[0].replace(/\s+/g, ' ').trim().slice(0, 80)}"`;
}

function quietly(check: (() => unknown) | undefined): boolean {
  try {
    return Boolean(check?.());
  } catch {
    return false;
  }
}
