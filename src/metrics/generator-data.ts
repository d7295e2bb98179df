/**
 * The generator over the run: how it felt in every second, which joins fell into which seconds, and what the page cost. From
 * all lines, in the order of the file; memory grows with participants, not with time.
 */
import type { HealthLine, Line } from '../model/line.js';
import { BoundedHistogram } from './bounded-histogram.js';
import type { GeneratorCost, HealthLevel, Short } from '../model/summary.js';
import { CostReducer } from './generator-cost.js';
import { judge, meanSigns, signsOf, type Health, type Signs } from './generator-second.js';
import { LevelSeries } from './level-series.js';
import { PageSignsReducer } from './page-signs.js';
import type { UsableEvent } from './usable.js';

export interface GeneratorData {
  readonly samples: number;
  readonly cpu: BoundedHistogram;
  readonly psiCpuSome: BoundedHistogram;
  readonly eventLoopDelay: BoundedHistogram;
  readonly cores: number;
  /** Every second's level, over the run. */
  readonly levels: LevelSeries;
  /** Seconds in which somebody was joining or in, by level. */
  readonly seconds: Readonly<Record<HealthLevel, number>>;
  /** First joins and rejoins, in the order in which they ended. */
  readonly joins: readonly JoinHealth[];
  /** Saturated seconds in which each was short. */
  readonly short: Readonly<Partial<Record<Short, number>>>;
  readonly cost: GeneratorCost;
  /** Of the last second. */
  readonly last?: Health;
}

/** How the seconds were, on average, that a join fell into, from opening the link to usable or to its end. */
interface JoinHealth {
  readonly p: string;
  readonly level: HealthLevel;
  readonly signs: Signs;
}

export interface GeneratorReducer {
  /** @param usable those who became usable by this line */
  step(line: Line, usable: readonly UsableEvent[]): void;
  readonly data: GeneratorData;
}

interface OpenJoin {
  readonly p: string;
  readonly from: number;
  to: number;
  /** Those that it was open in: that it was usable may be told some seconds late, and the later ones are not its own. */
  readonly seconds: { readonly from: number; readonly to: number; readonly signs: Signs }[];
}

export function createGeneratorReducer(): GeneratorReducer {
  const cpu = new BoundedHistogram();
  const psiCpuSome = new BoundedHistogram();
  const eventLoopDelay = new BoundedHistogram();
  const pages = new PageSignsReducer();
  const cost = new CostReducer();
  const levels = new LevelSeries();
  const seconds = { healthy: 0, strained: 0, saturated: 0 };
  const short: Partial<Record<Short, number>> = {};
  const joins: JoinHealth[] = [];
  const open = new Map<string, OpenJoin>();
  /** Over, and waiting for the health line of their last second. */
  let ended: OpenJoin[] = [];
  const inside = new Set<string>();
  let samples = 0;
  let cores = 1;
  let lastAt: number | undefined;
  let last: Health | undefined;

  const end = (p: string, t: number): void => {
    const join = open.get(p);
    if (join === undefined) return;
    open.delete(p);
    join.to = t;
    ended.push(join);
  };

  const health = (line: HealthLine): void => {
    samples++;
    if (line.cpu !== undefined) cpu.add(line.cpu);
    if (line.psi_cpu_some !== undefined) psiCpuSome.add(line.psi_cpu_some);
    if (line.event_loop_delay_ms !== undefined) eventLoopDelay.add(line.event_loop_delay_ms);
    const slowed = pages.slowed;
    const from = lastAt ?? line.t - 1_000;
    lastAt = line.t;
    const signs = signsOf(line, pages.take(line.t), cores);
    last = judge(signs);
    levels.add(from, line.t, last.level);
    const joining = [...open.values(), ...ended];
    if (joining.length + inside.size > 0) {
      seconds[last.level] += 1;
      if (last.level === 'saturated') for (const who of last.short) short[who] = (short[who] ?? 0) + 1;
    }
    cost.step(line, Math.max(0, line.t - from) / 1_000, cores, { joining: joining.length, held: inside.size, slowed });
    for (const join of joining) if (line.t > join.from) join.seconds.push({ from, to: line.t, signs });
    joins.push(...ended.map(judged));
    ended = [];
  };

  return {
    step(line, usable) {
      pages.step(line);
      if (line.type === 'header') cores = line.machine.cores;
      else if (line.type === 'health') health(line);
      else if (line.type === 'moment' && line.name === 'link_opened') {
        cost.join();
        inside.delete(line.p);
        open.set(line.p, { p: line.p, from: line.t, to: Infinity, seconds: [] });
      }
      for (const { p, t } of usable) {
        end(p, t);
        inside.add(p);
      }
      if (line.type === 'outcome') {
        end(line.p, line.t);
        inside.delete(line.p);
      }
    },
    get data() {
      return {
        samples,
        cpu,
        psiCpuSome,
        eventLoopDelay,
        cores,
        levels,
        seconds: { ...seconds },
        // The last second of some has no line any more.
        joins: [...joins, ...ended.map(judged)],
        short: { ...short },
        cost: cost.cost,
        ...(last !== undefined && { last }),
      };
    },
  };
}

function judged({ p, from, to, seconds }: OpenJoin): JoinHealth {
  const parts = seconds.flatMap((second) => {
    const weight = Math.min(second.to, to) - Math.max(second.from, from);
    return weight > 0 ? [{ signs: second.signs, weight }] : [];
  });
  const signs = meanSigns(parts);
  return { p, level: judge(signs).level, signs };
}
