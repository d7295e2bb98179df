/** `rollcall new`: a commented scenario to start from. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { starterScenario } from '../scenario/starter.js';
import { HarnessError, messageOf } from '../shared/errors.js';

export function newCommand(): Command {
  return new Command('new')
    .description('writes a commented scenario to start from')
    .argument('[file]', 'where to', 'scenario.ts')
    .action(async (file: string) => {
      try {
        await writeFile(file, starterScenario, { flag: 'wx' });
      } catch (cause) {
        throw new HarnessError('bad_configuration', `${file} was not written: ${messageOf(cause)}`, {
          hint: 'Name a file that does not exist yet, in a folder that does.',
          cause,
        });
      }
      process.stdout.write(`${file} is written. Next: rollcall inspect ${file}\n`);
    });
}
