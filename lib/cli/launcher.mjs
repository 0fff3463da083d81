// Node 20 cannot run TypeScript: what is run is bundled first, once for each state of the files, and kept.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findBuild, fingerprint, forget, isUsable, keepBuild } from './cache.mjs';

/** The repository: the folder that holds lib/cli/. */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const COMMAND = 'lib/cli/main.ts';
const REPORT = 'lib/cli/report.ts';
const FLEET = 'environments/index.ts';

/** A problem of the installation: said in one line, because no file that a person edits is at fault. */
class Unusable extends Error {}

/** Runs the command with the words that were typed after its name. */
export async function runCommand(args) {
  await guarded(async () => {
    const launch = { root: ROOT, args, openSession };
    const whole = await prepared(COMMAND);
    if (whole.folder) return (await loaded(COMMAND, whole.folder)).main(launch);
    // What people write cannot be bundled: the command still says so in its own way, and still helps.
    const bare =
      whole.issues.every((issue) => issue.at.file.startsWith('environments/')) && (await prepared(COMMAND, [FLEET]));
    if (!bare || !bare.folder) return report({ issues: whole.issues });
    return (await loaded(COMMAND, bare.folder, [FLEET])).main({ ...launch, broken: whole.issues });
  });
}

/** Runs a TypeScript file of the repository for what it does when it is loaded. */
export async function runScript(entry) {
  process.argv.splice(2, 1);
  process.chdir(ROOT);
  await guarded(async () => {
    if (entry === undefined || !existsSync(entry))
      throw new Unusable(`no such file: ${entry ?? 'usage: run.mjs ENTRY.ts'}`);
    const { folder, issues } = await prepared(entry);
    if (issues) return report({ issues });
    return loaded(entry, folder).then(
      () => undefined,
      (error) => report({ error }),
    );
  });
}

/** Runs `work`, whose result is the exit code. */
async function guarded(work) {
  try {
    const code = await work();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    const known = error instanceof Unusable;
    process.stderr.write(
      `argosy: ${known ? '' : 'internal error: '}${String(error?.message ?? error).split('\n')[0]}\n`,
    );
    if (!known)
      process.stderr.write(process.env.ARGOSY_DEBUG ? `${error?.stack ?? ''}\n` : 'set ARGOSY_DEBUG=1 to see where\n');
    process.exitCode = 70;
  }
}

/** The folder of an up-to-date build of `entry`, or the issues that prevent one. `without` are files to leave out. */
async function prepared(entry, without = []) {
  const name = nameOf(entry, without);
  const found = findBuild(ROOT, name);
  if (found) return { folder: found };
  const built = await bundled((bundler) => bundler.bundle(ROOT, entry, without));
  if (built.issues) return built;
  const inputs = Object.keys(built.inputs);
  const key = fingerprint(ROOT, inputs, new Map(Object.entries(built.inputs)));
  return { folder: keepBuild(ROOT, name, key, { ...built, inputs }) };
}

const nameOf = (entry, without) =>
  [entry.replace(/\.ts$/, ''), ...(without.length > 0 ? ['bare'] : [])].join('-').replaceAll('/', '-');

async function loaded(entry, folder, without = []) {
  // Node 22 and newer keep compiled code; older ones compile anew.
  module.enableCompileCache?.(join(folder, 'compiled'));
  const url = pathToFileURL(join(folder, 'main.mjs')).href;
  try {
    return await import(url);
  } catch (error) {
    if (isUsable(folder)) throw error;
    // It was whole a moment ago: somebody has removed it. Once more, from the sources.
    forget(folder);
    const again = await prepared(entry, without);
    if (!again.folder) throw error;
    return await import(`${pathToFileURL(join(again.folder, 'main.mjs')).href}?again`);
  }
}

/** Calls the bundler, which is loaded only when there is something to bundle. */
async function bundled(use) {
  try {
    return await use(await import('./bundle.mjs'));
  } catch (error) {
    throw new Unusable(
      error.code === 'ERR_MODULE_NOT_FOUND'
        ? 'the packages are not installed; run: npm ci'
        : `cannot bundle the sources (${String(error.message).split('\n')[0]}); run: npm ci`,
    );
  }
}

/** Prints issues or an exception with the code that the command itself uses. Returns the exit code. */
async function report(failure) {
  const { folder, issues } = await prepared(REPORT);
  if (folder) return (await import(pathToFileURL(join(folder, 'main.mjs')).href)).report({ root: ROOT, ...failure });
  // That code cannot be bundled either: the bare minimum.
  for (const { at, message } of failure.issues ?? issues)
    process.stderr.write(`${at.file}:${at.line}:${at.column} ${message}\n`);
  return 1;
}

/** Bundles again and again, for --watch. */
async function openSession(entry) {
  const { openSession: open } = await import('./session.mjs');
  return open(ROOT, entry);
}
