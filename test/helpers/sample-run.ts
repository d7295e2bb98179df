/**
 * Runs as they might have been, for looking at reports and for testing them: summary, iterations and lines agree with
 * each other well enough for the eye. Nothing here computes what `metrics/` computes; the figures are made up.
 */
import type { Levels } from '../../src/metrics/level-series.js';
import type { Timeline } from '../../src/metrics/timeline.js';
import type { DeviceClass } from '../../src/model/device.js';
import type { HeaderLine, Line } from '../../src/model/line.js';
import type { Outcome } from '../../src/model/outcome.js';
import type { GroupSummary, OutcomeCount, Percentiles, Summary, ThresholdResult } from '../../src/model/summary.js';
import { hostMs } from '../../src/model/time.js';
import { newCourse, stepCourse, type ReportData } from '../../src/report/report-data.js';
import { phaseNames, type PhaseSpan } from '../../src/metrics/phases.js';
import type { Mark, ReportIteration } from '../../src/report/report-iteration.js';
import { seededRandom } from '../../src/shared/random.js';
import { sampleHeader, sampleScheduled } from './sample-lines.js';

export interface SampleOptions {
  readonly mobiles: number;
  readonly desktops: number;
  readonly seed?: number;
  /** Added to the admission phase of every join. */
  readonly slowAdmissionMs?: number;
  /** Share of joins with a waiting room. */
  readonly lobbyShare?: number;
  /** Every so-manyth ends badly, in turn in one of these ways. */
  readonly badEvery?: number;
  readonly badEnds?: readonly Outcome[];
  /** The run was interrupted at this time. */
  readonly brokenOffAt?: number;
  /** Put in wherever strangers can put text. */
  readonly hostile?: string;
  readonly withinMs?: number;
  readonly holdMs?: number;
  readonly device?: string;
}

const target = 8_000;
const timeout = 60_000;
const names = ['陳大文', 'Priya N.', '李小龍', 'Wong Ka-yan', 'Ana', '張偉', 'Mohammed', 'Chan Tai Man'];

export interface SampleRun {
  readonly data: ReportData;
  readonly lines: readonly Line[];
}

export function sampleRun(options: SampleOptions): SampleRun {
  const random = seededRandom(options.seed ?? 7);
  const iterations: ReportIteration[] = [];
  const total = options.mobiles + options.desktops;
  for (let index = 0; index < total; index++) {
    const device = index % total < options.mobiles ? 'mobile' : 'desktop';
    iterations.push(iterationOf(options, device, index, random));
  }
  const header = headerOf(options);
  const lines = linesOf(options, header, iterations, random);
  const course = newCourse();
  for (const line of lines) stepCourse(course, line);
  const summary = summaryOf(options, iterations, course.until);
  const legend = [
    { name: 'join_time_ms', unit: 'ms', definition: 'From opening the link to usable media.' },
    {
      name: 'admission_ms',
      unit: 'ms',
      definition: 'From pressing Join to being in, less the time in the waiting room.',
    },
    { name: 'join_success', unit: 'share', definition: 'Joins that became usable, of those that count.' },
  ];
  return {
    data: {
      summary,
      course,
      iterations,
      timelines: timelinesOf(iterations, course.until, random),
      levels: levelsOf(course.until),
      legend,
      screenshots: new Map(),
    },
    lines,
  };
}

/** Each in poor quality for a while, cut off by the scenario, and with curves as long as they get. */
function timelinesOf(iterations: readonly ReportIteration[], until: number, random: () => number): readonly Timeline[] {
  return iterations.flatMap(({ p, link_opened: from, usable_at: usable, ended_at: to = until }) => {
    if (from === undefined) return [];
    const curve = (of: () => number) => ({
      from,
      bucket_ms: (to - from) / 120,
      values: Array.from({ length: 120 }, of),
    });
    const joined = usable ?? to;
    const third = (to - joined) / 3;
    return {
      p,
      spans: [
        { from, to: joined, state: 'joining' },
        { from: joined, to: joined + third, state: 'in' },
        { from: joined + third, to: joined + 2 * third, state: 'degraded' },
        { from: joined + 2 * third, to, state: 'reconnecting' },
      ],
      spans_left_out: 0,
      injected: [{ name: 'network', network: '4g-edge', from: joined + third }],
      round_trip_ms: curve(() => 40 + 200 * random()),
      loss: curve(() => random() / 20),
      received_kbps: curve(() => 300 * random()),
      sent_kbps: curve(() => 150 * random()),
      frames_per_second: curve(() => 15 * random()),
    };
  });
}

function levelsOf(until: number): Levels {
  const seconds = Math.ceil(until / 1_000);
  const levels = Array.from({ length: seconds }, (_, second) => (second % 7 === 3 ? 'saturated' : 'healthy'));
  return { span_ms: 1_000, levels };
}

function headerOf(options: SampleOptions): HeaderLine {
  const { phones, desks } = sampleHeader.options.scenarios;
  if (phones === undefined || desks === undefined) return sampleHeader;
  const burst = (vus: number) =>
    ({ name: 'burst', vus, within_ms: options.withinMs ?? 4_000, arrival: 'uniform', iterations: 1 }) as const;
  return {
    ...sampleHeader,
    options: {
      ...sampleHeader.options,
      scenarios: {
        phones: { ...phones, device: options.device ?? 'Pixel 7', executor: burst(options.mobiles) },
        desks: { ...desks, executor: burst(options.desktops) },
      },
    },
  };
}

function iterationOf(
  options: SampleOptions,
  device: DeviceClass,
  index: number,
  random: () => number,
): ReportIteration {
  const scenario = device === 'mobile' ? 'phones' : 'desks';
  const scheduled = 500 + random() * (options.withinMs ?? 4_000);
  const opened = scheduled + 20 + random() * 60;
  const slow = (device === 'mobile' ? 1.6 : 1) * (0.7 + random() ** 3 * 2.2);
  const lengths = {
    page: 420 * slow,
    prejoin: 260 * slow,
    lobby: random() < (options.lobbyShare ?? 0) ? 1_500 + random() * 2_500 : 0,
    admission: (310 + (options.slowAdmissionMs ?? 0) * (0.8 + random() * 0.5)) * slow ** 0.5,
    media: 540 * slow,
  };
  const bad =
    options.badEvery !== undefined && index % options.badEvery === options.badEvery - 1
      ? options.badEnds?.[Math.floor(index / options.badEvery) % options.badEnds.length]
      : undefined;
  const neverIn = bad !== undefined && bad.outcome !== 'dropped';
  const phases: PhaseSpan[] = [];
  let at = opened;
  for (const name of phaseNames) {
    if (neverIn && name === 'media') break;
    let length = lengths[name];
    if (neverIn && name === 'admission' && bad.outcome === 'timed_out') length = timeout - (at - opened);
    if (length > 0) phases.push({ name, from: at, to: at + length });
    at += length;
  }
  const marks: Mark[] = neverIn
    ? []
    : [
        { name: 'ice_connected', t: at - lengths.media * 0.6 },
        { name: 'dtls_connected', t: at - lengths.media * 0.45 },
        { name: 'first_packet', t: at - lengths.media * 0.2 },
        { name: 'first_frame', t: at },
      ];
  const hold = bad?.outcome === 'dropped' ? random() * 8_000 : (options.holdMs ?? 20_000);
  const whole: ReportIteration = {
    p: `${scenario}-${index + 1}`,
    tags: { ...sampleScheduled.tags, scenario, device_class: device },
    display_name: options.hostile ?? names[index % names.length] ?? 'Ana',
    device: device === 'mobile' ? (options.device ?? 'Pixel 7') : 'desktop',
    scheduled,
    started: scheduled + 8,
    link_opened: opened,
    phases,
    marks,
    ...(neverIn ? {} : { usable_at: at, usable_by: 'first_frame', join_time_ms: at - opened }),
    counts: neverIn ? 'never' : 'usable',
    ended_at: neverIn ? at : at + hold,
    outcome: bad ?? { outcome: 'completed' },
    clock_uncertainty_ms: 0.4 + random() * 2,
  };
  return options.brokenOffAt === undefined ? whole : cutOff(whole, options.brokenOffAt);
}

function cutOff(whole: ReportIteration, at: number): ReportIteration {
  if ((whole.ended_at ?? 0) <= at) return whole;
  const { usable_at, usable_by, join_time_ms, outcome: _outcome, ...rest } = whole;
  const inTime = usable_at !== undefined && usable_by !== undefined && join_time_ms !== undefined && usable_at <= at;
  return {
    ...rest,
    phases: whole.phases.filter(({ from }) => from < at).map((phase) => ({ ...phase, to: Math.min(phase.to, at) })),
    marks: whole.marks.filter(({ t }) => t <= at),
    ...(inTime ? { usable_at, usable_by, join_time_ms } : {}),
    counts: inTime ? 'usable' : 'not_counted',
    ended_at: at,
    outcome: { outcome: 'interrupted' },
  };
}

function linesOf(
  options: SampleOptions,
  header: HeaderLine,
  iterations: readonly ReportIteration[],
  random: () => number,
): Line[] {
  const lines: Line[] = [];
  for (const iteration of iterations) {
    const { p, tags, display_name, device, outcome } = iteration;
    lines.push({ ...sampleScheduled, t: hostMs(iteration.scheduled), p, tags, display_name, device });
    lines.push({ t: hostMs(iteration.link_opened ?? 0), p, type: 'moment', name: 'link_opened' });
    const ended = hostMs(iteration.ended_at ?? 0);
    if (iteration.usable_at !== undefined) {
      lines.push({ t: hostMs(iteration.usable_at - 80), p, type: 'moment', name: 'in_meeting' });
    }
    if (outcome === undefined) continue;
    if (outcome.outcome !== 'completed' && outcome.outcome !== 'interrupted') {
      lines.push({ t: ended, p, type: 'evidence', kind: 'screenshot', file: `evidence/${p}.png` });
      const text = options.hostile ?? 'WebSocket connection to ws://127.0.0.1:4000/s failed: closed before established';
      lines.push({ t: ended, p, type: 'evidence', kind: 'console', text });
      lines.push({ t: ended, p, type: 'evidence', kind: 'page_error', text: 'TypeError: room.join is not a function' });
    }
    lines.push({ t: ended, p, type: 'outcome', ...outcome });
  }
  lines.sort((a, b) => a.t - b.t);
  const until = lines.at(-1)?.t ?? 0;
  const muted = { p: iterations[0]?.p ?? 'phones-1', type: 'action', phase: 'begin' } as const;
  lines.push({ t: hostMs(until * 0.5), ...muted, name: 'mute' }, { t: hostMs(until * 0.62), ...muted, name: 'unmute' });
  for (let t = 0; t < until; t += 1_000) {
    const busy = iterations.filter(({ link_opened = 0, usable_at = 0 }) => link_opened < t && t < usable_at).length;
    const cpu = Math.min(0.98, 0.18 + (busy / iterations.length) * 0.7 + random() * 0.12);
    lines.push({ t: hostMs(t), type: 'health', cpu, psi_cpu_some: cpu ** 3 * 0.5, event_loop_delay_ms: 2 + cpu * 4 });
  }
  if (options.brokenOffAt === undefined) lines.push({ t: hostMs(until + 50), type: 'end', reason: 'finished' });
  else {
    lines.push({ t: hostMs(options.brokenOffAt), type: 'action', name: 'interrupt', phase: 'begin' });
    lines.push({ t: hostMs(until + 50), type: 'end', reason: 'interrupted' });
  }
  return [header, ...lines.sort((a, b) => a.t - b.t)];
}

function percentiles(values: readonly number[], never = 0): Percentiles {
  const all: (number | null)[] = [...values].sort((a, b) => a - b);
  all.push(...Array.from({ length: never }, () => null));
  if (all.length === 0) return { count: 0, never };
  const at = (share: number): number | null => all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? null;
  return { count: all.length, never, min: at(0), p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function groupOf(iterations: readonly ReportIteration[], scenario: string | null, device: DeviceClass): GroupSummary {
  const all = iterations.filter(({ tags }) => tags.device_class === device);
  const times = all.flatMap(({ join_time_ms }) => (join_time_ms === undefined ? [] : [join_time_ms]));
  const within = times.filter((time) => time <= target).length;
  const never = all.filter(({ counts }) => counts === 'never');
  const interrupted = all.filter(({ counts }) => counts === 'not_counted').length;
  const counted = Math.max(1, all.length - interrupted);
  const phases = Object.fromEntries(
    phaseNames.map((name) => [
      `${name}_ms`,
      percentiles(
        all.flatMap((one) => one.phases.filter((phase) => phase.name === name).map(({ from, to }) => to - from)),
      ),
    ]),
  );
  const share = within / counted;
  return {
    scenario,
    device_class: device,
    joins: {
      planned: all.length,
      dropped_iterations: 0,
      attempted: all.length,
      joined: times.length,
      within_target: within,
      refused: never.filter(({ outcome }) => outcome?.outcome === 'refused').length,
      failed: never.filter(({ outcome }) => outcome?.outcome !== 'refused').length,
      generator_broken: 0,
      interrupted,
    },
    share_within_target: {
      value: share,
      low: Math.max(0, share - 1.1 / Math.sqrt(counted)),
      high: Math.min(1, share + 0.4 / Math.sqrt(counted)),
    },
    join_time_ms: percentiles(times, never.length),
    join_time_without_lobby_ms: percentiles(times, never.length),
    join_press_to_media_ms: percentiles(
      times.map((time) => time * 0.6),
      never.length,
    ),
    phases,
    usable_by: { first_frame: times.length },
    drops: {
      count: all.filter(({ outcome }) => outcome?.outcome === 'dropped').length,
      joins: times.length,
      beside: 0,
      participant_hours: 0.1,
    },
    outages: {
      media_gaps: 0,
      reconnects: 0,
      connection_losses: 0,
      injected: 0,
      not_over: 0,
      outage_ms: percentiles([]),
      frame_outage_ms: percentiles([]),
      freezes: 0,
    },
  };
}

function summaryOf(options: SampleOptions, iterations: readonly ReportIteration[], duration: number): Summary {
  const groups = [
    groupOf(iterations, 'phones', 'mobile'),
    groupOf(iterations, 'desks', 'desktop'),
    groupOf(iterations, null, 'mobile'),
    groupOf(iterations, null, 'desktop'),
  ].filter(({ joins }) => joins.planned > 0);
  const thresholds = groups
    .filter(({ scenario }) => scenario === null)
    .flatMap((group): ThresholdResult[] => {
      const share = group.share_within_target;
      const tag = `{device_class:${group.device_class}}`;
      return [
        {
          metric: `join_time_ms${tag}`,
          threshold: 'p(95)<8000',
          value: group.join_time_ms.p95 ?? null,
          samples: group.join_time_ms.count,
          result: (group.join_time_ms.p95 ?? Infinity) < target ? 'pass' : 'fail',
          interval: { low: group.join_time_ms.p50 ?? 0, confidence: 0.95 },
          note: 'no upper bound with so few joins: p95 needs 72',
        },
        {
          metric: `join_within_target${tag}`,
          threshold: 'rate>=0.95',
          ...(share === undefined ? {} : { value: share.value, interval: { ...share, confidence: 0.95 } }),
          samples: group.joins.attempted,
          result: (share?.value ?? 0) >= 0.95 ? 'pass' : 'fail',
        },
      ];
    });
  const failed = thresholds.filter(({ result }) => result === 'fail');
  const counts = new Map<string, OutcomeCount>();
  for (const { outcome, tags } of iterations) {
    if (outcome === undefined) continue;
    const { detail: _detail, since: _since, ...kind } = { detail: '', since: 0, ...outcome };
    const key = JSON.stringify([tags.scenario, kind]);
    const { scenario, device_class } = tags;
    counts.set(key, { scenario, device_class, ...kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const mobile = groups.find(({ scenario, device_class }) => scenario === null && device_class === 'mobile');
  return {
    schema_version: 1,
    exit_codes: [failed.length > 0 ? 99 : 0],
    verdict: failed.length > 0 ? 'fail' : 'pass',
    sentence:
      (options.hostile ?? '') +
      (failed.length > 0
        ? `No: ${mobile?.joins.within_target ?? 0} of ${mobile?.joins.planned ?? 0} mobile joins were usable within 8 s.`
        : `Yes: all ${mobile?.joins.joined ?? 0} mobile joins were usable within 8 s, and nobody was dropped.`),
    reasons: failed.map(({ metric, threshold }) => `${metric} should be ${threshold} and is not.`),
    remarks: ['10 of 10 within 8 s; the true share could be as low as 72 %.'],
    thresholds,
    groups,
    outcomes: [...counts.values()],
    outages: [],
    outages_left_out: 0,
    usable_by: { first_frame: iterations.filter(({ usable_by }) => usable_by !== undefined).length },
    metrics: {},
    networks: [],
    generator: {
      samples: 30,
      cpu_p95: 0.71,
      psi_cpu_some_p95: 0.12,
      event_loop_delay_ms_p95: 4.2,
      start_delay_ms_p95: 31,
      start_delay_ms_max: 64,
      uncertain_clock_joins: 0,
      seconds: { healthy: 20, strained: 4, saturated: 1 },
      joins: { healthy: 8, strained: 2, saturated: 0 },
      spoiled: [],
      short: { browsers: 1 },
      cost: { most_at_once: 10, processor_s_per_join: 0.8, cores_per_held: 0.1, starts_per_s: 1 },
    },
    run: {
      id: sampleHeader.run_id,
      name: options.hostile ?? sampleHeader.run_name,
      started_at: new Date(sampleHeader.startedAt).toISOString(),
      duration_ms: duration,
      partial: options.brokenOffAt !== undefined,
      ...(options.brokenOffAt === undefined ? {} : { partial_reason: 'interrupted by Ctrl-C' }),
      platform: 'rehearsal',
      seed: 1,
      target_join_time_ms: target,
      unreadable_lines: 0,
    },
  };
}

const refusals: readonly Outcome[] = [
  { outcome: 'refused', reason: 'full', detail: 'This meeting is full.' },
  { outcome: 'timed_out', state: 'lobby' },
  { outcome: 'dropped', cause: 'transport_failed', since: 0 },
  { outcome: 'refused', reason: 'rate_limited', detail: 'Too many joins, try again later' },
  { outcome: 'unreachable', detail: 'net::ERR_CONNECTION_REFUSED' },
];

/** The runs that the look and the tests go through. */
export const sampleRuns = {
  pass: { mobiles: 10, desktops: 10 },
  'slow-phase': { mobiles: 10, desktops: 10, slowAdmissionMs: 9_000, seed: 3 },
  refusals: { mobiles: 14, desktops: 12, badEvery: 4, badEnds: refusals, lobbyShare: 0.4 },
  partial: { mobiles: 6, desktops: 6, brokenOffAt: 4_200, device: 'iPhone 15' },
  '300-people': {
    mobiles: 180,
    desktops: 120,
    withinMs: 20_000,
    badEvery: 40,
    badEnds: refusals,
    slowAdmissionMs: 1_800,
  },
  nobody: { mobiles: 4, desktops: 0, badEvery: 1, badEnds: [{ outcome: 'refused', reason: 'full' }] },
} satisfies Record<string, SampleOptions>;
