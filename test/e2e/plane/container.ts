import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { built } from '../build/cache.ts';
import { type Api } from './api.ts';
import type { Kubernetes } from './kubernetes.ts';

/** What of a pod says how its only container runs. */
export interface Pod {
  readonly serviceAccountName: string;
  readonly containers: readonly [
    {
      readonly command: readonly [string, ...string[]];
      readonly args: readonly string[];
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    },
  ];
}

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly said: string;
}

interface Config {
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[];
}

/** A kubeconfig with a token of a ServiceAccount, as a pod of its has one. Answers its path. */
export async function kubeconfigFor(
  api: Api,
  { kubeconfig }: Kubernetes,
  account: { readonly namespace: string; readonly name: string },
  folder: string,
): Promise<string> {
  const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { token } = (await api.ask<{ status: { token: string } }>('POST', path, { body })).body.status;
  const config = parse(readFileSync(kubeconfig, 'utf8')) as Config;
  const file = join(folder, `kubeconfig-${account.name}`);
  const users = config.users.map((user) => ({ ...user, user: { token } }));
  writeFileSync(file, stringify({ ...config, users }), { mode: 0o600 });
  return file;
}

/**
 * Runs the command of a pod's container on this machine: in its environment, with a folder for each of its volumes, and the
 * Argo CD of the proof for that of the image.
 * @param volumes volume -> folder
 */
export function runContainer(
  { containers: [container] }: Pod,
  kubeconfig: string,
  volumes: ReadonlyMap<string, string>,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const mapped = (value: string): string =>
    container.volumeMounts.reduce((text, { name, mountPath }) => {
      const folder = volumes.get(name) ?? mountPath;
      return text === mountPath || text.startsWith(`${mountPath}/`) ? folder + text.slice(mountPath.length) : text;
    }, value);
  const env = Object.fromEntries(container.env.map(({ name, value }) => [name, mapped(value)]));
  const path = `${dirname(built('argocd'))}:${process.env['PATH'] ?? ''}`;
  const [command, ...words] = container.command;
  return new Promise((resolve) => {
    const options = { env: { PATH: path, KUBECONFIG: kubeconfig, ...env, ...more } };
    execFile(command, [...words, ...container.args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, said: `${stdout}${stderr}`.trim() });
    });
  });
}

/** Makes an empty folder for each name. */
export function foldersFor(folder: string, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names.map((name) => {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return [name, path];
    }),
  );
}
