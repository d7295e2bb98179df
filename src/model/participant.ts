/** What a scenario's `exec` holds in its hands: one participant and what it can do. */
import type { Page } from 'playwright';

/** A duration as k6 writes it (`'8s'`, `'1m30s'`, `'250ms'`) or a number of milliseconds. */
export type Duration = string | number;

/** A network by its figures, all of them for both directions unless they say otherwise. */
export interface NetworkFigures {
  /** Round trip, ms, added to this machine's own. */
  readonly rtt?: number;
  /** ms at most, added to each packet at random. */
  readonly jitter?: number;
  /** Percent of packets. */
  readonly loss?: number;
  /** kbit/s. */
  readonly up?: number;
  /** kbit/s. */
  readonly down?: number;
  /** Packets that wait when the rate is exceeded. */
  readonly queue?: number;
  /** Percent of packets. */
  readonly reorder?: number;
}

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
  /**
   * Leaves as a person would, by the platform's own button; where that cannot be done it is said, and the page is closed at the end. Done
   * for you if you do not.
   */
  leave(): Promise<void>;
  /** Leaves if still in, and joins again in the same browser: a warm join, tagged `visit: again` and not in the target. */
  rejoin(): Promise<void>;

  mute(): Promise<void>;
  unmute(): Promise<void>;
  cameraOn(): Promise<void>;
  cameraOff(): Promise<void>;

  /** From now on this network: a name (`'4g-edge'`) or figures. Resolves when it is in force. */
  network(network: string | NetworkFigures): Promise<void>;
  /** No network at all for a while, with the page's own `offline` and `online` events; then the one from before. */
  offline(duration: Duration): Promise<void>;
  /** From one network to another as a phone does it: a short gap with `offline` and `online` events, then the new one. The address stays. */
  switchNetwork(from: string | NetworkFigures, to: string | NetworkFigures): Promise<void>;

  /** Turns the phone: portrait to landscape, or back. */
  rotate(): Promise<void>;
  /** Another app in front for a while: the page is hidden, its camera delivers nothing, its timers run at 1 Hz. */
  appSwitch(duration: Duration, options?: { readonly frozen?: boolean }): Promise<void>;
  /** A phone call for a while: microphone and camera are muted, and come back. */
  incomingCall(duration: Duration): Promise<void>;
  /** Lowers the camera's resolution, or gives it back. */
  dataSaver(on: boolean): Promise<void>;

  /** The raw Playwright page, as the way out. What is done here is not recorded as an action. */
  readonly page: Page;
}
