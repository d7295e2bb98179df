/**
 * `npm run truth [-- --only <row>] [-- --scale 0.2] [-- --short] [-- --full] [-- --json]`: is Rollcall right? Every row is
 * measured against the built-in meeting's own truth log. The last line is PASS or FAIL and the number of rows; a missed row
 * ends with exit 1.
 *
 * `--only` takes a part of a row's name, `--scale` a share of the trials (0–1), `--short` CI's form of every row, `--full` more
 * than the table asks for.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { loadText } from './machine-load.js';
import { measureRow, rows, rowsNamed, type MeasuredRow } from './rows.js';

const mostMisses = 12;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    short: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale);
if (!(scale > 0 && scale <= 1)) throw new Error(`--scale ${values.scale}: a number above 0, 1 at most`);
const chosen = rowsNamed(values.only, values.short);
if (chosen.length === 0) throw new Error(`No row has ${values.only ?? ''} in its name: ${rows.map(nameOf).join('; ')}`);

const say = (text: string): void => {
  if (!values.json) process.stdout.write(`${text}\n`);
};
const measured: MeasuredRow[] = [];
for (const row of chosen) {
  say(`${row.name} …`);
  const result = await measureRow(row, { scale, short: values.short, full: values.full });
  measured.push(result);
  say(rowText(result));
}
const met = measured.filter((row) => row.met).length;
const passed = met === measured.length;
if (values.json)
  process.stdout.write(`${JSON.stringify({ met: passed, rows: measured, cores: os.availableParallelism() })}\n`);
say(`${passed ? 'PASS' : 'FAIL'} ${met} of ${measured.length} rows`);
process.exitCode = passed ? 0 : 1;

function rowText({ met: isMet, target, figures, misses = [], load }: MeasuredRow): string {
  const lines = [
    `  ${isMet ? 'met   ' : 'MISSED'} ${target}`,
    ...Object.entries(figures).map(([name, value]) => `         ${name} ${Math.round(value * 1_000) / 1_000}`),
    ...misses.slice(0, mostMisses).map((sentence) => `       ! ${sentence}`),
    ...(misses.length > mostMisses ? [`       ! and ${misses.length - mostMisses} more`] : []),
    `         (${loadText(load)})`,
  ];
  return lines.join('\n');
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
