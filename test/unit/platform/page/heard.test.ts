import { expect, test } from 'vitest';
import { Heard } from '../../../../src/platform/page/heard.js';

test('keeps what was waited for, by where it was said, and says when something is new', () => {
  const heard = new Heard();
  const locked = heard.expect('console', /room is locked/i);
  const full = heard.expect('dialog', /full/);
  expect(heard.hear('dialog', 'The room is locked')).toBe(false);
  expect(locked()).toBeUndefined();
  expect(heard.hear('console', 'error: The room is locked.')).toBe(true);
  expect(heard.hear('console', 'The room is locked')).toBe(false);
  expect(heard.hear('dialog', 'full')).toBe(true);
  expect([locked()?.[0], full()?.[0]]).toEqual(['room is locked', 'full']);
});
