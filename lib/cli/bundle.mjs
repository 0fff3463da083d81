// TypeScript to JavaScript, by esbuild. Nothing in the result depends on where the repository lies.
import { readFileSync } from 'node:fs';
import { basename, extname, join, posix, relative } from 'node:path';
import esbuild from 'esbuild';
import { issuesOf } from './bundle-issues.mjs';
import { digest } from './cache.mjs';
import { common, PACKAGES, packagesApart, packagesFolder } from './packages.mjs';

/** Folder that the output only pretends to be in: nothing is written by esbuild. */
const OUT = 'out';

/**
 * Bundles `entry` and all it imports, without the files in `without`. Returns what the cache keeps (`inputs`, `outputs`,
 * `needs`), or the issues of the sources.
 * @throws Error when esbuild itself does not run
 */
export async function bundle(root, entry, without) {
  const read = new Map();
  const specifiers = new Set();
  const plugins = [sources(root, read), leftOut(without), packagesApart(specifiers)];
  const built = await esbuild.build(settings(root, entry, plugins)).catch((error) => error);
  if (Array.isArray(built.errors) && built.errors.length > 0) return { issues: issuesOf(built.errors) };
  if (built instanceof Error) throw built;
  const packages = basename(await packagesFolder(root, specifiers));
  return { inputs: inputsOf(root, built, read), outputs: outputsOf(root, built, `../${packages}`), needs: [packages] };
}

/** What esbuild is told. */
export function settings(root, entry, plugins) {
  return {
    ...common,
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'main' }],
    outdir: OUT,
    alias: Object.fromEntries(
      workspaceFolders(root).map((folder) => [packageIn(root, folder).name, `./${folder}/index.ts`]),
    ),
    tsconfigRaw: { compilerOptions: { target: 'es2023' } },
    sourcemap: 'external',
    sourcesContent: false,
    plugins,
  };
}

/** File name -> content, with the packages taken from `packages`: a folder as an import statement names it. */
export function outputsOf(root, { outputFiles }, packages) {
  const out = join(root, OUT);
  const content = ({ path, text }) =>
    path.endsWith('.map') ? rooted(text) : text.replaceAll(`"${PACKAGES}/`, `"${packages}/`);
  return Object.fromEntries(outputFiles.map((file) => [relative(out, file.path), content(file)]));
}

/** Path -> digest of everything of ours that the bundle was made from. */
function inputsOf(root, { metafile }, read) {
  const manifests = workspaceFolders(root).map((folder) => `${folder}/package.json`);
  return Object.fromEntries(
    [...Object.keys(metafile.inputs), ...manifests].map((path) => [
      path,
      read.get(path) ?? digest(readFileSync(join(root, path))),
    ]),
  );
}

const packageIn = (root, folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Folders of the packages of this repository, which npm would link into node_modules. */
const workspaceFolders = (root) => packageIn(root, '.').workspaces ?? [];

/** Reads the sources for esbuild, and keeps the digest of exactly what it was given: path -> digest. */
function sources(root, read) {
  return {
    name: 'sources',
    setup(build) {
      build.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        const contents = readFileSync(path);
        read.set(relative(root, path), digest(contents));
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
function rooted(text) {
  const map = JSON.parse(text);
  return JSON.stringify({ ...map, sources: map.sources.map((source) => posix.normalize(posix.join(OUT, source))) });
}
