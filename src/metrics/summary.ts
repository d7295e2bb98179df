/**
 * The summary of a run: everything its verdict rests on, from its lines alone. The run and a replay call the same code with the
 * same lines and get the same bytes (`summary-text.ts`).
 */
import type { EndLine, HeaderLine, Line } from '../model/line.js';
import type { RunSummary, Summary, VerdictName } from '../model/summary.js';
import { HarnessError } from '../shared/errors.js';
import { exitCodesInOrder, type ExitCode } from './exit-codes.js';
import { generatorSummary } from './generator-summary.js';
import { spoiledBy } from './generator-verdict.js';
import { groupsOf, usableBy } from './groups.js';
import { metricValues } from './metric-values.js';
import { notInEffect } from './network-effect.js';
import { listOutages } from './outage-list.js';
import { countOutcomes } from './outcome-counts.js';
import { remarksOf, shortened } from './remarks.js';
import { createRunReducer, type RunData } from './run-data.js';
import { collectSamples } from './sample-set.js';
import { isMeasured } from './selector.js';
import { sentenceOf } from './sentence.js';
import { evaluateThresholds, usualConfidence } from './thresholds.js';
import { verdictOf } from './verdict.js';

export interface SummaryOptions {
  /** Lines of the recording that could not be read, as its reader counted them. */
  readonly unreadableLines?: number;
}

/** @throws HarnessError `bad_recording` when there is no header: nothing says what was asked for. */
export function summaryOf(data: RunData, { unreadableLines = 0 }: SummaryOptions = {}): Summary {
  const { header, end } = data;
  if (header === undefined) throw new HarnessError('bad_recording', 'The recording has no header line.');
  const { options } = header;
  const samples = collectSamples(data, options);
  const thresholds = evaluateThresholds(data, options, samples);
  const groups = groupsOf(data, options, samples);
  const classes = groups.filter(({ scenario }) => scenario === null);
  const measured = data.iterations.filter(({ scheduled }) => isMeasured(scheduled.tags));
  const byGenerator = spoiledBy(data.generator, options, measured);
  const { verdict, reasons } = verdictOf(
    thresholds,
    classes.reduce((sum, { joins }) => sum + joins.joined, 0),
    [...byGenerator, ...shortened(notInEffect(data.networks))],
  );
  const generator = generatorSummary(data.generator, options, measured);
  const run = runSummary(header, end, data.lastT, unreadableLines);
  const targetMs = options.target.join_time_ms;
  return {
    schema_version: 1,
    verdict,
    exit_codes: exitCodesInOrder(codesOf(verdict, end)),
    sentence: sentenceOf({
      verdict,
      classes,
      thresholds,
      targetMs,
      partial: run.partial,
      byGenerator: byGenerator.length > 0,
    }),
    reasons,
    remarks: remarksOf({
      classes,
      thresholds,
      generator,
      targetMs,
      confidence: options.confidence ?? usualConfidence,
      unreadableLines,
      networks: data.networks,
      unshaped: data.unshaped,
      keptFrom: data.keptFrom,
      stuckLeaving: data.stuckLeaving,
      rewrite: options.rewrite ?? {},
      backOffs: data.backOffs,
    }),
    thresholds,
    groups,
    outcomes: countOutcomes(measured),
    ...listOutages(data),
    usable_by: usableBy(measured),
    metrics: metricValues(samples),
    networks: data.networks,
    generator,
    run,
  };
}

/** From the lines of a recording, as `recording/` reads them or as a test makes them. */
export async function summarise(
  lines: Iterable<Line> | AsyncIterable<Line>,
  options?: SummaryOptions,
): Promise<Summary> {
  const reducer = createRunReducer();
  for await (const line of lines) reducer.step(line);
  return summaryOf(reducer.data, options);
}

function codesOf(verdict: VerdictName, end: EndLine | undefined): readonly ExitCode[] {
  const byVerdict = { pass: 0, fail: 99, inconclusive: 120, invalid: 121 } as const;
  // Aborted by a threshold is no interruption: the threshold is what is told.
  return [byVerdict[verdict], ...(end === undefined || end.reason === 'interrupted' ? ([105] as const) : [])];
}

function runSummary(header: HeaderLine, end: EndLine | undefined, lastT: number, unreadableLines: number): RunSummary {
  const { options } = header;
  const reason = partialReason(end);
  return {
    id: header.run_id,
    name: header.run_name,
    started_at: isoTime(header.startedAt),
    duration_ms: end?.t ?? lastT,
    partial: reason !== undefined,
    ...(reason !== undefined && { partial_reason: reason }),
    platform: options.platform,
    seed: options.seed,
    target_join_time_ms: options.target.join_time_ms,
    ...(options.confidence !== undefined && { confidence: options.confidence }),
    unreadable_lines: unreadableLines,
  };
}

function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) throw new HarnessError('bad_recording', 'The header has no valid startedAt.');
  return date.toISOString();
}

function partialReason(end: EndLine | undefined): string | undefined {
  if (end === undefined) return 'The recording has no end: the run was killed, or it is still going on.';
  const detail = end.detail === undefined ? '' : `: ${end.detail}`;
  if (end.reason === 'interrupted') return `The run was interrupted${detail}`;
  return end.reason === 'aborted' ? `The run was aborted${detail}` : undefined;
}
