/**
 * The lines of a recording: the seam between what is measured and what is computed from it.
 *
 * A line is `{ t, p?, type, … }`: `t` in milliseconds since the header's `startedAt` on the host's monotonic clock,
 * `p` the participant's iteration (`phones-3`; a VU's second iteration is `phones-3.2`). Lines of one participant are
 * written in the order in which they reached the host; `t` may run back by the few milliseconds they travelled.
 * `recording/schema.ts` has the same shapes as zod schemas, checked when a file is read.
 */
import type { MediaChoice } from './device.js';
import type { JoinState } from './join-state.js';
import type { MediaKind, MomentName } from './moment.js';
import type { Network } from './network.js';
import type { Outcome } from './outcome.js';
import type { RunOptions } from './run-options.js';
import type { Tags } from './tags.js';
import type { HostMs } from './time.js';

export const recordingVersion = 1;

/** First line. Everything needed to repeat and to judge the run, and no secret. */
export interface HeaderLine {
  readonly t: HostMs;
  readonly type: 'header';
  readonly version: typeof recordingVersion;
  /** Epoch milliseconds of `t = 0`. */
  readonly startedAt: number;
  readonly run_id: string;
  readonly run_name: string;
  /** The scenario after resolution: what was asked for, thresholds and target included. */
  readonly options: RunOptions;
  readonly versions: {
    readonly rollcall: string;
    readonly node: string;
    readonly playwright: string;
    readonly browser?: string;
  };
  /** What is unknown on this system is absent. */
  readonly machine: {
    readonly os: string;
    readonly cores: number;
    readonly memory_bytes: number;
    readonly cpu_model?: string;
    readonly container?: boolean;
  };
  readonly browser?: {
    readonly version: string;
    readonly source: 'installed' | 'playwright' | 'given';
    readonly h264: boolean;
    readonly headless: boolean;
  };
}

/** A moment of a participant's timeline. */
export interface MomentLine {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'moment';
  readonly name: Exclude<MomentName, 'scheduled'>;
  /** For `first_sent`, `first_packet` and `first_frame`: once for each kind (and, for the latter two, each track). */
  readonly kind?: MediaKind;
  /** The remote track, for `first_packet` and `first_frame`. */
  readonly track?: string;
  /** Half-width in ms of the interval in which the page's clock was placed; absent for host times. */
  readonly uncertainty_ms?: number;
}

/** The first line of an iteration: who this participant is. `t` is when the arrival plan wanted it to start. */
export interface ScheduledLine {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'moment';
  readonly name: 'scheduled';
  readonly tags: Tags;
  /** 1-based VU number within its scenario. */
  readonly vu: number;
  /** 0-based count of this VU's iterations. */
  readonly iteration: number;
  /** Key of the header's `options.meetings`. */
  readonly meeting: string;
  /** Playwright's device name, or `desktop`. */
  readonly device: string;
  readonly media: MediaChoice;
  /** Name shown in the meeting. */
  readonly display_name: string;
}

/** An iteration the plan wanted, for which no VU was free (k6: `dropped_iterations`). It has no participant. */
export interface DroppedIterationLine {
  readonly t: HostMs;
  readonly type: 'moment';
  readonly name: 'dropped_iteration';
  readonly tags: Tags;
}

/** What is in which state, as seen in the page. */
export type StateLine = {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'state';
  readonly uncertainty_ms?: number;
} & (
  | {
      /** The platform profile's state, proved by its rule. */
      readonly of: 'join';
      readonly value: JoinState;
      /** What the rule read, for people. */
      readonly detail?: string;
      /** Which document proved it: a frame's states count until that document is gone. */
      readonly document?: string;
    }
  | {
      /** W3C states of one RTCPeerConnection. `id` counts them within the page. `closed` when the page closed it. */
      readonly of: 'connection' | 'ice' | 'dtls' | 'ice_gathering' | 'signaling';
      readonly id: string;
      readonly value: string;
    }
  | {
      /** A signalling socket (WebSocket or long poll) named by the profile. */
      readonly of: 'socket';
      readonly id: string;
      readonly value: 'open' | 'closed';
      readonly detail?: string;
    }
  | {
      /** A remote track: `live` (unmuted), `muted`, `ended`. */
      readonly of: 'remote_track';
      readonly id: string;
      readonly kind: MediaKind;
      readonly value: 'live' | 'muted' | 'ended';
    }
  | {
      /** The document: `new` once for each, with its clock; `gone` when it was left; visibility; online. */
      readonly of: 'document';
      readonly id: string;
      readonly value: 'new' | 'gone' | 'visible' | 'hidden' | 'online' | 'offline';
      /** Origin and path, redacted. */
      readonly url?: string;
      readonly main?: boolean;
      /** Host time of the document's `performance.timeOrigin`. */
      readonly time_origin?: number;
    }
  | {
      /** Host side: the page or its browser died. */
      readonly of: 'page';
      readonly value: 'crashed' | 'closed' | 'browser_crashed';
    }
);

/** Something the scenario did (or a knob of ours), from `begin` to `end`. */
export interface ActionLine {
  readonly t: HostMs;
  readonly p?: string;
  readonly type: 'action';
  /**
   * `join`, `hold`, `leave`, `rejoin`, `mute`, `unmute`, `cameraOn`, `cameraOff`; host: `interrupt`, `abort`.
   * `network`: begin = the change is made, end = it is in force. `offline`, `switchNetwork`: begin = cut, end = restored.
   * `appSwitch` (`detail: 'frozen'`: the page answers nothing meanwhile), `incomingCall`: begin = away, end = back. `rotate`,
   * `dataSaver`; `processor`: begin = slowed, end = not any more; `processor_wait`: until few enough others are slowed. Host:
   * `back_off`: begin = the platform limits the rate of joins and nobody starts (`detail`: for how long), end = the first starts again.
   */
  readonly name: string;
  readonly phase: 'begin' | 'end';
  /** What is (to be) in force, with `network`, `offline` and `switchNetwork`. */
  readonly network?: Network;
  /** Present when it ended badly. */
  readonly error?: string;
  readonly detail?: string;
  /** With `join` and `rejoin`, at the end: what was done on the way in, each with the locator that matched. */
  readonly steps?: readonly string[];
}

/** One W3C stats object: `id`, `type` and the fields that the browser gave, names and units untouched. */
export type StatsObject = Readonly<Record<string, unknown>>;

/**
 * getStats of one page, all its peer connections, once a second. Fields that did not change since the last line of the
 * same page and document are left out; `full` lines hold every field. `recording/restore-stats.ts` puts them back.
 */
export interface StatsLine {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'stats';
  readonly document: string;
  readonly full: boolean;
  /**
   * How late the page's own timer was at most since its last such line (the first: since the document began), ms; absent below
   * 10, and while the page was hidden. Its own work makes it late, and a generator that is out of breath.
   */
  readonly late_ms?: number;
  /**
   * The longest part of such a delay that no task of the page's own accounts for, ms: it got no processor. Beside `late_ms`, where
   * the browser lists long tasks.
   */
  readonly stalled_ms?: number;
  /** Peer connection id → stats id → fields. `null`: that stats object is gone. */
  readonly pcs: Readonly<Record<string, Readonly<Record<string, StatsObject | null>>>>;
}

/** The probe's only judgement: packets of one inbound stream stopped for 300 ms, or came again. */
export interface PacketsLine {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'packets';
  readonly event: 'stopped' | 'resumed';
  /** Peer connection and stats id of the `inbound-rtp`. */
  readonly pc: string;
  readonly id: string;
  readonly kind: MediaKind;
  /** Host time of `lastPacketReceivedTimestamp`: of the last packet before, or the first seen after. */
  readonly last_packet: number;
}

/**
 * The generator, once a second. What the system cannot tell is absent, never 0. Shares are 0–1, of all cores for CPU, of the
 * time since the last such line for pressure. *Browsers* are all their processes, *harness* is the process of the run itself,
 * *meeting* those of the meeting that is on this machine, built in or whatever listens where the link leads.
 */
export interface HealthLine {
  readonly t: HostMs;
  readonly type: 'health';
  readonly cpu?: number;
  /** Share of the time, in pieces of 200 ms, in which less than 20 % of the processors was left over; steal counts as used. */
  readonly cpu_full?: number;
  readonly steal?: number;
  /** Withheld by a container's quota: time on a processor that was due and not given. */
  readonly throttled?: number;
  readonly load1?: number;
  /** Pressure stall, share of the last second in which some task waited. */
  readonly psi_cpu_some?: number;
  readonly psi_memory_some?: number;
  readonly psi_io_some?: number;
  readonly event_loop_delay_ms?: number;
  readonly memory_available_bytes?: number;
  readonly rss_bytes?: number;
  /** Free where the recording is written. */
  readonly disk_free_bytes?: number;
  /** Share of the limit of open files, of that of our main processes (harness, browsers) which is nearest to it. */
  readonly open_files?: number;
  readonly browsers_cpu?: number;
  readonly harness_cpu?: number;
  readonly meeting_cpu?: number;
  /**
   * Of those threads that had work to do: seconds that they were ready to run and waited for a processor, for each second that
   * they had one: 0.5 = their work took half as long again. Absent when none had work.
   */
  readonly browsers_wait?: number;
  readonly harness_wait?: number;
  readonly meeting_wait?: number;
  readonly participants?: number;
}

/** Something kept for a person to look at, for bad ends and on request. Bounded in number and size. */
export interface EvidenceLine {
  readonly t: HostMs;
  readonly p: string;
  readonly type: 'evidence';
  readonly kind: 'screenshot' | 'console' | 'page_error' | 'trace' | 'note' | 'nearest_state';
  /** Relative to the recording's folder. */
  readonly file?: string;
  readonly text?: string;
  /** With `nearest_state`: the profile's rules that held or came near to it when it ended, the nearest first. */
  readonly rules?: readonly RuleStanding[];
}

/** How far a rule of the profile was from proving its state, in one document. */
export interface RuleStanding {
  readonly state: JoinState;
  /** Which of the state's rules, from 1. */
  readonly rule: number;
  /** Markers in words, for people. Nothing missing: the rule holds. */
  readonly held: readonly string[];
  readonly missing: readonly string[];
  /** Origin and path of the frame; absent: the main one. */
  readonly frame?: string;
}

/** The one end of an iteration. */
export type OutcomeLine = { readonly t: HostMs; readonly p: string; readonly type: 'outcome' } & Outcome;

/** Last line. Without it the run is partial. */
export interface EndLine {
  readonly t: HostMs;
  readonly type: 'end';
  /** `finished`: the plan was carried out. Otherwise the run is partial too. */
  readonly reason: 'finished' | 'interrupted' | 'aborted';
  readonly detail?: string;
}

export type Line =
  | HeaderLine
  | MomentLine
  | ScheduledLine
  | DroppedIterationLine
  | StateLine
  | ActionLine
  | StatsLine
  | PacketsLine
  | HealthLine
  | EvidenceLine
  | OutcomeLine
  | EndLine;
