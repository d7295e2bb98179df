/**
 * Everything that is seen of one participant passes here on its way to the recording.
 *
 * In:  lines of the probe, the platform engine and the participant itself.
 * Out: the same lines, stamped with the participant's name, to the run's sink and to whoever listens here.
 */
import type { EventSink } from '../model/event-sink.js';
import type { Line } from '../model/line.js';

export type BusListener = (line: Line) => void;

export class ParticipantBus implements EventSink {
  /** `p` of its lines. */
  readonly participant: string;
  readonly #out: EventSink;
  readonly #listeners = new Set<BusListener>();

  constructor(participant: string, out: EventSink) {
    this.participant = participant;
    this.#out = out;
  }

  emit(line: Line): void {
    const own = { ...line, p: this.participant } as Line;
    this.#out.emit(own);
    for (const listener of this.#listeners) listener(own);
  }

  /** @returns the function that stops listening. */
  listen(listener: BusListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
