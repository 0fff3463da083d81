import { basename, join, relative, sep } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import type { Issue } from '../../model/issue.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { failure } from '../failure.ts';
import type { Session } from '../launch.ts';
import { pacer } from './pacer.ts';
import { rehearsed } from './rehearsed.ts';
import { nothingBut, type Result } from './result.ts';
import { printResult } from './to-dist.ts';

/** What is read by a synthesis, from the root. Everything else may change as it likes: `dist/` does. */
const WATCHED = new Set(['environments', 'lib', 'imports', 'main.ts']);

/** The module that the session bundles, `lib/cli/main.ts`, or what is wrong with the sources. */
type Loaded =
  | {
      readonly module: {
        readonly synthOnce: (root: string, outdir: string) => Promise<Result>;
        readonly rehearse: (root: string, outdir: string) => Promise<unknown>;
      };
    }
  | { readonly issues: readonly Issue[] };

/** `argosy synth --watch`: synthesizes at each change until it is interrupted. */
export async function watch(context: Context, outdir: string, json: boolean): Promise<ExitCode> {
  const { root, openSession } = context.launch;
  const session = await openSession('lib/cli/main.ts');
  const sources = followed(session);
  const rehearsals = rehearsed(async () => {
    const loaded = await sources.now();
    if ('module' in loaded) await loaded.module.rehearse(root, outdir);
  });
  const pace = pacer(async () => {
    const start = performance.now();
    try {
      const loaded = await sources.now();
      const result = 'issues' in loaded ? nothingBut(loaded.issues) : await loaded.module.synthOnce(root, outdir);
      printResult(context, result, outdir, json, performance.now() - start);
      rehearsals.start();
    } catch (error) {
      // Also a mistake in lib/ is only waited for to be mended.
      failure(error, context);
    }
  });
  const watcher = watchFiles(root, {
    ignoreInitial: true,
    atomic: false,
    ignored: (path) => isIgnored(relative(root, path)),
  });
  const noticed = (path: string): void => {
    const inner = relative(root, path);
    if (inner === '' || isIgnored(inner)) return;
    if (!isData(inner)) sources.changed();
    rehearsals.stop();
    pace.soon();
  };
  watcher.on('all', (_, path) => {
    noticed(path);
  });
  // The events above are thinned out: of two changes of a file within 50 ms, the second would never be seen.
  watcher.on('raw', (_, name, details) => {
    const { watchedPath } = details as { readonly watchedPath: string };
    noticed(!name || basename(watchedPath) === name ? watchedPath : join(watchedPath, name));
  });
  // Not before: a change between the first synthesis and the first event would be missed.
  watcher.on('ready', pace.soon);
  await interrupted();
  rehearsals.stop();
  await watcher.close();
  await pace.idle();
  await session.close();
  return EXIT.interrupted;
}

/** Bundles only when sources have changed. */
function followed(session: Session): { readonly changed: () => void; readonly now: () => Promise<Loaded> } {
  let loaded: Promise<Loaded> | undefined;
  return {
    changed: () => {
      loaded = undefined;
    },
    now: async () => {
      try {
        return await (loaded ??= session.load() as Promise<Loaded>);
      } catch (error) {
        loaded = undefined;
        throw error;
      }
    },
  };
}

/** Whether a file is read at each synthesis, and not part of the bundle. */
const isData = (path: string): boolean => /\.ya?ml$/.test(path);

/** Whether a path, relative to the root, is of no interest: what nobody reads, and what editors leave for a moment. */
function isIgnored(path: string): boolean {
  if (path === '') return false;
  const parts = path.split(sep);
  const name = parts.at(-1) ?? '';
  return (
    !WATCHED.has(parts[0] ?? '') ||
    parts.includes('node_modules') ||
    name.startsWith('.') ||
    name.endsWith('~') ||
    /^\d+$/.test(name)
  );
}

/** Resolves at Ctrl-C, or when the process is asked to end. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}
