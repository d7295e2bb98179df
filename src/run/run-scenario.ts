/**
 * A run from its configuration to its verdict.
 *
 *     browser, meeting, recording, pool ─► every scenario's plan is driven ─► end line ─► summary and report
 *        (teardown in reverse, whatever happens)
 *
 * In:  a resolved configuration and two signals: `stop` (no new joins, everyone leaves) and `abandon` (at once).
 * Out: the summary, where its files lie, and what decides the exit code. Only what breaks the harness itself is thrown.
 */
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { BrowserPool } from '../browser/browser-pool.js';
import { mustShape } from '../browser/network/can-shape.js';
import { findBrowser, type FoundBrowser } from '../browser/find-browser.js';
import { withRehearsal, type ResolvedConfig } from '../config/resolve-config.js';
import type { PlaceDemand } from '../browser/place.js';
import { slowedAtOnce } from '../generator/slowed-at-once.js';
import { listenersAt } from '../generator/listeners.js';
import { HealthSampler } from '../generator/health-sampler.js';
import { machineFacts } from '../generator/machine.js';
import { recordingVersion, type EndLine, type HeaderLine, type Line } from '../model/line.js';
import type { Summary } from '../model/summary.js';
import { hostMs } from '../model/time.js';
import { EvidenceKeeper } from '../participant/evidence-keeper.js';
import { liveIteration, type Surroundings } from '../participant/live-iteration.js';
import type { PlatformProfile } from '../platform/profile.js';
import { rewriteAddress } from '../platform/rewrite-address.js';
import { RecordingWriter } from '../recording/write-recording.js';
import { startRehearsal, type Rehearsal } from '../rehearsal/start-rehearsal.js';
import { mediaFor } from '../scenario/media-for.js';
import { BackOff } from '../scenario/back-off.js';
import { drivePlan } from '../scenario/drive-plan.js';
import type { Sink, SinkAccount } from '../sinks/sink.js';
import { sleepUntil } from '../scenario/running-iterations.js';
import { epochMs, monotonicClock, type Clock } from '../shared/clock.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { Semaphore } from '../shared/semaphore.js';
import { Teardown } from '../shared/teardown.js';
import { iterationPlan, tagsOf } from './iteration-plans.js';
import { profileOf } from './known.js';
import { LiveView } from './live-view.js';
import { makeResultsFolder, type ResultsFolder } from './results-folder.js';
import { versions } from './versions.js';
import { readRun, writeResults, type ReadRun } from './read-run.js';

/** A run does not wait longer for a database that is away: `rollcall push` sends what is missing. */
const sinkPatienceMs = 8_000;

export interface RunRequest {
  readonly config: ResolvedConfig;
  /** No new joins, everyone leaves. */
  readonly stop: AbortSignal;
  /** Nobody waits for anything any more. */
  readonly abandon: AbortSignal;
  /** Steps of the way, for people. */
  readonly say: (sentence: string) => void;
  /** Everything is ready: the first participants come now. */
  readonly onStart?: () => void;
  /** Every line of the recording, as it is written. */
  readonly onLine?: (line: Line) => void;
  /** A participant became usable. */
  readonly onUsable?: (event: { readonly p: string; readonly t: number }) => void;
  /** Where its points go while it goes on. */
  readonly openSink?: (recording: string) => Sink;
}

export interface RunResult {
  readonly summary: Summary;
  readonly files: ResultsFolder;
  /** What was sent while the run went on. */
  readonly sent: SinkAccount | undefined;
  /** The recording is not whole: the disk failed. */
  readonly failure: HarnessError | undefined;
  /** What could not be given back, one sentence each. */
  readonly leftovers: readonly string[];
}

export async function runScenario(request: RunRequest): Promise<RunResult> {
  const startedAt = epochMs();
  const clock = monotonicClock();
  const teardown = new Teardown(clock);
  try {
    const run = await prepare(request, startedAt, clock, teardown);
    request.onStart?.();
    await driveAll(run, request.abandon);
    run.writer.emit({ t: hostMs(clock.now()), type: 'end', ...endOf(request.stop, run.aborted) });
    const leftovers = await teardown.unwind();
    const read = await readAndWrite(run.files).catch((thrown: unknown) => {
      // A disk that was full before has no room for the summary either: that is what to tell.
      throw run.writer.failure ?? thrown;
    });
    return {
      summary: read.summary,
      files: run.files,
      sent: run.sink?.account,
      failure: run.writer.failure,
      leftovers,
    };
  } finally {
    await teardown.unwind();
  }
}

async function readAndWrite(files: ResultsFolder): Promise<ReadRun> {
  const read = await readRun(files.recording);
  await writeResults(files, read);
  return read;
}

/** Everything that a run needs while it runs. */
interface PreparedRun {
  readonly config: ResolvedConfig;
  readonly files: ResultsFolder;
  readonly writer: RecordingWriter;
  readonly sink: Sink | undefined;
  readonly live: LiveView;
  readonly around: Surroundings;
  readonly backOff: BackOff;
  /** Ends the driving: asked for by the user, by a threshold, or since the disk failed. */
  readonly ending: AbortSignal;
  /** Of those, what was not the user's doing. */
  readonly aborted: AbortSignal;
}

async function prepare(request: RunRequest, startedAt: number, clock: Clock, teardown: Teardown): Promise<PreparedRun> {
  const { say } = request;
  const browser = await findBrowser(clock, request.config.browser);
  const profile = profileOf(request.config.profile, request.config.options.platform);
  mustSuit(browser, profile);
  if (Object.values(request.config.options.scenarios).some(({ networks }) => networks !== undefined))
    mustShape(browser);
  const files = await makeResultsFolder(request.config.out, request.config.options.run_name, startedAt);
  const meeting = request.config.usesRehearsal ? await builtInMeeting(files, teardown, say) : undefined;
  const config = meeting === undefined ? request.config : withRehearsal(request.config, meeting.link);
  const abort = new AbortController();
  const live = new LiveView({
    usable: request.onUsable,
    abort: (reason) => {
      abort.abort(new Error(reason));
    },
  });
  const sink = request.openSink?.(files.recording);
  // Before the recording, so that it is closed after it: what the sink has not sent it may read there.
  teardown.add('sending', async () => {
    await sink?.close(request.abandon.aborted ? 0 : sinkPatienceMs);
  });
  const writer = await RecordingWriter.open(files.recording, {
    clock,
    onFailure: (failure) => {
      abort.abort(failure);
    },
  });
  teardown.add('recording', () => writer.close());
  const backOff = new BackOff({
    clock,
    policy: config.options.on_rate_limited ?? 'continue',
    emit: (line) => {
      writer.emit(line);
    },
    stop: (reason) => {
      abort.abort(new Error(reason));
    },
  });
  writer.subscribe((line) => {
    live.step(line);
    backOff.step(line);
    sink?.take(line);
    request.onLine?.(line);
  });
  writer.emit(headerOf(config, files, browser, startedAt));

  const pool = new BrowserPool({ executablePath: browser.executablePath, clock, headed: config.headed });
  const health = new HealthSampler({
    clock,
    sink: writer,
    participants: () => live.participants,
    browsers: () => pool.pids,
    meeting:
      meeting === undefined
        ? listenersAt(
            Object.values(config.meetings).map(({ link }) => rewriteAddress(link, config.options.rewrite ?? {})),
          )
        : [meeting.pid],
    folder: files.folder,
  });
  teardown.add('health sampler', () => {
    health.stop();
  });
  health.start();
  teardown.add('browsers', () => pool.close());
  // Whatever a page still waits for ends with its browser.
  request.abandon.addEventListener('abort', () => void pool.close(), { once: true });
  await pool.warmUp(demandsOf(config));
  const evidence = new EvidenceKeeper({ folder: files.folder, clock });
  const around: Surroundings = {
    clock,
    sink: writer,
    pool,
    browserVersion: browser.version,
    profile,
    usable: live.usable,
    evidence,
    slowedPlaces: new Semaphore(Math.max(1, slowedAtOnce(machineFacts().cores))),
    folder: files.folder,
  };
  const ending = AbortSignal.any([request.stop, request.abandon, abort.signal]);
  // Every scenario listens, and whoever of it waits or leaves: Node takes more than ten for a leak.
  setMaxListeners(0, ending, request.abandon);
  return { config, files, writer, sink, live, around, backOff, ending, aborted: abort.signal };
}

/** A browser that cannot do what the platform needs would measure our choice of browser. */
function mustSuit(browser: FoundBrowser, profile: PlatformProfile): void {
  if (profile.context?.h264 !== 'required' || browser.h264) return;
  throw new HarnessError(
    'environment',
    `${profile.title ?? profile.name} needs H.264, and ${browser.executablePath} has none.`,
    {
      hint: 'Install Google Chrome, or name a browser that has it with --browser.',
    },
  );
}

/** The built-in meeting, started for this run alone when no other was named. */
async function builtInMeeting(files: ResultsFolder, teardown: Teardown, say: RunRequest['say']): Promise<Rehearsal> {
  const rehearsal = await startRehearsal({ truthFile: path.join(files.folder, 'truth.jsonl') });
  teardown.add('built-in meeting', () => rehearsal.close());
  say(`The built-in meeting runs at ${rehearsal.link}`);
  return rehearsal;
}

function headerOf(config: ResolvedConfig, files: ResultsFolder, browser: FoundBrowser, startedAt: number): HeaderLine {
  return {
    t: hostMs(0),
    type: 'header',
    version: recordingVersion,
    startedAt,
    run_id: files.runId,
    run_name: config.options.run_name,
    options: config.options,
    versions: { ...versions(), browser: browser.version },
    machine: machineFacts(),
    browser: { version: browser.version, source: browser.source, h264: browser.h264, headless: !config.headed },
  };
}

/** Browsers are started before anybody's clock runs, as many as the largest plan needs. */
function demandsOf(config: ResolvedConfig): readonly PlaceDemand[] {
  return Object.entries(config.plans).flatMap(([scenario, plan]) => {
    const options = config.options.scenarios[scenario];
    if (options === undefined) return [];
    return Array.from({ length: plan.maxVUs }, (_, index) => ({
      audioSenders: mediaFor(options, index + 1).microphone === false ? 0 : 1,
    }));
  });
}

async function driveAll({ config, around, backOff, ending }: PreparedRun, abandon: AbortSignal): Promise<void> {
  const { clock, sink } = around;
  const origin = clock.now();
  await Promise.all(
    Object.entries(config.plans).map(async ([scenario, plan]) => {
      const options = config.options.scenarios[scenario];
      const start = origin + (options?.start_time_ms ?? 0);
      if (!(await sleepUntil(clock, start, ending))) return;
      await drivePlan(plan, {
        clock,
        origin: start,
        gracefulStopMs: options?.graceful_stop_ms ?? 0,
        signal: ending,
        gate: backOff,
        start: (iteration) => liveIteration(iterationPlan(config, scenario, iteration, abandon), around),
        dropped: (scheduled) => {
          sink.emit({
            t: hostMs(scheduled),
            type: 'moment',
            name: 'dropped_iteration',
            tags: tagsOf(config, scenario),
          });
        },
      });
    }),
  );
}

function endOf(stop: AbortSignal, aborted: AbortSignal): Pick<EndLine, 'reason' | 'detail'> {
  if (aborted.aborted) return { reason: 'aborted', detail: messageOf(aborted.reason) };
  return { reason: stop.aborted ? 'interrupted' : 'finished' };
}
