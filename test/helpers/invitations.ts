/** The samples of `test/fixtures/invitations/`, made up after the formats that vendors and users have documented, with what they say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/shared/package-root.js';

export interface Sample {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

interface Expected {
  /** `--platform`, where it is needed. */
  readonly wish?: string;
  readonly platform?: string;
  /** Whose it may be taken for, too, since their links are the same. */
  readonly also?: string;
  readonly by?: string;
  readonly link?: string;
  readonly number?: string;
  readonly passcode?: string;
  /** Why there is no meeting. */
  readonly none?: string;
  /** What is there, while nobody can tell whose it is. */
  readonly undecided?: 'link' | 'number';
}

const folder = path.join(packageRoot, 'test', 'fixtures', 'invitations');

export function invitationSamples(): readonly Sample[] {
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
  return Object.entries(expected).map(([name, what]) => ({
    name,
    text: readFileSync(path.join(folder, `${name}.txt`), 'utf8'),
    expected: what,
  }));
}
