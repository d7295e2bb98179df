/** The option `network` → the networks of a participant in the order of time, or everything that is impossible about it. */
import { specOf } from '../browser/network/figures.js';
import type { NetworkStep } from '../model/network.js';
import type { ScenarioOptions } from '../model/run-options.js';
import type { Problem } from '../shared/errors.js';
import { formatDuration } from '../shared/duration.js';
import { oneOf } from '../shared/nearest-name.js';
import { describeValue } from './describe-value.js';
import type { NetworkCatalog } from './known.js';
import type { Placed } from './layers.js';
import type { ParsedNetwork, ParsedStep } from './network-schema.js';

export interface ResolvedNetwork {
  readonly options: Pick<ScenarioOptions, 'network' | 'networks'>;
  readonly problems: readonly Problem[];
}

/** How long a participant stays, or else what it does instead. */
export interface Stay {
  readonly holdMs: number;
  readonly exec: unknown;
}

export function resolveNetwork(
  given: Placed<ParsedNetwork> | undefined,
  networks: NetworkCatalog,
  stay: Stay,
): ResolvedNetwork {
  const holdMs = stay.exec === undefined ? stay.holdMs : undefined;
  if (given === undefined) {
    const options = { network: unshaped, ...(changesNetwork(stay.exec) && { networks: [untouched] }) };
    return { options, problems: [] };
  }
  const { value, place } = given;
  if (!Array.isArray(value)) {
    const only = stepsOf({ at: 0, network: value }, place, networks);
    return {
      options: { network: nameOf(value), networks: only.steps },
      problems: only.problems.length > 0 ? only.problems : offlineProblems(only.steps, place, holdMs),
    };
  }
  const each = value.map((step, index) => stepsOf(step, `${place}[${index}]`, networks));
  const steps = each.flatMap((step) => step.steps);
  const problems = [...each.flatMap((step) => step.problems), ...orderProblems(value, place)];
  const [first] = steps;
  const isFromTheStart = first?.at_ms === 0 && first.after === 'start';
  return {
    options: {
      network: isFromTheStart && value[0] !== undefined ? nameOf(value[0].network) : unshaped,
      networks: isFromTheStart ? steps : [untouched, ...steps],
    },
    problems: problems.length > 0 ? problems : offlineProblems(steps, place, holdMs),
  };
}

/** The tag of those whose network is this machine's. */
const unshaped = 'unshaped';

/** Nothing is added yet, but what comes later can be: a context's way is laid once, before its page. */
const untouched: NetworkStep = { at_ms: 0, after: 'start', network: { name: unshaped, spec: { rtt_ms: 0 } } };

/**
 * Whether code of the user's own will want another network, as far as its text tells. Where it does so out of sight (in a
 * function of its own), the participant says that the scenario has to name a network to begin with.
 */
function changesNetwork(exec: unknown): boolean {
  return (
    typeof exec === 'function' && /\.(?:network|offline|switchNetwork)\(/.test(Function.prototype.toString.call(exec))
  );
}

type Plain = ParsedStep['network'];

function nameOf(network: Plain): string {
  return typeof network === 'string' ? network : 'custom';
}

/** One step, or several where the name stands for some. */
function stepsOf(
  { at, after = 'start', network }: Pick<ParsedStep, 'at' | 'network'> & { readonly after?: ParsedStep['after'] },
  place: string,
  networks: NetworkCatalog,
): { readonly steps: readonly NetworkStep[]; readonly problems: readonly Problem[] } {
  if (typeof network !== 'string') {
    const { up, down, queue } = network;
    const problems: Problem[] = [];
    if (Object.values(network).every((figure) => figure === undefined))
      problems.push({ place, found: 'no figure', expected: 'at least one of rtt, loss, up, down, queue' });
    if (queue !== undefined && up === undefined && down === undefined)
      problems.push({
        place: `${place}.queue`,
        found: String(queue),
        expected: 'up or down beside it: nothing queues without a rate',
      });
    const spec = specOf(withoutUndefined(network));
    return { steps: [{ at_ms: at, after, network: { name: 'custom', spec } }], problems };
  }
  if (!networks.names.includes(network)) {
    const expected = `a network by its name: ${oneOf(networks.names, network)}`;
    return { steps: [], problems: [{ place, found: describeValue(network), expected }] };
  }
  const steps = networks.named(network).map((step) => ({ at_ms: at + step.at_ms, after, network: step.network }));
  return { steps, problems: [] };
}

function orderProblems(steps: readonly ParsedStep[], place: string): readonly Problem[] {
  return steps.flatMap(({ at, after = 'start' }, index) => {
    const before = steps.slice(0, index).findLast((step) => (step.after ?? 'start') === after);
    return before === undefined || at > before.at
      ? []
      : [
          {
            place: `${place}[${index}].at`,
            found: `${formatDuration(at)}, after a step at ${formatDuration(before.at)}`,
            expected: 'steps in the order of time, each later than the one before',
          },
        ];
  });
}

/** Nobody can be in a meeting that is out of reach for as long as they would stay. */
function offlineProblems(steps: readonly NetworkStep[], place: string, holdMs: number | undefined): readonly Problem[] {
  if (holdMs === undefined) return [];
  return steps.flatMap((step, index) => {
    if (step.network.spec.offline !== true) return [];
    const next = steps.slice(index + 1).find(({ network }) => network.spec.offline !== true);
    if (next === undefined) {
      return [
        {
          place,
          found: 'offline to the end',
          expected: 'a step after it with another network: nobody can be in like that',
        },
      ];
    }
    const lasts = next.at_ms - step.at_ms;
    if (next.after !== step.after || lasts <= holdMs) return [];
    const found = `offline for ${formatDuration(lasts)}`;
    return [{ place, found, expected: `at most as long as the hold (${formatDuration(holdMs)})` }];
  });
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
