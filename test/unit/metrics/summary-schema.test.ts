import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { summaryJsonSchema, summarySchema } from '../../../src/metrics/summary-schema.js';
import { summaryText } from '../../../src/metrics/summary-text.js';
import { summarise } from '../../../src/metrics/summary.js';
import type { Summary } from '../../../src/model/summary.js';
import { recordingOf } from '../../helpers/recording-builder.js';

async function aSummary(): Promise<Summary> {
  const run = recordingOf({ confidence: 0.95 });
  run.participant('phones').joins(0, 2_000.123456).leaves(22_000);
  run.participant('desks').opened(0).outcome(1_000, { outcome: 'refused', reason: 'locked' });
  return summarise(run.end(30_000).lines());
}

describe('summary.schema.json', () => {
  it('is what the schema says (vitest -u writes it)', async () => {
    const file = fileURLToPath(new URL('../../../src/metrics/summary.schema.json', import.meta.url));
    const style = await resolveConfig(file);
    await expect(await format(summaryJsonSchema(), { ...style, filepath: file })).toMatchFileSnapshot(file);
  });

  it('has every key that the issue asks for', () => {
    const { required } = JSON.parse(summaryJsonSchema()) as { required: string[] };
    for (const key of ['verdict', 'reasons', 'thresholds', 'groups', 'outcomes', 'run'])
      expect(required).toContain(key);
  });

  it('takes what a run gives, as written', async () => {
    const summary = await aSummary();
    expect(summarySchema.parse(JSON.parse(summaryText(summary)))).toMatchObject({ verdict: 'fail' });
    expect(() => summarySchema.parse({ ...summary, surprise: 1 })).toThrow();
  });

  it('is published with a final line break', () => {
    expect(readFileSync(new URL('../../../src/metrics/summary.schema.json', import.meta.url), 'utf8')).toMatch(/}\n$/);
  });
});

describe('summaryText', () => {
  it('is the same, byte for byte, whatever the order of the keys', async () => {
    const summary = await aSummary();
    const turned = Object.fromEntries(Object.entries(summary).reverse()) as unknown as Summary;
    expect(summaryText(turned)).toBe(summaryText(summary));
  });

  it('writes times to a thousandth of a millisecond', async () => {
    expect(summaryText(await aSummary())).toContain('"p50": 1800.123');
  });
});
