/**
 * What the scenario itself did to one participant's network or phone, as spans of time. In: its action lines. Out: spans, and
 * whether one of them overlaps the start of an outage.
 *
 * `offline`, `switchNetwork`, `appSwitch`, `incomingCall` last from begin to end. `network` is in force until the next; but only
 * the change itself, and a network that is offline, take anything away on purpose: what breaks in a poor network is the
 * platform's to answer for.
 */
import type { ActionLine } from '../model/line.js';

export interface InjectedSpan {
  readonly name: string;
  /** The network's name, where the action has one. */
  readonly network?: string;
  readonly from: number;
  /** Absent while it lasts. */
  to?: number;
}

interface Span extends InjectedSpan {
  readonly offline: boolean;
  /** The action's own end; of `network` the time at which it was in force. */
  doneAt?: number;
}

const network = new Set(['network', 'offline', 'switchNetwork']);
const lasting = new Set(['offline', 'switchNetwork', 'appSwitch', 'incomingCall', 'rotate', 'dataSaver']);
/** Actions that take media or signalling away. */
const cutting = new Set(['network', 'offline', 'switchNetwork', 'appSwitch', 'incomingCall']);
/** The last packet before a cut is older than the cut by as much as packets are apart: 20 to 70 ms, 400 with DTX. */
const beforeMs = 400;
/** What a full queue held still comes after the cut. */
const afterMs = 1_000;
const spansKept = 200;

export class Injected {
  readonly #spans: Span[] = [];
  leftOut = 0;

  get spans(): readonly InjectedSpan[] {
    return this.#spans.map(({ name, network: of, from, to }) => ({
      name,
      ...(of !== undefined && { network: of }),
      from,
      ...(to !== undefined && { to }),
    }));
  }

  step(line: ActionLine): void {
    if (!network.has(line.name) && !lasting.has(line.name)) return;
    if (line.phase === 'begin') this.#begin(line);
    else this.#end(line);
  }

  /** Is an outage that starts then our own doing? */
  overlapsStart(from: number): boolean {
    return this.#spans.some(
      (span) => cutting.has(span.name) && span.from <= from + beforeMs && endOfCut(span) >= from - afterMs,
    );
  }

  /** Was it cut off, by our own action, at any time of these? */
  cutWithin(from: number, to: number): boolean {
    return this.#spans.some((span) => isCut(span) && span.from <= to && endOfCut(span) >= from);
  }

  #begin({ name, t, network: wanted }: ActionLine): void {
    const offline = wanted?.spec.offline === true;
    this.#spans.push({ name, ...(wanted !== undefined && { network: wanted.name }), from: t, offline });
    if (this.#spans.length > spansKept) {
      // The oldest that is over: one that lasts is still needed.
      const index = this.#spans.findIndex(({ to }) => to !== undefined);
      this.#spans.splice(Math.max(0, index), 1);
      this.leftOut++;
    }
  }

  #end({ name, t }: ActionLine): void {
    const ended = this.#spans.findLast((span) => span.name === name && span.doneAt === undefined);
    if (ended === undefined) return;
    ended.doneAt = t;
    if (name !== 'network') ended.to = t;
    if (!network.has(name)) return;
    // Another network is in force now: the one before is over.
    for (const span of this.#spans) if (span !== ended && span.name === 'network') span.to ??= t;
  }
}

/** Nothing got through at all. */
function isCut({ name, offline }: Span): boolean {
  return name === 'offline' || name === 'switchNetwork' || offline;
}

function endOfCut({ name, offline, to, doneAt }: Span): number {
  return (name === 'network' && !offline ? doneAt : to) ?? Infinity;
}
