import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../e2e/build/cache.ts';

/** It wants to know a cluster, and asks it nothing. */
const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: none
clusters: [{ name: none, cluster: { server: "http://127.0.0.1:1" } }]
users: [{ name: none, user: {} }]
contexts: [{ name: none, context: { cluster: none, user: none } }]
`;

/** Argo CD's own command `argocd admin`, where `make e2e-build` has built it. */
export class ArgoCdAdmin {
  private readonly folder = mkdtempSync(join(tmpdir(), 'argosy-argocd-'));
  private readonly command = built('argocd');
  private readonly kubeconfig = this.written('kubeconfig', KUBECONFIG);

  /** Whether it is there. */
  get isBuilt(): boolean {
    return existsSync(this.command);
  }

  /** Writes a file for it to read, and answers its path. */
  written(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  /** What it says, and what it complains about. */
  admin(...words: string[]): { readonly stdout: string; readonly stderr: string } {
    return spawnSync(this.command, ['admin', ...words], {
      encoding: 'utf8',
      env: { ...process.env, ARGOCD_BINARY_NAME: 'argocd', HOME: this.folder, KUBECONFIG: this.kubeconfig },
    });
  }

  forget(): void {
    rmSync(this.folder, { recursive: true });
  }
}
