import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from './build/cache.ts';

jest.mock('../../imports/generator/sources.mjs', () => jest.requireActual<object>('./support/sources.ts'));

const command = (environment: NodeJS.ProcessEnv, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['lib/cli/run.mjs', 'test/e2e/main.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });

it.each([['api'], ['all']])(
  'says in one line what to do when nothing is built: %s',
  (tier) => {
    const { status, stdout, stderr } = command({ ARGOSY_E2E_CACHE: '/nowhere' }, tier);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^e2e: not built yet: etcd.*; run `make e2e-build` .*\n$/);
  },
  60_000,
);

// `make e2e-build` builds it; whoever does not need it sees this as skipped.
const whenBuilt = missing('api').length === 0 ? it : it.skip;

whenBuilt(
  'dist/ is accepted by a real API server',
  () => {
    const results = mkdtempSync(join(tmpdir(), 'argosy-api-'));
    try {
      const { status, stdout, stderr } = command(
        { RESULTS: results, ONLY: '', KEEP: '', SABOTAGE: '', PLATFORMS: '' },
        'api',
      );
      expect({ status, last: stdout.trimEnd().split('\n').pop(), stderr }).toEqual({
        status: 0,
        last: '1 passed, 0 failed',
        stderr: '',
      });
      expect(readFileSync(join(results, 'e2e-api.xml'), 'utf8')).toContain('<testcase name="api"');
    } finally {
      rmSync(results, { recursive: true });
    }
  },
  180_000,
);
