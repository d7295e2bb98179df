/**
 * Why a participant got in, or did not: which state was entered when and what proved it, what was done, and for a bad end what
 * the page was nearest to.
 *
 * In:  every line, in the order of the file. Out: the story of one participant, and how everybody ended, so that one who is
 * misspelt can be looked for. Nothing is kept of the others but that.
 */
import type { JoinState } from '../model/join-state.js';
import type { Line, OutcomeLine, RuleStanding, ScheduledLine, StateLine } from '../model/line.js';
import type { MomentName } from '../model/moment.js';

export type StoryEvent = {
  /** Since its link was opened first, ms; negative before. */
  readonly at_ms: number;
} & (
  | { readonly kind: 'moment'; readonly name: MomentName }
  | {
      readonly kind: 'state';
      readonly state: JoinState;
      /** The marker that proved it. */
      readonly proof?: string;
      /** Where, unless it was the page itself. */
      readonly frame?: string;
    }
  | {
      readonly kind: 'did';
      readonly action: 'join' | 'rejoin';
      readonly steps: readonly string[];
      readonly error?: string;
    }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'page'; readonly value: string }
);

export interface JoinStory {
  readonly participant: string;
  readonly platform: string;
  readonly device: string;
  /** By time. */
  readonly events: readonly StoryEvent[];
  /** Absent: the recording breaks off before. */
  readonly outcome?: OutcomeLine;
  /** When it ended, as the events. */
  readonly ended_ms?: number;
  /** The profile's rules that held or came near to it at a bad end, the nearest first. */
  readonly nearest: readonly RuleStanding[];
  /** Relative to the recording's folder. */
  readonly screenshot?: string;
}

export interface StoryReducer {
  step(line: Line): void;
  /** `undefined`: nobody of that name came. */
  readonly story: JoinStory | undefined;
  /** Everybody who was scheduled, in that order, with the outcome as far as there is one. */
  readonly everybody: ReadonlyMap<string, OutcomeLine | undefined>;
}

/** What a person asks for; transport and media are for other reports. */
const toldMoments: readonly MomentName[] = ['link_opened', 'page_ready', 'join_pressed', 'in_meeting'];

type Timed = { readonly t: number } & DistributiveOmit<StoryEvent, 'at_ms'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** @param participant `p` of its lines; `undefined`: nobody's story is told. */
export function createStoryReducer(participant: string | undefined): StoryReducer {
  const everybody = new Map<string, OutcomeLine | undefined>();
  const events: Timed[] = [];
  const frames = new Map<string, string>();
  let who: ScheduledLine | undefined;
  let openedAt: number | undefined;
  let outcome: OutcomeLine | undefined;
  let nearest: readonly RuleStanding[] = [];
  let screenshot: string | undefined;

  const mine = (line: Line): void => {
    const { t } = line;
    switch (line.type) {
      case 'moment':
        if (line.name === 'scheduled') who ??= line;
        else if (line.name !== 'dropped_iteration' && toldMoments.includes(line.name)) {
          if (line.name === 'link_opened') openedAt ??= t;
          events.push({ t, kind: 'moment', name: line.name });
        }
        return;
      case 'state':
        onState(line);
        return;
      case 'action': {
        const { name, phase, steps = [], error } = line;
        if (phase !== 'end' || (name !== 'join' && name !== 'rejoin')) return;
        if (steps.length === 0 && error === undefined) return;
        events.push({ t, kind: 'did', action: name, steps, ...(error !== undefined && { error }) });
        return;
      }
      case 'evidence':
        if (line.kind === 'screenshot') screenshot = line.file;
        else if (line.kind === 'nearest_state') nearest = line.rules ?? [];
        else if (line.kind === 'note' && line.text !== undefined) events.push({ t, kind: 'note', text: line.text });
        return;
      case 'outcome':
        outcome = line;
        return;
      default:
        return;
    }
  };

  const onState = (line: StateLine): void => {
    const { t } = line;
    if (line.of === 'document' && line.value === 'new' && line.main !== true)
      frames.set(line.id, line.url ?? 'a frame');
    else if (line.of === 'page') events.push({ t, kind: 'page', value: line.value });
    else if (line.of === 'join') {
      const { value: state, detail: proof, document } = line;
      const frame = document === undefined ? undefined : frames.get(document);
      const where = { ...(proof !== undefined && { proof }), ...(frame !== undefined && { frame }) };
      events.push({ t, kind: 'state', state, ...where });
    }
  };

  return {
    everybody,
    step(line) {
      if (line.type === 'moment' && line.name === 'scheduled') {
        if (!everybody.has(line.p)) everybody.set(line.p, undefined);
      } else if (line.type === 'outcome') everybody.set(line.p, line);
      if ('p' in line && line.p === participant) mine(line);
    },
    get story() {
      if (who === undefined) return undefined;
      const zero = openedAt ?? who.t;
      return {
        participant: who.p,
        platform: who.tags.platform,
        device: who.device,
        events: events
          .toSorted((one, other) => one.t - other.t)
          .map(({ t, ...event }) => ({ at_ms: t - zero, ...event })),
        ...(outcome !== undefined && { outcome, ended_ms: outcome.t - zero }),
        nearest,
        ...(screenshot !== undefined && { screenshot }),
      };
    },
  };
}
