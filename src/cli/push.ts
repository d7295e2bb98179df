/** `rollcall push`: a recording into InfluxDB, as far as it is not there yet; and whether all of it is. */
import { Command } from 'commander';
import { exitCodes } from '../metrics/exit-codes.js';
import { monotonicClock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import type { Counted } from '../sinks/influxdb/digest.js';
import { countPoints, pushRecording, verifyRecording, type Compared, type Pushed } from '../sinks/influxdb/push.js';
import { InfluxServer } from '../sinks/influxdb/server.js';
import { ownTags } from '../sinks/influxdb/tags.js';
import { influxTarget, targetText } from '../sinks/influxdb/target.js';
import { collect } from './influx.js';

interface PushFlags {
  readonly influx?: string;
  readonly tag?: readonly string[];
  readonly all?: true;
  readonly verify?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export function pushCommand(): Command {
  return new Command('push')
    .description('sends a recording to InfluxDB, as far as it is not there yet')
    .argument('<recording>', 'the recording.jsonl of a run')
    .option('--influx <url>', 'http://host:8086, ?db=name for another database than rollcall (ROLLCALL_INFLUX)')
    .option('--tag <key=value>', 'a tag for every point; may be repeated', collect)
    .option('--all', 'send what is known to be there once more')
    .option('--verify', 'then compare what is there with the recording, point for point')
    .option('--dry-run', 'send nothing; say how many points there would be')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
User and password or token: in the link, or ROLLCALL_INFLUX_USER, ROLLCALL_INFLUX_PASSWORD, ROLLCALL_INFLUX_TOKEN.
Sending a point twice changes nothing: what was interrupted is simply begun again.`,
    )
    .action(async (recording: string, flags: PushFlags) => {
      const tags = ownTags(flags.tag ?? []);
      if (flags.dryRun === true) {
        tell(flags, await countPoints(recording, tags), countsText);
        return;
      }
      const { env } = process;
      const target = influxTarget({
        url: flags.influx ?? env.ROLLCALL_INFLUX,
        database: env.ROLLCALL_INFLUX_DATABASE,
        user: env.ROLLCALL_INFLUX_USER,
        password: env.ROLLCALL_INFLUX_PASSWORD,
        token: env.ROLLCALL_INFLUX_TOKEN,
      });
      if (target === undefined) {
        throw new HarnessError('bad_configuration', 'Where to?', {
          hint: 'Name the database: --influx http://127.0.0.1:8086, or ROLLCALL_INFLUX.',
        });
      }
      const server = new InfluxServer(target);
      await server.prepare();
      const say = (text: string): void => {
        if (flags.json !== true) process.stderr.write(`${text}\n`);
      };
      const options = { recording, server, clock: monotonicClock(), tags, all: flags.all === true };
      const pushed = await pushRecording({
        ...options,
        onProgress: (so) => {
          say(pushedText(so));
        },
        onBusy: (why) => {
          say(`waiting for InfluxDB: ${why}`);
        },
      });
      const compared = flags.verify === true ? await verifyRecording(options) : undefined;
      tell(flags, { ...pushed, ...(compared !== undefined && { compared }) }, () =>
        [
          `${pushedText(pushed)} at ${targetText(target)}`,
          ...pushed.refusals.map(({ line, why }) => `refused: ${line}\n  ${why}`),
        ]
          .concat(compared === undefined ? [] : comparedText(compared))
          .join('\n'),
      );
      if (pushed.refused > 0 || compared?.some(({ same }) => !same) === true)
        process.exitCode = exitCodes.environment.code;
    });
}

function tell<T>({ json }: PushFlags, result: T, text: (result: T) => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(result) : text(result)}\n`);
}

function pushedText({ points, written, refused, pending }: Pushed): string {
  return `${points} points: ${written} written, ${refused} refused, ${pending} pending`;
}

function countsText(counts: Readonly<Record<string, Counted>>): string {
  const rows = Object.entries(counts).map(
    ([name, { points, hash }]) => `${name.padEnd(16)} ${String(points).padStart(9)}  ${hash}`,
  );
  return rows.join('\n');
}

function comparedText(compared: readonly Compared[]): readonly string[] {
  return compared.map(({ measurement, recording, database, same }) =>
    same
      ? `${measurement.padEnd(16)} ${String(recording.points).padStart(9)}  the same`
      : `${measurement.padEnd(16)} ${String(recording.points).padStart(9)}  DIFFERENT: ${database.points} in the database`,
  );
}
