/** Ends jest's output with the real counts on a line of their own, for people and for CI. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    // A file that does not even load has no failed test, and has failed all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(
      `\n${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
};
