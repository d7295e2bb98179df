/** `rollcall platforms show <name>`: everything that a person needs to know of one platform before a proof of concept. */
import { Command } from 'commander';
import type { PlatformProfile } from '../platform/profile.js';
import { platformProfiles } from '../platform/profiles/index.js';
import { HarnessError } from '../shared/errors.js';
import { oneOf } from '../shared/nearest-name.js';
import { platformPage } from './platforms-page.js';

export function showCommand(): Command {
  return new Command('show')
    .description('tells everything about one platform: links, the way in, states and their proofs, limits, policy, sources')
    .argument('<name>', 'its name, as in the list')
    .option('--json', 'print the profile as JSON; regular expressions become text')
    .action((name: string, { json }: { readonly json?: true }) => {
      const profile = profileNamed(name);
      process.stdout.write(json === true ? jsonText(profile) : `${platformPage(profile).join('\n')}\n`);
    });
}

function profileNamed(name: string): PlatformProfile {
  const profile = platformProfiles.find((one) => one.name === name);
  if (profile !== undefined) return profile;
  const expected = `a platform (${oneOf(platformProfiles.map((one) => one.name), name)})`;
  throw new HarnessError('bad_configuration', 'There is no such platform.', {
    hint: 'rollcall platforms lists all.',
    problems: [{ place: 'platforms show', found: `'${name}'`, expected }],
  });
}

function jsonText(profile: PlatformProfile): string {
  const readable = (_: string, value: unknown): unknown => {
    if (value instanceof RegExp) return String(value);
    return typeof value === 'function' ? 'code' : value;
  };
  return `${JSON.stringify(profile, readable, 2)}\n`;
}
