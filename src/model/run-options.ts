/**
 * What was asked for, after resolution: the part of the configuration that is data. It is the recording's header, so it
 * holds no secret and no function, and everything a verdict needs to be computed again.
 */
import type { MediaChoice } from './device.js';
import type { NetworkStep } from './network.js';
import type { PhoneStep, ProcessorClass } from './phone.js';
import type { RateLimitPolicy } from './rate-limit.js';

export interface RunOptions {
  readonly run_name: string;
  readonly seed: number;
  /** Platform profile's name. */
  readonly platform: string;
  /** Key → the meeting's link, redacted to origin, path and the names of query keys. */
  readonly meetings: Readonly<Record<string, RedactedLink>>;
  readonly target: { readonly join_time_ms: number };
  /** 0–1; absent: the sample decides, as in k6. */
  readonly confidence?: number;
  /** Metric, with sub-metric tags in braces → expressions in k6's grammar. */
  readonly thresholds: Readonly<Record<string, readonly ThresholdOption[]>>;
  readonly scenarios: Readonly<Record<string, ScenarioOptions>>;
  readonly authorisation?: Authorisation;
  /** Addresses that led elsewhere: what was measured stood there, and not where the meeting's link says. */
  readonly rewrite?: Readonly<Record<string, string>>;
  /** Absent in recordings of before there was a choice: `continue`. */
  readonly on_rate_limited?: RateLimitPolicy;
  /** Present when a Playwright trace was asked for; it may hold secrets of the page. */
  readonly trace?: boolean;
}

export interface ThresholdOption {
  /** `p(95)<8000` */
  readonly threshold: string;
  readonly abort_on_fail: boolean;
  /** Milliseconds after the start before which `abort_on_fail` does nothing. */
  readonly delay_abort_eval_ms: number;
}

export interface Authorisation {
  readonly by: string;
  readonly for: string;
  /** ISO date. */
  readonly until: string;
  readonly maxParticipants: number;
  readonly maxJoinsPerSecond: number;
  /** The meeting's plan takes more than the platform's usual one: how many, and what it is called. */
  readonly planLimit?: { readonly participants: number; readonly plan: string };
  /** Names of platforms whose vendor turns automated guests away, and who has agreed nevertheless. */
  readonly restrictedPlatforms?: readonly string[];
  /** Servers that strangers run for the public, and who have agreed. */
  readonly publicHosts?: readonly string[];
}

export interface RedactedLink {
  readonly origin: string;
  readonly path: string;
  readonly query_keys: readonly string[];
}

/** One key of `scenarios`, resolved. All times in milliseconds. */
export interface ScenarioOptions {
  readonly executor: ExecutorOptions;
  readonly start_time_ms: number;
  readonly graceful_stop_ms: number;
  readonly join_timeout_ms: number;
  readonly hold_ms: number;
  readonly leave_timeout_ms: number;
  /** Playwright's device name or `desktop`. */
  readonly device: string;
  /** The tag: the first network's name, `unshaped` without one. */
  readonly network: string;
  /** In the order of time; the first is in force before the link is opened. Absent: unshaped. */
  readonly networks?: readonly NetworkStep[];
  /** Absent: as quick as this machine. */
  readonly processor?: ProcessorClass;
  readonly steps?: readonly PhoneStep[];
  readonly media: MediaChoice;
  /** How many of its VUs, counted from the first, have the camera of `media`; the others have none. Absent: all. */
  readonly cameras?: number;
  /** How many of its VUs, counted from the first, have the microphone of `media`; the others have none. Absent: all. */
  readonly microphones?: number;
  readonly locale: string;
  readonly timezone?: string;
  readonly region?: string;
  /** Files with the sessions that its VUs bring, in turn. Absent: all come as guests. */
  readonly storage_states?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The names; the values, which may be secrets, are `…`. */
  readonly env: Readonly<Record<string, string>>;
  /** The scenario has an `exec` of its own. */
  readonly exec: boolean;
  readonly meeting: string;
}

export type ArrivalSpacing = 'even' | 'uniform' | 'poisson';

export interface Stage {
  readonly target: number;
  readonly duration_ms: number;
}

/** k6's executors with k6's meaning, and `burst`, ours. */
export type ExecutorOptions =
  | {
      readonly name: 'burst';
      readonly vus: number;
      readonly within_ms: number;
      readonly arrival: ArrivalSpacing;
      /** Rounds: everyone comes again when the last of the round before has left. */
      readonly iterations: number;
    }
  | {
      readonly name: 'shared-iterations';
      readonly vus: number;
      readonly iterations: number;
      readonly max_duration_ms: number;
    }
  | {
      readonly name: 'per-vu-iterations';
      readonly vus: number;
      readonly iterations: number;
      readonly max_duration_ms: number;
    }
  | { readonly name: 'constant-vus'; readonly vus: number; readonly duration_ms: number }
  | {
      readonly name: 'ramping-vus';
      readonly start_vus: number;
      readonly stages: readonly Stage[];
      readonly graceful_ramp_down_ms: number;
    }
  | {
      readonly name: 'constant-arrival-rate';
      readonly rate: number;
      readonly time_unit_ms: number;
      readonly duration_ms: number;
      readonly pre_allocated_vus: number;
      readonly max_vus: number;
      readonly arrival: ArrivalSpacing;
    }
  | {
      readonly name: 'ramping-arrival-rate';
      readonly start_rate: number;
      readonly stages: readonly Stage[];
      readonly time_unit_ms: number;
      readonly pre_allocated_vus: number;
      readonly max_vus: number;
      readonly arrival: ArrivalSpacing;
    };
