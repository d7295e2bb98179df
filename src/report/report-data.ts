/**
 * In: the lines of a recording. Out: what the report shows beside summary and iterations: the generator's health over
 * time, what was done, what was kept to look at. Memory grows with participants, not with time.
 */
import type { ActionLine, EndLine, EvidenceLine, HeaderLine, Line } from '../model/line.js';
import type { Levels } from '../metrics/level-series.js';
import type { Timeline } from '../metrics/timeline.js';
import type { Summary } from '../model/summary.js';
import { addSample, newSeries, type BoundedSeries } from './bounded-series.js';
import type { ReportIteration } from './report-iteration.js';

/** Everything that `renderReport` needs. */
export interface ReportData {
  readonly summary: Summary;
  readonly course: RunCourse;
  readonly iterations: readonly ReportIteration[];
  /** States, what was injected, and curves of each participant's iteration, in the order of the plan. */
  readonly timelines: readonly Timeline[];
  /** How the generator felt over the run. */
  readonly levels: Levels;
  /** `EvidenceLine.file` → `data:` URI, for the screenshots that fit: see embed-screenshots.ts. */
  readonly screenshots: ReadonlyMap<string, string>;
  /** What the metrics mean, from the catalog. */
  readonly legend: readonly LegendEntry[];
}

interface LegendEntry {
  readonly name: string;
  readonly unit?: string;
  readonly definition: string;
}

/** Grows with each line given to `stepCourse`. */
export interface RunCourse {
  header?: HeaderLine;
  /** Time of the last thing that was seen. */
  until: number;
  /** Shares of all cores, 0–1. */
  readonly cpu: BoundedSeries;
  readonly pressure: BoundedSeries;
  /** The first of each participant. */
  readonly evidence: Map<string, EvidenceLine[]>;
  /** What the scenario or the host did beyond joining, staying and leaving, the first of it. */
  readonly actions: ActionLine[];
  actionsLeftOut: number;
  end?: EndLine;
}

const maxEvidence = 12;
const maxEvidenceText = 500;
const maxActions = 500;
const everydayActions: ReadonlySet<string> = new Set(['join', 'hold', 'leave']);

export function newCourse(): RunCourse {
  return { until: 0, cpu: newSeries(), pressure: newSeries(), evidence: new Map(), actions: [], actionsLeftOut: 0 };
}

/** Changes the course. */
export function stepCourse(course: RunCourse, line: Line): void {
  course.until = Math.max(course.until, line.t);
  switch (line.type) {
    case 'header':
      course.header = line;
      return;
    case 'health':
      if (line.cpu !== undefined) addSample(course.cpu, line.t, line.cpu);
      if (line.psi_cpu_some !== undefined) addSample(course.pressure, line.t, line.psi_cpu_some);
      return;
    case 'action':
      if (line.phase !== 'begin' || everydayActions.has(line.name)) return;
      if (course.actions.length < maxActions) course.actions.push(line);
      else course.actionsLeftOut++;
      return;
    case 'evidence':
      keepEvidence(course.evidence, line);
      return;
    case 'end':
      course.end = line;
      return;
    case 'moment':
    case 'state':
    case 'stats':
    case 'packets':
    case 'outcome':
      return;
  }
}

function keepEvidence(all: Map<string, EvidenceLine[]>, line: EvidenceLine): void {
  const kept = all.get(line.p) ?? [];
  // A screenshot says most: there is room for one however much console came before it.
  if (kept.length >= maxEvidence + (line.kind === 'screenshot' ? 1 : 0)) return;
  const text = line.text;
  kept.push(
    text !== undefined && text.length > maxEvidenceText
      ? { ...line, text: `${text.slice(0, maxEvidenceText)}…` }
      : line,
  );
  all.set(line.p, kept);
}

/** What "> timeout" means in this run: the longest join timeout of its scenarios. */
export function joinTimeoutMs({ course, summary }: ReportData): number {
  const timeouts = Object.values(course.header?.options.scenarios ?? {}).map((scenario) => scenario.join_timeout_ms);
  return Math.max(summary.run.target_join_time_ms, ...timeouts);
}
