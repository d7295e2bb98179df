/** What a scenario's `exec` holds in its hands: one participant and what it can do. */
import type { Page } from 'playwright';

/** A duration as k6 writes it (`'8s'`, `'1m30s'`, `'250ms'`) or a number of milliseconds. */
export type Duration = string | number;

/**
 * One simulated person. Every method resolves when it is done and rejects when it could not be done; a rejection that `exec`
 * does not catch ends this participant, with the outcome that fits, and nobody else.
 */
export interface Participant {
  /** Who this is: the name shown in the meeting. */
  readonly name: string;
  /** The scenario's key. */
  readonly scenario: string;
  /** 1-based VU number within the scenario. */
  readonly vu: number;
  /** 0-based count of this VU's iterations. */
  readonly iteration: number;
  /** The scenario's `env`. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when this participant is cut short (Ctrl-C, `gracefulStop`, `gracefulRampDown`). */
  readonly signal: AbortSignal;

  /** Opens the link and joins. Resolves when usable media is there, as the join time is defined. */
  join(): Promise<void>;
  /** Stays in the meeting: the scenario's `hold` unless told otherwise. Rejects when the participant is dropped. */
  hold(duration?: Duration): Promise<void>;
  /** Leaves as a person would, by the platform's own button. Done for you at the end if you do not. */
  leave(): Promise<void>;
  /** Leaves if still in, and joins again in the same browser: a warm join, tagged `visit: again` and not in the target. */
  rejoin(): Promise<void>;

  mute(): Promise<void>;
  unmute(): Promise<void>;
  cameraOn(): Promise<void>;
  cameraOff(): Promise<void>;

  /** The raw Playwright page, as the way out. What is done here is not recorded as an action. */
  readonly page: Page;
}
