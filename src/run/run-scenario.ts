/**
 * A run from its configuration to its verdict.
 *
 *     browser, meeting, recording, pool ─► every scenario's plan is driven ─► end line ─► summary and report
 *        (teardown in reverse, whatever happens)
 *
 * In:  a resolved configuration and two signals: `stop` (no new joins, everyone leaves) and `abandon` (at once).
 * Out: the summary, where its files lie, and what decides the exit code. Only what breaks the harness itself is thrown.
 */
import { BrowserPool } from '../browser/browser-pool.js';
import { findBrowser, type FoundBrowser } from '../browser/find-browser.js';
import { withRehearsal, type ResolvedConfig } from '../config/resolve-config.js';
import { HealthSampler } from '../generator/health-sampler.js';
import { machineFacts } from '../generator/machine.js';
import { recordingVersion, type EndLine, type HeaderLine, type Line } from '../model/line.js';
import type { Summary } from '../model/summary.js';
import { hostMs } from '../model/time.js';
import { EvidenceKeeper } from '../participant/evidence-keeper.js';
import { liveIteration, type Surroundings } from '../participant/live-iteration.js';
import type { PlatformProfile } from '../platform/profile.js';
import { RecordingWriter } from '../recording/write-recording.js';
import { startRehearsal } from '../rehearsal/start-rehearsal.js';
import { drivePlan } from '../scenario/drive-plan.js';
import { sleepUntil } from '../scenario/running-iterations.js';
import { epochMs, monotonicClock, type Clock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { Teardown } from '../shared/teardown.js';
import { iterationPlan, mediaOf, tagsOf } from './iteration-plans.js';
import { profileOf } from './known.js';
import { LiveView } from './live-view.js';
import { makeResultsFolder, type ResultsFolder } from './results-folder.js';
import { versions } from './versions.js';
import { writeResults } from './write-results.js';

export interface RunRequest {
  readonly config: ResolvedConfig;
  /** No new joins, everyone leaves. */
  readonly stop: AbortSignal;
  /** Nobody waits for anything any more. */
  readonly abandon: AbortSignal;
  /** Steps of the way, for people. */
  readonly say: (sentence: string) => void;
  /** Every line of the recording, as it is written. */
  readonly onLine?: (line: Line, clock: Clock) => void;
}

export interface RunResult {
  readonly summary: Summary;
  readonly files: ResultsFolder;
  /** The recording is not whole: the disk failed. */
  readonly failure: HarnessError | undefined;
  /** What could not be given back, one sentence each. */
  readonly leftovers: readonly string[];
}

export async function runScenario(request: RunRequest): Promise<RunResult> {
  const { stop, abandon, say } = request;
  const startedAt = epochMs();
  const clock = monotonicClock();
  const teardown = new Teardown(clock);
  let leftovers: readonly string[] = [];
  try {
    const browser = await findBrowser(clock, request.config.browser);
    const profile = profileOf(request.config.profile, request.config.options.platform);
    mustSuit(browser, profile);
    const files = await makeResultsFolder(request.config.out, request.config.options.run_name, startedAt);
    const config = await withMeeting(request.config, files, teardown, say);
    const abort = new AbortController();
    const ending = AbortSignal.any([stop, abandon, abort.signal]);

    const live = new LiveView(clock, (reason) => {
      abort.abort(new HarnessError('internal', reason));
    });
    const writer = await RecordingWriter.open(files.recording, {
      clock,
      onFailure: (failure) => {
        say(failure.message);
        abort.abort(failure);
      },
    });
    teardown.add('recording', () => writer.close());
    writer.subscribe((line) => {
      live.step(line);
      request.onLine?.(line, clock);
    });
    writer.emit(await header({ config, files, browser, startedAt }));

    const health = new HealthSampler({ clock, sink: writer, participants: () => live.participants });
    teardown.add('health sampler', () => {
      health.stop();
    });
    const pool = new BrowserPool({ executablePath: browser.executablePath, clock, headed: config.headed });
    teardown.add('browsers', () => pool.close());
    const around: Surroundings = {
      clock,
      sink: writer,
      pool,
      browserVersion: browser.version,
      profile,
      usable: live.usable,
      evidence: new EvidenceKeeper({ folder: files.folder, clock }),
      folder: files.folder,
    };
    await pool.warmUp(demandsOf(config));
    await driveAll(config, around, ending, abandon);

    writer.emit({ t: hostMs(clock.now()), type: 'end', ...endOf(stop, abort.signal) });
    leftovers = await teardown.unwind();
    const summary = live.summary();
    const failure = writer.failure;
    await writeResults(files, summary);
    return { summary, files, failure, leftovers };
  } finally {
    await teardown.unwind();
  }
}
