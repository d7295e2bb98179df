/** `rollcall platforms show <name>`: everything that a person needs to know of one platform before a proof of concept. */
import { Command } from 'commander';
import { loadPlatform } from '../platform/load-platform.js';
import type { PlatformProfile } from '../platform/profile.js';
import { platformProfiles } from '../platform/profiles/index.js';
import { loadModule } from '../scenario/load-module.js';
import { HarnessError } from '../shared/errors.js';
import { oneOf } from '../shared/nearest-name.js';
import { platformPage } from './platforms-page.js';

export function showCommand(): Command {
  return new Command('show')
    .description(
      'tells everything about one platform: links, the way in, states and their proofs, limits, policy, sources',
    )
    .argument('<platform>', 'its name as in the list, or the file of a profile of your own')
    .option('--json', 'print the profile as JSON; regular expressions become text')
    .action(async (name: string, { json }: { readonly json?: true }) => {
      const profile = /\.[cm]?[jt]s$/.test(name) ? await ownProfile(name) : shippedProfile(name);
      const lines = json === true ? [jsonText(profile)] : platformPage(profile, process.stdout.columns || 120);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function ownProfile(file: string): Promise<PlatformProfile> {
  const { profile, problems } = loadPlatform((await loadModule(file)).exported, file);
  if (problems === undefined) return profile;
  throw new HarnessError('bad_configuration', 'This is no profile yet:', { problems });
}

function shippedProfile(name: string): PlatformProfile {
  const profile = platformProfiles.find((one) => one.name === name);
  if (profile !== undefined) return profile;
  const names = platformProfiles.map((one) => one.name);
  throw new HarnessError('bad_configuration', 'There is no such platform.', {
    hint: 'rollcall platforms lists all.',
    problems: [{ place: 'platforms show', found: `'${name}'`, expected: `a platform (${oneOf(names, name)})` }],
  });
}

function jsonText(profile: PlatformProfile): string {
  const readable = (_: string, value: unknown): unknown => {
    if (value instanceof RegExp) return String(value);
    return typeof value === 'function' ? 'code' : value;
  };
  return JSON.stringify(profile, readable, 2);
}
