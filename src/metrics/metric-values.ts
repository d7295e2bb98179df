/** Every metric of the catalog over the whole run, by its k6 type. */
import type { MetricValues } from '../model/summary.js';
import { catalog, metricNames, type MetricDefinition, type MetricName } from './catalog.js';
import { percentilesOf } from './percentiles.js';
import type { SampleSet } from './sample-set.js';

export function metricValues(samples: SampleSet): Readonly<Record<string, MetricValues>> {
  return Object.fromEntries(metricNames.map((name) => [name, valuesOf(name, samples)]));
}

function valuesOf(name: MetricName, samples: SampleSet): MetricValues {
  const values = samples.select({ metric: name, tags: {} }).map(({ value }) => value);
  const total = values.length;
  const sum = values.reduce((so, value) => so + value, 0);
  const { type }: MetricDefinition = catalog[name];
  switch (type) {
    case 'trend':
      return { type: 'trend', ...percentilesOf(values) };
    case 'rate':
      return { type: 'rate', ...(total > 0 && { rate: sum / total }), passes: sum, total };
    case 'counter':
      return { type: 'counter', count: sum };
    case 'gauge': {
      const last = values.at(-1);
      return { type: 'gauge', ...(last !== undefined && { value: last }) };
    }
  }
}
