const { writeSync } = require('node:fs');

/** Ends the output with the real counts on a line of their own, for people and for CI. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    // A file that does not even load has no failed test, and has failed all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const counts = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // Jest prints its own summary after every reporter has run.
    process.once('exit', () => writeSync(1, `\n${counts}\n`));
  }
};
