import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJunit } from '../harness/junit.ts';
import { filled, partsOf, type Proof } from '../harness/proof.ts';
import { noticed } from '../harness/noticed.ts';
import type { Outcome, Scenario } from '../harness/scenario.ts';

const scenario = (name: string): Scenario => ({
  name,
  shows: `that ${name} | works`,
  sabotage: { what: `no ${name}`, file: /x/, find: 'x', replace: 'y' },
  run: () => Promise.resolve(),
});
const outcomes: Outcome[] = [
  { scenario: scenario('good'), seconds: 12.34 },
  { scenario: scenario('bad'), seconds: 1, error: 'weights: wanted <1>\nmore' },
];

const proof: Proof = {
  outcomes,
  figures: [{ name: 'Applications', value: 1000, unit: '' }],
  usage: new Map([
    ['etcd', { resident: 10, peak: 20, cpu: 3 }],
    ['redis', { resident: 1, peak: 2, cpu: 4 }],
  ]),
  versions: new Map([['argo-cd', '3.5.1']]),
  replaced: ['one', 'two'],
  standIns: ['kwok'],
  unseen: new Map([['a weight of 250', 'Argosy']]),
};

it('writes tables, with what breaks them escaped', () => {
  const parts = partsOf(proof);
  expect(parts.get('scenarios')).toContain('| good | that good \\| works | 12.3 | no good |');
  expect(parts.get('figures')).toContain('| Applications | 1,000 |');
  expect(parts.get('usage')).toContain('| all | 22 | 7 |');
  expect(parts.get('versions')).toContain('| argo-cd | 3.5.1 |');
  expect(parts.get('replaced')).toBe('- one\n- two');
  expect(parts.get('unseen')).toContain('| a weight of 250 | Argosy |');
});

it('writes between the marks, again and again, and leaves the rest alone', () => {
  const page = '# Title\n\n<!-- begin x -->\n\nold\n\n<!-- end x -->\n\nEnd.\n';
  const once = filled(page, new Map([['x', 'new']]));
  expect(once).toBe(page.replace('old', 'new'));
  expect(filled(once, new Map([['x', 'new']]))).toBe(once);
  expect(() => filled('# Title', new Map([['x', 'new']]))).toThrow('the page has no <!-- begin x -->');
});

it('has a place in docs/proof.md for every part', () => {
  const page = readFileSync(join(__dirname, '../../../docs/proof.md'), 'utf8');
  expect(() => filled(page, partsOf(proof))).not.toThrow();
});

it('writes JUnit with the failure and its text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-junit-'));
  try {
    const file = join(folder, 'deep', 'e2e.xml');
    writeJunit(file, outcomes);
    const xml = readFileSync(file, 'utf8');
    expect(xml).toMatch(/<testsuite[^>]* tests="2"[^>]* failures="1"/);
    expect(xml).toContain('time="12.34"');
    expect(xml).toContain('<failure message="weights: wanted &lt;1');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each<readonly [string, readonly Outcome[], number]>([
  ['was noticed', outcomes.slice(1), 0],
  ['was NOT noticed', [], 1],
  [
    'shows nothing: bootstrap failed before',
    [{ scenario: scenario('bootstrap'), seconds: 1, error: 'x' }, ...outcomes.slice(1)],
    1,
  ],
])('says that a sabotage %s', (words, failed, code) => {
  const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  expect(noticed(failed, { only: ['bad'] })).toBe(code);
  expect(said).toHaveBeenCalledWith(`the sabotage ${words}`);
  said.mockRestore();
});
