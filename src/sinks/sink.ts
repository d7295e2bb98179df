/** Where a run's points go while it goes on. A sink never slows the run down, and never fails it. */
import type { Line } from '../model/line.js';

export interface Sink {
  /** Called with each line once it is in the recording. Neither throws nor waits. */
  take(line: Line): void;
  readonly account: SinkAccount;
  /** To be called once the recording is closed. @param ms what may be spent on what is still pending */
  close(ms: number): Promise<SinkAccount>;
}

/** written + refused + pending = points. */
export interface SinkAccount {
  readonly points: number;
  readonly written: number;
  readonly refused: number;
  readonly pending: number;
  /** Why it has stopped sending, one sentence. */
  readonly problem?: string;
}
