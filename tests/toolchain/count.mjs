// The last line of `npm test`.

/**
 * @typedef {object} Report what Vitest's JSON reporter writes, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numPendingTests skipped, also because a hook before them failed
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one a file
 */

/**
 * Counts tests. A file that failed without a failed test (it does not load, a hook throws) counts as one failed test.
 *
 * @param {Report} report
 * @returns {string} "N passed, N failed", then ", N skipped" if any was
 */
export function count({ numPassedTests, numPendingTests, numTodoTests, testResults }) {
  let failed = 0;
  for (const file of testResults) {
    const tests = file.assertionResults.filter((test) => test.status === "failed").length;
    failed += file.status === "failed" ? Math.max(tests, 1) : tests;
  }
  const skipped = numPendingTests + numTodoTests;
  return `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
