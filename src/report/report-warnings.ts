/** What a reader must know before believing the numbers. */
import { plural } from './format.js';
import type { ReportData } from './report-data.js';

export function reportWarnings({ summary, course }: ReportData): readonly string[] {
  const { run, generator, usable_by } = summary;
  const options = course.header?.options;
  const devices = [...new Set(Object.values(options?.scenarios ?? {}).map(({ device }) => device))];
  const apple = devices.filter((device) => /^(?:iphone|ipad)/i.test(device));
  const warnings = [
    run.partial &&
      `This run is partial: ${run.partial_reason ?? 'it ended before its plan did'}. Its numbers cover what happened until then.`,
    apple.length > 0 &&
      `${apple.join(', ')}: emulated in Chromium. Screen, touch and user agent are the phone's, the engine is not; no real iPhone looks like this to a platform.`,
    generator.uncertain_clock_joins > 0 &&
      `The clock of ${plural(generator.uncertain_clock_joins, 'join')} could not be placed to within 20 ms.`,
    (usable_by.unobserved ?? 0) > 0 &&
      `The media of ${plural(usable_by.unobserved ?? 0, 'join')} could not be seen: they count as usable when they were in the meeting.`,
    run.unreadable_lines > 0 &&
      `${plural(run.unreadable_lines, 'line')} of the recording could not be read and ${run.unreadable_lines === 1 ? 'is' : 'are'} missing here.`,
    options?.trace === true &&
      'A Playwright trace was kept beside this report. It may hold passcodes and other secrets of the page: look before you share it.',
  ];
  return warnings.filter((warning) => warning !== false);
}
