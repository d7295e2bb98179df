/** How many tests passed, failed and were skipped, out of vitest's JSON report. */

/**
 * `report` is absent when vitest ended before it could write one. What fails outside a test (a file that does not load, a
 * hook, an unhandled rejection) is in no test's result and counts as one failure, so that the line never hides it.
 */
export function tally(report, exitCode) {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const filesThatDidNotLoad = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = (report?.numFailedTests ?? 0) + filesThatDidNotLoad;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}

export function lineOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The names of suites in which something was skipped; a test outside of any has only its own. */
export function skippedSuites(report) {
  const skipped = (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ ancestorTitles, title }) => ancestorTitles.find((name) => name !== '') ?? title);
  return [...new Set(skipped)];
}
