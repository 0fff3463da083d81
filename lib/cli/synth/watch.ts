import { relative, sep } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { failure } from '../failure.ts';
import type { Session } from '../launch.ts';
import { pacer } from './pacer.ts';
import { nothingBut, type Result } from './result.ts';
import { printResult } from './to-dist.ts';

/** What is read by a synthesis, from the root. Everything else may change as it likes: `dist/` does. */
const WATCHED = new Set(['environments', 'lib', 'imports', 'main.ts']);

/** The module that the session bundles, `lib/cli/main.ts`. */
interface Synthesizer {
  readonly synthOnce: (root: string, outdir: string) => Promise<Result>;
}

/** `argosy synth --watch`: synthesizes at each change until it is interrupted. */
export async function watch(context: Context, outdir: string, json: boolean): Promise<ExitCode> {
  const { root, openSession } = context.launch;
  const session = await openSession('lib/cli/main.ts');
  const pace = pacer(async () => {
    const start = performance.now();
    try {
      const result = await synthesized(session, root, outdir);
      printResult(context, result, outdir, json, performance.now() - start);
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
  watcher.on('all', pace.soon);
  pace.soon();
  await interrupted();
  await watcher.close();
  await pace.idle();
  await session.close();
  return EXIT.interrupted;
}

async function synthesized(session: Session, root: string, outdir: string): Promise<Result> {
  const loaded = await session.load();
  if ('issues' in loaded) return nothingBut(loaded.issues);
  return (loaded.module as Synthesizer).synthOnce(root, outdir);
}

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
