/**
 * `npm run truth [-- --only <row>] [-- --scale 0.2] [-- --json]`: is Rollcall right? Every row is measured against the
 * built-in meeting's own truth log. The last line is PASS or FAIL and the number of rows; a missed row ends with exit 1.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { joinDelayRow, joinTimeRow } from './join-time.js';
import type { TruthResult, TruthRow } from './row.js';

const rows: readonly TruthRow[] = [joinTimeRow, joinDelayRow];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const chosen = rows.filter(({ name }) => values.only === undefined || name.includes(values.only));
const results: (TruthResult & { readonly name: string; readonly target: string })[] = [];
for (const row of chosen) {
  if (!values.json) process.stdout.write(`${row.name} …\n`);
  const result = await row.measure({ scale: Number(values.scale) });
  results.push({ name: row.name, target: row.target, ...result });
  if (!values.json)
    process.stdout.write(`  ${result.met ? 'met   ' : 'MISSED'} ${row.target}\n         ${figuresText(result)}\n`);
}
const met = results.every((result) => result.met) && results.length > 0;
const load = os.loadavg()[0] ?? 0;
if (values.json)
  process.stdout.write(`${JSON.stringify({ met, rows: results, load1: load, cores: os.availableParallelism() })}\n`);
else {
  process.stdout.write(`load of this machine at the end: ${load.toFixed(2)} on ${os.availableParallelism()} cores\n`);
  process.stdout.write(
    `${met ? 'PASS' : 'FAIL'} ${results.filter((result) => result.met).length} of ${results.length} rows\n`,
  );
}
process.exitCode = met ? 0 : 1;

function figuresText({ figures }: TruthResult): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`)
    .join(', ');
}
