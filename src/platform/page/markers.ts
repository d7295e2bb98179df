/** Whether one marker holds in this document now. Says what it found, for people, or `undefined`. */
import { accessibleName, nameSources, roleSelectors } from './accessible-name.js';
import type { Asked } from './asked.js';
import type { MarkerRole, PageConfig, PageMarker, PageText, Pattern } from './config.js';
import type { Heard } from './heard.js';
import { hasLiveRemoteTrack } from './remote-track.js';
import type { WatchedDom } from './watched-dom.js';

type Check = () => string | undefined;

export interface Compiled {
  /** What is looked for, for people. */
  readonly name: string;
  readonly check: Check;
}

export interface MarkerParts {
  readonly dom: WatchedDom;
  readonly asked: Asked;
  readonly heard: Heard;
  readonly scripts: PageConfig['scripts'];
  /** States of the document's peer connections. */
  readonly connections: () => readonly string[];
}

/** @param complain Told once when a marker cannot be checked at all, such as a selector that is none. */
export function compileMarker(marker: PageMarker, parts: MarkerParts, complain: (problem: string) => void): Compiled {
  const name = describeMarker(marker);
  try {
    return { name, check: onceBroken(complain, checkOf(marker, name, parts)) };
  } catch (error) {
    complain(String(error));
    return { name, check: () => undefined };
  }
}

function checkOf(marker: PageMarker, name: string, { dom, asked, heard, scripts, connections }: MarkerParts): Check {
  switch (marker.kind) {
    case 'css': {
      const { selector, visible } = marker;
      const watch = dom.elements(selector, !visible);
      const holds = (element: Element): boolean => element.matches(selector) && (!visible || isVisible(element));
      return () => {
        for (const element of watch.elements) if (asked.of(element, marker, () => holds(element))) return name;
        return undefined;
      };
    }
    case 'role': {
      const watch = dom.elements(roleSelectors[marker.role]);
      const pattern = marker.name === undefined ? undefined : compiled(marker.name);
      return () => {
        for (const element of watch.elements) {
          const read = (): readonly Element[] => (pattern === undefined ? [] : nameSources(element));
          const holds = asked.of(element, marker, () => hasRole(element, marker.role, pattern), read);
          if (holds) return `role ${marker.role} "${shortened(accessibleName(element))}"`;
        }
        return undefined;
      };
    }
    case 'text':
      return textCheck(marker.text, marker.within, dom, asked);
    case 'url': {
      const pattern = compiled(marker.pattern);
      // The match may be a secret (a token in the address): only the pattern is told.
      return () => (pattern.test(location.href) ? name : undefined);
    }
    case 'title': {
      const pattern = compiled(marker.pattern);
      return () => quoted('title', pattern.exec(document.title));
    }
    case 'status':
      return () => (documentStatus() === marker.status ? name : undefined);
    case 'console':
    case 'dialog': {
      const matched = heard.expect(marker.kind, compiled(marker.pattern));
      return () => quoted(marker.kind, matched());
    }
    case 'connection':
      return () => (connections().includes(marker.state) ? name : undefined);
    case 'track': {
      const watch = dom.elements('video, audio');
      return () => (hasLiveRemoteTrack(watch.elements, marker.media) ? name : undefined);
    }
    case 'script':
      return () => (quietly(scripts[marker.index]) ? name : undefined);
  }
}

function textCheck(
  { pattern: source, whole, needles }: PageText,
  within: string | undefined,
  dom: WatchedDom,
  asked: Asked,
): Check {
  const pattern = compiled(source);
  const label = (element: Element): Element => (whole ? labelOf(element) : element);
  const find = (element: Element): string | undefined =>
    isVisible(element) ? quoted('text', pattern.exec((label(element) as HTMLElement).innerText)) : undefined;
  const key = {};
  const first = (elements: Iterable<Element>): string | undefined => {
    for (const element of elements) {
      if (within !== undefined && !isWithin(element, within)) continue;
      let found: string | undefined;
      const holds = asked.of(
        element,
        key,
        () => (found = find(element)) !== undefined,
        () => [label(element)],
      );
      if (holds) return found ?? find(element);
    }
    return undefined;
  };
  // Of an expression nothing is known beforehand: all that is shown is searched.
  const watch = needles === undefined ? dom.elements(within ?? 'body') : dom.texts(needles);
  return () => first(watch.elements);
}

function hasRole(element: Element, role: MarkerRole, name: RegExp | undefined): boolean {
  if (!element.matches(roleSelectors[role])) return false;
  return (name === undefined || name.test(accessibleName(element))) && isVisible(element);
}

/** A label may be made of several inline elements: "Leave" in bold and "the meeting" beside it. */
function labelOf(element: Element): Element {
  let label = element;
  while (label.parentElement !== null && getComputedStyle(label).display.startsWith('inline') && !isControl(label))
    label = label.parentElement;
  return label;
}

function isControl(element: Element): boolean {
  return element.matches('button, a, [role="button"], [role="link"]');
}

function isWithin(element: Element, selector: string): boolean {
  for (let inner: Element | undefined = element; inner !== undefined; inner = hostOf(inner))
    if (inner.closest(selector) !== null) return true;
  return false;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

/** Rendered with a box of its own. Not: in the viewport, or uncovered. */
function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
}

function documentStatus(): number | undefined {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.responseStatus;
}

function describeMarker(marker: PageMarker): string {
  switch (marker.kind) {
    case 'css':
      return `css ${marker.selector}`;
    case 'role':
      return `role ${marker.role}${marker.name === undefined ? '' : ` ${asText(marker.name)}`}`;
    case 'text':
      return `text ${asText(marker.text.pattern)}${marker.within === undefined ? '' : ` within ${marker.within}`}`;
    case 'status':
      return `status ${marker.status}`;
    case 'connection':
      return `a connection that is ${marker.state}`;
    case 'track':
      return `live remote ${marker.media} track`;
    case 'script':
      return `script ${marker.code}`;
    default:
      return `${marker.kind} ${asText(marker.pattern)}`;
  }
}

function asText({ source, flags }: Pattern): string {
  return `/${source}/${flags}`;
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

function quoted(where: string, found: RegExpExecArray | undefined | null): string | undefined {
  return found === null || found === undefined ? undefined : `${where} "${shortened(found[0])}"`;
}

function shortened(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 80);
}

function quietly(check: (() => unknown) | undefined): boolean {
  try {
    return Boolean(check?.());
  } catch {
    return false;
  }
}
