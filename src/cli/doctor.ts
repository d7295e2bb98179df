/** `rollcall doctor`: is this machine fit to measure, and what is wrong with it? Removes what dead runs left. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import colors from 'picocolors';
import { findBrowser } from '../browser/find-browser.js';
import { calibrationFile, writeCalibration } from '../generator/calibration.js';
import { diagnose, type Check } from '../generator/diagnose.js';
import { capacityOf } from '../metrics/capacity.js';
import { exitCodes } from '../metrics/exit-codes.js';
import { monotonicClock } from '../shared/clock.js';
import { messageOf } from '../shared/errors.js';
import { calibrate } from '../run/calibrate.js';
import { removeDeadTempFolders, tempFolder } from '../shared/temp-folder.js';
import { Interrupts } from './interrupts.js';
import { thisMachine } from './this-machine.js';

const marks: Readonly<Record<Check['ok'], string>> = {
  ok: colors.green('ok  '),
  warn: colors.yellow('warn'),
  bad: colors.red('bad '),
};

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('shows what this machine has, what it can hold and what is wrong with it')
    .option('--calibrate', 'first measure what a participant costs this machine (a minute), and keep it for runs')
    .option('--browser <path>', 'the browser to calibrate with')
    .option('--json', 'print the checks as JSON')
    .addHelpText(
      'after',
      `
Examples:
  rollcall doctor
  rollcall doctor --calibrate`,
    )
    .action(async ({ json, calibrate: wanted, browser: executable }: DoctorFlags) => {
      const clock = monotonicClock();
      if (wanted === true && !(await calibrateHere(executable))) {
        process.exitCode = exitCodes.interrupted.code;
        return;
      }
      const browser = await findBrowser(clock).catch((thrown: unknown) =>
        thrown instanceof Error ? thrown : new Error(messageOf(thrown)),
      );
      const checks = await diagnose({ clock, browser, capacity: capacityText(), resultsFolder: process.cwd() });
      const removed = removeDeadTempFolders();
      if (json === true) process.stdout.write(`${JSON.stringify(checks, undefined, 2)}\n`);
      else process.stdout.write(`${checks.map(checkText).join('\n')}\n${removedText(removed)}`);
      if (checks.some(({ ok }) => ok === 'bad')) process.exitCode = exitCodes.environment.code;
    });
}

interface DoctorFlags {
  readonly json?: true;
  readonly calibrate?: true;
  readonly browser?: string;
}

/** @returns whether it was not interrupted */
async function calibrateHere(browser: string | undefined): Promise<boolean> {
  const say = (sentence: string): void => {
    process.stderr.write(`${sentence}\n`);
  };
  say('Six participants join the built-in meeting, one after the other; leave this machine alone for a minute …');
  const interrupts = new Interrupts(say);
  const folder = mkdtempSync(path.join(tempFolder(), 'calibration-'));
  try {
    const calibration = await calibrate({
      folder,
      ...(browser === undefined ? {} : { browser }),
      stop: interrupts.stop,
      abandon: interrupts.abandon,
    });
    if (calibration === undefined) return false;
    writeCalibration(calibration);
    say(`Measured, and kept in ${calibrationFile()}`);
    return true;
  } finally {
    interrupts.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function capacityText(): { readonly participants: number; readonly text: string } {
  const { cores, cost, calibrated } = thisMachine();
  const { participants, starts_per_s: rate, text } = capacityOf(cores, cost);
  const { processor_s_per_join: join, cores_per_held: held } = cost;
  const basis = calibrated
    ? `measured: ${join.toFixed(2)} processor-seconds a join, ${held.toFixed(2)} cores a participant`
    : 'as usual for its size; --calibrate measures it';
  return { participants, text: `${text}, ${rate.toFixed(1)} joins/s (${basis})` };
}

function checkText({ name, ok, found, advice }: Check): string {
  return `${marks[ok]} ${name.padEnd(22)} ${found}${advice === undefined ? '' : `\n     ${''.padEnd(22)} → ${advice}`}`;
}

function removedText(removed: readonly string[]): string {
  return removed.length === 0
    ? ''
    : `Removed what ${removed.length} dead ${removed.length === 1 ? 'run' : 'runs'} left in the temporary folder.\n`;
}
