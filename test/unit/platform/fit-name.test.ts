import { expect, test } from 'vitest';
import { fitName } from '../../../src/platform/fit-name.js';
import { janusVideoroom } from '../../../src/platform/profiles/janus-videoroom.js';
import { rehearsal } from '../../../src/platform/profiles/rehearsal.js';

test.each([
  ['participant-12', undefined, 'participant-12'],
  ['participant-12', 20, 'participant-12'],
  ['participant-12', 6, 'par-12'],
  ['陳大文-12', 4, '陳大12'],
])('%s within %s characters is %s', (name, nameLength, fitted) => {
  const limits = nameLength === undefined ? {} : { limits: { nameLength } };
  expect(fitName({ ...rehearsal, ...limits }, name)).toBe(fitted);
});

test('a platform that takes letters and digits alone gets nothing else', () => {
  expect(fitName(janusVideoroom, 'phones-3.2')).toBe('phonesx3x2');
});
