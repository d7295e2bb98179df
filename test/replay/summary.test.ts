import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRunReducer } from '../../src/metrics/run-data.js';
import { summarySchema } from '../../src/metrics/summary-schema.js';
import { summaryText } from '../../src/metrics/summary-text.js';
import { summarise, summaryOf } from '../../src/metrics/summary.js';
import type { Line } from '../../src/model/line.js';
import type { GroupSummary, Summary } from '../../src/model/summary.js';
import { linesOf, recordingNames, type RecordingName } from '../fixtures/recordings/regenerate.js';
import { recordingOf } from '../helpers/recording-builder.js';

const fixture = (file: string): string => fileURLToPath(new URL(`../fixtures/recordings/${file}`, import.meta.url));

const textOf = (name: RecordingName): string =>
  linesOf(name)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

/** As from the file, which the first test holds to the same text; `-u` writes files only when all tests have run. */
function read(name: RecordingName): readonly Line[] {
  return textOf(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe.each(recordingNames)('the recording %s', (name) => {
  it('is what regenerate.ts says', async () => {
    await expect(textOf(name)).toMatchFileSnapshot(fixture(`${name}.jsonl`));
  });

  it('gives its summary, byte for byte', async () => {
    await expect(summaryText(await summarise(read(name)))).toMatchFileSnapshot(fixture(`${name}.summary.json`));
  });

  it('gives the same while the run goes on and asks all the time', async () => {
    const reducer = createRunReducer();
    for (const [index, line] of read(name).entries()) {
      reducer.step(line);
      if (index % 20 === 0) summaryOf(reducer.data);
    }
    expect(summaryText(summaryOf(reducer.data))).toBe(summaryText(await summarise(read(name))));
  });

  it('gives a summary of the published shape', () => {
    const written: unknown = JSON.parse(readFileSync(fixture(`${name}.summary.json`), 'utf8'));
    expect(summarySchema.safeParse(written).error).toBeUndefined();
  });
});

const phonesOf = ({ groups }: Summary): GroupSummary =>
  groups.find(({ scenario, device_class }) => scenario === null && device_class === 'mobile')!;

describe('what matters in each', () => {
  const summaryNamed = (name: RecordingName): Promise<Summary> => summarise(read(name));

  it('passed', async () => {
    const summary = await summaryNamed('passed');
    expect(summary).toMatchObject({ verdict: 'pass', exit_codes: [0], run: { partial: false } });
    expect(summary.sentence).toBe(
      'Yes: 4 of 4 phones (slowest 3.2 s) and 2 of 2 desktops (slowest 1.5 s) were in the meeting within 8 s.',
    );
    expect(phonesOf(summary)).toMatchObject({
      joins: { planned: 4, attempted: 4, joined: 4, within_target: 4 },
      join_time_ms: { count: 4, never: 0, min: 1_850.25, p50: 2_220.25, max: 3_200 },
      usable_by: { first_frame: 4 },
    });
    expect(summary.remarks.join('\n')).toContain(
      '4 of 4 mobile joins within 8 s; the true share could be as low as 51 %',
    );
  });

  it('failed', async () => {
    const summary = await summaryNamed('failed');
    expect(summary).toMatchObject({ verdict: 'fail', exit_codes: [99] });
    const phones = phonesOf(summary);
    expect(phones.joins).toMatchObject({
      planned: 5,
      dropped_iterations: 1,
      attempted: 4,
      joined: 4,
      within_target: 1,
    });
    expect(phones.share_within_target?.value).toBe(0.2);
    expect(phones.drops).toMatchObject({ count: 1, beside: 0, joins: 4 });
    expect(phones.drops.per_participant_hour).toBeGreaterThan(0);
    expect(summary.sentence).toBe(
      'No: 1 of 5 phones (slowest 12.1 s, 1 could not even start, 1 dropped out later) and 2 of 2 desktops (slowest 1.5 s) were in the meeting within 8 s; 25 % of phones dropped out where rate<0.01 was asked for.',
    );
  });

  it('broken off', async () => {
    const summary = await summaryNamed('broken-off');
    expect(summary.run).toMatchObject({ partial: true, duration_ms: 5_000 });
    expect(summary.exit_codes).toEqual([105]);
    expect(phonesOf(summary).joins).toMatchObject({ attempted: 2, joined: 1, interrupted: 1, failed: 0 });
    expect(summary.sentence).toContain('The run broke off before its end.');
  });

  it('total loss', async () => {
    const summary = await summaryNamed('total-loss');
    expect(summary.verdict).toBe('fail');
    expect(summary.sentence).toBe('No: nobody got into the meeting; 2 phones and 1 desktop tried.');
    expect(phonesOf(summary).join_time_ms).toEqual({
      count: 2,
      never: 2,
      min: null,
      p50: null,
      p90: null,
      p95: null,
      p99: null,
      max: null,
    });
    expect(summary.outcomes[0]).toEqual({
      scenario: 'phones',
      device_class: 'mobile',
      outcome: 'timed_out',
      state: 'joining',
      count: 2,
    });
  });

  it('refusals', async () => {
    const summary = await summaryNamed('refusals');
    expect(phonesOf(summary).joins).toMatchObject({ attempted: 17, joined: 1, refused: 16 });
    expect(summary.outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(16);
    expect(phonesOf(summary).join_time_ms).toMatchObject({ count: 17, never: 16, min: 2_000, p50: null });
  });

  it('rejoin', async () => {
    const summary = await summaryNamed('rejoin');
    expect(summary.verdict).toBe('pass');
    expect(phonesOf(summary)).toMatchObject({
      joins: { planned: 1, joined: 1 },
      join_time_ms: { count: 1, max: 2_500 },
    });
  });

  it('lobby', async () => {
    const summary = await summaryNamed('lobby');
    const phones = phonesOf(summary);
    expect(phones.joins).toMatchObject({ joined: 2, failed: 1, within_target: 2 });
    expect(phones.phases.lobby_ms).toMatchObject({ count: 2, min: 4_000, max: 20_000 });
    expect(phones.join_time_ms).toMatchObject({ min: 5_990, p50: 21_590, max: null, never: 1 });
    expect(phones.join_time_without_lobby_ms).toMatchObject({ min: 1_590, p50: 1_990 });
    expect(summary.outcomes).toContainEqual({
      scenario: 'phones',
      device_class: 'mobile',
      outcome: 'timed_out',
      state: 'lobby',
      count: 1,
    });
  });

  it('nobody sends', async () => {
    const summary = await summaryNamed('nobody-sends');
    expect(summary.usable_by).toEqual({ in_meeting: 3, own_dtls: 1 });
    expect(phonesOf(summary).join_time_ms.max).toBe(1_490);
  });

  it('audio only', async () => {
    const summary = await summaryNamed('audio-only');
    expect(summary.usable_by).toEqual({ first_audio: 2, own_dtls: 1 });
    expect(phonesOf(summary).join_time_ms).toMatchObject({ min: 1_340, max: 1_890 });
    expect(summary.remarks.join('\n')).toContain('2 mobile joins ended at the first remote sound');
  });

  it('unobserved', async () => {
    const summary = await summaryNamed('unobserved');
    expect(summary.usable_by).toEqual({ unobserved: 2 });
    expect(summary.groups[0]?.join_time_ms).toMatchObject({ min: 1_190, max: 2_390 });
    expect(summary.remarks.join('\n')).toContain('media cannot be seen');
  });

  it('inconclusive', async () => {
    const summary = await summaryNamed('inconclusive');
    expect(summary).toMatchObject({ verdict: 'inconclusive', exit_codes: [120] });
    expect(summary.thresholds.map(({ result }) => result)).toEqual(['inconclusive', 'inconclusive', 'pass']);
    expect(summary.sentence).toMatch(
      /^Not proved: 10 of 10 phones .*within 8 s\. About \d+ more joins like these would settle it\.$/,
    );
    expect(summary.remarks[0]).toBe(
      '10 of 10 mobile joins within 8 s; the true share could be as low as 72 % (95 % confidence).',
    );
  });

  it('interrupted before anybody was in is never a pass', async () => {
    const summary = await summaryNamed('interrupted');
    expect(summary).toMatchObject({ verdict: 'fail', exit_codes: [105, 99], run: { partial: true } });
    expect(phonesOf(summary).joins).toMatchObject({ attempted: 2, interrupted: 2, joined: 0 });
    expect(phonesOf(summary).share_within_target).toBeUndefined();
  });

  it('beside the drops', async () => {
    const summary = await summaryNamed('beside-the-drops');
    expect(summary.verdict).toBe('pass');
    expect(phonesOf(summary)).toMatchObject({
      joins: { attempted: 6, joined: 5, generator_broken: 1 },
      drops: { count: 0, beside: 3, joins: 5 },
    });
    expect(summary.generator.uncertain_clock_joins).toBe(1);
  });
});

describe('a recording of nothing', () => {
  it('with a header alone fails: a test that nobody joined is not green', async () => {
    const summary = await summarise([recordingOf().header]);
    expect(summary).toMatchObject({ verdict: 'fail', groups: [], thresholds: [], run: { partial: true } });
    expect(summary.reasons).toEqual(['Nobody got into the meeting.']);
  });

  it('without a header is refused', async () => {
    await expect(summarise([])).rejects.toThrow('no header');
  });
});

describe('lines that came in bulk', () => {
  it('change nothing', async () => {
    const lines = linesOf('passed');
    const without = lines.filter(({ type }) => type !== 'stats' && type !== 'packets');
    expect(without.length).toBeLessThan(lines.length);
    expect(summaryText(await summarise(without))).toBe(summaryText(await summarise(lines)));
  });
});
