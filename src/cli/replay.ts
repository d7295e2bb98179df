/** `rollcall replay`: summary and verdict again, from the recording alone. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import pico from 'picocolors';
import { exitCodeOf } from '../metrics/exit-codes.js';
import { joinTimeoutMs } from '../report/report-data.js';
import { TerminalView } from '../report/terminal.js';
import { readRun, writeResults } from '../run/read-run.js';
import { filesIn } from '../run/results-folder.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { monotonicClock } from '../shared/clock.js';

export function replayCommand(): Command {
  return new Command('replay')
    .description('computes summary and verdict again, from the recording alone')
    .argument('<recording>', 'the recording.jsonl of a run')
    .option('--out <folder>', 'where summary.json and report.html go (default: beside the recording)')
    .option('--json', 'print the summary as JSON')
    .action(async (recording: string, { out, json }: { out?: string; json?: true }) => {
      const folder = out ?? path.dirname(recording);
      const read = await readRun(recording);
      await makeFolder(folder);
      const files = filesIn(folder);
      await writeResults(files, read);
      const { summary, report } = read;
      const view = new TerminalView({
        clock: monotonicClock(),
        out: process.stdout,
        mode: json === true ? 'json' : 'quiet',
        colours: pico.isColorSupported,
      });
      view.finish(summary, { timeoutMs: joinTimeoutMs(report), reportFile: files.report });
      process.exitCode = exitCodeOf(summary.exit_codes);
    });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new HarnessError('environment', `${folder} cannot be made: ${messageOf(cause)}`, {
      hint: 'Name another folder with --out.',
      cause,
    });
  }
}
