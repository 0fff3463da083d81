// One bundle that follows the sources, for --watch. Parts that did not change keep their file, and so stay loaded.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { OUT, rooted, settings } from './bundle.mjs';
import { issuesOf } from './bundle-issues.mjs';

/** Starts to follow `entry` (lib/cli/launch.ts says what is returned). */
export async function openSession(root, entry) {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-watch-'));
  const context = await esbuild.context({
    ...settings(root, { main: entry }, [packagesApart()]),
    // Node loads the packages itself: what is meant for bundlers only is not for it.
    mainFields: ['main'],
    entryNames: '[name]-[hash]',
  });
  return {
    load: async () => {
      const built = await context.rebuild().catch((error) => error);
      if (Array.isArray(built.errors) && built.errors.length > 0) return { issues: issuesOf(built.errors) };
      if (built instanceof Error) throw built;
      for (const { path, text } of built.outputFiles) {
        const file = join(folder, relative(join(root, OUT), path));
        if (!existsSync(file)) writeFileSync(file, path.endsWith('.map') ? rooted(text) : text);
      }
      const [main] = Object.entries(built.metafile.outputs).find(([, output]) => output.entryPoint === entry);
      return { module: await import(pathToFileURL(join(folder, basename(main))).href) };
    },
    close: async () => {
      await context.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Leaves the packages out: they are loaded once, and bundling them again at each save would take most of the time. */
function packagesApart() {
  const known = new Map();
  const inner = 'resolved as esbuild does';
  return {
    name: 'packages-apart',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, pluginData, ...from }) => {
        if (kind === 'entry-point' || pluginData === inner) return undefined;
        if (!known.has(path)) known.set(path, await build.resolve(path, { ...from, kind, pluginData: inner }));
        const found = known.get(path);
        const isPackage = found.errors.length === 0 && !found.external && found.path.includes('node_modules');
        return isPackage ? { path: pathToFileURL(found.path).href, external: true } : undefined;
      });
    },
  };
}
