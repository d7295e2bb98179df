/**
 * `summary.json`: everything a verdict rests on, computed from the recording alone. snake_case, since it is a file that
 * others read; `metrics/summary.schema.json` is its published JSON Schema. Times are milliseconds, shares are 0–1. What
 * could not be measured is absent; a percentile that no number of the sample gives is `null` (a join that never became
 * usable is +∞ in the order statistics, and JSON has no infinity: shown as "> timeout").
 */
import type { Episode } from './episode.js';
import type { DropCause, OutcomeName, RefusalReason } from './outcome.js';

export type VerdictName = 'pass' | 'fail' | 'inconclusive' | 'invalid';

export interface Summary {
  readonly schema_version: 1;
  readonly verdict: VerdictName;
  /** All exit codes that apply, the one that the process ends with first (`metrics/exit-codes.ts`). */
  readonly exit_codes: readonly number[];
  /** One sentence a sales person can read. */
  readonly sentence: string;
  /** Why, one sentence each, the gravest first. */
  readonly reasons: readonly string[];
  /** What that many joins can prove, and what is assumed, one sentence each. */
  readonly remarks: readonly string[];
  readonly thresholds: readonly ThresholdResult[];
  /** One for each scenario × device class, then one for each device class alone (`scenario: null`). */
  readonly groups: readonly GroupSummary[];
  readonly outcomes: readonly OutcomeCount[];
  /** Outages and losses of connection in the order in which they began, the first 500 of them. */
  readonly outages: readonly OutageSummary[];
  readonly outages_left_out: number;
  /** How many joins ended by which rule of *usable*. */
  readonly usable_by: Readonly<Partial<Record<UsableRule, number>>>;
  readonly metrics: Readonly<Record<string, MetricValues>>;
  /** Networks that were asked for, each beside what was measured while it was in force. */
  readonly networks: readonly NetworkEffect[];
  readonly generator: GeneratorSummary;
  readonly run: RunSummary;
}

/** Which rule of design.md stopped the join clock. */
export type UsableRule = 'first_frame' | 'first_audio' | 'own_dtls' | 'in_meeting' | 'unobserved';

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly duration_ms: number;
  /** The recording ends before the plan did. */
  readonly partial: boolean;
  readonly partial_reason?: string;
  readonly platform: string;
  readonly seed: number;
  readonly target_join_time_ms: number;
  readonly confidence?: number;
  /** Lines of the recording that could not be read. */
  readonly unreadable_lines: number;
}

export interface ThresholdResult {
  /** `join_time_ms{device_class:mobile}` */
  readonly metric: string;
  /** `p(95)<8000` */
  readonly threshold: string;
  /** `null`: not finite (> timeout), absent: no samples. */
  readonly value?: number | null;
  readonly samples: number;
  readonly result: 'pass' | 'fail' | 'inconclusive';
  /** The confidence interval; a bound that the sample cannot support is absent, `null` is +∞. */
  readonly interval?: {
    readonly low?: number | null;
    readonly high?: number | null;
    readonly confidence: number;
    /** How many rounds were resampled; absent: the joins were taken as independent. */
    readonly rounds?: number;
  };
  /** Why it is so, and with `inconclusive` how many more joins would settle it. */
  readonly note?: string;
  readonly more_joins?: number;
}

/** planned = dropped_iterations + attempted; attempted = joined + refused + failed + generator_broken + interrupted. */
export interface JoinCounts {
  readonly planned: number;
  readonly dropped_iterations: number;
  readonly attempted: number;
  readonly joined: number;
  readonly within_target: number;
  readonly refused: number;
  readonly failed: number;
  readonly generator_broken: number;
  readonly interrupted: number;
}

export interface Percentiles {
  /** Values, and with them those that never came (+∞). */
  readonly count: number;
  readonly never: number;
  readonly min?: number | null;
  readonly p50?: number | null;
  readonly p90?: number | null;
  readonly p95?: number | null;
  readonly p99?: number | null;
  readonly max?: number | null;
}

export interface GroupSummary {
  /** `null`: all scenarios together. */
  readonly scenario: string | null;
  readonly device_class: 'mobile' | 'desktop';
  readonly joins: JoinCounts;
  /** within_target ÷ (planned − generator_broken − interrupted), with its Wilson interval (95 % unless asked). */
  readonly share_within_target?: { readonly value: number; readonly low: number; readonly high: number };
  readonly join_time_ms: Percentiles;
  /** `join_time_ms` less the time in the waiting room. */
  readonly join_time_without_lobby_ms: Percentiles;
  readonly join_press_to_media_ms: Percentiles;
  /** page_ms, prejoin_ms, lobby_ms, admission_ms, media_ms. */
  readonly phases: Readonly<Record<string, Percentiles>>;
  readonly usable_by: Readonly<Partial<Record<UsableRule, number>>>;
  readonly drops: {
    /** In `drop_rate`: the platform's. */
    readonly count: number;
    /** Beside it, never in it: crashes of the generator's pages and browsers, drops that the scenario made itself. */
    readonly beside: number;
    readonly joins: number;
    /** Time that people were in, and the platform's drops in one such hour; absent when nobody was in. */
    readonly participant_hours: number;
    readonly per_participant_hour?: number;
    /** Exact (Poisson): what the true number could be, if drops come each for itself. */
    readonly per_participant_hour_interval?: {
      readonly low: number;
      readonly high: number;
      readonly confidence: number;
    };
  };
  readonly outages: {
    /** Over and done; every outage is one of the two. */
    readonly media_gaps: number;
    readonly reconnects: number;
    /** ICE or signalling lost without an outage. */
    readonly connection_losses: number;
    /** Of media_gaps and reconnects, those that the scenario made itself. */
    readonly injected: number;
    /** Outages whose end was not seen: by then dropped, gone or unobserved. */
    readonly not_over: number;
    readonly outage_ms: Percentiles;
    readonly frame_outage_ms: Percentiles;
    readonly freezes: number;
    /** Of all the time in which pictures were received. */
    readonly inbound_video_freeze_ratio?: number;
    /** Of all the time in which packets were received. */
    readonly poor_quality_ratio?: number;
  };
}

/** One of somebody's: see model/episode.ts. Times are milliseconds since the run's start. */
export interface OutageSummary extends Episode {
  readonly participant: string;
  readonly scenario: string;
  readonly device_class: 'mobile' | 'desktop';
}

/** One network, as long as it was in force for one participant (`metrics/network-effect.ts`). */
export interface NetworkEffect {
  readonly participant: string;
  readonly scenario: string;
  readonly network: string;
  readonly asked: {
    readonly rtt_ms: number;
    readonly loss?: number;
    readonly up_kbps?: number;
    readonly down_kbps?: number;
    readonly offline?: boolean;
  };
  /** The recording's time at which it came into force. */
  readonly from_ms: number;
  readonly for_ms: number;
  readonly measured: {
    /** The least that any of its connections reported. */
    readonly rtt_min_ms?: number;
    readonly round_trips: number;
    /** Of sound, to the participant. */
    readonly loss_down?: number;
    readonly packets_down: number;
    /** The most over 3 s, of WebRTC alone. */
    readonly up_kbps_max?: number;
    readonly down_kbps_max?: number;
  };
  /** `not_observable`: too little was seen to tell. It spoils nothing. */
  readonly result: 'in_effect' | 'not_in_effect' | 'not_observable';
  readonly note?: string;
}

export interface OutcomeCount {
  readonly scenario: string;
  readonly device_class: 'mobile' | 'desktop';
  readonly outcome: OutcomeName;
  readonly reason?: RefusalReason;
  /** With `reason`: one sentence on what a person can do. */
  readonly advice?: string;
  readonly cause?: DropCause;
  readonly state?: string;
  readonly count: number;
}

/** A metric over the whole run, by its k6 type. */
export type MetricValues =
  | ({ readonly type: 'trend' } & Percentiles)
  | { readonly type: 'rate'; readonly rate?: number; readonly passes: number; readonly total: number }
  | { readonly type: 'counter'; readonly count: number }
  | { readonly type: 'gauge'; readonly value?: number };

/** How fit the generator was to measure; `metrics/generator-second.ts` has the rule. */
export interface GeneratorSummary {
  readonly samples: number;
  readonly cpu_p95?: number;
  readonly psi_cpu_some_p95?: number;
  readonly event_loop_delay_ms_p95?: number;
  /** started − scheduled. */
  readonly start_delay_ms_p95?: number;
  readonly start_delay_ms_max?: number;
  /** Joins whose page clock was placed with more than 20 ms of uncertainty. */
  readonly uncertain_clock_joins: number;
  /** Seconds in which somebody was joining or in. */
  readonly seconds: LevelCounts;
  /** Joins by the worst second that they fell into. */
  readonly joins: LevelCounts;
  /** Participants whose join fell into a saturated second, the first hundred. */
  readonly spoiled: readonly string[];
  /** Saturated seconds in which each was short. */
  readonly short: Readonly<Partial<Record<Short, number>>>;
  readonly cost: GeneratorCost;
}

export const healthLevels = ['healthy', 'strained', 'saturated'] as const;
export type HealthLevel = (typeof healthLevels)[number];
type LevelCounts = Readonly<Record<HealthLevel, number>>;

/** Who was short: of processors, unless it is the machine as a whole (memory, files, disk). */
export const shortages = ['browsers', 'harness', 'meeting', 'memory', 'files', 'disk'] as const;
export type Short = (typeof shortages)[number];

/** What this run's page costs this machine; nothing of it is the meeting's own cost. Absent where it cannot be told. */
export interface GeneratorCost {
  /** Of the browsers, for one join: from the page's load to its first frames. */
  readonly processor_s_per_join?: number;
  /** Of the browsers, for one who is in. */
  readonly cores_per_held?: number;
  /** Of harness and built-in meeting, for one who is in. */
  readonly cores_beside_per_held?: number;
  /** The most that were in or on their way at once. */
  readonly most_at_once: number;
  /** Mean cores that anything else but the run took while somebody was joining. */
  readonly cores_taken_by_others?: number;
  /** Mean cores of harness and built-in meeting while somebody was joining. */
  readonly cores_beside_browsers?: number;
  /** Burnt to slow the processors of phones, booked apart from joins: processor-seconds. */
  readonly processor_s_burnt?: number;
  /** Joins a second that leave each other alone. */
  readonly starts_per_s?: number;
}
