import pico from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import { hostMs } from '../../../src/model/time.js';
import { newProgress, stepProgress, stepUsable, type Progress } from '../../../src/report/progress.js';
import { progressLine, progressView } from '../../../src/report/progress-view.js';
import { textWidth } from '../../../src/report/text-width.js';
import { sampleScheduled } from '../../helpers/sample-lines.js';

const plain = pico.createColors(false);
const plan = { runName: 'monday-peak', platform: 'rehearsal', planned: 6, expectedMs: 40_000, targetMs: 8_000 };

function come(progress: Progress, p: string, device_class: 'mobile' | 'desktop' = 'mobile'): void {
  stepProgress(progress, { ...sampleScheduled, p, tags: { ...sampleScheduled.tags, device_class } });
}
const at = (t: number, p: string, name: 'link_opened' | 'in_meeting'): Line => ({
  t: hostMs(t),
  p,
  type: 'moment',
  name,
});

function midway(): Progress {
  const progress = newProgress(plan);
  for (const p of ['a', 'b', 'c', 'd']) come(progress, p);
  for (const p of ['a', 'b', 'c', 'd']) stepProgress(progress, at(1_000, p, 'link_opened'));
  stepProgress(progress, { t: hostMs(1_500), p: 'b', type: 'state', of: 'join', value: 'lobby' });
  stepProgress(progress, at(2_000, 'a', 'in_meeting'));
  stepUsable(progress, { p: 'a', t: 2_200 });
  stepProgress(progress, at(9_000, 'c', 'in_meeting'));
  stepUsable(progress, { p: 'c', t: 9_500 });
  stepProgress(progress, { t: hostMs(30_000), p: 'a', type: 'outcome', outcome: 'completed' });
  stepProgress(progress, {
    t: hostMs(3_000),
    p: 'd',
    type: 'outcome',
    outcome: 'refused',
    reason: 'full',
    detail: 'no room',
  });
  return progress;
}

describe('progress', () => {
  it('knows where everybody is, those who have not begun too', () => {
    expect(progressLine(midway(), 31_000)).toBe(
      '0:31, about 0:09 left: 2 waiting, 1 joining (1 in the waiting room), 1 in, 1 left, 1 failed; ' +
        'Mobile  1 of 2 joins within 8 s, half by 1.20 s, slowest 8.50 s',
    );
  });

  it('shows what went wrong just now', () => {
    expect(progressView(midway(), 31_000, 100, plain).at(-1)).toBe('  3.00 s: d refused: full (no room)');
  });

  it('keeps mobile and desktop apart', () => {
    const progress = midway();
    come(progress, 'e', 'desktop');
    stepProgress(progress, at(1_000, 'e', 'link_opened'));
    stepUsable(progress, { p: 'e', t: 1_400 });
    const view = progressView(progress, 31_000, 100, plain).join('\n');
    expect(view).toMatch(/Mobile {2}1 of 2 joins[^\n]*\n {2}Desktop 1 of 1 join /);
  });

  it.each([24, 40, 79, 200])('fits into %s columns', (width) => {
    const progress = newProgress({ ...plan, runName: '騰訊會議'.repeat(30) });
    come(progress, 'a');
    const error = `${'會'.repeat(100)}\n\u001b[31m`;
    stepProgress(progress, { t: hostMs(1), p: 'a', type: 'action', name: 'hold', phase: 'end', error });
    for (const line of progressView(progress, 1_000, width, plain)) expect(textWidth(line)).toBeLessThanOrEqual(width);
  });

  it('lets no escape sequence of others through', () => {
    const progress = newProgress({ ...plan, runName: 'a\u001b[2Jb' });
    come(progress, 'a');
    stepProgress(progress, {
      t: hostMs(1),
      p: 'a',
      type: 'outcome',
      outcome: 'unreachable',
      detail: '\u001b]0;x\u0007\u202e',
    });
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(progressView(progress, 1_000, 80, plain).join('')).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  it('does not grow with what goes wrong', () => {
    const progress = newProgress(plan);
    come(progress, 'a');
    for (let t = 0; t < 5_000; t++) {
      stepProgress(progress, { t: hostMs(t), p: 'a', type: 'state', of: 'join', value: 'reconnecting' });
    }
    expect(progress.news.length).toBeLessThanOrEqual(20);
    expect(progressView(progress, 9_000, 80, plain).at(-1)).toBe('  and 4996 before');
  });

  it('times a rejoin as no join of this count', () => {
    const progress = midway();
    stepProgress(progress, at(20_000, 'c', 'link_opened'));
    stepUsable(progress, { p: 'c', t: 20_400 });
    expect(progress.joinTimes.mobile).toEqual([1_200, 8_500]);
  });
});
