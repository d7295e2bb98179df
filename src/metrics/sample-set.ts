/** All samples of a run, found by metric and tags. */
import type { RunOptions } from '../model/run-options.js';
import type { Tags } from '../model/tags.js';
import { metricNames, type MetricName } from './catalog.js';
import { dropFactsOf, type RunData } from './run-data.js';
import { samplesOf, samplesOfDropped, type Sample } from './samples.js';
import { selecting, type Selector } from './selector.js';

export interface SampleSet {
  /** Those of the selector's metric that it means. */
  select(selector: Selector): readonly Sample[];
  /** Whether anything was planned that this selector means: then a counter that never moved is a 0 that was seen. */
  planned(selector: Selector): boolean;
}

export function collectSamples(data: RunData, options: RunOptions): SampleSet {
  const { iterations, dropped, stayOf } = data;
  const byMetric = new Map<string, Sample[]>(metricNames.map((name: MetricName) => [name, []]));
  const keep = (sample: Sample): void => {
    byMetric.get(sample.metric)?.push(sample);
  };
  const dropFacts = dropFactsOf(data);
  for (const iteration of iterations) {
    samplesOf(iteration, options, { stay: stayOf(iteration.scheduled.p), dropFacts }).forEach(keep);
  }
  for (const line of dropped) samplesOfDropped(line).forEach(keep);
  const plannedTags = (): readonly Tags[] => [
    ...iterations.map(({ scheduled }) => scheduled.tags),
    ...dropped.map(({ tags }) => tags),
  ];
  return {
    select: (selector) => {
      const wanted = selecting(selector.tags);
      return (byMetric.get(selector.metric) ?? []).filter(({ tags }) => wanted(tags));
    },
    planned: (selector) => plannedTags().some(selecting(selector.tags)),
  };
}
