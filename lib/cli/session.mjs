// One bundle that follows the sources, for --watch. Parts that did not change keep their file, and so stay loaded.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { outputsOf, settings } from './bundle.mjs';
import { issuesOf } from './bundle-issues.mjs';
import { packagesApart, packagesFolder } from './packages.mjs';

/** Starts to follow `entry` (lib/cli/launch.ts says what is returned). */
export async function openSession(root, entry) {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-watch-'));
  const specifiers = new Set();
  let packages;
  const context = await esbuild.context({
    ...settings(root, entry, [packagesApart(specifiers)]),
    entryNames: '[name]-[hash]',
  });
  return {
    load: async () => {
      const built = await context.rebuild().catch((error) => error);
      if (Array.isArray(built.errors) && built.errors.length > 0) return { issues: issuesOf(built.errors) };
      if (built instanceof Error) throw built;
      const wanted = [...specifiers].sort().join(' ');
      if (packages?.wanted !== wanted)
        packages = { wanted, url: pathToFileURL(await packagesFolder(root, specifiers)).href };
      for (const [name, content] of Object.entries(outputsOf(root, built, packages.url))) {
        if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), content);
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
