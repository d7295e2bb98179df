/**
 * Everything of a recording that a summary needs, gathered line by line: while the run goes on or when its file is read
 * again. Memory grows with iterations, not with time.
 */
import type { DroppedIterationLine, EndLine, HeaderLine, Line } from '../model/line.js';
import type { NetworkEffect } from '../model/summary.js';
import { crashesOf, type DropFacts } from './drops.js';
import { createGeneratorReducer, type GeneratorData } from './generator-data.js';
import { createIterationReducer, type IterationRecord } from './iteration.js';
import { createStayReducer } from './outages.js';
import { createKeptFromReducer } from './kept-from.js';
import { createStuckLeavingReducer, type StuckLeaving } from './stuck-leaving.js';
import type { StatsStep } from './stats-reader.js';
import type { StayRecord } from './stay.js';
import { createNetworkEffectReducer } from './network-effect.js';
import type { UsableEvent } from './usable.js';

export interface RunData {
  readonly header?: HeaderLine;
  readonly end?: EndLine;
  /** The latest `t` of all lines. */
  readonly lastT: number;
  /** In the order in which they were scheduled. */
  readonly iterations: readonly IterationRecord[];
  readonly dropped: readonly DroppedIterationLine[];
  readonly generator: GeneratorData;
  /** What is known of a participant's stay as of now. */
  readonly stayOf: (p: string) => StayRecord | undefined;
  readonly networks: readonly NetworkEffect[];
  /** What no network reached, one sentence each. */
  readonly unshaped: readonly string[];
  /** Hosts that pages were kept from, one sentence each. */
  readonly keptFrom: readonly string[];
  readonly stuckLeaving: StuckLeaving | undefined;
  /** How often starts were held back, since the platform limits the rate of joins. */
  readonly backOffs: number;
}

/** What `dropOf` asks beyond the iteration itself. */
export function dropFactsOf({ iterations, generator }: RunData): DropFacts {
  return { isHealthy: (t) => generator.levels.at(t) === 'healthy', crashes: crashesOf(iterations) };
}

export interface RunReducer {
  /** @returns those who became usable by this line, for who counts `hold` from it. */
  step(line: Line): readonly UsableEvent[];
  /** What the last line, if it was a stats line, added to those of its participant before it. */
  readonly added: StatsStep | undefined;
  readonly data: RunData;
}

export function createRunReducer(): RunReducer {
  const iterations = createIterationReducer();
  const generator = createGeneratorReducer();
  const stays = createStayReducer();
  const networks = createNetworkEffectReducer();
  const keptFrom = createKeptFromReducer();
  const leaving = createStuckLeavingReducer();
  let header: HeaderLine | undefined;
  let end: EndLine | undefined;
  let lastT = 0;
  let backOffs = 0;
  let added: StatsStep | undefined;
  return {
    step(line) {
      if (line.t > lastT) lastT = line.t;
      if (line.type === 'header') header ??= line;
      else if (line.type === 'end') end ??= line;
      else if (line.type === 'action' && line.name === 'back_off' && line.phase === 'begin') backOffs += 1;
      const usable = iterations.step(line);
      generator.step(line, usable);
      added = stays.step(line, usable);
      networks.step(line);
      keptFrom.step(line);
      leaving.step(line);
      return usable;
    },
    get added() {
      return added;
    },
    get data() {
      return {
        ...(header !== undefined && { header }),
        ...(end !== undefined && { end }),
        lastT,
        iterations: iterations.iterations,
        dropped: iterations.dropped,
        stayOf: (p: string) => stays.stayOf(p),
        keptFrom: keptFrom.sentences,
        stuckLeaving: leaving.stuck,
        backOffs,
        // Worked out when they are asked for: whoever looks every second at something else must not pay for them.
        get generator() {
          return generator.data;
        },
        get networks() {
          return networks.effects;
        },
        get unshaped() {
          return networks.unshaped;
        },
      };
    },
  };
}
