import { describe, expect, it } from 'vitest';
import type { JoinStory } from '../../../src/metrics/join-story.js';
import { hostMs } from '../../../src/model/time.js';
import { storyText } from '../../../src/report/story-text.js';

const story: JoinStory = {
  participant: 'phones-1',
  platform: 'tencent',
  device: 'Pixel 7',
  events: [
    { at_ms: 0, kind: 'moment', name: 'link_opened' },
    {
      at_ms: 1_250,
      kind: 'state',
      state: 'captcha',
      proof: 'text "安全验证"',
      frame: 'https://meet.example/f?t=secret',
    },
    { at_ms: 1_300, kind: 'did', action: 'join', steps: ['click css #join'], error: 'refused: captcha' },
    { at_ms: 1_400, kind: 'note', text: 'see https://meet.example/x?token=secret \u001b[31m' },
  ],
  outcome: { t: hostMs(2_000), p: 'phones-1', type: 'outcome', outcome: 'refused', reason: 'captcha' },
  ended_ms: 1_500,
  nearest: [
    { state: 'captcha', rule: 1, held: ['text "安全验证"'], missing: [] },
    { state: 'prejoin', rule: 2, held: ['css #name'], missing: ['css #join'] },
    { state: 'in_meeting', rule: 1, held: [], missing: ['live remote video track'] },
  ],
};

describe('a story in lines', () => {
  const lines = storyText(story, 'results/x/evidence/phones-1.jpg');
  const text = lines.join('\n');

  it('begins with how it ended and what can be done', () => {
    expect(lines[0]).toBe('phones-1 on tencent, Pixel 7: refused: captcha after 1.50 s');
    expect(lines[1]).toContain('which Rollcall never solves');
  });

  it('has the time of each event, what proved it and what was done', () => {
    expect(text).toMatch(/^ {8}0 ms {2}the link is opened$/m);
    expect(text).toMatch(
      /^ +1\.25 s {2}state captcha +text "安全验证" {2}in the frame https:\/\/meet\.example\/f\?t=…$/m,
    );
    expect(text).toMatch(/^ +1\.30 s {2}join ended: refused: captcha$/m);
    expect(text).toMatch(/^ +did click css #join$/m);
  });

  it('says what held at the end, what came near and what was missing, and where the picture is', () => {
    expect(text).toContain('  proves captcha: text "安全验证"');
    expect(text).toContain('  is near prejoin (rule 2)\n    holds:   css #name\n    missing: css #join');
    expect(text).toContain('  has nothing of in_meeting\n    missing: live remote video track');
    expect(lines.at(-1)).toBe('Screenshot: results/x/evidence/phones-1.jpg');
  });

  it('leaves no secret of an address and nothing that a terminal obeys', () => {
    expect(text).not.toContain('secret');
    expect(text).not.toContain('\u001b');
  });

  it('says that there is no end when the recording breaks off', () => {
    const { outcome: _, ended_ms: __, ...rest } = story;
    expect(storyText(rest, undefined)[0]).toContain('the recording breaks off');
  });
});
