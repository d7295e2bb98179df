import { describe, expect, it } from 'vitest';
import { createRunReducer } from '../../../src/metrics/run-data.js';
import { timelinesOf } from '../../../src/metrics/timeline.js';
import { linesOf, type RecordingName } from '../../fixtures/recordings/regenerate.js';

const timelines = (name: RecordingName) => {
  const reducer = createRunReducer();
  for (const line of linesOf(name)) reducer.step(line);
  return new Map(timelinesOf(reducer.data).map((timeline) => [timeline.p, timeline]));
};

const spans = (name: RecordingName, p: string): readonly string[] =>
  (timelines(name).get(p)?.spans ?? []).map(({ from, to, state }) => `${from}–${to} ${state}`);

describe('timelinesOf', () => {
  it('has one state at a time, without a hole, from the link to the end', () => {
    expect(spans('outages', 'phones-1')).toEqual(['0–2000 joining', '2000–8000 in', '8000–9500 gap', '9500–28100 in']);
    expect(spans('outages', 'phones-2')).toContain('8000–17000 reconnecting');
    expect(spans('outages', 'phones-4')).toContain('9000–12020 reconnecting');
  });

  it('ends a drop when it began', () => {
    expect(spans('open-outages', 'phones-2').at(-1)).toBe('12000–18000 reconnecting');
  });

  it('says of a page that was frozen that nobody knows, whatever else was the matter', () => {
    expect(spans('frozen-page', 'phones-2').slice(1)).toEqual([
      '2000–9500 in',
      '9500–10000 gap',
      '10000–18000 unobserved',
      '18000–28100 in',
    ]);
  });

  it('tells what was injected, and since when a network is in force', () => {
    expect(timelines('outages').get('phones-3')?.injected).toEqual([
      { name: 'offline', network: 'offline', from: 12_010, to: 15_010 },
    ]);
  });

  it('has a curve of frames, with a hole where none were to be had', () => {
    const curve = timelines('frozen-page').get('phones-1')?.frames_per_second;
    expect(curve).toMatchObject({ from: 2_000, bucket_ms: 1_000 });
    expect(curve?.values[3]).toBeCloseTo(15, 0);
    expect(curve?.values[12]).toBeNull();
  });
});
