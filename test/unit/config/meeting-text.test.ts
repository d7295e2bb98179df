import { expect, it } from 'vitest';
import { meetingText } from '../../../src/config/meeting-text.js';

const sources = { folder: '/nowhere', stdin: () => 'piped' };

it.each([
  ['https://meet.example/m/x', 'https://meet.example/m/x'],
  ['763-545-348', '763-545-348'],
  ['@ is in the text\nhttps://meet.example/m/x', undefined],
  ['Join at\nhttps://meet.example/m/x', 'Join at\nhttps://meet.example/m/x'],
  [' - ', 'piped'],
])('%j is itself, a file or standard input', (value, text) => {
  const read = meetingText({ value, place: 'meeting' }, sources);
  expect('text' in read ? read.text : undefined).toBe(text);
});
