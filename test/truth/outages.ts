/**
 * Outages of several participants at a time, made by the meeting's knobs, among planned leaves; and a silent room (DTX) with
 * somebody who mutes himself and comes back.
 * Truth = the SFU's own log of when packets to a participant stopped and came again, where somebody's packets came to it meanwhile.
 * Said = the outages that a replay of the recording finds.
 */
import { createRunReducer } from '../../src/metrics/run-data.js';
import type { Episode } from '../../src/model/episode.js';
import { readRecording } from '../../src/recording/read-recording.js';
import type { Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { seededRandom } from '../../src/shared/random.js';
import { runQuietly } from '../helpers/run-quietly.js';
import { medianOf, percentileOf } from './order.js';
import { inMeeting } from './in-meeting.js';
import { trials, type TruthRow } from './row.js';
import { gapsOf, readTruth, standstillsOf, type TruthGap } from './truth-log.js';

const targetMs = 250;
const outages = 200;
const shortestMs = 500;
const longestMs = 15_000;
/** Several at a time, and so few that two cores hold them: a machine that stands still for half a second makes outages itself. */
const guestsAtOnce = 5;
/** A join takes the processors for most of a second: few stays, each with many. */
const mostOutagesOfAStay = 20;
/** An outage is 400 ms. Within so much of it either log may have it on the other side. */
const outageMs = 400;
const toleranceMs = 50;
/** Of all, what may have come to nothing: the participant's join failed. */
const madeShare = 0.95;

const ways = {
  'stop-forwarding': {},
  'media cut': { media: true, signalling: false },
  'media and signalling cut': { media: true, signalling: true },
} as const;
type Way = keyof typeof ways;

interface Planned {
  readonly ms: number;
  readonly way: Way;
  readonly pauseMs: number;
}

/** Epoch ms. */
interface Said {
  readonly name: string;
  readonly usableAt: number;
  readonly leftAt: number;
  readonly startedAt: number;
  readonly episodes: readonly Episode[];
}

interface Found {
  readonly truth: TruthGap;
  readonly said: Episode;
  /** How much later than the truth it begins and ends, ms. */
  readonly fromLateMs: number;
  readonly toLateMs: number;
}

interface Compared {
  readonly found: readonly Found[];
  readonly missed: readonly string[];
  readonly invented: readonly string[];
  /** For how long at most the meeting's own process stood still, ms: what its log dates is as uncertain. */
  readonly stoodStillMs: number;
}

export const outagesRow: TruthRow = {
  name: 'outages',
  target: `200 outages of 0.5–15 s: all found, none invented, each within ${targetMs} ms`,
  short: 0.05,
  async measure({ scale }) {
    const planned = plannedOutages(trials(outages, scale, 4));
    const cuts = await inMeeting((meeting, folder) => cutGuests(planned, meeting, folder));
    const silence = await inMeeting((meeting, folder) => silentRoom(trials(24, scale, 8) * 1_000, meeting, folder));
    const found = [...cuts.found, ...silence.found];
    const errors = found.map(({ truth, said }) => Math.abs((said.outage_ms ?? Infinity) - (truth.to - truth.from)));
    const late = found.filter((_, index) => (errors[index] ?? Infinity) > targetMs);
    const missed = [...cuts.missed, ...silence.missed];
    const invented = [...cuts.invented, ...silence.invented];
    return {
      met: found.length >= madeShare * planned.length && missed.length + invented.length + late.length === 0,
      figures: {
        planned: planned.length,
        found: found.length,
        missed: missed.length,
        invented: invented.length,
        meeting_stood_still_ms_max: Math.max(cuts.stoodStillMs, silence.stoodStillMs),
        media_gaps: found.filter(({ said }) => said.kind === 'media_gap').length,
        reconnects: found.filter(({ said }) => said.kind === 'reconnect').length,
        error_median_ms: medianOf(errors),
        error_p95_ms: percentileOf(errors, 95),
        error_max_ms: Math.max(...errors),
        generator_saturated_share: cuts.saturatedShare,
      },
      misses: [...missed, ...invented, ...late.map(wrongText)],
    };
  },
};

/** As many of each length's order of magnitude, in every way. */
function plannedOutages(count: number): readonly Planned[] {
  const random = seededRandom(1, 'truth:outages');
  const names = Object.keys(ways) as Way[];
  return Array.from({ length: count }, (_, i) => ({
    ms: Math.round(shortestMs * (longestMs / shortestMs) ** random()),
    way: names[i % names.length] ?? 'stop-forwarding',
    pauseMs: 1_000 + Math.round(random() * 1_500),
  }));
}

/** Guests that only receive are cut off, several at a time; they come and leave meanwhile. */
async function cutGuests(
  planned: readonly Planned[],
  meeting: Rehearsal,
  folder: string,
): Promise<Compared & { saturatedShare: number }> {
  const clock = monotonicClock();
  const outagesOfAStay = Math.min(mostOutagesOfAStay, Math.ceil(planned.length / guestsAtOnce));
  const stays = Math.ceil(planned.length / outagesOfAStay);
  const waiting = [...planned];
  let over = 0;
  const { files, summary } = await runQuietly(folder, {
    scenario: {
      name: 'outages',
      meeting: meeting.link,
      scenarios: {
        speaker: {
          executor: 'per-vu-iterations',
          hold: '1h',
          media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 },
          exec: async (participant) => {
            await participant.join();
            while (over < stays) await participant.hold('1s');
            await participant.leave();
          },
        },
        guests: {
          executor: 'shared-iterations',
          vus: Math.min(guestsAtOnce, stays),
          iterations: stays,
          maxDuration: '1h',
          startTime: '4s',
          hold: '1h',
          media: { camera: false, microphone: false },
          exec: async (participant) => {
            try {
              if (participant.iteration === 0) await clock.sleep(participant.vu * 1_000);
              await participant.join();
              for (let done = 0; done < outagesOfAStay; done += 1) {
                const next = waiting.shift();
                if (next === undefined) break;
                await participant.hold(next.pauseMs);
                await cut(meeting, participant.name, next);
                // A long cut is followed by an ICE restart, which the page tries every 5 s.
                await participant.hold(next.ms + (next.ms > 4_000 && next.way !== 'stop-forwarding' ? 8_000 : 1_500));
              }
              await participant.hold('3s');
            } finally {
              over += 1;
            }
          },
        },
      },
    },
  });
  const { healthy, strained, saturated } = summary.generator.seconds;
  const compared = await compare(await saidIn(files.recording, 'guests'), meeting.truthFile);
  return { ...compared, saturatedShare: saturated / (healthy + strained + saturated) };
}

async function cut(meeting: Rehearsal, participant: string, { ms, way }: Planned): Promise<void> {
  const action = way === 'stop-forwarding' ? way : 'cut';
  await meeting.control(action, { participant, ms, ...ways[way] });
}

/**
 * Nobody speaks and no camera is on, so that Opus sends a packet every 400 ms; but for one, who is now on and now off. None of
 * that is an outage.
 */
async function silentRoom(holdMs: number, meeting: Rehearsal, folder: string): Promise<Compared> {
  const { files } = await runQuietly(folder, {
    scenario: {
      name: 'silence',
      meeting: meeting.link,
      hold: holdMs,
      scenarios: {
        listeners: {
          executor: 'burst',
          vus: 3,
          within: '2s',
          media: { camera: false, microphone: 'silence' },
        },
        comes_and_goes: {
          executor: 'per-vu-iterations',
          media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 },
          exec: async (participant) => {
            await participant.join();
            for (let left = holdMs; left > 0; left -= 8_000) {
              await participant.hold('4s');
              await Promise.all([participant.mute(), participant.cameraOff()]);
              await participant.hold('4s');
              await Promise.all([participant.unmute(), participant.cameraOn()]);
            }
            await participant.leave();
          },
        },
      },
    },
  });
  return compare(await saidIn(files.recording, 'listeners'), meeting.truthFile);
}

async function saidIn(recording: string, scenario: string): Promise<readonly Said[]> {
  const reducer = createRunReducer();
  const leaves = new Map<string, number>();
  for await (const line of readRecording(recording)) {
    reducer.step(line);
    if (line.type === 'action' && line.name === 'leave' && line.phase === 'begin' && line.p !== undefined)
      leaves.set(line.p, line.t);
  }
  const { header, iterations, lastT, stayOf } = reducer.data;
  const startedAt = header?.startedAt ?? 0;
  return iterations.flatMap(({ scheduled, first: { usable } }) =>
    scheduled.tags.scenario !== scenario || usable === undefined
      ? []
      : [
          {
            name: scheduled.display_name,
            usableAt: startedAt + usable.t,
            leftAt: startedAt + (leaves.get(scheduled.p) ?? lastT),
            startedAt,
            episodes: (stayOf(scheduled.p)?.episodes ?? []).filter(({ kind }) => kind !== 'connection_loss'),
          },
        ],
  );
}

async function compare(said: readonly Said[], truthFile: string): Promise<Compared> {
  const lines = await readTruth(truthFile);
  const standstills = standstillsOf(lines);
  const stood = (from: number, to: number): string => {
    const ms = standstills
      .filter((one) => one.from <= to && one.to >= from)
      .map((one) => Math.round(one.to - one.from));
    return ms.length === 0 ? '' : `; the meeting itself stood still for ${ms.join(' and ')} ms`;
  };
  const found: Found[] = [];
  const missed: string[] = [];
  const invented: string[] = [];
  for (const { name, usableAt, leftAt, startedAt, episodes } of said) {
    const gaps = gapsOf(lines, name).filter(({ from }) => from >= usableAt && from <= leftAt);
    const unmatched = new Set(episodes);
    for (const gap of gaps) {
      const match = [...unmatched].find((one) => {
        // One that was never over has no end to compare, and its gap begins about where it does.
        const end = one.to ?? Infinity;
        return startedAt + one.from < gap.to && startedAt + end > gap.from;
      });
      if (match !== undefined) unmatched.delete(match);
      // Not over at the leave: there is nothing to compare.
      if (gap.to > leftAt) continue;
      if (gap.sentMs < outageMs - toleranceMs) {
        if (match !== undefined)
          invented.push(`${name}: ${episodeText(match)} where nobody sent${stood(gap.from, gap.to)}`);
      } else if (match !== undefined)
        found.push({
          truth: gap,
          said: match,
          fromLateMs: startedAt + match.from - gap.from,
          toLateMs: startedAt + (match.to ?? Infinity) - gap.to,
        });
      else if (gap.sentMs > outageMs + toleranceMs)
        missed.push(`${name}: nothing at ${Math.round(gap.from - startedAt)} for ${Math.round(gap.to - gap.from)} ms`);
    }
    for (const one of unmatched) {
      const still = stood(startedAt + one.from, startedAt + (one.to ?? one.from));
      invented.push(`${name}: ${episodeText(one)} where packets went out${still}`);
    }
  }
  const stoodStillMs = Math.max(0, ...standstills.map(({ from, to }) => to - from));
  return { found, missed, invented, stoodStillMs };
}

function wrongText({ truth: { name, from, to }, said, fromLateMs, toLateMs }: Found): string {
  const wrong = `${name}: ${Math.round(said.outage_ms ?? NaN)} ms instead of ${Math.round(to - from)} ms`;
  return `${wrong}: begins ${Math.round(fromLateMs)} ms late, ends ${Math.round(toLateMs)} ms late`;
}

function episodeText({ kind, from, outage_ms: ms, ended }: Episode): string {
  return `${kind} at ${Math.round(from)} for ${ms === undefined ? '?' : Math.round(ms)} ms (${ended})`;
}
