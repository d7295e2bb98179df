import { expect, test } from 'vitest';
import { screenRedactor } from '../../../src/calibration/redact-screen.js';
import { scrubber } from '../../../src/shared/redact.js';

const redact = screenRedactor(scrubber(['s3cret', 'everyone-1']));

test.each([
  ['会议号：763-545-348', '会议号：…'],
  ['Passcode 4711', 'Passcode …'],
  ['Call +852 1234 5678', 'Call +…'],
  ['everyone-1 (you)', '… (you)'],
  ['the word is s3cret', 'the word is …'],
  ['ada@example.com is here', '… is here'],
  ['加入会议', '加入会议'],
  ['3 people', '3 people'],
])('keeps of “%s”: “%s”', (text, kept) => {
  expect(redact.text(text)).toBe(kept);
});

test('keeps of an address where it leads, and the names of its keys', () => {
  expect(redact.address('https://meet.example.com/j/room?pwd=4711#token=abc')).toBe(
    'https://meet.example.com/j/room?pwd=…',
  );
  expect(redact.address('http://127.0.0.1:41234/m/room')).toBe('http://127.0.0.1:41234/m/room');
  expect(redact.address('https://meet.example.com/r/763545348/meeting')).toBe('https://meet.example.com/r/…/meeting');
  expect(redact.address('about:blank')).toBe('');
});
