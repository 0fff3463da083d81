// Packages are bundled apart from the sources, once for each state of node_modules: they are most of the code, and no
// edit changes them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { linearImports } from './linear-imports.mjs';
import { cacheFolder, digest, fingerprint, isUsable, keepBuild } from './cache.mjs';

/** Stands in a bundle for the folder of the packages, until that is known. */
export const PACKAGES = 'argosy:packages';

/** cdk8s is CommonJS: it calls `require`. */
const BANNER =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** What every bundle has in common. */
export const common = {
  write: false,
  metafile: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  // Packages as modules where they offer it.
  mainFields: ['module', 'main'],
  // A linked node_modules, or a linked package in it, must not bring the path of another folder in.
  preserveSymlinks: true,
  banner: { js: BANNER },
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'silent',
};

const fileOf = (specifier) => specifier.replace(/^@/, '').replaceAll('/', '-');

/** Leaves packages out of a bundle; `specifiers` collects what was imported: `cdk8s`, `yaml`, … */
export function packagesApart(specifiers) {
  const known = new Map();
  const inner = 'resolved as without this plugin';
  return {
    name: 'packages-apart',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === inner) return undefined;
        if (!known.has(path))
          known.set(path, await build.resolve(path, { kind, importer, resolveDir, pluginData: inner }));
        const found = known.get(path);
        if (found.errors.length > 0 || found.external || !found.path.includes('node_modules')) return undefined;
        specifiers.add(path);
        return { path: `${PACKAGES}/${fileOf(path)}.mjs`, external: true };
      });
    },
  };
}

/** The folder with one module for each of the packages, which is made when there is none. */
export async function packagesFolder(root, specifiers) {
  const sorted = [...specifiers].sort();
  const key = digest(`${fingerprint(root, [])} ${sorted.join(' ')}`);
  const folder = join(cacheFolder(root), `packages-${key}`);
  return isUsable(folder) ? folder : keepBuild(root, 'packages', key, { outputs: await bundled(root, sorted) });
}

async function bundled(root, specifiers) {
  const names = await exportsOf(root, specifiers);
  const out = 'out';
  const { outputFiles } = await esbuild.build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: specifiers.map((specifier) => ({ in: `${PACKAGES}/${specifier}`, out: fileOf(specifier) })),
    plugins: [
      linearImports,
      {
        name: 'packages',
        setup(build) {
          build.onResolve({ filter: new RegExp(`^${PACKAGES}/`) }, ({ path }) => ({
            path: path.slice(PACKAGES.length + 1),
            namespace: 'packages',
          }));
          build.onLoad({ filter: /.*/, namespace: 'packages' }, ({ path }) => ({
            contents: wrapper(path, names.get(path)),
            resolveDir: root,
          }));
        },
      },
    ],
  });
  return Object.fromEntries(
    outputFiles.map(({ path, contents }) => [path.slice(join(root, out).length + 1), contents]),
  );
}

/** A module that exports by name what a package exports. */
function wrapper(specifier, names) {
  const from = `from ${JSON.stringify(specifier)};`;
  return `${names ? `export { ${names.join(', ')} } ${from}` : `export * ${from}`}\nimport * as all ${from}\nexport default all.default;\n`;
}

/** Names that CommonJS packages export. They are known only when the package runs; those of modules are in their text. */
async function exportsOf(root, specifiers) {
  const contents = specifiers.map((specifier) => `import ${JSON.stringify(specifier)};`).join('\n');
  const { metafile } = await esbuild.build({
    ...common,
    absWorkingDir: root,
    outdir: 'out',
    stdin: { contents, resolveDir: root, sourcefile: 'all' },
  });
  const load = createRequire(join(root, 'package.json'));
  const names = metafile.inputs.all.imports
    .filter(({ path }) => metafile.inputs[path]?.format === 'cjs')
    .map(({ original, path }) => [
      original,
      Object.keys(load(join(root, path))).filter((name) => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name)),
    ]);
  return new Map(names);
}
