import junit from 'junit-report-builder';
import type { Outcome } from './scenario.ts';

// XML has no place for them; colours of a log bring them along.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

const printable = (text: string): string => text.replaceAll(UNPRINTABLE, '');

/** The outcomes as JUnit XML: one suite, one case for each scenario. @param suite name of the command */
export function junitXml(suite: string, outcomes: readonly Outcome[]): string {
  const builder = junit.newBuilder();
  const cases = builder.testSuite().name(suite);
  for (const { scenario, seconds, error, details } of outcomes) {
    const testCase = cases
      .testCase()
      .name(scenario.name)
      .className(suite)
      .time(Number(seconds.toFixed(1)));
    testCase.file(`test/e2e/scenarios/${scenario.name}.ts`);
    if (error === undefined) continue;
    const [first = ''] = error.split('\n');
    testCase.failure(printable(first)).stacktrace(printable(error));
    if (details !== undefined) testCase.standardError(printable(details));
  }
  return builder.build();
}
