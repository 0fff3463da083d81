import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { built } from '../e2e/build/cache.ts';

// Argo CD's own code answers, where `make e2e-build` has built it.
const oracle = built('argocd-oracle');

export const haveOracle = existsSync(oracle);

/** What Argo CD answers to each. */
export function ask(questions: readonly object[]): unknown[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const { status, stdout, stderr } = spawnSync(oracle, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, TZ: 'UTC' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
