/** `rollcall run --influx`: a sink that is asked before the run starts, and what people read of it while and after. */
import type { ResolvedConfig } from '../config/resolve-config.js';
import type { RunResult } from '../run/run-scenario.js';
import type { TerminalView } from '../report/terminal.js';
import { monotonicClock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { LiveInflux } from '../sinks/influxdb/live.js';
import { InfluxServer } from '../sinks/influxdb/server.js';
import { ownTags } from '../sinks/influxdb/tags.js';
import { influxTarget, targetText } from '../sinks/influxdb/target.js';
import type { Sink, SinkAccount } from '../sinks/sink.js';

export interface InfluxOfRun {
  readonly open: (recording: string) => Sink;
  /** What is sent and what waits; `undefined` before there is anything. */
  readonly progress: () => string | undefined;
  readonly tell: (result: RunResult, view: TerminalView) => void;
}

/** For commander: an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/**
 * What is wrong with the address, the password or a tag is known before the run starts.
 * @param given of `--tag`
 * @throws HarnessError `bad_configuration`, `environment`
 */
export async function influxFor(
  config: ResolvedConfig,
  given: readonly string[],
  say: (sentence: string) => void,
): Promise<InfluxOfRun | undefined> {
  const tags = ownTags(given);
  const target = influxTarget(config.influx);
  if (target === undefined) {
    if (given.length === 0) return undefined;
    throw new HarnessError('bad_configuration', 'Tags are for points in InfluxDB, and none is named.', {
      hint: 'Name it with --influx http://127.0.0.1:8086, or leave --tag out.',
    });
  }
  const server = new InfluxServer(target);
  await server.prepare();
  say(`Every second goes to InfluxDB at ${targetText(target)}`);
  let sink: Sink | undefined;
  return {
    open: (recording) => (sink = new LiveInflux({ server, recording, clock: monotonicClock(), say, tags })),
    progress: () => (sink === undefined ? undefined : progressText(sink.account)),
    tell: ({ sent, files }, view) => {
      if (sent !== undefined)
        tellSent(sent, ['rollcall push', files.recording, ...given.map(asOption)].join(' '), view);
    },
  };
}

function progressText({ written, refused, pending, problem }: SinkAccount): string {
  if (problem !== undefined) return `InfluxDB: no longer sent to: ${problem}`;
  const also = refused > 0 ? `, ${refused} refused` : '';
  return `InfluxDB: ${written} points written, ${pending} wait${also}`;
}

function tellSent({ points, written, refused, pending, problem }: SinkAccount, push: string, view: TerminalView): void {
  const text = `InfluxDB: ${written} of ${points} points are written`;
  if (written === points) {
    view.note(`${text}.`);
    return;
  }
  const parts = [
    ...(refused > 0 ? [`${refused} were refused`] : []),
    ...(pending > 0 ? [`${pending} wait: ${push}`] : []),
    ...(problem === undefined ? [] : [problem]),
  ];
  process.stderr.write(`${text}; ${parts.join('; ')}\n`);
}

function asOption(tag: string): string {
  return `--tag ${/^[\w=.:-]+$/.test(tag) ? tag : `'${tag.replaceAll("'", String.raw`'\''`)}'`}`;
}
