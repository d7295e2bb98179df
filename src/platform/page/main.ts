/**
 * Watches one document for the states of a join and reports each change, with the time at which its rule became true,
 * through the probe's channel. Runs in every frame from its first moment; a frame to which no rule applies does nothing.
 *
 *     mutations ─► watched-dom, asked: worth a look? ─┐
 *     navigation, tracks, timers ─────────────────────┴─► look-times ─► look: rules by their markers ─► join-tracker ─► state
 *
 * Most of what changes in a page is no reason to look: `asked` knows what the last look's answers hang on, `look-times` waits for
 * a moment in which a look is cheap. A state is dated by the change and not by the look: exactly after a calm moment, late by
 * at most 28 ms amid changes that all might matter.
 *
 * Patches nothing.
 */
import { pageChannelKey, type PageChannel } from '../../model/page-channel.js';
import type { PageMs } from '../../model/time.js';
import type { PageConfig, PageMarker, PageRule } from './config.js';
import { Asked } from './asked.js';
import { Heard } from './heard.js';
import { JoinTracker, type StateChange } from './join-tracker.js';
import { LookTimes } from './look-times.js';
import { compileRule } from './rules.js';
import { offerHandle } from './handle.js';
import { keepFromApps } from './no-apps.js';
import { createTrackFollower } from './remote-track.js';
import { onPossibleChange } from './triggers.js';
import { WatchedDom } from './watched-dom.js';

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
  const asked = new Asked();
  const complain = (problem: string): void => {
    channel.report({ at: now(), type: 'evidence', kind: 'note', text: `platform profile: ${problem}` });
  };
  const uses = (kind: PageMarker['kind']): boolean =>
    rules.some(({ all, any, none }) => [...all, ...any, ...none].some((marker) => marker.kind === kind));
  // Of these nothing in the page tells when they change: any change may be one.
  const anyChange = uses('script') || uses('title');
  const times = new LookTimes({
    look: (at, anew) => {
      look(at, anew);
    },
    isOutdated: () => dom.findRoots() || asked.isOutdated(),
  });
  const dom = new WatchedDom({
    changed: (record) => asked.isConcernedBy(record),
    settled: (worth) => {
      if (worth === 'a look now') times.changed({ atOnce: true });
      else if (worth === 'a look' || anyChange) times.changed();
      else times.doubt();
    },
  });
  const parts = { dom, asked, heard, scripts: config.scripts, connections: () => channel.connections() };
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

  const media = uses('track') ? dom.elements('video, audio') : undefined;
  const changed = (): void => {
    times.changed();
  };
  const followTracks = createTrackFollower(changed);
  const look = (at: PageMs, anew: boolean): void => {
    if (anew) asked.forget();
    asked.beginLook();
    dom.beginLook();
    if (media !== undefined) followTracks(media.elements);
    const { change, wakeAt } = tracker.step(at, (index) => checks[index]?.proof());
    asked.endLook();
    if (change !== undefined) report(change);
    if (wakeAt !== undefined) times.at(wakeAt);
  };

  dom.start();
  onPossibleChange(uses('script'), () => {
    times.changed({ anew: true });
  });
  if (uses('connection')) channel.onConnection(changed);
  // Before the document's end is told.
  window.addEventListener(
    'pagehide',
    () => {
      times.flush();
    },
    { capture: true },
  );
  times.lookNow();
  return {
    heard: (kind: 'console' | 'dialog', text: string): void => {
      if (heard.hear(kind, text)) times.changed();
    },
    explain: () => checks.map(({ standing }) => standing()),
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
