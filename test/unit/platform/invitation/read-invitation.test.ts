import { describe, expect, test } from 'vitest';
import { readInvitation, type Invitation } from '../../../../src/platform/invitation/read-invitation.js';
import { platformProfiles as profiles } from '../../../../src/platform/profiles/index.js';
import { seededRandom } from '../../../../src/shared/random.js';
import { invitationSamples, type Sample } from '../../../helpers/invitations.js';
import { mutate } from '../../../helpers/mutate-text.js';

const samples = invitationSamples();

function read(text: string, platform?: string): Invitation {
  return readInvitation(text, { profiles, platform });
}

/** In the form of `expected.json`. */
function said(reading: Invitation): object {
  switch (reading.kind) {
    case 'meeting': {
      const { profile, kind: _, ...rest } = reading;
      return { platform: profile.name, ...rest };
    }
    case 'undecided':
      return { undecided: reading.link === undefined ? 'number' : 'link' };
    case 'none':
      return { none: reading.why.name };
  }
}

describe('an invitation', () => {
  test('there are many samples, of all platforms, in three languages', () => {
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(new Set(samples.map(({ expected }) => expected.platform)).size).toBeGreaterThanOrEqual(10);
    for (const language of ['zh-Hant', 'zh-Hans', '-en'])
      expect(samples.filter(({ name }) => name.includes(language)).length).toBeGreaterThanOrEqual(6);
  });

  test.each(samples)('$name', ({ text, expected }) => {
    const { wish, also: _, ...rest } = expected;
    expect(said(read(text, wish))).toEqual(rest);
  });
});

describe('ten thousand damaged ones', () => {
  const random = seededRandom(20_261_127, 'invitations');
  const damaged = Array.from({ length: 10_000 }, (_, place): Sample => {
    const sample = samples[place % samples.length]!;
    return { ...sample, text: mutate(sample.text, random) };
  });

  test('are read without a crash, and no platform is told for certain that it is not', () => {
    const wrong: string[] = [];
    let meetings = 0;
    for (const { name, text, expected } of damaged) {
      const reading = read(text);
      if (reading.kind !== 'meeting') continue;
      meetings++;
      if (reading.by === 'shape' || expected.platform === undefined) continue;
      if (![expected.platform, expected.also].includes(reading.profile.name)) wrong.push(`${name}: ${text}`);
    }
    expect(wrong).toEqual([]);
    // Else nothing would have been tried.
    expect(meetings).toBeGreaterThan(damaged.length / 3);
    // They take two seconds on an idle machine.
  }, 60_000);
});

test.each([
  ['links without end', 'https://meeting.tencent.com/dm/'.repeat(3_000)],
  ['brackets without end', '<https:'.repeat(5_000)],
  ['labels without end', '会议号：会议密码：Meeting ID: '.repeat(2_000)],
  ['digits without end', '7 '.repeat(40_000)],
  ['percent signs without end', `https%3A%2F%2F${'%25'.repeat(8_000)}`],
  ['wrapped links without end', 'https://a.example/?u='.repeat(2_000)],
  ['broken lines without end', `https://a.example/${'x'.repeat(70)}\n${`${'y'.repeat(70)}\n`.repeat(2_000)}`],
  ['no text at all', '\u0000\ud800\uffff'.repeat(9_000)],
])('%s are read', (_, text) => {
  expect(read(text).kind).toBeTypeOf('string');
});
