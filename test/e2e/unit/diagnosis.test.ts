import { mkdtempSync, appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLines, type KubeEvent } from '../harness/events.ts';
import { best, condensed, isWarning, namesAny, relevant } from '../harness/log-lines.ts';
import { LogsSince } from '../harness/logs-since.ts';
import { unwell } from '../harness/unwell.ts';
import type { AnalysisRun, Application, Rollout } from '../plane/kinds.ts';

jest.mock('@kubernetes/client-node', () => ({}));

describe('lines of logs', () => {
  it.each([
    'E1121 16:55:38.829401   10769 disruption.go:654] "Error syncing"',
    'time="2026-11-21T16:55:58Z" level=warning msg="Failed"',
    '{"level":"error","msg":"no"}',
    'panic: runtime error',
  ])('%s complains', (line) => {
    expect(isWarning(line)).toBe(true);
  });

  it.each(['I1121 all is well', 'time="x" level=info msg="Error budget"', '{"level":"info"}'])(
    '%s does not',
    (line) => {
      expect(isWarning(line)).toBe(false);
    },
  );

  it('finds a name as a whole word only', () => {
    expect(namesAny('sync of pern-production failed', ['pern'])).toBe(false);
    expect(namesAny('sync of pern failed', ['pern'])).toBe(true);
  });

  it('prefers what complains about the objects concerned, then what names them, and the newer', () => {
    const lines = ['level=error a', 'about backend 1', 'level=error of backend', 'about backend 2', 'nothing'];
    const judged = relevant('argocd', lines, ['backend']);
    expect(judged.map(({ worth }) => worth)).toEqual([1, 2, 3, 2]);
    expect(best(judged, 2, 5).map(({ line }) => line)).toEqual(['level=error of backend', 'about backend 2']);
    expect(best(judged, 5, 1)).toHaveLength(1);
  });

  it('tells a line of JSON in the words that matter', () => {
    expect(condensed('{"time":"12:00","level":"info","msg":"done","application":"root","caller":"x"}')).toBe(
      '12:00 info done application=root',
    );
    expect(condensed('plain')).toBe('plain');
  });

  it('reads of each log only what was written since', () => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-logs-'));
    try {
      writeFileSync(join(folder, 'etcd.log'), 'before\n');
      const since = new LogsSince(folder);
      appendFileSync(join(folder, 'etcd.log'), 'after\n');
      writeFileSync(join(folder, 'redis.log'), 'new\n');
      expect([...since.lines()]).toEqual([
        ['etcd', ['after']],
        ['redis', ['new']],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('lists events since a moment, warnings first', () => {
  const event = (type: string, seconds: number): KubeEvent => ({
    metadata: { name: 'e', namespace: 'shop', creationTimestamp: new Date(seconds * 1000).toISOString() },
    ...{ type, reason: 'Reason', message: `at ${String(seconds)}`, count: 2 },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
  });
  const lines = eventLines([event('Normal', 20), event('Warning', 10), event('Warning', 1)], 5000);
  expect(lines).toEqual([
    '1970-01-01T00:00:10.000Z Warning Reason Pod shop/web: at 10 (2 times)',
    '1970-01-01T00:00:20.000Z Normal Reason Pod shop/web: at 20 (2 times)',
  ]);
});

it('names what is not well, and why', () => {
  const metadata = { namespace: 'shop', creationTimestamp: new Date(10_000).toISOString() };
  const status = { sync: { status: 'Synced' }, health: { status: 'Degraded' } };
  const application = { metadata: { ...metadata, name: 'shop-web' }, status } as unknown as Application;
  const well = { metadata: { ...metadata, name: 'good' }, status: { phase: 'Healthy' } } as unknown as Rollout;
  const ill = {
    metadata: { ...metadata, name: 'web' },
    status: { phase: 'Degraded', message: 'aborted' },
  } as unknown as Rollout;
  const measured = { name: 'success-rate', phase: 'Failed', measurements: [{ phase: 'Failed', value: '[0.6]' }] };
  const run = {
    metadata: { ...metadata, name: 'web-1' },
    status: { phase: 'Failed', metricResults: [measured] },
  } as unknown as AnalysisRun;
  const { names, lines } = unwell([application], [well, ill], [run], 5000);
  expect(names).toEqual(['web-1', 'web', 'shop-web']);
  expect(lines).toEqual([
    'AnalysisRun shop/web-1 Failed: success-rate Failed [0.6]',
    'Rollout shop/web Degraded: aborted',
    expect.stringMatching(/^Application shop-web Synced\/Degraded/),
  ]);
  // A run of an earlier scenario is history.
  expect(unwell([], [], [run], 60_000).lines).toEqual([]);
});
