import { describe, expect, it } from 'vitest';
import { refusalAdvice } from '../../../src/metrics/refusal-advice.js';
import { refusalReasons } from '../../../src/model/outcome.js';
import { adviceOn, refusalsIn } from '../../../src/report/outcome-words.js';

describe('what a person can do', () => {
  it('is one sentence for each wall, and never a way around it', () => {
    for (const reason of refusalReasons) {
      expect(refusalAdvice[reason]).toMatch(/^[A-Z].*[^.]\.$/);
      expect(refusalAdvice[reason]).not.toMatch(/stealth|proxy|vpn|bypass|user agent/i);
    }
    expect(new Set(Object.values(refusalAdvice)).size).toBe(refusalReasons.length);
  });

  it('is said of refusals alone', () => {
    expect(adviceOn({ outcome: 'refused', reason: 'region' })).toBe(refusalAdvice.region);
    expect(adviceOn({ outcome: 'timed_out', state: 'lobby' })).toBeUndefined();
    expect(adviceOn(undefined)).toBeUndefined();
  });

  it('is counted over scenarios and devices, the most frequent first', () => {
    const count = (reason: 'full' | 'captcha', times: number, device_class: 'mobile' | 'desktop') =>
      ({ scenario: 'x', device_class, outcome: 'refused', reason, count: times }) as const;
    const found = refusalsIn([
      count('full', 2, 'mobile'),
      { scenario: 'x', device_class: 'mobile', outcome: 'completed', count: 9 },
      count('captcha', 3, 'mobile'),
      count('full', 2, 'desktop'),
    ]);
    expect(found.map(({ what, count: times }) => [what, times])).toEqual([
      ['full', 4],
      ['captcha', 3],
    ]);
  });
});
