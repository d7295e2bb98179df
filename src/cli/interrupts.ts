/** Ctrl-C: once, no new joins and everyone leaves; twice, at once. */
export class Interrupts {
  readonly #stop = new AbortController();
  readonly #abandon = new AbortController();
  readonly #onSignal: () => void;

  constructor(say: (sentence: string) => void) {
    this.#onSignal = () => {
      if (!this.#stop.signal.aborted) {
        say('Interrupted: no new joins, everyone leaves. Once more to end at once.');
        this.#stop.abort(new Error('interrupted'));
      } else if (!this.#abandon.signal.aborted) {
        say('Ending at once.');
        this.#abandon.abort(new Error('interrupted twice'));
      }
    };
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  get stop(): AbortSignal {
    return this.#stop.signal;
  }

  get abandon(): AbortSignal {
    return this.#abandon.signal;
  }

  close(): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
