/** The command line: argv → one command → an exit code. Every command is a file of its own beside this one. */
import { Command, CommanderError } from 'commander';
import { exitCodes } from '../metrics/exit-codes.js';
import { rollcallVersion } from '../run/versions.js';
import { calibrateCommand } from './calibrate.js';
import { doctorCommand } from './doctor.js';
import { exitCodesHelp } from './exit-codes-help.js';
import { inspectCommand } from './inspect.js';
import { meetingCommand } from './meeting.js';
import { metricsCommand } from './metrics.js';
import { newCommand } from './new.js';
import { platformsCommand } from './platforms.js';
import { pushCommand } from './push.js';
import { replayCommand } from './replay.js';
import { reportCommand } from './report.js';
import { runCommand } from './run.js';
import { tellFailure } from './tell-failure.js';

const program = new Command('rollcall')
  .description('Load-tests video meetings with real browsers, and judges whether people get in within 8 seconds.')
  .version(rollcallVersion)
  // Else `platforms explain … --json` would be an option of `platforms`.
  .enablePositionalOptions()
  .showHelpAfterError('(rollcall --help tells what there is)')
  .addHelpText(
    'after',
    `
Examples:
  rollcall run                                       a rehearsal against the built-in meeting
  rollcall run --meeting <link> --participants 4     four people join a meeting: no scenario needed
  rollcall new my-peak.ts && rollcall run my-peak.ts
  rollcall replay results/<run>/recording.jsonl      the verdict again, from the file alone

Exit codes (of several, the first of 104, 122, 107, 105, 121, 99, 120, 0):
${exitCodesHelp()}`,
  );
for (const command of [
  runCommand(),
  inspectCommand(),
  replayCommand(),
  reportCommand(),
  pushCommand(),
  meetingCommand(),
  metricsCommand(),
  calibrateCommand(),
  doctorCommand(),
  newCommand(),
  platformsCommand(),
]) {
  program.addCommand(command);
}
for (const command of withSubcommands(program)) command.exitOverride();

try {
  await program.parseAsync();
} catch (thrown) {
  if (!(thrown instanceof CommanderError)) process.exitCode = tellFailure(thrown);
  else if (thrown.exitCode !== 0) process.exitCode = exitCodes.bad_configuration.code;
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
