import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ALL, API, type Component } from './components.ts';

export const MODULES = 'test/e2e/modules';
const CONFIG = 'cdk8s.yaml';

/** Where builds are kept: outside the repository, so that every checkout and every branch finds them. */
export const cacheFolder = (): string =>
  process.env['ARGOSY_E2E_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'argosy', 'e2e');

const digest = (parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
};

/** Every file below a folder, in order. */
function contents(folder: string): Buffer[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return paths.map((path) => readFileSync(path));
}

/** The folder of a component's binaries: a change of its module or of how it is built names another one. */
export function folderOf(component: Component): string {
  const key = digest([
    JSON.stringify(component),
    process.platform,
    process.arch,
    ...contents(join(MODULES, component.module)),
  ]);
  return join(cacheFolder(), `${component.module}-${key}`);
}

/** The folder of the CRDs that `cdk8s.yaml` names. */
export const crdFolder = (): string => join(cacheFolder(), `crds-${digest([readFileSync(CONFIG)])}`);

/** The version of a module that ours requires, without its `v`. */
export function versionOf({ module, from }: Component): string | undefined {
  if (from === undefined) return undefined;
  const lines = readFileSync(join(MODULES, module, 'go.mod'), 'utf8').split('\n');
  const line = lines.find((text) =>
    text
      .replace(/^require /, '')
      .trim()
      .startsWith(`${from} v`),
  );
  return line?.split(' v')[1]?.trim();
}

export type Tier = 'api' | 'all';

export const componentsOf = (tier: Tier): readonly Component[] => (tier === 'api' ? API : ALL);

/** What a tier needs and is not built yet, by name. */
export function missing(tier: Tier): string[] {
  const modules = componentsOf(tier).filter((component) => !existsSync(folderOf(component)));
  return [...modules.map(({ module }) => module), ...(existsSync(crdFolder()) ? [] : ['crds'])];
}

/** Path of a program or of a file that was built with it. @throws Error when no component has it */
export function built(name: string): string {
  const owner = ALL.find(
    ({ binaries, files = {} }) =>
      binaries.some((binary) => binary.name === name) || Object.values(files).includes(name),
  );
  if (!owner) throw new Error(`no component has ${name}: see test/e2e/build/components.ts`);
  return join(folderOf(owner), name);
}
