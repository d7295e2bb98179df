import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { newCourse, stepCourse } from '../../../src/report/report-data.js';
import { sampleHeader, sampleLines } from '../../helpers/sample-lines.js';

function courseOf(lines: readonly Line[]) {
  const course = newCourse();
  for (const line of lines) stepCourse(course, line);
  return course;
}

describe('the course of a run', () => {
  it('keeps header, health, evidence and end, and knows how long it was', () => {
    const course = courseOf(sampleLines);
    expect(course.header).toBe(sampleHeader);
    expect(course.until).toBe(2_700);
    expect(course.cpu.buckets[1]).toEqual({ sum: 0.42, count: 1, max: 0.42 });
    expect(course.pressure.buckets).toEqual([]);
    expect(course.evidence.get('phones-1')).toHaveLength(2);
    expect(course.end?.reason).toBe('finished');
  });

  it('keeps what was done beyond joining, staying and leaving, and counts what it leaves out', () => {
    const mute = { p: 'phones-1', type: 'action', name: 'mute', phase: 'begin' } as const;
    const lines = Array.from({ length: 600 }, (_, t): Line => ({ ...mute, t: hostMs(t) }));
    const course = courseOf([...lines, { ...mute, name: 'hold', t: hostMs(700) }]);
    expect(course.actions).toHaveLength(500);
    expect(course.actionsLeftOut).toBe(100);
  });

  it('keeps the picture of a participant whose console is endless', () => {
    const said = { p: 'phones-1', type: 'evidence', kind: 'console', text: 'x'.repeat(5_000) } as const;
    const course = courseOf([
      ...Array.from({ length: 200 }, (_, t): Line => ({ ...said, t: hostMs(t) })),
      { t: hostMs(201), p: 'phones-1', type: 'evidence', kind: 'screenshot', file: 'a.png' },
    ]);
    const kept = course.evidence.get('phones-1') ?? [];
    expect(kept).toHaveLength(13);
    expect(kept.at(-1)?.kind).toBe('screenshot');
    expect(kept[0]?.text?.length).toBeLessThan(600);
  });
});
