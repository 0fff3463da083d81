import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import builder from 'junit-report-builder';
import type { Outcome } from './scenario.ts';

// XML has no place for them; colours of a log bring them along.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

const printable = (text: string): string => text.replaceAll(UNPRINTABLE, '');

/** Writes what went how in the form that CI systems read. */
export function writeJunit(file: string, outcomes: readonly Outcome[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const report = builder.newBuilder();
  const suite = report.testSuite().name('e2e');
  for (const { scenario, seconds, error, details } of outcomes) {
    const test = suite.testCase().className('e2e').name(scenario.name).time(seconds);
    test.file(`test/e2e/scenarios/${scenario.name}.ts`);
    if (error !== undefined) test.failure(printable(error.split('\n')[0] ?? '')).stacktrace(printable(error));
    if (details !== undefined) test.standardError(printable(details));
  }
  report.writeTo(file);
}
