/**
 * The phases of a join, contiguous from `link_opened` to usable, so that they add up to the join time:
 *
 *     link_opened   page_ready    join_pressed                  in_meeting    usable
 *         ├── page ────┼── prejoin ───┼── admission ── lobby ── adm. ─┼── media ──┤
 *
 * The waiting room is cut out of whichever phase it falls into, each time it is entered.
 * A platform without a pre-join page has no `page_ready`: `page` lasts until Join is pressed and there is no `prejoin`. Where
 * nobody presses (the link leads right in) there is no `prejoin` either, and `admission` follows what is known before it.
 * A moment that was placed after its successor, by the clocks' uncertainty, ends its phase with the successor.
 */
import type { JoinRecord } from './iteration.js';

export const phaseNames = ['page', 'prejoin', 'lobby', 'admission', 'media'] as const;
export type PhaseName = (typeof phaseNames)[number];

export interface PhaseSpan {
  readonly name: PhaseName;
  /** Milliseconds, the recording's `t`. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param until where a join that never became usable ends; without it such a join has no spans.
 * @returns spans that touch each other; none when the link was never opened.
 */
export function phaseSpans(join: JoinRecord, until?: number): readonly PhaseSpan[] {
  const { link_opened: opened, page_ready: ready, join_pressed: pressed, in_meeting: entered } = join.moments;
  const end = join.usable?.t ?? until;
  if (opened === undefined || end === undefined) return [];
  const clamp = (t: number, latest: number): number => Math.max(opened, Math.min(t, latest));

  const media = entered === undefined ? undefined : clamp(entered, end);
  const beforeMedia = media ?? end;
  const press = pressed === undefined ? undefined : clamp(pressed, beforeMedia);
  const page = ready === undefined ? undefined : clamp(ready, press ?? beforeMedia);
  const pressless = entered !== undefined && pressed === undefined;

  const starts: (readonly [PhaseName, number])[] = [];
  if (!pressless || page !== undefined) starts.push(['page', opened]);
  if (page !== undefined && !pressless) starts.push(['prejoin', page]);
  if (press !== undefined || pressless) starts.push(['admission', press ?? page ?? opened]);
  if (media !== undefined) starts.push(['media', media]);

  const lobbies = join.lobby.map(({ from, to = beforeMedia }) => ({
    from: clamp(from, beforeMedia),
    to: clamp(to, beforeMedia),
  }));
  return starts.flatMap(([name, from], index) => cut({ name, from, to: starts[index + 1]?.[1] ?? end }, lobbies));
}

/** Takes the waiting room out of a span. What is left of it, if anything, stays itself; a span of no length is still one. */
function cut(
  span: PhaseSpan,
  lobbies: readonly { readonly from: number; readonly to: number }[],
): readonly PhaseSpan[] {
  const parts: PhaseSpan[] = [];
  let at = span.from;
  for (const lobby of lobbies) {
    const from = Math.max(at, lobby.from);
    const to = Math.min(span.to, lobby.to);
    if (from >= to) continue;
    if (from > at || parts.length === 0) parts.push({ name: span.name, from: at, to: from });
    parts.push({ name: 'lobby', from, to });
    at = to;
  }
  if (parts.length === 0 || at < span.to) parts.push({ name: span.name, from: at, to: span.to });
  return parts;
}

/** Milliseconds in each phase of a usable join. A phase that it did not have is absent, not 0. */
export function phaseDurations(join: JoinRecord): Readonly<Partial<Record<PhaseName, number>>> {
  const durations: Partial<Record<PhaseName, number>> = {};
  for (const { name, from, to } of phaseSpans(join)) durations[name] = (durations[name] ?? 0) + (to - from);
  return durations;
}
