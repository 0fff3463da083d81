import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { IssuesError } from '../../lib/model/issue.ts';
import { takeLock } from '../../lib/render/lock.ts';
import { writeDist } from '../../lib/render/write.ts';
import type { Command } from './support/driver.ts';
import { fileSet, generated } from './support/file-sets.ts';
import { tempFolder } from './support/temp.ts';

let program: string;
let home: string;
let dist: string;

beforeAll(() => {
  const folder = tempFolder();
  program = join(folder, 'driver.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'support/driver.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});

afterAll(() => {
  fs.rmSync(join(program, '..'), { recursive: true, force: true });
});

beforeEach(() => {
  home = tempFolder();
  dist = join(home, 'dist');
  fs.mkdirSync(dist);
});

afterEach(() => {
  fs.rmSync(home, { recursive: true, force: true });
});

function start(command: Command, number: number, seed = 0): ChildProcess {
  const args = [program, command, dist, String(number), String(seed)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits until a process says that it has begun. */
async function begun(child: ChildProcess): Promise<ChildProcess> {
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

const end = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

/** Numbers that look random and are the same in every run. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** All files below the output folder; what belongs to a run apart. */
function onDisk(): { readonly files: Map<string, string>; readonly folders: string[]; readonly ofRuns: string[] } {
  const files = new Map<string, string>();
  const folders: string[] = [];
  const walk = (path: string): void => {
    for (const entry of fs.readdirSync(join(dist, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (inner.startsWith('.argosy-')) continue;
      if (entry.isDirectory()) {
        folders.push(inner);
        walk(inner);
      } else files.set(inner, fs.readFileSync(join(dist, inner), 'utf8'));
    }
  };
  walk('');
  return { files, folders, ofRuns: fs.readdirSync(dist).filter((name) => name.startsWith('.argosy-')) };
}

function textsOf(name: 'A' | 'B'): ReadonlyMap<string, string> {
  return new Map(fileSet(name).map(({ path, text }) => [path, text]));
}
const SETS = { A: textsOf('A'), B: textsOf('B') };
const texts = (name: 'A' | 'B'): ReadonlyMap<string, string> => SETS[name];
const sorted = (map: ReadonlyMap<string, string>): [string, string][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** The folder holds exactly one set: no other file, no empty folder, no lock, no staging folder. */
function expectExactly(name: 'A' | 'B'): void {
  const { files, folders, ofRuns } = onDisk();
  expect(sorted(files)).toEqual(sorted(texts(name)));
  expect(folders.filter((folder) => ![...files.keys()].some((path) => path.startsWith(`${folder}/`)))).toEqual([]);
  expect(ofRuns).toEqual([]);
}

/** Every file is whole: of one set or the other. Says what was on disk. */
function expectWhole(): ReturnType<typeof onDisk> {
  const found = onDisk();
  for (const [path, text] of found.files) expect([texts('A').get(path), texts('B').get(path)]).toContain(text);
  return found;
}

/** The next run has to do without the dead, and at once. */
function expectRepair(name: 'A' | 'B'): void {
  const start = performance.now();
  writeDist(dist, fileSet(name));
  expect(performance.now() - start).toBeLessThan(20_000);
  expectExactly(name);
}

test('a run killed at any moment leaves whole files only, and the next run repairs: 55 kills', async () => {
  const random = randoms(4711);
  let disturbed = 0;
  for (let round = 0; round < 55; round++) {
    const child = await begun(start('write', 1_000_000));
    await sleep(random() * 60);
    child.kill('SIGKILL');
    await end(child);
    if (expectWhole().ofRuns.length > 0) disturbed++;
    expectRepair(round % 2 === 0 ? 'A' : 'B');
  }
  // Otherwise the kills came at moments at which nothing was done.
  expect(disturbed).toBeGreaterThan(20);
}, 180_000);

test('a run killed before any of its steps leaves whole files only, and the next run repairs', async () => {
  const left = { kills: 0, lock: 0, stage: 0, mixed: 0 };
  // Every step at the beginning, where the lock is taken, and then some of every phase.
  for (let step = 1; ; step += step < 8 ? 1 : 31) {
    writeDist(dist, fileSet('A'));
    const child = start('die', step);
    if ((await end(child)) === 0) break;
    const { files, ofRuns } = expectWhole();
    left.kills++;
    if (ofRuns.includes('.argosy-lock')) left.lock++;
    if (ofRuns.some((name) => name.startsWith('.argosy-stage-'))) left.stage++;
    if (['A', 'B'].every((name) => [...files].some(([path, text]) => texts(name as 'A').get(path) !== text)))
      left.mixed++;
    expectRepair(left.kills % 2 === 0 ? 'A' : 'B');
  }
  expectExactly('B');
  expect(left.kills).toBeGreaterThan(20);
  expect(left.lock).toBeGreaterThan(left.kills - 5);
  expect(left.stage).toBeGreaterThan(15);
  expect(left.mixed).toBeGreaterThan(6);
}, 180_000);

test('three processes that write the same folder at once do not disturb one another', async () => {
  const children = [start('write', 15), start('write', 15), start('write', 15)];
  const ends = await Promise.all(children.map(end));
  expect(ends).toEqual([0, 0, 0]);
  // Each ends with the first set.
  expectExactly('A');
}, 180_000);

describe('the lock', () => {
  const lock = (): string => join(dist, '.argosy-lock');
  const onLinux = process.platform === 'linux' ? test : test.skip;

  test('lets one process in at a time, also when holders are killed and several wait to inherit', async () => {
    fs.writeFileSync(join(dist, 'counter'), '0');
    fs.writeFileSync(join(dist, 'log'), '');
    const random = randoms(42);
    const workers = Array.from({ length: 4 }, async () => {
      // Each worker begins again after it has killed itself, in its 1st to 12th turn.
      for (let round = 0; round < 6; round++) await end(start('count', 12, 1 + Math.floor(random() * 12)));
      return end(start('count', 5));
    });
    expect(await Promise.all(workers)).toEqual([0, 0, 0, 0]);
    const additions = fs.readFileSync(join(dist, 'log'), 'utf8').length;
    expect(additions).toBeGreaterThan(4 * 6 + 4 * 5);
    expect(fs.readFileSync(join(dist, 'counter'), 'utf8')).toBe(String(additions));
    writeDist(dist, [generated('p/x.yaml')]);
    expect(onDisk().ofRuns).toEqual([]);
  }, 180_000);

  test('is waited for, and who has it is told once', async () => {
    const child = await begun(start('hold', 400));
    const told: string[] = [];
    writeDist(dist, [generated('p/Kind-x.yaml')], { onWait: (holder) => told.push(holder) });
    expect(told).toEqual([`process ${child.pid}`]);
    expect(await end(child)).toBe(0);
    expect(onDisk().ofRuns).toEqual([]);
  });

  test('fails when its holder does not end, and says who that is', async () => {
    const child = await begun(start('hold', 10_000));
    let issues: unknown;
    try {
      takeLock(dist, 'dist', { patience: 0.1 });
    } catch (error) {
      issues = error instanceof IssuesError ? error.issues : error;
    }
    expect(issues).toEqual([
      {
        severity: 'error',
        code: 'dist/locked',
        at: { file: 'dist/.argosy-lock' },
        message: `is held by process ${child.pid}, which did not end within 0.1 s`,
        fix: 'end that process, or delete the file if it has nothing to do with this folder',
      },
    ]);
    expect(onDisk().ofRuns).toEqual(['.argosy-lock']);
    child.kill('SIGKILL');
    await end(child);
  });

  /** A process that has ended: its number is free. */
  const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

  test.each<[string, () => string]>([
    ['a process that has ended', () => `${deadPid()}-1-1`],
    ['nobody: an empty file', () => ''],
    ['nobody: no token', () => 'held by\u0000 ../../me\n'.repeat(100)],
    ['nobody: a number that no process can have', () => '99999999999999999999-1-1'],
  ])('is taken over at once from %s', (_name, content) => {
    fs.writeFileSync(lock(), content());
    const { token, release } = takeLock(dist, dist, { patience: 0 });
    expect(fs.readFileSync(lock(), 'utf8')).toBe(token);
    expect(onDisk().ofRuns).toEqual(['.argosy-lock']);
    release();
    expect(onDisk().ofRuns).toEqual([]);
  });

  test('is inherited along a chain of heirs that died too, but not from one who lives', () => {
    const [first, second, third] = [`${deadPid()}-1-1`, `${deadPid()}-1-2`, `${deadPid()}-1-3`];
    fs.writeFileSync(lock(), first);
    fs.writeFileSync(`${lock()}-after-${first}`, second);
    fs.writeFileSync(`${lock()}-after-${second}`, third);
    takeLock(dist, dist, { patience: 0 }).release();
    expect(onDisk().ofRuns).toEqual([]);

    const holder = takeLock(dist, dist);
    fs.writeFileSync(lock(), first);
    fs.writeFileSync(`${lock()}-after-${first}`, holder.token);
    expect(() => takeLock(dist, dist, { patience: 0 })).toThrow(`held by process ${process.pid}`);
  });

  onLinux('is taken over at once when its number was given to another process, or nobody has buried the dead', () => {
    fs.writeFileSync(lock(), `${process.pid}-1-1`);
    takeLock(dist, dist, { patience: 0 }).release();
    // A child whose end Node has not seen, because nothing here waits for it.
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 10000)'], { stdio: 'ignore' });
    const stat = (): string => fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    const start = stat()
      .slice(stat().lastIndexOf(')') + 2)
      .split(' ')[19];
    fs.writeFileSync(lock(), `${child.pid}-${start}-1`);
    expect(() => takeLock(dist, dist, { patience: 0 })).toThrow(`held by process ${child.pid}`);
    child.kill('SIGKILL');
    takeLock(dist, dist, { patience: 5 }).release();
    expect(stat()).toContain(') Z ');
  });

  test('is given back when the work fails, and not when it has become that of another', () => {
    fs.writeFileSync(join(dist, 'a'), 'mine');
    expect(() => writeDist(dist, [generated('a')])).toThrow(IssuesError);
    expect(onDisk().ofRuns).toEqual([]);

    const { release } = takeLock(dist, dist);
    fs.rmSync(dist, { recursive: true });
    release();
    fs.mkdirSync(dist);
    const other = takeLock(dist, dist);
    release();
    expect(fs.readFileSync(lock(), 'utf8')).toBe(other.token);
  });

  test('fails with words when something else has its name', () => {
    fs.mkdirSync(lock());
    expect(() => writeDist(dist, [])).toThrow('.argosy-lock: cannot be written: a folder lies in its place (EISDIR)');
    expect(onDisk().ofRuns).toEqual(['.argosy-lock']);
    fs.rmdirSync(lock());
    spawnSync('mkfifo', [lock()]);
    writeDist(dist, []);
    expect(onDisk().ofRuns).toEqual([]);
  });
});
