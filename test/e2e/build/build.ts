import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadCrd, readSources } from '../../../imports/generator/sources.mjs';
import { cacheFolder, componentsOf, crdFolder, folderOf, MODULES, type Tier, versionOf } from './cache.ts';
import type { Binary, Component } from './components.ts';

/** What cannot be built, in one line. */
export class BuildError extends Error {}

const ENVIRONMENT = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' };

function go(module: string, args: readonly string[]): string {
  const result = spawnSync('go', args, {
    cwd: join(MODULES, module),
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw new BuildError('go is not on the PATH: install Go 1.26 or newer, see https://go.dev/dl/');
  if (result.status !== 0) throw new BuildError(`go ${args[0] ?? ''} in ${MODULES}/${module}: ${result.stderr.trim()}`);
  return result.stdout.trim();
}

/** What the linker writes into the program. */
function linkerFlags(component: Component): string {
  const version = versionOf(component) ?? '';
  const [major = '', minor = ''] = version.split('.');
  const filled = (component.variables ?? []).map((variable) =>
    variable.replace('{version}', version).replace('{major}', major).replace('{minor}', minor),
  );
  return ['-s -w', ...filled.map((variable) => `-X ${variable}`)].join(' ');
}

function compile(component: Component, { name, package: main, tags }: Binary, folder: string): void {
  const start = Date.now();
  const tagged = tags === undefined ? [] : ['-tags', tags];
  go(component.module, [
    'build',
    '-trimpath',
    ...tagged,
    '-ldflags',
    linkerFlags(component),
    '-o',
    join(folder, name),
    main,
  ]);
  console.log(`  ${name}: ${String(Math.round((Date.now() - start) / 1000))} s`);
}

/** Fills a folder and only then gives it its name: a build that was stopped leaves nothing that looks whole. */
async function keep(target: string, fill: (folder: string) => void | Promise<void>): Promise<void> {
  mkdirSync(cacheFolder(), { recursive: true });
  const folder = mkdtempSync(join(resolve(cacheFolder()), 'unfinished-'));
  try {
    await fill(folder);
    renameSync(folder, target);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function buildComponent(component: Component, folder: string): void {
  const version = versionOf(component);
  console.log(`${component.module}${version === undefined ? '' : ` ${version}`}`);
  for (const binary of component.binaries) compile(component, binary, folder);
  const { from, files = {} } = component;
  if (from === undefined) return;
  const source = go(component.module, ['list', '-m', '-f', '{{.Dir}}', from]);
  for (const [path, name] of Object.entries(files)) {
    cpSync(join(source, path), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
}

async function keepCrds(folder: string): Promise<void> {
  const local = process.env['CRDS'];
  const crds = await Promise.all(readSources('cdk8s.yaml').map((source) => loadCrd(source, local)));
  for (const { crd, file } of crds) writeFileSync(join(folder, file.replace(/\.yaml$/, '.json')), JSON.stringify(crd));
  console.log(`crds: ${String(crds.length)}`);
}

/**
 * Builds what a tier needs and is not there. Go uses every core, so it is one after the other.
 * @throws BuildError when there is no Go, a module does not build, or a CRD can be had neither here nor from its address
 */
export async function build(tier: Tier): Promise<void> {
  // Before anything else is said: without Go there is one thing to do.
  if (componentsOf(tier).some((component) => !existsSync(folderOf(component)))) go('etcd', ['version']);
  for (const component of componentsOf(tier)) {
    const folder = folderOf(component);
    if (existsSync(folder)) continue;
    await keep(folder, (unfinished) => {
      buildComponent(component, unfinished);
    });
  }
  if (!existsSync(crdFolder()))
    await keep(crdFolder(), keepCrds).catch((error: unknown) => {
      throw new BuildError(error instanceof Error ? error.message : String(error));
    });
}

/** Versions of what was built, for a report. */
export function versions(tier: Tier): ReadonlyMap<string, string> {
  const entries = componentsOf(tier).map((component) => [component.module, versionOf(component) ?? ''] as const);
  return new Map(entries.filter(([, version]) => version !== ''));
}
