/** `rollcall doctor`: is this machine fit to measure, and what is wrong with it? Removes what dead runs left. */
import { Command } from 'commander';
import colors from 'picocolors';
import { findBrowser } from '../browser/find-browser.js';
import { diagnose, type Check } from '../generator/diagnose.js';
import { exitCodes } from '../metrics/exit-codes.js';
import { monotonicClock } from '../shared/clock.js';
import { messageOf } from '../shared/errors.js';
import { removeDeadTempFolders } from '../shared/temp-folder.js';

const marks: Readonly<Record<Check['ok'], string>> = {
  ok: colors.green('ok  '),
  warn: colors.yellow('warn'),
  bad: colors.red('bad '),
};

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('shows what this machine has, what it can hold and what is wrong with it')
    .option('--json', 'print the checks as JSON')
    .action(async ({ json }: { json?: true }) => {
      const clock = monotonicClock();
      const browser = await findBrowser(clock).catch((thrown: unknown) =>
        thrown instanceof Error ? thrown : new Error(messageOf(thrown)),
      );
      const checks = await diagnose({ clock, browser, resultsFolder: process.cwd() });
      const removed = removeDeadTempFolders();
      if (json === true) process.stdout.write(`${JSON.stringify(checks, undefined, 2)}\n`);
      else process.stdout.write(`${checks.map(checkText).join('\n')}\n${removedText(removed)}`);
      if (checks.some(({ ok }) => ok === 'bad')) process.exitCode = exitCodes.environment.code;
    });
}

function checkText({ name, ok, found, advice }: Check): string {
  return `${marks[ok]} ${name.padEnd(22)} ${found}${advice === undefined ? '' : `\n     ${''.padEnd(22)} → ${advice}`}`;
}

function removedText(removed: readonly string[]): string {
  return removed.length === 0
    ? ''
    : `Removed what ${removed.length} dead ${removed.length === 1 ? 'run' : 'runs'} left in the temporary folder.\n`;
}
