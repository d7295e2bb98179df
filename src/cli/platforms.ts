/**
 * `rollcall platforms`: which platforms Rollcall knows, and how far each profile can be trusted. What can be asked of one of
 * them is a subcommand in a file of its own beside this one.
 */
import { Command } from 'commander';
import { platformProfiles } from '../platform/profiles/index.js';
import { platformFacts, platformLines } from './platforms-list.js';
import { showCommand } from './platforms-show.js';

export function platformsCommand(): Command {
  const command = new Command('platforms')
    .description('lists the platforms that Rollcall knows: who gets in as a guest, how it was verified, limits, policy')
    .option('--json', 'print the list as JSON')
    // Else `platforms show teams --json` would be an option of the list.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `
Examples:
  rollcall platforms
  rollcall platforms show teams`,
    )
    .action(({ json }: { readonly json?: true }) => {
      process.stdout.write(json === true ? jsonText() : listText());
    });
  for (const subcommand of [showCommand()]) command.addCommand(subcommand);
  return command;
}

function jsonText(): string {
  return `${JSON.stringify(platformProfiles.map(platformFacts), undefined, 2)}\n`;
}

function listText(): string {
  const lines = [
    ...platformLines(platformProfiles),
    '',
    'Verified: live = on the service itself; on the real software = on a server of our own; on a replica = on a page that we',
    'wrote after it; unverified = from public code and documents alone. rollcall platforms show <name> has the rest.',
  ];
  return `${lines.join('\n')}\n`;
}
