import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import builder from 'junit-report-builder';
import type { Outcome } from './scenario.ts';

/** Writes what went how in the form that CI systems read. */
export function writeJunit(file: string, outcomes: readonly Outcome[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const report = builder.newBuilder();
  const suite = report.testSuite().name('e2e');
  for (const { scenario, seconds, error } of outcomes) {
    const test = suite.testCase().className('e2e').name(`${scenario.name}: ${scenario.shows}`).time(seconds);
    if (error !== undefined) test.failure(error.split('\n')[0] ?? '').stacktrace(error);
  }
  report.writeTo(file);
}
