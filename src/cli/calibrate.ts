/** `rollcall calibrate`: a profile that does not fit the page is corrected by a person who sees both. */
import path from 'node:path';
import { Command } from 'commander';
import { BrowserPool } from '../browser/browser-pool.js';
import { ensureBrowser } from '../browser/ensure-browser.js';
import { findBrowser } from '../browser/find-browser.js';
import {
  calibrationFilesIn,
  readCalibration,
  refuseToOverwrite,
  type CalibrationFiles,
  type Proof,
} from '../calibration/calibration-files.js';
import type { SavedCalibration } from '../calibration/calibration-schema.js';
import { LivePage } from '../calibration/live-page.js';
import { serveLocally } from '../calibration/local-server.js';
import { CalibrationSession } from '../calibration/session.js';
import type { ResolvedConfig } from '../config/resolve-config.js';
import { exitCodes } from '../metrics/exit-codes.js';
import type { OutcomeLine } from '../model/line.js';
import { platformProfiles } from '../platform/profiles/index.js';
import type { PlatformProfile } from '../platform/profile.js';
import { iterationPlan } from '../run/iteration-plans.js';
import { runScenario } from '../run/run-scenario.js';
import { monotonicClock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { oneOf } from '../shared/nearest-name.js';
import { removeDeadTempFolders } from '../shared/temp-folder.js';
import { Teardown } from '../shared/teardown.js';
import { Interrupts } from './interrupts.js';
import { resolvedConfig } from './options.js';

interface CalibrateFlags {
  readonly platform?: string;
  readonly device: string;
  readonly headed?: true;
  readonly browser?: string;
  readonly config?: string;
  readonly from?: string;
  readonly out: string;
  readonly port: string;
}

/** Joins that prove the file. */
const proofs = 3;

export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('corrects a platform profile with a person who sees the page; writes a file for --platform')
    .argument('[invitation]', 'a meeting of your own: a link or a pasted invitation')
    .option('--platform <name>', 'the platform, where the link does not tell')
    .option(
      '--from <folder>',
      'screens of an earlier calibration: go on with them, or without an invitation only choose again',
    )
    .option('--out <folder>', 'where the file and its screens go', '.')
    .option('--device <name>', 'the device that joins', 'desktop')
    .option('--headed', 'show the participant’s window, where there is a display')
    .option('--browser <path>', 'the browser to join with')
    .option('--config <file>', 'the configuration, for authorisation and ownHosts')
    .option('--port <number>', 'port of the local page on 127.0.0.1', '0')
    .addHelpText(
      'after',
      `
Examples:
  rollcall calibrate 'https://meeting.tencent.com/dm/…'     then open the link that is printed
  rollcall calibrate --from tencent.calibration              the choices again, without the page`,
    )
    .action(calibrate);
}

async function calibrate(invitation: string | undefined, flags: CalibrateFlags): Promise<void> {
  const { from } = flags;
  const clock = monotonicClock();
  const before = from === undefined ? undefined : await readCalibration(path.resolve(from));
  const config = invitation === undefined ? undefined : await resolvedConfig(undefined, runFlags(invitation, flags));
  const profile = shippedProfile(config?.options.platform ?? before?.platform, before);
  const files =
    from === undefined
      ? calibrationFilesIn(path.resolve(flags.out), profile.name)
      : { ...calibrationFilesIn(path.dirname(path.resolve(from)), profile.name), folder: path.resolve(from) };
  if (from === undefined) refuseToOverwrite(files);
  if (flags.headed === true && !hasDisplay())
    say('There is no display here: the local page shows pictures instead of a window.');
  const interrupts = new Interrupts(say);
  const teardown = new Teardown(clock);
  try {
    const live = config === undefined ? undefined : await livePage(profile, config, interrupts, teardown);
    const session = new CalibrationSession({
      ...{ profile, files, live, say },
      saved: before ?? { version: 1, platform: profile.name, host: '', screens: [], answers: [] },
      prove:
        invitation === undefined
          ? undefined
          : (file) => proveByJoining(file, runFlags(invitation, flags), files, interrupts),
    });
    const server = await serveLocally(session, profile.title ?? profile.name, portOf(flags.port));
    teardown.add('local page', () => server.close());
    process.stdout.write(`Open this on this machine:  ${server.link}\n`);
    void session.begin();
    await Promise.race([session.ended, aborted(interrupts.stop)]);
    process.exitCode = exitCodeOf(session, interrupts.stop);
  } finally {
    await teardown.unwind();
    interrupts.close();
  }
}

/** One participant; what a run checks is checked here too, permission among it. */
function runFlags(invitation: string, flags: CalibrateFlags): Readonly<Record<string, unknown>> {
  const { platform, device, headed, browser, config } = flags;
  return {
    ...{ meeting: invitation, participants: '1', within: '1s', hold: '2s', device },
    ...(platform !== undefined && { platform }),
    ...(headed === true && hasDisplay() && { headed }),
    ...(browser !== undefined && { browser }),
    ...(config !== undefined && { config }),
  };
}

function shippedProfile(name: string | undefined, before: SavedCalibration | undefined): PlatformProfile {
  if (name === undefined) {
    throw new HarnessError('bad_configuration', 'There is nothing to calibrate.', {
      problems: [{ place: 'invitation', found: 'nothing', expected: 'a link or an invitation, or --from <folder>' }],
    });
  }
  if (before !== undefined && before.platform !== name) {
    throw new HarnessError('bad_configuration', 'These are screens of another platform.', {
      problems: [{ place: '--from', found: before.platform, expected: `screens of ${name}` }],
    });
  }
  const profile = platformProfiles.find((shipped) => shipped.name === name);
  if (profile !== undefined) return profile;
  const names = platformProfiles.map((shipped) => shipped.name);
  throw new HarnessError('bad_configuration', 'Only a platform that comes with Rollcall can be calibrated.', {
    problems: [{ place: '--platform', found: name, expected: `one of those (${oneOf(names, name)})` }],
    hint: 'A profile of your own is corrected in its own file.',
  });
}

async function livePage(
  profile: PlatformProfile,
  config: ResolvedConfig,
  { stop, abandon }: Interrupts,
  teardown: Teardown,
): Promise<LivePage> {
  removeDeadTempFolders();
  if (config.browser === undefined) ensureBrowser(say);
  const clock = monotonicClock();
  const browser = await findBrowser(clock, config.browser);
  const pool = new BrowserPool({ executablePath: browser.executablePath, clock, headed: config.headed });
  teardown.add('browser', () => pool.close());
  const [scenario = ''] = Object.keys(config.options.scenarios);
  const plan = iterationPlan(config, scenario, { vu: 1, iteration: 0, scheduled: 0, signal: stop }, abandon);
  const live = new LivePage({ profile, plan, pool, browserVersion: browser.version, clock, signal: stop });
  teardown.add('participant', () => live.close());
  return live;
}

/** What counts is what a run does with the file, so a run it is; and of it the joins, whatever came of leaving. */
async function proveByJoining(
  file: string,
  flags: Readonly<Record<string, unknown>>,
  { folder }: CalibrationFiles,
  { stop, abandon }: Interrupts,
): Promise<Proof> {
  const out = path.join(folder, 'proof');
  const config = await resolvedConfig(undefined, { ...flags, platform: file, iterations: String(proofs), out });
  const outcomes: OutcomeLine[] = [];
  const usable = new Set<string>();
  await runScenario({
    ...{ config, stop, abandon, say: () => undefined },
    onLine: (line) => {
      if (line.type === 'outcome') outcomes.push(line);
    },
    onUsable: ({ p }) => {
      usable.add(p);
    },
  });
  const failed = outcomes.filter(({ outcome }) => outcome !== 'completed');
  const sentences = failed.map((line) => `${usable.has(line.p) ? 'It joined, but then: ' : ''}${failureText(line)}`);
  return { joined: usable.size, of: proofs, sentences };
}

function failureText(line: OutcomeLine): string {
  const more = 'reason' in line ? ` ${line.reason}` : 'state' in line ? ` in ${line.state}` : '';
  const detail = 'detail' in line ? `: ${line.detail}` : '';
  return `${line.p}: ${line.outcome}${more}${detail}`;
}

function exitCodeOf({ proof }: CalibrationSession, stop: AbortSignal): number {
  if (stop.aborted) return exitCodes.interrupted.code;
  const failed = proof !== undefined && proof.joined < proof.of;
  return failed ? exitCodes.thresholds_failed.code : exitCodes.passed.code;
}

function portOf(port: string): number {
  const number = Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new HarnessError('bad_configuration', `--port ${port} is no port`, {
    hint: 'A whole number from 0 to 65535; 0 takes any.',
  });
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
