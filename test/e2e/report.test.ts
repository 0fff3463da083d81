import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { junitXml } from './harness/junit.ts';
import { fill, table } from './harness/markdown.ts';
import { parseMetrics } from './harness/metrics.ts';
import { proofParts } from './harness/proof.ts';
import { report } from './harness/report.ts';
import type { Outcome, Scenario } from './harness/scenario.ts';
import { VARIANTS } from './scenarios/api-variants.ts';

jest.mock('@kubernetes/client-node', () => ({}));
jest.mock('../../imports/generator/sources.mjs', () => jest.requireActual<object>('./support/sources.ts'));

const scenario = (name: string): Scenario => ({
  name,
  shows: `That ${name} | works`,
  sabotage: { what: 'a wrong query', file: /x/, find: 'a', replace: 'b' },
  run: () => Promise.resolve(),
});
const GOOD: Outcome = { scenario: scenario('canary'), seconds: 61.26 };
const BAD: Outcome = {
  scenario: scenario('drift'),
  seconds: 3,
  error: 'weights: wanted <5>\nmore "words" \u001b[31mred',
  details: 'logs',
};
const OPTIONS = { only: [], platforms: ['pern'], keep: false, sabotage: false, results: '' };
const DONE = { figures: [], memory: [], seconds: 70 };

describe('JUnit', () => {
  const xml = junitXml('e2e', [GOOD, BAD]);

  it('has a case for each scenario, with its seconds', () => {
    expect(xml).toContain('<testsuites tests="2" failures="1" errors="0" skipped="0">');
    expect(xml).toContain('<testcase name="canary" classname="e2e" time="61.3" file="test/e2e/scenarios/canary.ts"/>');
  });

  it('has the text of the failure, in characters that XML knows', () => {
    expect(xml).toContain('<failure message="weights: wanted &lt;5>"');
    expect(xml).toContain('more "words" [31mred');
    expect(xml).toContain('logs');
  });
});

describe('the page of the proof', () => {
  const page = readFileSync('docs/proof.md', 'utf8');
  const parts = proofParts({
    outcomes: [GOOD],
    figures: [{ name: 'Applications', value: 1000, unit: '' }],
    memory: [
      { component: 'etcd', resident: 100.04, peak: 120 },
      { component: 'redis', resident: 9, peak: 10 },
    ],
    seconds: 300,
    replaced: ['the address'],
    variants: VARIANTS,
  });

  it('keeps the words around what is generated, and is formatted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-proof-'));
    const file = join(folder, 'proof.md');
    try {
      writeFileSync(file, fill(page, parts));
      const prettier = ['node_modules/prettier/bin/prettier.cjs', '--config', 'package.json'];
      const text = execFileSync(process.execPath, [...prettier, file]).toString();
      const prose = (whole: string): string =>
        whole.replaceAll(/(<!-- begin (\S+) -->)[^]*?(<!-- end \2 -->)/g, '$1$3');
      expect(prose(text)).toBe(prose(page));
      expect(text).toMatch(/^\| `canary` +\| That canary \\\| works \| 61 +\| a wrong query +\|$/m);
      expect(text).toMatch(/^\| together +\| 109 +\| 130 +\|$/m);
      expect(text).toMatch(/^\| Applications +\| 1,000 +\|$/m);
      const rows = text.replaceAll(/ +\|/g, ' |');
      for (const { name, seenBy = '' } of VARIANTS.filter(({ says }) => says === undefined))
        expect(rows).toContain(`| ${name} | ${seenBy} |`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses a page that has no place for a part', () => {
    expect(() => fill('# Proof', parts)).toThrow('the page has no place for scenarios');
  });

  it('escapes what would end a cell', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });
});

describe('the end of a run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'argosy-results-'));
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });
  const last = (): unknown => jest.mocked(console.log).mock.calls.at(-1)?.[0];

  it('prints the count as its last line, leaves JUnit, and answers the exit code', () => {
    const options = { ...OPTIONS, results: folder };
    expect(report({ ...DONE, tier: 'api', options, outcomes: [GOOD] })).toBe(0);
    expect(last()).toBe('1 passed, 0 failed');
    expect(report({ ...DONE, tier: 'all', options, outcomes: [GOOD, BAD] })).toBe(1);
    expect(last()).toBe('1 passed, 1 failed');
    expect(readFileSync(join(folder, 'e2e-api.xml'), 'utf8')).toContain('failures="0"');
    expect(readFileSync(join(folder, 'e2e.xml'), 'utf8')).toContain('failures="1"');
  });

  it('passes a sabotage only when the scenario that it is for has failed', () => {
    const sabotaged = (name: string): number =>
      report({ ...DONE, tier: 'all', options: { ...OPTIONS, only: [name], sabotage: true }, outcomes: [GOOD, BAD] });
    expect([sabotaged('drift'), sabotaged('canary')]).toEqual([0, 1]);
  });
});

it('sums the samples of a metric whose labels fit', () => {
  const metrics = parseMetrics(
    '# TYPE git counter\ngit{kind="fetch",repo="a b"} 2\ngit{kind="ls",repo="a"} 3\ngit_total 7\nsum 1.5e+01\n',
  );
  expect([
    metrics.sum('git'),
    metrics.sum('git', 'kind="fetch"'),
    metrics.sum('git_total'),
    metrics.sum('sum'),
  ]).toEqual([5, 2, 7, 15]);
});
