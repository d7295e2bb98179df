/**
 * A recording → summary and report: what `rollcall replay` and `rollcall report` do, and what a run does at its end. The
 * same reducers as during the run, so a replay gives the run's own summary, to the byte.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { catalog } from '../metrics/catalog.js';
import { createRunReducer } from '../metrics/run-data.js';
import { timelinesOf } from '../metrics/timeline.js';
import { summaryText } from '../metrics/summary-text.js';
import { summaryOf } from '../metrics/summary.js';
import type { Summary } from '../model/summary.js';
import { readRecording } from '../recording/read-recording.js';
import { embedScreenshots } from '../report/embed-screenshots.js';
import { renderReport } from '../report/render-report.js';
import { newCourse, stepCourse, type ReportData } from '../report/report-data.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { reportIterations } from './report-iterations.js';
import type { ResultsFolder } from './results-folder.js';

export interface ReadRun {
  readonly summary: Summary;
  readonly report: ReportData;
}

/** @throws HarnessError `bad_recording` when it cannot be read as one. */
export async function readRun(recording: string): Promise<ReadRun> {
  const reader = readRecording(recording);
  const reducer = createRunReducer();
  const course = newCourse();
  for await (const lines of reader.groups()) {
    for (const line of lines) {
      reducer.step(line);
      stepCourse(course, line);
    }
  }
  const summary = summaryOf(reducer.data, { unreadableLines: reader.problems.unreadable });
  const legend = Object.entries(catalog).map(([name, { unit, definition }]) => ({ name, unit, definition }));
  return {
    summary,
    report: {
      summary,
      course,
      iterations: reportIterations(reducer.data.iterations, course.until),
      timelines: timelinesOf(reducer.data),
      levels: reducer.data.generator.levels,
      screenshots: await embedScreenshots(path.dirname(recording), course),
      legend,
    },
  };
}

/** @throws HarnessError `environment` when the disk refuses. */
export async function writeResults(files: ResultsFolder, { summary, report }: ReadRun): Promise<void> {
  await write(files.summary, summaryText(summary));
  await write(files.report, renderReport(report));
}

export async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new HarnessError('environment', `${file} cannot be written: ${messageOf(cause)}`, {
      hint: 'Make room on that disk or name another folder; the recording has everything: rollcall report <recording>',
      cause,
    });
  }
}
