/**
 * Is this participant still in the meeting? A pure reducer of its own lines after it joined.
 *
 *     in_meeting, media up ──► broken (state lost, or every connection down) ──► back: forgotten
 *                                  │ 30 s (`dropAfterMs`), or still so at the planned leave
 *                                  ▼
 *                                 drop, dated at the start of the break
 *     removed, ended, crash ──► drop at once
 *
 * "Reconnecting" and the like are transient on every platform, so a break ends nobody's stay by itself.
 *
 * A break that our own action made (`offline`, `switchNetwork`, a `network` that is offline) is `injected`, as long as it lasts and
 * for the same 30 s after it: so long the platform has to bring people back. Who is still out then was dropped by the platform.
 */
import type { JoinState } from '../model/join-state.js';
import type { ActionLine, Line } from '../model/line.js';
import type { DropCause } from '../model/outcome.js';
import { emptyJoinView, proofOf, stepJoinView, type JoinView } from '../platform/observe-join.js';
import { endingOf } from '../platform/outcome-of.js';

export const dropAfterMs = 30_000;

/**
 * ICE notices a pulled cable within 8 s. Connections that go later than this after the page's own word are closed because the
 * platform gave up on its signalling.
 */
const consequenceMs = 20_000;
/** So long after a cut ICE may notice it, be it over or not. */
const noticedLateMs = 10_000;
/** A page that reconnects opens sockets which are thrown out at once: younger ones prove nothing. */
const steadyMs = 3_000;

export interface Drop {
  readonly cause: DropCause;
  /** Host milliseconds. */
  readonly since: number;
  readonly detail?: string;
}

export interface PresenceState {
  readonly view: JoinView;
  readonly join: { readonly state: JoinState; readonly since: number };
  /** `in_meeting` was proved: what comes before it is no break. */
  readonly wasIn: boolean;
  /** Peer connections that are not `new`, by id: connected or not. A closed one is not connected. */
  readonly connections: ReadonlyMap<string, boolean>;
  /** When the last connected one was lost; absent while one is up or none ever was. */
  readonly disconnectedSince?: number;
  /** Signalling sockets by id: since when each is open; absent value: closed. */
  readonly sockets: ReadonlyMap<string, number | undefined>;
  /** What ended the stay beyond doubt. */
  readonly final?: Drop;
  /** The last time that we cut it off ourselves; without `to` it still is. */
  readonly cut?: { readonly from: number; readonly to?: number };
}

export function initialPresence(): PresenceState {
  return {
    view: emptyJoinView,
    join: { state: 'unknown', since: 0 },
    wasIn: false,
    connections: new Map(),
    sockets: new Map(),
  };
}

/** Another stay of the same participant, in a new page. What we did to its network goes on. */
export function nextStay({ cut }: PresenceState): PresenceState {
  return { ...initialPresence(), ...(cut !== undefined && { cut }) };
}

export function stepPresence(state: PresenceState, line: Line): PresenceState {
  if (line.type === 'action') return withAction(state, line);
  if (line.type !== 'state') return state;
  switch (line.of) {
    case 'join':
      return withView(state, line);
    case 'page':
      return withFinal(state, pageEnding(line.value, line.t));
    case 'connection':
      return withConnection(state, line.id, line.value, line.t);
    case 'socket':
      return { ...state, sockets: new Map(state.sockets).set(line.id, line.value === 'open' ? line.t : undefined) };
    case 'document': {
      const seen = withView(state, line);
      // A document that was left takes its connections and sockets along without a word.
      return line.value === 'gone' && line.main === true ? withoutPage(seen, line.t) : seen;
    }
    case 'ice':
    case 'dtls':
    case 'ice_gathering':
    case 'signaling':
    case 'remote_track':
      return state;
  }
}

/**
 * @param now host milliseconds
 * @param leaving at the planned leave a break counts however short it is
 * @returns the drop that this participant's stay came to, or `undefined` while it is in.
 */
export function dropAt(state: PresenceState, now: number, leaving: boolean): Drop | undefined {
  if (state.final !== undefined) return state.final;
  const lost = !state.wasIn || state.join.state === 'in_meeting' ? undefined : state.join.since;
  const since = earliest(lost, state.disconnectedSince);
  if (since === undefined || (!leaving && now - since < dropAfterMs)) return undefined;
  if (isOurDoing(state, since, now)) return { cause: 'injected', since, detail: 'the scenario cut its network' };
  if (state.disconnectedSince !== undefined && state.disconnectedSince - since < consequenceMs)
    return { cause: 'transport_failed', since };
  return {
    cause: signallingLost(state, now) ? 'signalling_lost' : 'unknown',
    since,
    detail: `page state: ${state.join.state}`,
  };
}

function withAction(state: PresenceState, { name, phase, t, network }: ActionLine): PresenceState {
  if (name !== 'offline' && name !== 'switchNetwork' && name !== 'network') return state;
  const { cut } = state;
  const cuts = phase === 'begin' && (name !== 'network' || network?.spec.offline === true);
  if (cuts) return { ...state, cut: { from: t } };
  // What is in force now: the network before an `offline` may have been none either.
  const isRestored = phase === 'end' && network?.spec.offline !== true;
  return isRestored && cut !== undefined && cut.to === undefined ? { ...state, cut: { ...cut, to: t } } : state;
}

function isOurDoing({ cut }: PresenceState, since: number, now: number): boolean {
  if (cut === undefined || since < cut.from) return false;
  const { to = Infinity } = cut;
  return since <= to + noticedLateMs && now - to < dropAfterMs;
}

/** Sockets there were, and none that stays. */
function signallingLost({ sockets }: PresenceState, now: number): boolean {
  const stays = (openSince: number | undefined): boolean => openSince !== undefined && now - openSince >= steadyMs;
  return sockets.size > 0 && ![...sockets.values()].some(stays);
}

/** Once it was in, leaving the meeting's states is an ending, or a break that may pass. */
function withView(state: PresenceState, line: Line): PresenceState {
  const view = stepJoinView(state.view, line);
  const proof = proofOf(view);
  if (proof.state === state.join.state) return { ...state, view };
  const seen = { ...state, view, join: { state: proof.state, since: line.t } };
  const cause = state.wasIn || proof.state === 'in_meeting' ? endingOf(proof.state) : undefined;
  const detail = proof.detail === undefined ? {} : { detail: proof.detail };
  return withFinal(
    { ...seen, wasIn: state.wasIn || proof.state === 'in_meeting' },
    cause === undefined ? undefined : { cause, since: line.t, ...detail },
  );
}

function pageEnding(value: 'crashed' | 'closed' | 'browser_crashed', since: number): Drop {
  switch (value) {
    case 'crashed':
      return { cause: 'page_crashed', since };
    case 'browser_crashed':
      return { cause: 'browser_crashed', since };
    case 'closed':
      return { cause: 'unknown', since, detail: 'the page closed itself' };
  }
}

function withFinal(state: PresenceState, final: Drop | undefined): PresenceState {
  return final === undefined || state.final !== undefined ? state : { ...state, final };
}

function withConnection(state: PresenceState, id: string, value: string, t: number): PresenceState {
  if (value === 'new' || value === 'connecting') return state;
  const connections = new Map(state.connections).set(id, value === 'connected');
  return withConnections(state, connections, t);
}

function withoutPage(state: PresenceState, t: number): PresenceState {
  const sockets = new Map([...state.sockets.keys()].map((id) => [id, undefined] as const));
  const connections = new Map([...state.connections.keys()].map((id) => [id, false] as const));
  return { ...withConnections(state, connections, t), sockets };
}

function withConnections(state: PresenceState, connections: ReadonlyMap<string, boolean>, t: number): PresenceState {
  const wasUp = [...state.connections.values()].includes(true);
  const isUp = [...connections.values()].includes(true);
  const { disconnectedSince: before, ...rest } = state;
  const since = isUp ? undefined : wasUp ? t : before;
  return since === undefined ? { ...rest, connections } : { ...rest, connections, disconnectedSince: since };
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
