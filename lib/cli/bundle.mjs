// TypeScript to JavaScript, by esbuild. Nothing in the result depends on where the repository lies.
import { readFileSync } from 'node:fs';
import { extname, join, posix, relative } from 'node:path';
import esbuild from 'esbuild';
import { digest } from './cache.mjs';
import { issuesOf } from './bundle-issues.mjs';

/** Folder that the output only pretends to be in: nothing is written by esbuild. */
export const OUT = 'out';

/** cdk8s is CommonJS: it calls `require`. */
const BANNER =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/**
 * Bundles `entry` and all it imports. Returns `inputs` and `outputs` for the cache, or the issues of the sources.
 * @throws Error when esbuild itself does not run
 */
export async function bundle(root, entry, without) {
  const read = new Map();
  try {
    const result = await esbuild.build(settings(root, { main: entry }, [sources(root, read), leftOut(without)]));
    return resultOf(root, result, read);
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    return { issues: issuesOf(error.errors) };
  }
}

/** What esbuild is told; `entryPoints` are name -> file. */
export function settings(root, entryPoints, plugins = []) {
  return {
    absWorkingDir: root,
    entryPoints: Object.entries(entryPoints).map(([out, path]) => ({ in: path, out })),
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages as modules where they offer it: what is not used is left out.
    mainFields: ['module', 'main'],
    // A linked node_modules, or a linked package in it, must not bring the path of another folder in.
    preserveSymlinks: true,
    alias: workspaces(root),
    tsconfigRaw: { compilerOptions: { target: 'es2023' } },
    banner: { js: BANNER },
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    plugins,
  };
}

/** `inputs` and `outputs` of a finished build. */
function resultOf(root, { metafile, outputFiles }, read) {
  const ours = Object.keys(metafile.inputs).filter((path) => !path.startsWith('node_modules/'));
  const inputs = Object.fromEntries(
    ours.map((path) => [path, read.get(path) ?? digest(readFileSync(join(root, path)))]),
  );
  const out = join(root, OUT);
  const outputs = outputFiles.map(({ path, contents, text }) => [
    relative(out, path),
    path.endsWith('.map') ? rooted(text) : contents,
  ]);
  return { inputs: { ...inputs, ...manifests(root) }, outputs: Object.fromEntries(outputs) };
}

/** Packages of this repository, which npm would link into node_modules. */
function workspaces(root) {
  return Object.fromEntries(
    workspaceFolders(root).map((folder) => [packageIn(root, folder).name, `./${folder}/index.ts`]),
  );
}

const packageIn = (root, folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const workspaceFolders = (root) => packageIn(root, '.').workspaces ?? [];
const manifests = (root) =>
  Object.fromEntries(
    workspaceFolders(root)
      .map((folder) => `${folder}/package.json`)
      .map((path) => [path, digest(readFileSync(join(root, path)))]),
  );

/** Reads the sources for esbuild, and keeps the digest of exactly what it was given: path -> digest. */
function sources(root, read) {
  return {
    name: 'sources',
    setup(build) {
      build.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        const name = relative(root, path);
        if (name.startsWith('node_modules')) return undefined;
        const contents = readFileSync(path);
        read.set(name, digest(contents));
        return { contents, loader: extname(path).slice(1) };
      });
    },
  };
}

/** Leaves files out of the bundle; nobody may load them. */
function leftOut(without) {
  return {
    name: 'left-out',
    setup(build) {
      if (without.length === 0) return;
      const last = new RegExp(`(${without.map((path) => path.replaceAll('.', '\\.')).join('|')})$`);
      build.onResolve({ filter: last }, () => ({ path: 'argosy:left-out', external: true }));
    },
  };
}

/** A source map whose sources are relative to the repository. */
export function rooted(text) {
  const map = JSON.parse(text);
  return JSON.stringify({ ...map, sources: map.sources.map((source) => posix.normalize(posix.join(OUT, source))) });
}
