// Builds are kept under the content of everything they were made from, so that no edit is ever missed: not one that
// keeps the time of a file, not one that comes from a checkout, not one made during a build.
import { createHash, randomUUID } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const LIST = 'build.json';
/** Builds that stay although nobody uses them, for switching to and fro between branches. */
const KEPT = 6;
/** A build that was used this long ago, in ms, may still be loading its parts. */
const IN_USE = 10 * 60_000;
/** Besides the sources: what is installed, and how it is bundled. The lock file that npm writes says what is really there. */
const ALWAYS = [
  'package.json',
  'node_modules/.package-lock.json',
  'package-lock.json',
  'lib/cli/bundle.mjs',
  'lib/cli/cache.mjs',
];

export const digest = (content) => createHash('sha256').update(content).digest('hex');

/** The folder of the build called `name` that was made from exactly the files as they are now, if there is one. */
export function findBuild(root, name) {
  const known = new Map();
  for (const cache of cacheFolders(root)) {
    for (const folder of buildsIn(cache, name)) {
      const list = readList(folder);
      if (list && folder.endsWith(fingerprint(root, list.inputs, known)) && isWhole(folder, list.outputs)) {
        touch(folder);
        return folder;
      }
    }
  }
  return undefined;
}

/**
 * Keeps a build: all of it or nothing, whoever else is doing the same.
 * @param build `inputs` (path -> digest of the content that was bundled) and `outputs` (file name -> content)
 */
export function keepBuild(root, name, { inputs, outputs }) {
  const key = fingerprint(root, Object.keys(inputs), new Map(Object.entries(inputs)));
  const list = {
    inputs: Object.keys(inputs),
    outputs: Object.fromEntries(Object.entries(outputs).map(([file, content]) => [file, digest(content)])),
  };
  let problem;
  for (const cache of cacheFolders(root)) {
    const folder = join(cache, `${name}-${key}`);
    const draft = join(cache, `.${name}-${randomUUID()}`);
    try {
      mkdirSync(draft, { recursive: true });
      for (const [file, content] of Object.entries(outputs)) writeFileSync(join(draft, file), content);
      writeFileSync(join(draft, LIST), JSON.stringify(list));
      place(draft, folder, list);
      prune(cache, name, folder);
      return folder;
    } catch (error) {
      forget(draft);
      problem = error;
    }
  }
  throw problem;
}

/** Removes a build, as far as that is possible. */
export function forget(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody else's, or not a folder at all: then nobody will take it for a build.
  }
}

/** Where builds may be: beside the packages, or where that is not writable in a folder of the user's own. */
function cacheFolders(root) {
  const shared = join(root, 'node_modules/.cache/argosy');
  const own = join(tmpdir(), `argosy-${String(userInfo().uid)}`);
  return isOurs(own) ? [shared, own] : [shared];
}

/** Whether nobody else could have put code there. */
function isOurs(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    return (
      found?.isDirectory() === true &&
      (process.getuid === undefined || found.uid === process.getuid()) &&
      (found.mode & 0o022) === 0
    );
  }
}

/** Newest use first. */
function buildsIn(cache, name) {
  return foldersIn(cache)
    .filter((folder) => folder.startsWith(`${name}-`) && folder.length === name.length + 65)
    .map((folder) => join(cache, folder))
    .map((folder) => ({ folder, used: lastUse(folder) }))
    .sort((a, b) => b.used - a.used)
    .map(({ folder }) => folder);
}

function foldersIn(cache) {
  try {
    return readdirSync(cache);
  } catch {
    return [];
  }
}

const lastUse = (folder) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function touch(folder) {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
  } catch {
    // Somebody else's, and only read here.
  }
}

function readList(folder) {
  try {
    const { inputs, outputs } = JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
    return Array.isArray(inputs) && outputs !== null && typeof outputs === 'object' ? { inputs, outputs } : undefined;
  } catch {
    return undefined;
  }
}

/** One name for the content of all inputs, the packages, the bundler's settings and Node. `known` saves reading a file twice. */
function fingerprint(root, inputs, known) {
  const all = createHash('sha256').update(process.version);
  for (const path of [...ALWAYS, ...[...inputs].sort()]) {
    let content = known.get(path);
    if (content === undefined) known.set(path, (content = digestOf(join(root, path))));
    all.update(`\n${path} ${content}`);
  }
  return all.digest('hex');
}

function digestOf(path) {
  try {
    return digest(readFileSync(path));
  } catch {
    return 'missing';
  }
}

const isWhole = (folder, outputs) =>
  Object.entries(outputs).every(
    ([file, expected]) => file.endsWith('.map') || digestOf(join(folder, file)) === expected,
  );

function place(draft, folder, list) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Somebody was faster. What they made is the same, unless it is damaged.
    if (isWhole(folder, list.outputs)) return forget(draft);
    forget(folder);
    renameSync(draft, folder);
    if (!isWhole(folder, list.outputs)) throw error;
  }
}

function prune(cache, name, current) {
  const old = buildsIn(cache, name)
    .filter((folder) => folder !== current)
    .slice(KEPT - 1);
  const drafts = foldersIn(cache)
    .filter((folder) => folder.startsWith('.'))
    .map((folder) => join(cache, folder));
  for (const folder of [...old, ...drafts]) if (Date.now() - lastUse(folder) > IN_USE) forget(folder);
}
