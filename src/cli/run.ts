/** `rollcall run`: joins a meeting, and says whether people got in. */
import path from 'node:path';
import { Command } from 'commander';
import pico from 'picocolors';
import { ensureBrowser } from '../browser/ensure-browser.js';
import { exitCodeOf, exitCodes } from '../metrics/exit-codes.js';
import type { ResolvedConfig } from '../config/resolve-config.js';
import type { ProgressPlan } from '../report/progress.js';
import { TerminalView, terminalMode } from '../report/terminal.js';
import { plannedStarts } from '../scenario/planned-starts.js';
import { runScenario, type RunResult } from '../run/run-scenario.js';
import { monotonicClock } from '../shared/clock.js';
import { packageRoot } from '../shared/package-root.js';
import { removeDeadTempFolders } from '../shared/temp-folder.js';
import { collect, influxFor, type InfluxOfRun } from './influx.js';
import { Interrupts } from './interrupts.js';
import { resolvedConfig, withRunOptions } from './options.js';
import { longestTimeoutMs } from './longest-timeout.js';
import { failureText } from './tell-failure.js';
import { capacityHere } from './this-machine.js';

export function runCommand(): Command {
  const command = new Command('run')
    .description('joins a meeting with many browsers and judges whether people get in')
    .argument('[scenario.ts]', 'the scenario file; without one, and without --meeting: a rehearsal')
    .option('--tag <key=value>', 'a tag for every point in InfluxDB; may be repeated', collect)
    .addHelpText(
      'after',
      `
Examples:
  rollcall run
  rollcall run scenarios/peak-burst.ts --participants 12
  rollcall run --meeting 'https://meet.example.com/room' --device 'Pixel 7' --within 10s --hold 60s
  rollcall run --meeting @invitation.txt --participants 6
  rollcall run scenarios/soak.ts --json > summary.json`,
    )
    .action(run);
  return withRunOptions(command);
}

interface RunFlags extends Readonly<Record<string, unknown>> {
  readonly tag?: readonly string[];
}

async function run(given: string | undefined, { tag = [], ...flags }: RunFlags): Promise<void> {
  const capacity = capacityHere();
  const rehearses = given === undefined && flags.meeting === undefined && process.env.ROLLCALL_MEETING === undefined;
  const file = rehearses ? path.join(packageRoot, 'scenarios', 'rehearsal.ts') : given;
  const sized =
    rehearses && flags.participants === undefined ? { ...flags, participants: String(capacity.participants) } : flags;
  const config = await resolvedConfig(file, sized);
  const view = new TerminalView({
    clock: monotonicClock(),
    out: process.stdout,
    mode: terminalMode(config, process.stdout),
    colours: pico.isColorSupported,
  });
  removeDeadTempFolders();
  if (config.browser === undefined) {
    ensureBrowser((sentence) => {
      view.note(sentence);
    });
  }
  for (const said of config.said) view.note(`The meeting: ${said}.`);
  for (const warning of config.warnings) view.note(warning);
  if (sized !== flags) view.note(capacity.text);
  const { authorisation } = config.options;
  if (authorisation !== undefined) {
    view.note(`Authorised by ${authorisation.by} for ${authorisation.for}, until ${authorisation.until}.`);
  }
  const influx = await influxFor(config, tag, (sentence) => {
    view.note(sentence);
  });
  const interrupts = new Interrupts((sentence) => {
    view.note(sentence);
  });
  try {
    const result = await runScenario({
      config,
      stop: interrupts.stop,
      abandon: interrupts.abandon,
      say: (sentence) => {
        view.note(sentence);
      },
      onStart: () => {
        view.start(progressPlan(config), influx?.progress);
      },
      onLine: (line) => {
        view.step(line);
      },
      onUsable: (event) => {
        view.usable(event);
      },
      ...(influx !== undefined && { openSink: influx.open }),
    });
    finish(result, view, config, influx);
  } finally {
    view.stop();
    interrupts.close();
  }
}

function progressPlan({ options, plans }: ResolvedConfig): ProgressPlan {
  const scenarios = Object.entries(plans).map(([name, plan]) => {
    const { hold_ms = 0, start_time_ms = 0 } = options.scenarios[name] ?? {};
    const starts = plannedStarts(plan, hold_ms);
    return { planned: starts.length, endsAt: start_time_ms + (starts.at(-1) ?? 0) + hold_ms };
  });
  return {
    runName: options.run_name,
    platform: options.platform,
    planned: scenarios.reduce((sum, { planned }) => sum + planned, 0),
    expectedMs: Math.max(0, ...scenarios.map(({ endsAt }) => endsAt)),
    targetMs: options.target.join_time_ms,
  };
}

function finish(result: RunResult, view: TerminalView, config: ResolvedConfig, influx: InfluxOfRun | undefined): void {
  const { summary, files, failure, leftovers } = result;
  view.finish(summary, { timeoutMs: longestTimeoutMs(config.options), reportFile: files.report });
  influx?.tell(result, view);
  if (failure !== undefined) process.stderr.write(`${failureText(failure)}\n`);
  for (const leftover of leftovers) process.stderr.write(`${leftover}\n`);
  process.exitCode = exitCodeOf([
    ...summary.exit_codes,
    ...(failure === undefined ? [] : [exitCodes.environment.code]),
  ]);
}
