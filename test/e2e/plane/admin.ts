import { execFile } from 'node:child_process';
import { built } from '../build/cache.ts';
import type { Ended } from './container.ts';

/** `argocd …`, as somebody runs it who may do everything in the cluster. */
export function runArgoCd(kubeconfig: string, ...words: readonly string[]): Promise<Ended> {
  const options = { env: { ...process.env, KUBECONFIG: kubeconfig }, maxBuffer: 1e8 };
  return new Promise((resolve) => {
    execFile(built('argocd'), [...words], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, said: `${stdout}${stderr}`.trim() });
    });
  });
}
