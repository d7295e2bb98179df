/** `rollcall meeting`: the built-in meeting alone, for people to look at and for other runs to join, until Ctrl-C. */
import { Command } from 'commander';
import { startRehearsal } from '../rehearsal/start-rehearsal.js';
import { HarnessError } from '../shared/errors.js';

export function meetingCommand(): Command {
  return new Command('meeting')
    .description('starts the built-in meeting; prints its link, control address and truth log')
    .option('--port <number>', 'port on 127.0.0.1', '0')
    .option('--room <name>', 'name of the room')
    .option('--truth <file>', 'where the truth log goes', 'rollcall-truth.jsonl')
    .action(async ({ port, room, truth }: { port: string; room?: string; truth: string }) => {
      const number = Number(port);
      if (!Number.isInteger(number) || number < 0 || number > 65_535) {
        throw new HarnessError('bad_configuration', `--port ${port} is no port`, {
          hint: 'A whole number from 0 to 65535; 0 takes any.',
        });
      }
      const meeting = await startRehearsal({ port: number, truthFile: truth, ...(room === undefined ? {} : { room }) });
      process.stdout.write(
        [
          `link      ${meeting.link}`,
          `control   POST ${meeting.controlUrl}{remove,end,cut,stop-forwarding,refuse}`,
          `token     ${meeting.token}`,
          `truth     ${meeting.truthFile}`,
          '',
          `Join it:  rollcall run --meeting '${meeting.link}'`,
          `Knobs:    ${meeting.link}?joinDelayMs=1500 | admitAfterMs=3000 | passcode=1234 | refuse=full`,
          'Ctrl-C ends it.',
          '',
        ].join('\n'),
      );
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const)
          process.once(signal, () => {
            resolve();
          });
      });
      await meeting.close();
    });
}
