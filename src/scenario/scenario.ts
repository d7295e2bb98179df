/**
 * What a person writes in a scenario file: types only, with a word on every option for the editor. `config/` checks the values
 * and fills in what is missing; nothing here does.
 */
import type { Authorisation } from '../model/run-options.js';
import type { StepAnchor } from '../model/network.js';
import type { Duration, NetworkFigures, Participant } from '../model/participant.js';
import type { PhoneStep, ProcessorClass } from '../model/phone.js';
import type { RateLimitPolicy } from '../model/rate-limit.js';

/** A scenario file's default export: what to run, where, and what must hold. */
export interface Scenario {
  /** The run's name, for files and reports. Default: the file's name. */
  readonly name?: string;
  /** The meeting to join. Default: the meeting built into Rollcall. */
  readonly meeting?: Meeting;
  /** The platform: a profile's name, a profile made by `definePlatform`, or the path of a file that exports one. Default: told by the link. */
  readonly platform?: string | object;
  /** Who comes, when and how: one key for each group of participants. At least one. */
  readonly scenarios: Readonly<Record<string, ScenarioEntry>>;
  /** What a good join is. */
  readonly target?: {
    /** From opening the link to usable media. Default: `'8s'`. */
    readonly joinTime?: Duration;
  };
  /**
   * Metric → expressions in k6's grammar. A metric may be narrowed by tags: `'join_time_ms{device_class:mobile}': ['p(95)<8000']`.
   * Default, for each device class: `join_within_target` rate ≥ 0.95, `join_success` rate ≥ 0.99, `drop_rate` rate < 0.01.
   */
  readonly thresholds?: Readonly<Record<string, readonly Threshold[]>>;
  /** 0.5 to 0.999, e.g. `0.95`: a threshold that this many joins cannot settle makes the verdict inconclusive. Default: the sample decides, as in k6. */
  readonly confidence?: number;
  /** The same seed gives the same plan. A whole number. Default: 1. */
  readonly seed?: number;
  /** Leave to load a meeting on a host that is neither this machine nor one of the config's `ownHosts`. */
  readonly authorisation?: Authorisation;
  /**
   * Addresses that lead elsewhere, by origin and the beginning of a path: `{ 'https://meeting.tencent.com':
   * 'http://127.0.0.1:8000' }`. Permission is judged on where they lead, and pages can ask no other host.
   */
  readonly rewrite?: Readonly<Record<string, string>>;
  /**
   * When the platform says that joins come too often (`rate_limited`): `'back-off'` holds later starts back for 5 s, then 10, 20,
   * 40, 60 s, and lets them come 1 s apart at least, then 2, 4, 8, 10 s; refused still, the run ends. `'continue'` goes on as
   * planned, `'stop'` ends the run. Default: `'back-off'`.
   */
  readonly onRateLimited?: RateLimitPolicy;
  /** For every scenario that does not say otherwise. */
  readonly hold?: Duration;
  /** For every scenario that does not say otherwise. */
  readonly joinTimeout?: Duration;
  /** For every scenario that does not say otherwise. */
  readonly leaveTimeout?: Duration;
  /** For every scenario that does not say otherwise. */
  readonly device?: string;
  /** For every scenario that does not say otherwise. */
  readonly network?: Network;
  /** For every scenario that does not say otherwise. */
  readonly processor?: ProcessorClass;
  /** For every scenario that does not say otherwise. */
  readonly steps?: readonly TimedPhoneStep[];
  /** For every scenario that does not say otherwise. */
  readonly media?: Media;
  /** For every scenario that does not say otherwise. */
  readonly locale?: string;
  /** For every scenario that does not say otherwise. */
  readonly timezone?: string;
  /** For every scenario that does not say otherwise. */
  readonly region?: string;
  /** For every scenario that does not say otherwise. */
  readonly storageState?: string | readonly string[];
}

/**
 * A meeting's link; or its invitation as it was sent, in Chinese or English; or `'@'` and the path of a file that holds it; or,
 * where `platform` is named, its number. What the text says of a passcode is used; one that is given beside it wins, and none is
 * ever written anywhere.
 */
export type Meeting = string | { readonly link: string; readonly passcode?: string };

/** One key of `scenarios`: an executor, as in k6, and what its participants are like. */
export type ScenarioEntry =
  | BurstScenario
  | SharedIterationsScenario
  | PerVuIterationsScenario
  | ConstantVusScenario
  | RampingVusScenario
  | ConstantArrivalRateScenario
  | RampingArrivalRateScenario;

/** What every scenario may say, whatever its executor. */
export interface ScenarioCommon {
  /** When this scenario starts, from the start of the run. Default: `'0s'`. */
  readonly startTime?: Duration;
  /**
   * How long iterations may go on after the executor's regular end before they are cut (outcome `interrupted`).
   * Default: `joinTimeout` + `hold` + `leaveTimeout`, so that nobody is cut in a call (k6: `'30s'`).
   */
  readonly gracefulStop?: Duration;
  /** Tags of your own for all its measurements, e.g. `{ floor: '7' }`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Text for `exec` to read: `participant.env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long a participant stays, counted from usable media. Default: `'30s'`. */
  readonly hold?: Duration;
  /** After this long without being in, a join has failed (`timed_out`). Default: `'60s'`. */
  readonly joinTimeout?: Duration;
  /** How long leaving may take before the page is closed. Default: `'10s'`. */
  readonly leaveTimeout?: Duration;
  /** `'desktop'`, or a device by Playwright's name: `'Pixel 7'`, `'Galaxy S24'`. Default: `'desktop'`. */
  readonly device?: string;
  /**
   * What their network is like: a name (`'4g'`, `'cross-border'`), figures (`{ rtt: 110, loss: 1 }`) or timed steps. Default:
   * this machine's own.
   */
  readonly network?: Network;
  /**
   * How quick its processor is while it joins: `'flagship'`, `'mid-range'` or `'entry'`. The page's scripts are slowed, not its
   * codecs. Costs this machine the processor that it withholds. Default: as quick as this machine.
   */
  readonly processor?: ProcessorClass;
  /** What happens to the phone and when, in the order of time. Default: nothing. */
  readonly steps?: readonly TimedPhoneStep[];
  /** What participants send. Default: no camera; the microphone speaks. */
  readonly media?: Media;
  /** The browser's language, e.g. `'zh-TW'`. Default: `'en-US'`. */
  readonly locale?: string;
  /** The browser's timezone, e.g. `'Asia/Hong_Kong'`. Default: this machine's. */
  readonly timezone?: string;
  /** Where this generator stands, as a tag: `'hk'`. */
  readonly region?: string;
  /**
   * Sessions of people who are logged in, for platforms that want an account: files as `npx playwright open
   * --save-storage=<file> <address>` keeps them, relative to the scenario file. Of several, the VUs take one each, in turn. They
   * are secrets like passwords. Default: everybody comes as a guest.
   */
  readonly storageState?: string | readonly string[];
  /** A meeting of this scenario's own. Default: the run's. */
  readonly meeting?: Meeting;
  /**
   * What a participant does instead of join, hold, leave. A throw in it is this participant's outcome (`script_failed`), not the
   * run's end.
   */
  readonly exec?: (participant: Participant) => Promise<void>;
}

/** A network for a participant: one of `rollcall`'s names, its figures, or networks that follow each other. */
export type Network = string | NetworkFigures | readonly TimedNetwork[];

/** From then on this network. `[{ at: '20s', network: 'offline' }, { at: '25s', network: '4g' }]` */
export interface TimedNetwork {
  readonly at: Duration;
  /** From when `at` counts: the participant's start, its usable media, or a moment of its timeline. Default: `'start'`. */
  readonly after?: StepAnchor;
  readonly network: string | NetworkFigures;
}

/** `{ at: '20s', after: 'usable', action: 'appSwitch', for: '5s' }` */
export interface TimedPhoneStep {
  readonly at: Duration;
  /** From when `at` counts: the participant's start, its usable media, or a moment of its timeline. Default: `'start'`. */
  readonly after?: StepAnchor;
  /** As the methods of a participant: `rotate`, `appSwitch`, `incomingCall`, `dataSaver`. */
  readonly action: PhoneStep['action'];
  /** How long: `appSwitch` and `incomingCall` need it, `dataSaver` stays on without it, `rotate` has none. */
  readonly for?: Duration;
  /** With `appSwitch`: the page is frozen, too. */
  readonly frozen?: boolean;
}

/** What a scenario's participants send. */
export interface Media {
  /**
   * `'talking-head'` moves and costs the encoder what a person costs; `'still'`; `{ file }`: a picture; `false`: off.
   * Default: `false`.
   */
  readonly camera?: false | 'talking-head' | 'still' | { readonly file: string };
  /** `'speech'` has talk spurts and pauses; `'silence'`; `{ file }`: a sound file; `false`: off. Default: `'speech'`. */
  readonly microphone?: false | 'speech' | 'silence' | { readonly file: string };
  /** How many participants, counted from the first VU, have the camera; the others come without. Default: all. */
  readonly cameras?: number;
  /** How many participants, counted from the first VU, have the microphone; the others come without. Default: all. */
  readonly microphones?: number;
  /** Of the camera, pixels. Default: 320. */
  readonly width?: number;
  /** Of the camera, pixels. Default: 180. */
  readonly height?: number;
  /** Of the camera, frames a second. Default: 15. */
  readonly frameRate?: number;
}

/** A threshold's expression, or with it what to do when it is broken in mid-run. */
export type Threshold =
  | string
  | {
      /** k6's grammar: `'p(95)<8000'`, `'rate>=0.99'`, `'count<1'`, `'avg<3000'`, `'med<3000'`, `'min<…'`, `'max<…'`. */
      readonly threshold: string;
      /** End the run as soon as it is broken. Default: false. */
      readonly abortOnFail?: boolean;
      /** Do not end it before this long after the start. Default: `'0s'`. */
      readonly delayAbortEval?: Duration;
    };

/** How arrivals are spread: at even distances, anywhere (seeded), or independent of each other (seeded). */
export type Arrival = 'even' | 'uniform' | 'poisson';

/** A straight ramp to `target`, which is reached after `duration`. `'0s'` jumps. */
export interface RampStage {
  readonly target: number;
  readonly duration: Duration;
}

/** Everyone at nine o'clock: each VU comes once, somewhere within a span. */
export interface BurstScenario extends ScenarioCommon {
  readonly executor: 'burst';
  /** How many participants. Default: 1. */
  readonly vus?: number;
  /** The span over which their starts are spread. Default: `'5s'`. */
  readonly within?: Duration;
  /** How they are spread. `poisson` may bring the last a little late. Default: `'uniform'`. */
  readonly arrival?: Arrival;
  /** Rounds: everyone comes again when the last one has left. Default: 1. */
  readonly iterations?: number;
}

/** A number of iterations shared among the VUs. */
export interface SharedIterationsScenario extends ScenarioCommon {
  readonly executor: 'shared-iterations';
  /** How many VUs. Default: 1. */
  readonly vus?: number;
  /** How many iterations all VUs run together. Default: 1. */
  readonly iterations?: number;
  /** No iteration starts after this; those left are dropped iterations. Default: `'10m'`. */
  readonly maxDuration?: Duration;
}

/** Each VU runs the same number of iterations. */
export interface PerVuIterationsScenario extends ScenarioCommon {
  readonly executor: 'per-vu-iterations';
  /** How many VUs. Default: 1. */
  readonly vus?: number;
  /** How many iterations each VU runs. Default: 1. */
  readonly iterations?: number;
  /** No iteration starts after this; those left are dropped iterations. Default: `'10m'`. */
  readonly maxDuration?: Duration;
}

/** A number of VUs that join, hold and leave over and over. */
export interface ConstantVusScenario extends ScenarioCommon {
  readonly executor: 'constant-vus';
  /** How many VUs. Default: 1. */
  readonly vus?: number;
  /** No iteration starts after this. */
  readonly duration: Duration;
}

/** A number of looping VUs that follows ramps. */
export interface RampingVusScenario extends ScenarioCommon {
  readonly executor: 'ramping-vus';
  /** How many VUs at the start. Default: 1. */
  readonly startVUs?: number;
  /** The ramps, one after the other. `target` is a number of VUs. */
  readonly stages: readonly RampStage[];
  /** How long a VU that a ramp took away may finish its iteration. Default: `joinTimeout` + `hold` + `leaveTimeout` (k6: `'30s'`). */
  readonly gracefulRampDown?: Duration;
}

/** Iterations start at a fixed rate, whoever is still busy. */
export interface ConstantArrivalRateScenario extends ScenarioCommon {
  readonly executor: 'constant-arrival-rate';
  /** How many iterations start in each `timeUnit`. A whole number. */
  readonly rate: number;
  /** Default: `'1s'`. */
  readonly timeUnit?: Duration;
  /** How long iterations are started. */
  readonly duration: Duration;
  /** VUs to begin with. */
  readonly preAllocatedVUs: number;
  /** At most so many at once; an iteration that finds no free VU is dropped. Default: `preAllocatedVUs`. */
  readonly maxVUs?: number;
  /** Default: `'even'`, as in k6. */
  readonly arrival?: Arrival;
}

/** Iterations start at a rate that follows ramps, whoever is still busy. */
export interface RampingArrivalRateScenario extends ScenarioCommon {
  readonly executor: 'ramping-arrival-rate';
  /** The rate at the start, in iterations each `timeUnit`. Default: 0. */
  readonly startRate?: number;
  /** The ramps, one after the other. `target` is a rate. */
  readonly stages: readonly RampStage[];
  /** Default: `'1s'`. */
  readonly timeUnit?: Duration;
  /** VUs to begin with. */
  readonly preAllocatedVUs: number;
  /** At most so many at once; an iteration that finds no free VU is dropped. Default: `preAllocatedVUs`. */
  readonly maxVUs?: number;
  /** Default: `'even'`, as in k6. */
  readonly arrival?: Arrival;
}
