/**
 * A made-up run in which everything happens that a dashboard has a place for: a waiting room, refusals, a drop, outages of both
 * kinds and one that the scenario made, a network that was asked for, freezes, a coming back, and a generator out of breath.
 */
import type { Line } from '../../src/model/line.js';
import type { Network } from '../../src/model/network.js';
import { hostMs } from '../../src/model/time.js';
import { media, type MediaWishes } from './media-builder.js';
import { recordingOf, type ParticipantBuilder, type RecordingBuilder } from './recording-builder.js';

export interface IncidentWishes {
  readonly name?: string;
  readonly runId: string;
  readonly startedAt: number;
  readonly platform?: string;
  /** Added to every join. */
  readonly slowerMs?: number;
  /** Whether one is refused: then p95 is not finite. */
  readonly refused?: boolean;
  /** Nothing makes the run invalid: the generator is never out of breath, and no network is cut. */
  readonly fit?: boolean;
}

const until = 40_000;
const fourG: Network = { name: '4g', spec: { rtt_ms: 100, loss: 0.02, up_kbps: 5_000, down_kbps: 10_000 } };
const offline: Network = { name: 'offline', spec: { rtt_ms: 0, offline: true } };

export function incidentRun(wishes: IncidentWishes): readonly Line[] {
  const {
    name = 'incidents',
    runId,
    startedAt,
    platform = 'rehearsal',
    slowerMs = 0,
    refused = true,
    fit = false,
  } = wishes;
  const run = recordingOf({
    name,
    thresholds: {
      'join_within_target{device_class:mobile}': ['rate>=0.95'],
      join_time_ms: ['p(95)<8000'],
      drop_rate: ['rate<0.01'],
    },
    scenarios: {
      desks: {},
      phones: { network: '4g', networks: [{ at_ms: 0, after: 'start', network: fourG }] },
    },
  });
  for (const joinMs of [1_000, 1_400]) {
    const host = run.participant('desks').joins(0, joinMs + slowerMs);
    withMedia(host, { from: 2_000, until }, 20).leaves(until);
  }
  const phone = (joinMs: number, more: Partial<MediaWishes> = {}): ParticipantBuilder => {
    const who = run.participant('phones').joins(200, joinMs + slowerMs);
    who.connection('connected', 1_700).connection('connected', 1_700, 'd1.2').socket('open', 600);
    return withMedia(who, { from: 3_000, until: 38_000, ...more }, 110);
  };
  phone(2_000, { silences: [[8_000, 9_500]] }).leaves(38_000);
  phone(2_300, { silences: [[8_000, 17_000]] })
    .connection('disconnected', 13_600)
    .connection('connected', 17_050)
    .leaves(38_000);
  const cut = phone(2_600, fit ? {} : { silences: [[20_000, 23_200]] });
  if (!fit)
    cut
      .line(20_010, { type: 'action', name: 'offline', phase: 'begin', network: offline })
      .line(23_010, { type: 'action', name: 'offline', phase: 'end' });
  cut.leaves(38_000);
  phone(3_000, { until: 25_000 }).outcome(26_000, { outcome: 'dropped', cause: 'removed', since: 25_500 });
  if (refused)
    run
      .participant('phones')
      .opened(300)
      .ready(700)
      .pressed(900)
      .outcome(1_500, { outcome: 'refused', reason: 'full' });
  lobby(run);
  run
    .participant('desks')
    .joins(300, 1_800)
    .action('rejoin', 10_000)
    .action('rejoin', 10_100, 'end')
    .joins(10_100, 1_600)
    .leaves(38_000);
  if (refused) run.dropped('phones', 5_000);
  for (let second = 1_000; second <= until + 1_000; second += 1_000) run.health(second, healthAt(second, fit));
  run.add({ t: hostMs(until + 1_000), type: 'end', reason: 'finished' });
  return run
    .lines()
    .map((line) =>
      line.type === 'header' ? { ...line, run_id: runId, startedAt, options: { ...line.options, platform } } : line,
    );
}

function lobby(run: RecordingBuilder): void {
  run
    .participant('phones')
    .opened(300)
    .ready(700)
    .pressed(900)
    .peerConnection(1_000)
    .state('lobby', 1_200, 'd1')
    .dtls(5_000)
    .sent('video', 5_050)
    .inMeeting(5_200)
    .packet('video', 5_250)
    .frame(5_400)
    .leaves(38_000);
}

function withMedia(who: ParticipantBuilder, wishes: MediaWishes, rttMs: number): ParticipantBuilder {
  /** ms in which nothing came. */
  const missed = (t: number): number =>
    (wishes.silences ?? []).reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, t) - from), 0);
  media(who, {
    inbound: (kind, t) => ({
      bytesReceived: 40 * (t - missed(t)),
      packetsLost: Math.round(t / 1_000),
      ...(kind === 'audio'
        ? { jitter: 0.004 + (t % 7_000) / 1e6 }
        : { freezeCount: t > 15_000 ? 1 : 0, totalFreezesDuration: t > 15_000 ? 0.8 : 0 }),
    }),
    ...wishes,
  });
  for (let t = wishes.from; t <= wishes.until; t += 1_000) {
    who.line(t + 1, {
      type: 'stats',
      document: 'd1',
      full: t % 10_000 === 0,
      pcs: {
        'd1.1': {
          T1: { type: 'transport', selectedCandidatePairId: 'CP1' },
          CP1: {
            type: 'candidate-pair',
            nominated: true,
            state: 'succeeded',
            currentRoundTripTime: (rttMs + (t % 5_000) / 500) / 1_000,
            bytesReceived: 40 * (t - missed(t)),
            bytesSent: 20 * (t - missed(t)),
          },
        },
        'd1.2': { OT1video: { type: 'outbound-rtp', kind: 'video', bytesSent: 20 * (t - missed(t)) } },
      },
    });
  }
  return who;
}

/** Everything that a system can tell; out of breath for three seconds. */
function healthAt(t: number, fit: boolean) {
  const breathless = !fit && t >= 30_000 && t < 33_000;
  return {
    cpu: breathless ? 0.99 : 0.5,
    steal: 0.01,
    throttled: 0,
    browsers_cpu: 0.3,
    browsers_wait: breathless ? 2 : 0.05,
    psi_cpu_some: breathless ? 0.9 : 0.02,
    event_loop_delay_ms: breathless ? 400 : 2,
    memory_available_bytes: 4e9,
  };
}
