/**
 * Watches one document for the states of a join and reports each change, with the time at which its rule became true,
 * through the probe's channel. Runs in every frame from its first moment; a frame to which no rule applies does nothing.
 *
 *     mutations ─► watched-dom: candidates ─┐
 *     navigation, tracks, timers ───────────┴─► look: rules by their markers ─► join-tracker ─► state, moment
 *
 * Costs the page about a twentieth of its time at most: after a look that took n ms the next waits 20 n ms, but never more
 * than 50. So a change amid a storm of mutations may be dated late by that much; one after a calm moment is dated exactly.
 *
 * Patches nothing.
 */
import { pageChannelKey, type PageChannel } from '../../model/page-channel.js';
import type { PageMs } from '../../model/time.js';
import type { PageConfig, PageMarker, PageRule } from './config.js';
import { Heard } from './heard.js';
import { JoinTracker, type StateChange } from './join-tracker.js';
import { compileRule } from './rules.js';
import { offerHandle } from './handle.js';
import { keepFromApps } from './no-apps.js';
import { createTrackFollower } from './remote-track.js';
import { onPossibleChange } from './triggers.js';
import { Verdicts } from './verdicts.js';
import { WatchedDom } from './watched-dom.js';

const restPerLook = 20;
const longestRestMs = 50;

export default function watchJoin(config: PageConfig): void {
  const channel = (globalThis as { [pageChannelKey]?: PageChannel })[pageChannelKey];
  if (channel === undefined) return;
  keepFromApps(config.appSchemes, channel);
  const rules = config.rules.filter(appliesHere);
  const watching = rules.length > 0 ? watch(rules, config, channel) : undefined;
  offerHandle(config.handle, channel, {
    heard: (kind, text) => watching?.heard(kind, text),
    explain: () => watching?.explain() ?? [],
  });
}

function watch(rules: readonly PageRule[], config: PageConfig, channel: PageChannel) {
  const heard = new Heard();
  const verdicts = new Verdicts();
  const dom = new WatchedDom(
    (node, own) => {
      verdicts.changed(node, own);
    },
    () => {
      look();
    },
  );
  const complain = (problem: string): void => {
    channel.report({ at: now(), type: 'evidence', kind: 'note', text: `platform profile: ${problem}` });
  };
  const parts = { dom, verdicts, heard, scripts: config.scripts, connections: () => channel.connections() };
  const checks = rules.map((rule) => compileRule(rule, parts, complain));
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

  const uses = (kind: PageMarker['kind']): boolean =>
    rules.some(({ all, any, none }) => [...all, ...any, ...none].some((marker) => marker.kind === kind));
  const media = uses('track') ? dom.elements('video, audio') : undefined;
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
    dom.findLateRoots();
    if (media !== undefined) followTracks(media.elements);
    const { change, wakeAt } = tracker.step(start, (index) => checks[index]?.proof(start));
    const end = now();
    nextLook = end + Math.min((end - start) * restPerLook, longestRestMs);
    if (change !== undefined) report(change);
    for (const at of [wakeAt, verdicts.takeRecheck()]) if (at !== undefined) wake(at);
  };
  const followTracks = createTrackFollower(look);
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

  dom.start();
  onPossibleChange(uses('script'), () => {
    verdicts.forget();
    look();
  });
  if (uses('connection')) channel.onConnection(look);
  look();
  return {
    heard: (kind: 'console' | 'dialog', text: string): void => {
      if (heard.hear(kind, text)) look();
    },
    explain: () => checks.map(({ standing }) => standing(now())),
  };
}

function appliesHere({ frames }: PageRule): boolean {
  if (frames === 'any') return true;
  if (frames === 'main') return window === window.top;
  return new RegExp(frames.source, frames.flags).test(location.href);
}

function now(): PageMs {
  return performance.now() as PageMs;
}
