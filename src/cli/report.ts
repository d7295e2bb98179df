/** `rollcall report`: the report of a recording, whole or broken off. */
import path from 'node:path';
import { Command } from 'commander';
import { renderReport } from '../report/render-report.js';
import { readRun, write } from '../run/read-run.js';

export function reportCommand(): Command {
  return new Command('report')
    .description('writes the report of a recording, whole or broken off')
    .argument('<recording>', 'the recording.jsonl of a run')
    .option('--out <file>', 'where to (default: report.html beside the recording)')
    .action(async (recording: string, { out }: { out?: string }) => {
      const file = out ?? path.join(path.dirname(recording), 'report.html');
      const { report, summary } = await readRun(recording);
      await write(file, renderReport(report));
      process.stdout.write(
        `${summary.run.partial ? 'The run is partial: the recording ends before it did.\n' : ''}${file}\n`,
      );
    });
}
