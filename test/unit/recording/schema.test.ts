import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStatsLine, lineSchema } from '../../../src/recording/schema.js';
import { sampleHeader, sampleLines, sampleScheduled, sampleStats } from '../../helpers/sample-lines.js';

describe('lineSchema', () => {
  it.each(sampleLines.map((line) => [line.type, line]))('knows a %s line', (_type, line) => {
    expect(lineSchema.safeParse(JSON.parse(JSON.stringify(line))).error).toBeUndefined();
  });

  it.each([
    ['a moment without a time', { ...sampleScheduled, t: undefined }],
    ['a time that is no number', { ...sampleScheduled, t: '12' }],
    ['a time beyond all bounds', { ...sampleScheduled, t: Number.POSITIVE_INFINITY }],
    [
      'a device class that does not exist',
      { ...sampleScheduled, tags: { ...sampleScheduled.tags, device_class: 'tv' } },
    ],
    ['a tag that is no text', { ...sampleScheduled, tags: { ...sampleScheduled.tags, team: 4 } }],
    ['another version', { ...sampleHeader, version: 2 }],
    ['an outcome that is not in the list', { t: 1, p: 'a', type: 'outcome', outcome: 'lost' }],
    ['a refusal without its reason', { t: 1, p: 'a', type: 'outcome', outcome: 'refused' }],
    ['null where a value may be absent', { t: 1, type: 'health', cpu: null }],
    ['a type that is not in the list', { t: 1, type: 'mystery' }],
  ])('refuses %s', (_what, value) => {
    expect(lineSchema.safeParse(value).success).toBe(false);
  });
});

describe('isStatsLine', () => {
  it('gives the same answer as the schema, whatever is put where', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(null, [], {}, { pc: null }, { pc: [] }, { pc: { a: 1 } }));
    const place = fc.constantFrom('t', 'p', 'type', 'document', 'full', 'pcs');
    fc.assert(
      fc.property(place, odd, fc.boolean(), (key, value, remove) => {
        const line: Record<string, unknown> = { ...sampleStats };
        if (remove) Reflect.deleteProperty(line, key);
        else line[key] = value;
        const bySchema = lineSchema.safeParse(line);
        expect(isStatsLine(line)).toBe(bySchema.success && bySchema.data.type === 'stats');
      }),
      { numRuns: 2_000 },
    );
  });
});
