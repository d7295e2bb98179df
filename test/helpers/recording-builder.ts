/**
 * Makes recordings line by line, for tests of what is computed from them:
 *
 *     const run = recordingOf({ thresholds: { join_success: ['rate>=0.99'] } });
 *     run.participant('phones').opened(100).pressed(900).inMeeting(2_000).frame(2_400).outcome(9_000, { outcome: 'completed' });
 *     run.lines()
 *
 * Lines come out by time, as a recording's do: the header first, a health line each second, the end last.
 */
import type { HeaderLine, HealthLine, Line, StateLine } from '../../src/model/line.js';
import type { MediaKind, MomentName } from '../../src/model/moment.js';
import type { Outcome } from '../../src/model/outcome.js';
import type { ExecutorOptions, RunOptions, ScenarioOptions } from '../../src/model/run-options.js';
import type { Tags } from '../../src/model/tags.js';
import { hostMs } from '../../src/model/time.js';

export interface RecordingWishes {
  readonly name?: string;
  readonly seed?: number;
  readonly targetMs?: number;
  readonly confidence?: number;
  /** Metric → expressions; `abort` aborts at once. */
  readonly thresholds?: Readonly<
    Record<string, readonly (string | { readonly abort: string; readonly delayMs: number })[]>
  >;
  /** Key → what differs from a burst of ten phones (`phones`) or desktops (anything else) that hold for 20 s. */
  readonly scenarios?: Readonly<Record<string, Partial<ScenarioOptions>>>;
}

export interface ParticipantWishes {
  /** When the plan wanted it. */
  readonly at?: number;
  readonly iteration?: number;
  readonly meeting?: string;
  readonly camera?: boolean;
  readonly microphone?: boolean;
  readonly tags?: Partial<Tags>;
}

type Without<L> = L extends unknown ? Omit<L, 't' | 'p'> : never;
export type LineFields = Without<Line>;

export const burstOfTen: ExecutorOptions = {
  name: 'burst',
  vus: 10,
  within_ms: 2_000,
  arrival: 'uniform',
  iterations: 1,
};

const scenario = (key: string, wishes: Partial<ScenarioOptions>): ScenarioOptions => ({
  executor: burstOfTen,
  start_time_ms: 0,
  graceful_stop_ms: 90_000,
  join_timeout_ms: 60_000,
  hold_ms: 20_000,
  leave_timeout_ms: 10_000,
  device: key.startsWith('phones') ? 'Pixel 7' : 'desktop',
  network: 'none',
  media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 },
  locale: 'en-HK',
  tags: {},
  env: {},
  exec: false,
  meeting: 'default',
  ...wishes,
});

export function optionsOf(wishes: RecordingWishes = {}): RunOptions {
  const scenarios = wishes.scenarios ?? { phones: {}, desks: {} };
  return {
    run_name: wishes.name ?? 'made-up',
    seed: wishes.seed ?? 1,
    platform: 'rehearsal',
    meetings: { default: { origin: 'http://127.0.0.1:4000', path: '/m/room', query_keys: [] } },
    target: { join_time_ms: wishes.targetMs ?? 8_000 },
    ...(wishes.confidence !== undefined && { confidence: wishes.confidence }),
    thresholds: Object.fromEntries(
      Object.entries(wishes.thresholds ?? {}).map(([metric, expressions]) => [
        metric,
        expressions.map((each) =>
          typeof each === 'string'
            ? { threshold: each, abort_on_fail: false, delay_abort_eval_ms: 0 }
            : { threshold: each.abort, abort_on_fail: true, delay_abort_eval_ms: each.delayMs },
        ),
      ]),
    ),
    scenarios: Object.fromEntries(Object.entries(scenarios).map(([key, each]) => [key, scenario(key, each)])),
  };
}

export class RecordingBuilder {
  readonly #options: RunOptions;
  readonly #lines: Line[] = [];
  readonly #counts = new Map<string, number>();

  constructor(options: RunOptions) {
    this.#options = options;
  }

  get header(): HeaderLine {
    return {
      t: hostMs(0),
      type: 'header',
      version: 1,
      startedAt: Date.UTC(2026, 10, 23, 1, 0, 0),
      run_id: `20261123-010000-${this.#options.run_name}`,
      run_name: this.#options.run_name,
      options: this.#options,
      versions: { rollcall: '0.1.0', node: '20.19.0', playwright: '1.65.1' },
      machine: { os: 'linux', cores: 2, memory_bytes: 8_000_000_000 },
    };
  }

  add(line: Line): this {
    this.#lines.push(line);
    return this;
  }

  participant(scenarioKey: string, wishes: ParticipantWishes = {}): ParticipantBuilder {
    const vu = (this.#counts.get(scenarioKey) ?? 0) + 1;
    this.#counts.set(scenarioKey, vu);
    const { at = 0, iteration = 0, meeting = 'default', camera = true, microphone = true } = wishes;
    const p = `${scenarioKey}-${vu}`;
    const options = this.#options.scenarios[scenarioKey]!;
    this.add({
      t: hostMs(at),
      p,
      type: 'moment',
      name: 'scheduled',
      tags: { ...this.#tags(scenarioKey), ...wishes.tags },
      vu,
      iteration,
      meeting,
      device: options.device,
      media: { ...options.media, camera: camera && 'talking-head', microphone: microphone && 'speech' },
      display_name: `Visitor ${vu}`,
    });
    return new ParticipantBuilder(this, p).moment('started', at);
  }

  dropped(scenarioKey: string, at: number): this {
    return this.add({ t: hostMs(at), type: 'moment', name: 'dropped_iteration', tags: this.#tags(scenarioKey) });
  }

  health(at: number, more: Partial<HealthLine> = {}): this {
    return this.add({ t: hostMs(at), type: 'health', cpu: 0.4, psi_cpu_some: 0.02, event_loop_delay_ms: 1.5, ...more });
  }

  /** A health line each second until then, and the end line unless the recording breaks off. */
  end(at: number, reason: 'finished' | 'interrupted' | 'aborted' | 'broken off' = 'finished'): this {
    for (let second = 1_000; second <= at; second += 1_000) this.health(second);
    return reason === 'broken off' ? this : this.add({ t: hostMs(at), type: 'end', reason });
  }

  /** By time, lines of the same time as they were added. */
  lines(): readonly Line[] {
    const byTime = [...this.#lines].sort((a, b) => a.t - b.t);
    const ends = byTime.filter(({ type }) => type === 'end');
    return [this.header, ...byTime.filter(({ type }) => type !== 'end'), ...ends];
  }

  /** In the order in which they were added: what was seen late, comes late. */
  linesAsAdded(): readonly Line[] {
    return [this.header, ...this.#lines];
  }

  #tags(scenarioKey: string): Tags {
    const { device, network } = this.#options.scenarios[scenarioKey]!;
    return {
      scenario: scenarioKey,
      platform: this.#options.platform,
      device_class: device === 'desktop' ? 'desktop' : 'mobile',
      network,
      role: 'full',
      visit: 'first',
    };
  }
}

export class ParticipantBuilder {
  readonly p: string;
  readonly #recording: RecordingBuilder;

  constructor(recording: RecordingBuilder, p: string) {
    this.#recording = recording;
    this.p = p;
  }

  /** Any line of this participant. */
  line(at: number, fields: LineFields): this {
    this.#recording.add({ t: hostMs(at), p: this.p, ...fields } as Line);
    return this;
  }

  moment(
    name: Exclude<MomentName, 'scheduled'>,
    at: number,
    more: { kind?: MediaKind; uncertainty_ms?: number } = {},
  ): this {
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'moment', name, ...more });
    return this;
  }

  opened(at: number): this {
    return this.moment('link_opened', at);
  }
  ready(at: number): this {
    return this.moment('page_ready', at);
  }
  pressed(at: number): this {
    return this.moment('join_pressed', at);
  }
  peerConnection(at: number): this {
    return this.moment('peer_connection_created', at);
  }
  dtls(at: number): this {
    return this.moment('dtls_connected', at);
  }
  sent(kind: MediaKind, at: number): this {
    return this.moment('first_sent', at, { kind });
  }
  packet(kind: MediaKind, at: number): this {
    return this.moment('first_packet', at, { kind });
  }
  frame(at: number): this {
    return this.moment('first_frame', at, { kind: 'video' });
  }
  inMeeting(at: number): this {
    return this.moment('in_meeting', at).state('in_meeting', at);
  }

  state(value: Extract<StateLine, { of: 'join' }>['value'], at: number, document?: string): this {
    const said = document === undefined ? {} : { document };
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'state', of: 'join', value, ...said });
    return this;
  }

  track(kind: MediaKind, value: 'live' | 'muted' | 'ended', at: number, id = `${kind}-1`): this {
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'state', of: 'remote_track', id, kind, value });
    return this;
  }

  page(value: 'crashed' | 'closed' | 'browser_crashed', at: number): this {
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'state', of: 'page', value });
    return this;
  }

  connection(value: string, at: number, id = 'd1.1', of: 'connection' | 'ice' = 'connection'): this {
    return this.line(at, { type: 'state', of, id, value });
  }

  socket(value: 'open' | 'closed', at: number, id = 'd1.s1'): this {
    return this.line(at, { type: 'state', of: 'socket', id, value });
  }

  action(name: string, at: number, phase: 'begin' | 'end' = 'begin', error?: string): this {
    const said = error === undefined ? {} : { error };
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'action', name, phase, ...said });
    return this;
  }

  outcome(at: number, outcome: Outcome): this {
    this.#recording.add({ t: hostMs(at), p: this.p, type: 'outcome', ...outcome });
    return this;
  }

  /** A whole join of the usual kind from `at` on, usable after `joinMs` (≥ 1,000), sending what it has. */
  joins(at: number, joinMs: number, sends: readonly MediaKind[] = ['audio', 'video']): this {
    this.opened(at)
      .ready(at + 300)
      .pressed(at + 500)
      .peerConnection(at + 600)
      .dtls(at + joinMs - 300);
    for (const kind of sends) this.sent(kind, at + joinMs - 250);
    return this.inMeeting(at + joinMs - 200)
      .packet('audio', at + joinMs - 50)
      .packet('video', at + joinMs - 50)
      .frame(at + joinMs);
  }

  /** Leaves as asked. */
  leaves(at: number): this {
    return this.action('leave', at)
      .state('left', at + 50)
      .outcome(at + 100, { outcome: 'completed' });
  }
}

export function recordingOf(wishes: RecordingWishes = {}): RecordingBuilder {
  return new RecordingBuilder(optionsOf(wishes));
}
