/**
 * Watches one document for the states of a join and reports each change, with the time at which its rule became true,
 * through the probe's channel. Runs in every frame from its first moment; a frame to which no rule applies does nothing.
 *
 * Costs the page about a twentieth of its time at most: after a look that took n ms the next waits 20 n ms, but never more
 * than 50. So a change amid a storm of mutations may be dated late by that much; one after a calm moment is dated exactly.
 *
 * Patches nothing.
 */
import { pageChannelKey, type PageChannel } from '../../model/page-channel.js';
import type { PageMs } from '../../model/time.js';
import type { PageConfig, PageMarker, PagePlatform, PageRule } from './config.js';
import { JoinTracker, type StateChange } from './join-tracker.js';
import { compileMarker } from './markers.js';
import { onPossibleChange } from './triggers.js';

const restPerLook = 20;
const longestRestMs = 50;

export default function watchJoin(config: PageConfig): void {
  const channel = (globalThis as { [pageChannelKey]?: PageChannel })[pageChannelKey];
  if (channel === undefined) return;
  offerHandle(config.handle, channel);
  const rules = config.rules.filter(appliesHere);
  if (rules.length > 0) watch(rules, config, channel);
}

function watch(rules: readonly PageRule[], config: PageConfig, channel: PageChannel): void {
  const complain = (problem: string): void => {
    channel.report({ at: now(), type: 'evidence', kind: 'note', text: `platform profile: ${problem}` });
  };
  const checks = rules.map((rule) => compileRule(rule, config.scripts, complain));
  const tracker = new JoinTracker(rules);
  const done = new Set<string>();
  const once = (name: 'page_ready' | 'in_meeting', at: PageMs): void => {
    if (done.has(name)) return;
    done.add(name);
    channel.report({ at, type: 'moment', name });
  };
  const report = ({ value, at, detail }: StateChange): void => {
    const { document } = channel;
    const said = detail === undefined ? {} : { detail };
    // The moment first: whoever waits for the state then has both.
    if (config.ready.includes(value)) once('page_ready', at as PageMs);
    if (value === 'in_meeting') once('in_meeting', at as PageMs);
    channel.report({ at: at as PageMs, type: 'state', of: 'join', value, document, ...said });
  };

  let nextLook = 0;
  let timer: { readonly at: number; readonly id: ReturnType<typeof setTimeout> } | undefined;
  const look = (): void => {
    const start = now();
    if (start < nextLook) {
      wake(nextLook);
      return;
    }
    clearTimeout(timer?.id);
    timer = undefined;
    const { change, wakeAt } = tracker.step(start, (index) => checks[index]?.());
    const end = now();
    nextLook = end + Math.min((end - start) * restPerLook, longestRestMs);
    if (change !== undefined) report(change);
    if (wakeAt !== undefined) wake(wakeAt);
  };
  const wake = (at: number): void => {
    if (timer !== undefined && timer.at <= at) return;
    clearTimeout(timer?.id);
    const id = setTimeout(
      () => {
        timer = undefined;
        look();
      },
      // Rounded up: a timer that is early by a fraction would only set another.
      Math.max(1, Math.ceil(at - now())),
    );
    timer = { at, id };
  };

  const markers = rules.flatMap(({ all, any, none }) => [...all, ...any, ...none]);
  const uses = (kind: PageMarker['kind']): boolean => markers.some((marker) => marker.kind === kind);
  onPossibleChange({ texts: uses('text') || uses('title'), tracks: uses('track'), scripts: uses('script') }, look);
  look();
}

/** @returns what proves the rule: its first marker of `any`, else of `all`. */
function compileRule(
  rule: PageRule,
  scripts: PageConfig['scripts'],
  complain: (problem: string) => void,
): () => string | undefined {
  const say = (problem: string): void => {
    complain(`${rule.state}: ${problem}`);
  };
  const checked = (markers: readonly PageMarker[]) => markers.map((marker) => compileMarker(marker, scripts, say));
  const [all, any, none] = [checked(rule.all), checked(rule.any), checked(rule.none)];
  return () => {
    let proof: string | undefined;
    for (const check of all) {
      const found = check();
      if (found === undefined) return undefined;
      proof ??= found;
    }
    if (any.length > 0) {
      const found = firstOf(any);
      if (found === undefined) return undefined;
      proof = found;
    }
    return firstOf(none) === undefined ? proof : undefined;
  };
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function appliesHere({ frames }: PageRule): boolean {
  if (frames === 'any') return true;
  if (frames === 'main') return window === window.top;
  return new RegExp(frames.source, frames.flags).test(location.href);
}

function offerHandle(name: string, channel: PageChannel): void {
  let disarm: AbortController | undefined;
  const handle: PagePlatform = {
    armJoinPress: (type) => {
      disarm?.abort();
      const armed = (disarm = new AbortController());
      // Captured at the window, so that it is told before the page's own handlers can leave the document, and even if the
      // page has put another element in the button's place.
      window.addEventListener(
        type,
        ({ timeStamp }) => {
          armed.abort();
          channel.report({ at: timeStamp as PageMs, type: 'moment', name: 'join_pressed' });
        },
        { capture: true, signal: armed.signal },
      );
    },
  };
  // A frame may keep its window from its first, empty document.
  Object.defineProperty(globalThis, name, { value: handle, configurable: true });
}

function now(): PageMs {
  return performance.now() as PageMs;
}
