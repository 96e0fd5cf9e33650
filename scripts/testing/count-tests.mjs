/**
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} TestFile
 * @typedef {{ testResults: readonly TestFile[] }} Report vitest's JSON report
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** What vitest did. A file that failed before its first test counts as one failed. @param {Report} report @returns {Counts} */
export function countTests(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report.testResults) {
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) counts.failed++;
    for (const test of assertionResults)
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else counts.skipped++;
  }
  return counts;
}

/** The closing line. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
