/** The iterations of one scenario that are under way: started, counted, cut short and waited for. */
import { abortReason, type Clock } from '../shared/clock.js';

/** One iteration that a plan wants now. */
export interface PlannedIteration {
  /** 1-based. */
  readonly vu: number;
  /** 0-based count of this VU's iterations. */
  readonly iteration: number;
  /** Clock time at which the plan wanted it; `clock.now()` less this is the generator's delay. */
  readonly scheduled: number;
  /** Aborted with a `PlanCut`, or with the run's own reason, when the iteration has to end now. */
  readonly signal: AbortSignal;
}

/** Why an iteration was cut: it ends `interrupted`, neither drop nor miss. */
export class PlanCut extends Error {
  readonly by: 'gracefulStop' | 'gracefulRampDown';

  constructor(by: PlanCut['by']) {
    super(`cut by ${by}`);
    this.name = 'PlanCut';
    this.by = by;
  }
}

/** What may hold starts back beyond the plan. */
export interface StartGate {
  /** Resolves when it may start, with the time for which it is scheduled now; `undefined`: the signal was aborted before. */
  turn(scheduled: number, signal: AbortSignal): Promise<number | undefined>;
}

export interface DriveOptions {
  readonly clock: Clock;
  /** Clock time of the plan's zero. */
  readonly origin: number;
  readonly gracefulStopMs: number;
  /** Runs an iteration to its end. Must not reject: what happens to a participant is data. If it does, the drive rejects at its end. */
  readonly start: (iteration: PlannedIteration) => Promise<void>;
  /** An iteration that could not start, since no VU was free or no time left (k6: `dropped_iterations`). Clock time. */
  readonly dropped: (scheduled: number) => void;
  /** Ends the drive: nothing starts any more, what runs is cut with the signal's reason. */
  readonly signal: AbortSignal;
  /** Absent: the plan alone says when. */
  readonly gate?: StartGate;
}

export class RunningIterations {
  readonly #options: DriveOptions;
  readonly #running = new Map<number, { readonly cut: AbortController; readonly ended: Promise<void> }>();
  readonly #counts = new Map<number, number>();
  #failure: { readonly thrown: unknown } | undefined;

  constructor(options: DriveOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', this.#cutAll, { once: true });
  }

  isBusy(vu: number): boolean {
    return this.#running.has(vu);
  }

  /** How many iterations this VU has started. */
  countOf(vu: number): number {
    return this.#counts.get(vu) ?? 0;
  }

  /** Waits until the plan and the gate let one start. @returns for when it is scheduled; `undefined`: aborted before. */
  async turn(at: number, signal: AbortSignal): Promise<number | undefined> {
    const { clock, gate } = this.#options;
    if (!(await sleepUntil(clock, at, signal))) return undefined;
    return gate === undefined ? at : gate.turn(at, signal);
  }

  /** Resolves when the iteration has ended, however it ended. */
  run(vu: number, scheduled: number): Promise<void> {
    const iteration = this.countOf(vu);
    this.#counts.set(vu, iteration + 1);
    const cut = new AbortController();
    const start = async (): Promise<void> => this.#options.start({ vu, iteration, scheduled, signal: cut.signal });
    const ended = start()
      .catch((thrown: unknown) => {
        this.#failure ??= { thrown };
      })
      .finally(() => {
        this.#running.delete(vu);
      });
    this.#running.set(vu, { cut, ended });
    return ended;
  }

  cut(vu: number, by: PlanCut['by']): void {
    this.#running.get(vu)?.cut.abort(new PlanCut(by));
  }

  /** Waits for all that are under way, cuts what is left after `gracefulStop`, and waits for that too. */
  async settle(): Promise<void> {
    const all = Promise.all([...this.#running.values()].map(({ ended }) => ended));
    const enough = new AbortController();
    const timeout = this.#options.clock.sleep(this.#options.gracefulStopMs, enough.signal).then(
      () => {
        for (const vu of this.#running.keys()) this.cut(vu, 'gracefulStop');
      },
      () => undefined,
    );
    await all;
    enough.abort();
    await timeout;
  }

  /** To be called when the drive is over. Throws what an iteration rejected with, against its promise. */
  close(): void {
    this.#options.signal.removeEventListener('abort', this.#cutAll);
    if (this.#failure !== undefined) throw this.#failure.thrown;
  }

  readonly #cutAll = (): void => {
    for (const { cut } of this.#running.values()) cut.abort(abortReason(this.#options.signal));
  };
}

/** @returns false when the signal was aborted before. */
export async function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  if (at <= clock.now()) return true;
  return clock.sleep(at - clock.now(), signal).then(
    () => true,
    () => false,
  );
}
