// Builds are kept under the content of everything they were made from, so that no edit is ever missed: not one that
// keeps the time of a file, not one that comes from a checkout, not one made during a build.
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
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
import { dirname, join } from 'node:path';

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
  'lib/cli/linear-imports.mjs',
  'lib/cli/packages.mjs',
];

export const digest = (content) => createHash('sha256').update(content).digest('hex');

/** The folder of the build called `name` that was made from exactly the files as they are now, if there is one. */
export function findBuild(root, name) {
  const known = new Map();
  const isCurrent = (folder) => {
    const list = readList(folder);
    return list !== undefined && folder.endsWith(fingerprint(root, list.inputs, known));
  };
  return buildsIn(cacheFolder(root), name).find((folder) => isCurrent(folder) && isUsable(folder));
}

/**
 * Keeps a build: all of it or nothing, whoever else is doing the same. Returns its folder.
 * @param build `outputs` (file name -> content), `inputs` (paths that `findBuild` compares), `needs` (names of other builds)
 */
export function keepBuild(root, name, key, { outputs, inputs = [], needs = [] }) {
  const cache = cacheFolder(root);
  const folder = join(cache, `${name}-${key}`);
  const draft = join(cache, `.${name}-${randomUUID()}`);
  const digests = Object.fromEntries(Object.entries(outputs).map(([file, content]) => [file, digest(content)]));
  try {
    mkdirSync(draft, { recursive: true });
    for (const [file, content] of Object.entries(outputs)) writeFileSync(join(draft, file), content);
    writeFileSync(join(draft, LIST), JSON.stringify({ inputs, needs, outputs: digests }));
    place(draft, folder);
  } finally {
    forget(draft);
  }
  prune(cache, name, folder);
  return folder;
}

/** Whether a build is there and whole, and so is what it needs. Notes that it is in use. */
export function isUsable(folder) {
  const list = readList(folder);
  if (list === undefined) return false;
  const isWhole = Object.entries(list.outputs).every(
    ([file, expected]) => file.endsWith('.map') || digestOf(join(folder, file)) === expected,
  );
  if (!isWhole || !list.needs.every((name) => isUsable(join(dirname(folder), name)))) return false;
  touch(folder);
  return true;
}

/** One name for the content of all inputs, the packages, the bundler's settings and Node. `known` saves reading a file twice. */
export function fingerprint(root, inputs, known = new Map()) {
  const all = createHash('sha256').update(process.version);
  for (const path of [...ALWAYS, ...[...inputs].sort()]) {
    let content = known.get(path);
    if (content === undefined) known.set(path, (content = digestOf(join(root, path))));
    all.update(`\n${path} ${content}`);
  }
  return all.digest('hex');
}

/** Where builds are: beside the packages, or where nothing can be written there in a folder of the user's own. */
export function cacheFolder(root) {
  const shared = join(root, 'node_modules/.cache/argosy');
  try {
    mkdirSync(shared, { recursive: true });
    accessSync(shared, constants.W_OK);
    return shared;
  } catch {
    const own = join(tmpdir(), `argosy-${String(userInfo().uid)}`);
    if (isOurs(own)) return own;
    throw new Error(`cannot keep a build: neither in ${shared} nor in ${own}`);
  }
}

/** Removes a build, as far as that is possible. */
export function forget(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody else's, or not a folder at all: then nobody will take it for a build.
  }
}

/** Whether nobody else can put code there. */
function isOurs(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    const isMine = process.getuid === undefined || found?.uid === process.getuid();
    return found?.isDirectory() === true && isMine && (found.mode & 0o022) === 0;
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
    const { inputs, needs, outputs } = JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
    const isList = Array.isArray(inputs) && Array.isArray(needs) && outputs !== null && typeof outputs === 'object';
    return isList ? { inputs, needs, outputs } : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(path) {
  try {
    return digest(readFileSync(path));
  } catch {
    return 'missing';
  }
}

function place(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch {
    // Somebody was faster. What they made is the same, unless it is damaged.
    if (isUsable(folder)) return;
    forget(folder);
    renameSync(draft, folder);
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
