/** One valid line of every kind, to be varied by tests. */
import type { HeaderLine, Line, ScheduledLine, StatsLine } from '../../src/model/line.js';
import type { ScenarioOptions } from '../../src/model/run-options.js';
import { hostMs } from '../../src/model/time.js';

const sampleScenario: ScenarioOptions = {
  executor: { name: 'burst', vus: 10, within_ms: 2_000, arrival: 'uniform', iterations: 1 },
  start_time_ms: 0,
  graceful_stop_ms: 95_000,
  join_timeout_ms: 60_000,
  hold_ms: 20_000,
  leave_timeout_ms: 5_000,
  device: 'Pixel 7',
  network: 'none',
  media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 },
  locale: 'zh-HK',
  tags: {},
  env: {},
  exec: false,
  meeting: 'default',
};

export const sampleHeader: HeaderLine = {
  t: hostMs(0),
  type: 'header',
  version: 1,
  startedAt: Date.UTC(2026, 10, 22, 1, 0, 0),
  run_id: '20261122-010000-rehearsal',
  run_name: 'monday-peak',
  options: {
    run_name: 'monday-peak',
    seed: 1,
    platform: 'rehearsal',
    meetings: { default: { origin: 'http://127.0.0.1:4000', path: '/m/peak', query_keys: ['passcode'] } },
    target: { join_time_ms: 8_000 },
    thresholds: { drop_rate: [{ threshold: 'rate<0.01', abort_on_fail: false, delay_abort_eval_ms: 0 }] },
    scenarios: { phones: sampleScenario, desks: { ...sampleScenario, device: 'desktop' } },
  },
  versions: { rollcall: '0.1.0', node: 'v20.20.2', playwright: '1.65.1', browser: '156.0.7000.0' },
  machine: { os: 'linux 6.8', cores: 2, memory_bytes: 8 * 1024 ** 3, cpu_model: 'A processor', container: true },
  browser: { version: '156.0.7000.0', source: 'installed', h264: true, headless: true },
};

export const sampleScheduled: ScheduledLine = {
  t: hostMs(120),
  p: 'phones-1',
  type: 'moment',
  name: 'scheduled',
  tags: {
    scenario: 'phones',
    platform: 'rehearsal',
    device_class: 'mobile',
    network: 'none',
    role: 'full',
    visit: 'first',
    team: 'red',
  },
  vu: 1,
  iteration: 0,
  meeting: 'default',
  device: 'Pixel 7',
  media: sampleScenario.media,
  display_name: '陳大文',
};

export const sampleStats: StatsLine = {
  t: hostMs(2_000),
  p: 'phones-1',
  type: 'stats',
  document: 'd1',
  full: true,
  pcs: {
    pc1: {
      IT01V1: { id: 'IT01V1', type: 'inbound-rtp', kind: 'video', framesDecoded: 12, bytesReceived: 53_021 },
      gone: null,
    },
  },
};

export const sampleLines: readonly Line[] = [
  sampleHeader,
  sampleScheduled,
  { t: hostMs(125), p: 'phones-1', type: 'moment', name: 'link_opened' },
  {
    t: hostMs(700.25),
    p: 'phones-1',
    type: 'moment',
    name: 'first_packet',
    kind: 'video',
    track: 'a',
    uncertainty_ms: 1,
  },
  { t: hostMs(140), type: 'moment', name: 'dropped_iteration', tags: sampleScheduled.tags },
  { t: hostMs(300), p: 'phones-1', type: 'state', of: 'join', value: 'prejoin', uncertainty_ms: 0.4 },
  { t: hostMs(400), p: 'phones-1', type: 'state', of: 'ice', id: '1', value: 'checking' },
  { t: hostMs(401), p: 'phones-1', type: 'state', of: 'socket', id: '1', value: 'open', detail: 'ws' },
  { t: hostMs(402), p: 'phones-1', type: 'state', of: 'remote_track', id: 'a', kind: 'audio', value: 'live' },
  {
    t: hostMs(126),
    p: 'phones-1',
    type: 'state',
    of: 'document',
    id: 'd1',
    value: 'new',
    main: true,
    time_origin: 125.5,
  },
  { t: hostMs(900), p: 'phones-1', type: 'state', of: 'page', value: 'crashed' },
  { t: hostMs(800), p: 'phones-1', type: 'action', name: 'hold', phase: 'end', error: 'gone' },
  { t: hostMs(801), type: 'action', name: 'interrupt', phase: 'begin' },
  sampleStats,
  {
    t: hostMs(2_100),
    p: 'phones-1',
    type: 'packets',
    event: 'stopped',
    pc: 'pc1',
    id: 'IT',
    kind: 'video',
    last_packet: 1_790,
  },
  { t: hostMs(1_000), type: 'health', cpu: 0.42, event_loop_delay_ms: 1.5, participants: 3 },
  { t: hostMs(2_500), p: 'phones-1', type: 'evidence', kind: 'screenshot', file: 'evidence/phones-1.png' },
  {
    t: hostMs(2_500),
    p: 'phones-1',
    type: 'evidence',
    kind: 'nearest_state',
    rules: [{ state: 'in_meeting', rule: 1, held: ['css #videos'], missing: ['live remote video track'] }],
  },
  { t: hostMs(2_500), p: 'phones-1', type: 'action', name: 'join', phase: 'end', steps: ['click css #join'] },
  { t: hostMs(2_600), p: 'phones-1', type: 'outcome', outcome: 'refused', reason: 'full', detail: 'meeting is full' },
  { t: hostMs(2_600), p: 'phones-2', type: 'outcome', outcome: 'timed_out', state: 'lobby' },
  { t: hostMs(2_600), p: 'phones-3', type: 'outcome', outcome: 'dropped', cause: 'removed', since: 2_400 },
  { t: hostMs(2_600), p: 'phones-4', type: 'outcome', outcome: 'interrupted' },
  { t: hostMs(2_600), p: 'phones-5', type: 'outcome', outcome: 'generator_failed', detail: 'the browser crashed' },
  { t: hostMs(2_700), type: 'end', reason: 'finished' },
];
