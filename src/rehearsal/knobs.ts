/**
 * The faults that a link asks for. In: the query of a meeting link. Out: knobs, or one sentence on what is wrong with them.
 * A knob is for the visitor who opened that link; those of `control.ts` are for everybody.
 */
import type { Refusal } from './page/protocol.js';

export const refusalKnobs = ['full', 'locked', 'ended', 'not_found', 'rate_limited', 'login_required'] as const;
export type RefusalKnob = (typeof refusalKnobs)[number] & Refusal;

export interface Knobs {
  /** Milliseconds between pressing Join and the first answer. */
  readonly joinDelayMs?: number;
  /** Milliseconds in the waiting room; `never`: nobody comes to open it. Absent: there is no waiting room. */
  readonly admitAfterMs?: number | 'never';
  /** What must be typed. */
  readonly passcode?: string;
  readonly refuse?: RefusalKnob;
  readonly codec: 'vp8' | 'h264';
}

const longest = 3_600_000;

export type ParsedKnobs = { readonly knobs: Knobs } | { readonly problem: string };

export function parseKnobs(query: URLSearchParams): ParsedKnobs {
  const known = ['joinDelayMs', 'admitAfterMs', 'passcode', 'refuse', 'codec'];
  const unknown = [...query.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) return { problem: `There is no such knob in this link. Known: ${known.join(', ')}.` };

  const joinDelay = query.get('joinDelayMs');
  const admitAfter = query.get('admitAfterMs');
  const passcode = query.get('passcode');
  const refuse = query.get('refuse');
  const codec = query.get('codec') ?? 'vp8';
  const joinDelayMs = joinDelay === null ? undefined : milliseconds(joinDelay);
  const admitAfterMs = admitAfter === null ? undefined : admitAfter === 'never' ? 'never' : milliseconds(admitAfter);
  if (joinDelay !== null && joinDelayMs === undefined) return { problem: `joinDelayMs is 0 to ${longest} (ms).` };
  if (admitAfter !== null && admitAfterMs === undefined) {
    return { problem: `admitAfterMs is 0 to ${longest} (ms) or never.` };
  }
  if (passcode !== null && (passcode === '' || passcode.length > 64)) {
    return { problem: 'passcode has 1 to 64 characters.' };
  }
  if (refuse !== null && !isRefusalKnob(refuse)) return { problem: `refuse is one of ${refusalKnobs.join(', ')}.` };
  if (codec !== 'vp8' && codec !== 'h264') return { problem: 'codec is vp8 or h264.' };
  return {
    knobs: {
      codec,
      ...(joinDelayMs === undefined ? {} : { joinDelayMs }),
      ...(admitAfterMs === undefined ? {} : { admitAfterMs }),
      ...(passcode === null ? {} : { passcode }),
      ...(refuse === null ? {} : { refuse }),
    },
  };
}

export function isRefusalKnob(text: unknown): text is RefusalKnob {
  return refusalKnobs.some((known) => known === text);
}

function milliseconds(text: string): number | undefined {
  const ms = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return ms <= longest ? ms : undefined;
}
