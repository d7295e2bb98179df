import { describe, expect, it } from 'vitest';
import { finalTable } from '../../../src/report/final-table.js';
import { markdownTable } from '../../../src/report/markdown-table.js';
import { textWidth } from '../../../src/report/text-width.js';
import { sampleRun, sampleRuns } from '../../helpers/sample-run.js';

describe('finalTable', () => {
  const lines = finalTable(sampleRun(sampleRuns.refusals).data.summary, { timeoutMs: 60_000, reportFile: 'r.html' });

  it('has a row for mobile and one for desktop, and > timeout for what never came', () => {
    expect(lines[1]).toMatch(/^\| joins +\| planned \| joined \| +within 8 s \| median \|/);
    expect(lines[2]).toMatch(/^\| -+ \| -+: \|/);
    expect(lines[3]).toMatch(/^\| mobile .*> 60 s/);
    expect(lines[4]).toMatch(/^\| desktop /);
  });

  it('says verdict, sentence and where the report is', () => {
    expect(lines).toContain('FAIL: No: 10 of 14 mobile joins were usable within 8 s.');
    expect(lines.at(-1)).toBe('Report: r.html');
  });

  it('says of each wall how often it was met and what a person can do', () => {
    const walls = lines.filter((line) => /^ {2}\d+ refused: /.test(line));
    expect(walls.length).toBeGreaterThan(0);
    for (const line of walls) expect(line).toMatch(/^ {2}\d+ refused: [a-z ]+\. [A-Z].*\.$/);
    const none = finalTable(sampleRun(sampleRuns.pass).data.summary, { timeoutMs: 60_000 });
    expect(none.some((line) => line.includes('refused: '))).toBe(false);
  });

  it('says that a run is partial', () => {
    const partial = finalTable(sampleRun(sampleRuns.partial).data.summary, { timeoutMs: 60_000 });
    expect(partial.some((line) => line.startsWith('PASS (partial run): '))).toBe(true);
  });
});

describe('markdownTable', () => {
  it('is aligned with Chinese, and a hostile cell stays one cell', () => {
    const table = markdownTable(
      [
        { title: 'a', align: 'left' },
        { title: 'b', align: 'right' },
      ],
      [
        ['騰訊', '1'],
        ['x | y\n| z', '12'],
      ],
    );
    expect(new Set(table.map(textWidth)).size).toBe(1);
    expect(table[3]).toBe('| x \\| y \\| z |  12 |');
  });
});
