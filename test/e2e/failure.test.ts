import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLines, type KubeEvent } from './harness/events.ts';
import { best, condensed, relevant } from './harness/log-lines.ts';
import { LogsSince } from './harness/logs-since.ts';
import { unwell } from './harness/unwell.ts';
import type { AnalysisRun, Rollout } from './plane/kinds.ts';

jest.mock('@kubernetes/client-node', () => ({}));

const START = Date.parse('2026-01-01T12:00:00Z');

const LINES = [
  'I0101 12:00:01.000000 1 x.go:1] all is well with pern-production-backend',
  'W0101 12:00:02.000000 1 x.go:1] something else',
  '{"level":"error","msg":"sync failed","application":"pern-production-backend","error":"denied"}',
  'time="x" level=info msg="pern-production-backend-2 is another one"',
  'time="x" level=warning msg="slow"',
];

it('finds the lines that warn or name an object, and the best of them first', () => {
  const judged = relevant('c', LINES, ['pern-production-backend']);
  expect(judged.map(({ line }) => LINES.indexOf(line))).toEqual([0, 1, 2, 4]);
  expect(best(judged, 2, 9).map(({ worth }) => worth)).toEqual([2, 3]);
  // The same worth: the newer one.
  expect(best(relevant('c', LINES, []), 1, 9).map(({ line }) => line)).toEqual([LINES[4]]);
  expect(best(judged, 9, 1)).toHaveLength(1);
});

it('says a line of JSON in the words that matter', () => {
  expect(condensed(LINES[2] ?? '')).toBe('error sync failed application=pern-production-backend error=denied');
  expect(condensed('plain')).toBe('plain');
});

it('reads what was written since, also by a component that began later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-logs-'));
  try {
    writeFileSync(join(folder, 'etcd.log'), 'before\n');
    const logs = new LogsSince(folder);
    appendFileSync(join(folder, 'etcd.log'), 'after\n');
    writeFileSync(join(folder, 'kwok.log'), 'new\n');
    expect([...logs.lines()]).toEqual([
      ['etcd', ['after']],
      ['kwok', ['new']],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('lists the events since then: warnings first, then the newest', () => {
  const event = (name: string, type: string, seconds: number): KubeEvent => ({
    metadata: { name, namespace: 'shop', creationTimestamp: new Date(START).toISOString() },
    type,
    reason: name,
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
    lastTimestamp: new Date(START + seconds * 1000).toISOString(),
  });
  const events = [
    event('Old', 'Warning', -60),
    event('First', 'Normal', 1),
    event('Second', 'Normal', 2),
    event('Bad', 'Warning', 1),
  ];
  const reasons = eventLines(events, START).map((line) => line.split(' ')[2]);
  expect(reasons).toEqual(['Bad', 'Second', 'First']);
});

it('names the Rollouts that are not Healthy and the analyses that failed since then', () => {
  const metadata = (name: string, seconds: number) => ({
    name,
    namespace: 'shop',
    resourceVersion: '1',
    creationTimestamp: new Date(START + seconds * 1000).toISOString(),
  });
  const rollout = (name: string, phase: string): Rollout =>
    ({ metadata: metadata(name, -60), status: { phase, message: 'aborted' } }) as Rollout;
  const measured = { name: 'success', phase: 'Failed', measurements: [{ phase: 'Failed', value: '[0.5]' }] };
  const run = (name: string, seconds: number, phase: string): AnalysisRun =>
    ({ metadata: metadata(name, seconds), status: { phase, metricResults: [measured] } }) as unknown as AnalysisRun;
  const { names, lines } = unwell(
    [],
    [rollout('web', 'Degraded'), rollout('api', 'Healthy')],
    [run('old', -60, 'Failed'), run('new', 5, 'Failed'), run('fine', 5, 'Successful')],
    START,
  );
  expect(names).toEqual(['new', 'web']);
  expect(lines).toEqual(['AnalysisRun shop/new Failed: success Failed [0.5]', 'Rollout shop/web Degraded: aborted']);
});
