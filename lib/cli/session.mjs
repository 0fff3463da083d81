// One bundle that follows the sources, for --watch. Parts that did not change keep their file, and so stay loaded.
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { OUT, rooted, settings } from './bundle.mjs';
import { issuesOf } from './bundle-issues.mjs';

/** Starts to follow `entry` (lib/cli/launch.ts says what is returned). */
export async function openSession(root, entry) {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-watch-'));
  // Packages are not bundled: they are loaded once, and bundling them again at each save would take most of the time.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const context = await esbuild.context({
    ...settings(root, { main: entry }),
    packages: 'external',
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
