import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signBigBlueButton } from '../../../../src/platform/hooks/bbb-checksum.js';

const secret = '639259d4-9dd8-4b25-bf01-95f9567eaf4b';
const sha1Link = `https://bbb.example/bigbluebutton/api/join?fullName=Ada&meetingID=peak&password=ap&checksum=${'0'.repeat(40)}`;
const sha256Link = sha1Link.replace('0'.repeat(40), '0'.repeat(64));

/** Query and checksum, apart. */
function parts(address: string): readonly [query: string, checksum: string] {
  const [query = '', checksum = ''] = new URL(address).search.slice(1).split('&checksum=');
  return [query, checksum];
}

describe('a signed BigBlueButton link', () => {
  // As a shell makes it: printf '%s' "join<query><secret>" | sha1sum
  test('is signed over the name of the call, the query and the secret', () => {
    expect(signBigBlueButton(sha1Link, { secret, name: 'P 1' })).toBe(
      'https://bbb.example/bigbluebutton/api/join?fullName=P+1&meetingID=peak&password=ap&userdata-bbb_skip_check_audio=true' +
        '&checksum=229cf65a0b7b505c6d208c37ea7db76dc2ac5412',
    );
  });

  test.each([
    ['sha1', sha1Link],
    ['sha256', sha256Link],
    ['sha256', sha1Link.replace(/&checksum=.*/, '')],
  ])('has the hash that the given one was made with: %s', (algorithm, link) => {
    const [query, checksum] = parts(signBigBlueButton(link, { secret, name: 'P1' }));
    expect(checksum).toBe(createHash(algorithm).update(`join${query}${secret}`).digest('hex'));
  });

  test('is another one for each participant', () => {
    const links = ['P1', 'P2'].map((name) => signBigBlueButton(sha256Link, { secret, name }));
    expect(new Set(links.map((link) => parts(link)[1])).size).toBe(2);
    expect(links.map((link) => new URL(link).searchParams.get('fullName'))).toEqual(['P1', 'P2']);
  });

  test('keeps what it was given about the echo test', () => {
    const link = sha256Link.replace('&checksum', '&userdata-bbb_skip_check_audio=false&checksum');
    const signed = new URL(signBigBlueButton(link, { secret, name: 'P1' }));
    expect(signed.searchParams.getAll('userdata-bbb_skip_check_audio')).toEqual(['false']);
  });

  test('is left alone to the last letter where nobody gave the secret', () => {
    const link = sha1Link.replace('Ada', 'Ada%20Wong');
    expect(signBigBlueButton(link, { name: 'P1' })).toBe(link);
  });

  test('never holds the secret', () => {
    expect(signBigBlueButton(sha1Link, { secret, name: 'P1' })).not.toContain(secret);
  });
});
