import { writeFileSync } from 'node:fs';

/** A jest reporter that leaves the counts of the run, as JSON, in the file that TEST_COUNTS_FILE names. */
export default class CountReporter {
  /**
   * @param {unknown} _contexts
   * @param {Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites' | 'numPendingTests' | 'numTodoTests', number>} results
   */
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A file that does not load runs no test; without this its tests would be missing unnoticed.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(String(process.env['TEST_COUNTS_FILE']), JSON.stringify(counts));
  }
}
