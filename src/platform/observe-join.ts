/**
 * The state of a join as the recording's lines tell it: a pure step over lines, and around it what can be waited for.
 *
 * Every frame reports for itself. A frame's state counts until it reports another or its document is gone; of those that
 * count, the one earliest in `joinStates` is the state: the same order in which rules are tried within one frame.
 */
import { joinStates, type JoinState } from '../model/join-state.js';
import type { Line } from '../model/line.js';
import type { JoinObserver } from '../model/observer.js';
import { abortReason } from '../shared/clock.js';

interface Proof {
  readonly state: JoinState;
  readonly detail: string | undefined;
}

/** What each document proves. One that proves nothing has no entry. */
export type JoinView = ReadonlyMap<string, Proof>;

export const emptyJoinView: JoinView = new Map();

/** Lines of one participant, in the order of the recording. Returns the same view when nothing changed. */
export function stepJoinView(view: JoinView, line: Line): JoinView {
  if (line.type !== 'state') return view;
  if (line.of === 'document') {
    // A new main document took all frames of the one before with it.
    if (line.value === 'new' && line.main === true && view.size > 0) return emptyJoinView;
    return line.value === 'gone' ? without(view, line.id) : view;
  }
  if (line.of !== 'join') return view;
  const document = line.document ?? '';
  if (line.value === 'unknown') return without(view, document);
  return new Map(view).set(document, { state: line.value, detail: line.detail });
}

export function proofOf(view: JoinView): Proof {
  let best: Proof = { state: 'unknown', detail: undefined };
  for (const proof of view.values()) {
    if (joinStates.indexOf(proof.state) < joinStates.indexOf(best.state)) best = proof;
  }
  return best;
}

/** The observer of one participant: give it every line of that participant with `see`. */
export class ObservedJoin implements JoinObserver {
  #view = emptyJoinView;
  #proof = proofOf(emptyJoinView);
  readonly #waiting = new Set<(state: JoinState) => void>();

  get state(): JoinState {
    return this.#proof.state;
  }

  get detail(): string | undefined {
    return this.#proof.detail;
  }

  see(line: Line): void {
    const view = stepJoinView(this.#view, line);
    if (view === this.#view) return;
    this.#view = view;
    const before = this.#proof.state;
    this.#proof = proofOf(view);
    if (this.#proof.state !== before) for (const tell of [...this.#waiting]) tell(this.#proof.state);
  }

  until(wanted: (state: JoinState) => boolean, signal: AbortSignal): Promise<JoinState> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortReason(signal));
        return;
      }
      if (wanted(this.state)) {
        resolve(this.state);
        return;
      }
      const finish = (): void => {
        this.#waiting.delete(tell);
        signal.removeEventListener('abort', onAbort);
      };
      const tell = (state: JoinState): void => {
        if (!wanted(state)) return;
        finish();
        resolve(state);
      };
      const onAbort = (): void => {
        finish();
        reject(abortReason(signal));
      };
      this.#waiting.add(tell);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

function without(view: JoinView, document: string): JoinView {
  if (!view.has(document)) return view;
  const rest = new Map(view);
  rest.delete(document);
  return rest;
}
