import fs from 'node:fs';
import { join } from 'node:path';
import { IssuesError } from '../../lib/model/issue.ts';
import { markdownHeader } from '../../lib/render/header.ts';
import { planDist } from '../../lib/render/plan.ts';
import { writeDist } from '../../lib/render/write.ts';
import { fileSet, generated } from './support/file-sets.ts';
import { tempFolder } from './support/temp.ts';
import { asWanted, withoutFolders, errnoError } from './support/on-disk.ts';

let home: string;

let dist: string;

beforeEach(() => {
  home = tempFolder();
  dist = join(home, 'dist');
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(home, { recursive: true, force: true });
});

/** Everything below a folder: path -> text of a file, or what else it is. */
function tree(folder = dist, prefix = ''): Record<string, string> {
  const result: Record<string, string> = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = prefix + entry.name;
    const full = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(result, { [`${path}/`]: '' }, tree(full, `${path}/`));
    else
      result[path] = entry.isFile() ? fs.readFileSync(full, 'utf8') : entry.isSymbolicLink() ? '-> link' : '<special>';
  }
  return result;
}

/** What identifies each file on disk beside its text: a rewritten one has another number and another time. */
const stamps = (paths: readonly string[]): unknown[] =>
  paths.map((path) => {
    const { ino, mtimeNs } = fs.statSync(join(dist, path), { bigint: true });
    return `${path} ${ino} ${mtimeNs}`;
  });

const filesOf = (texts: Readonly<Record<string, string>>): string[] =>
  Object.keys(texts)
    .filter((path) => !path.endsWith('/'))
    .sort();

function put(path: string, text: string): void {
  fs.mkdirSync(join(dist, path, '..'), { recursive: true });
  fs.writeFileSync(join(dist, path), text);
}

/** The issues of a failure as lines; the place is relative to the temporary folder. */
function refusal(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof IssuesError)) throw error;
    return error.issues.map(({ at, code, message }) => `${at.file.replace(`${home}/`, '')}: ${message} [${code}]`);
  }
  return [];
}

describe('writing', () => {
  test('makes the folder and all files, and says so', () => {
    const files = [
      generated('p/a/Kind-x.yaml'),
      { ...generated('README.md'), text: `${markdownHeader('environments')}\n` },
    ];
    expect(writeDist(dist, files)).toEqual({
      added: ['README.md', 'p/a/Kind-x.yaml'],
      changed: [],
      removed: [],
      unchanged: 0,
      foreign: [],
    });
    expect(withoutFolders(tree())).toEqual(asWanted(files));
  });

  test('touches only what differs: every other file keeps its time', () => {
    writeDist(dist, fileSet('A'));
    const same = filesOf(tree()).filter((path) => path !== 'p/same0/Kind-0.yaml');
    const before = stamps(same);
    const next = fileSet('A').map((file) =>
      file.path === 'p/same0/Kind-0.yaml' ? generated(file.path, 'new: 1\n') : file,
    );
    expect(writeDist(dist, next)).toEqual({
      added: [],
      changed: ['p/same0/Kind-0.yaml'],
      removed: [],
      unchanged: 301,
      foreign: [],
    });
    expect(stamps(same)).toEqual(before);
    expect(withoutFolders(tree())).toEqual(asWanted(next));
  });

  test('goes from any set to any other, with files in the place of folders, and leaves no empty folder', () => {
    for (const name of ['A', 'B', 'A', 'B'] as const) {
      const wanted = fileSet(name);
      writeDist(dist, wanted);
      expect(withoutFolders(tree())).toEqual(asWanted(wanted));
      expect(writeDist(dist, wanted)).toMatchObject({ added: [], changed: [], removed: [], unchanged: wanted.length });
    }
    expect(writeDist(dist, []).removed).toHaveLength(302);
    expect(tree()).toEqual({});
  });

  test('finds a difference in the last byte, in length, and in bytes that are no UTF-8', () => {
    const wanted = generated('a/Kind-x.yaml', 'text: \ufffd\n');
    const bytes = Buffer.from(wanted.text);
    const broken = Buffer.concat([bytes.subarray(0, bytes.length - 4), Buffer.from([0xff, 0xff, 0xff, 0x0a])]);
    expect(broken.toString()).not.toBe('');
    for (const other of [broken, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from('\n')])]) {
      fs.mkdirSync(join(dist, 'a'), { recursive: true });
      fs.writeFileSync(join(dist, 'a/Kind-x.yaml'), other);
      expect(writeDist(dist, [wanted]).changed).toEqual(['a/Kind-x.yaml']);
      expect(fs.readFileSync(join(dist, 'a/Kind-x.yaml')).equals(bytes)).toBe(true);
    }
  });

  test('compares files of any size', () => {
    const big = generated('a/Kind-big.yaml', `${'ü'.repeat(300_000)}\n`);
    writeDist(dist, [big]);
    expect(writeDist(dist, [big]).unchanged).toBe(1);
    put('a/Kind-big.yaml', `${big.text.slice(0, -2)}x\n`);
    expect(writeDist(dist, [big]).changed).toEqual(['a/Kind-big.yaml']);
  });

  test('replaces a name that differs by case only, as a disk without upper and lower case needs it', () => {
    writeDist(dist, [generated('p/Kind-Web.yaml')]);
    expect(writeDist(dist, [generated('p/Kind-web.yaml')])).toMatchObject({
      added: ['p/Kind-web.yaml'],
      removed: ['p/Kind-Web.yaml'],
    });
    expect(filesOf(tree())).toEqual(['p/Kind-web.yaml']);
  });

  test('follows a link to the output folder itself', () => {
    fs.mkdirSync(join(home, 'elsewhere'));
    fs.symlinkSync('elsewhere', dist);
    writeDist(dist, [generated('a/Kind-x.yaml')]);
    expect(filesOf(tree(join(home, 'elsewhere')))).toEqual(['a/Kind-x.yaml']);
    expect(fs.lstatSync(dist).isSymbolicLink()).toBe(true);
  });

  test('removes what dead runs left, and nothing with a name like theirs elsewhere', () => {
    put('.argosy-stage-99-1/0', 'half');
    put('.argosy-lock-after-4194305-1-1', '4194305-1-2');
    put('.argosy-lock-4194305-1-3', '');
    put('p/.argosy-stage-1/mine', 'mine');
    expect(writeDist(dist, [generated('p/Kind-x.yaml')]).foreign).toEqual(['p/.argosy-stage-1/mine']);
    expect(filesOf(tree())).toEqual(['p/.argosy-stage-1/mine', 'p/Kind-x.yaml']);
  });

  test('leaves no trace of itself when nothing changes', () => {
    writeDist(dist, []);
    expect(tree()).toEqual({});
  });
});

describe('planning', () => {
  test('says what would be done, and does nothing', () => {
    const plan = planDist(dist, fileSet('A'));
    expect(plan.added).toHaveLength(302);
    expect(fs.existsSync(dist)).toBe(false);
    writeDist(dist, fileSet('A'));
    const before = stamps([...filesOf(tree()), '']);
    const next = planDist(dist, fileSet('B'));
    expect([next.added.length, next.changed.length, next.unchanged, next.removed.length]).toEqual([52, 200, 50, 52]);
    expect(next.added.map(({ path }) => path)).toEqual(next.added.map(({ path }) => path).sort());
    expect(stamps([...filesOf(tree()), ''])).toEqual(before);
  });

  test('is not disturbed by the lock or the staging folder of a run', () => {
    writeDist(dist, fileSet('A'));
    put('.argosy-lock', '1-2-3');
    put('.argosy-stage-1-2-3/0', 'half');
    expect(planDist(dist, fileSet('A'))).toMatchObject({
      added: [],
      changed: [],
      removed: [],
      foreign: [],
      blocked: [],
    });
  });
});

describe('a disk that fails', () => {
  /** Lets a function of the file system fail when it comes to the n-th path that matches. */
  function failing(
    name: 'writeFileSync' | 'renameSync' | 'mkdirSync' | 'accessSync' | 'unlinkSync',
    code: string,
    pattern: RegExp,
    nth = 1,
  ): void {
    const original = fs[name] as (...args: unknown[]) => unknown;
    let seen = 0;
    jest.spyOn(fs, name as 'renameSync').mockImplementation((...args: unknown[]) => {
      if (args.some((path) => typeof path === 'string' && pattern.test(path)) && ++seen === nth) throw errnoError(code);
      return original(...args) as undefined;
    });
  }

  test.each<[string, Parameters<typeof failing>, string]>([
    [
      'is full at the hundredth file',
      ['writeFileSync', 'ENOSPC', /stage/, 100],
      'dist/p/changing17/Kind-97.yaml: cannot be written: the disk is full (ENOSPC)',
    ],
    [
      'is full at the folder for new files',
      ['mkdirSync', 'ENOSPC', /stage/],
      'dist/p/changing0/Kind-0.yaml: cannot be written: the disk is full (ENOSPC)',
    ],
    [
      'is read-only',
      ['writeFileSync', 'EROFS', /lock/],
      'dist/p/changing0/Kind-0.yaml: cannot be written: the file system is read-only (EROFS)',
    ],
    [
      'is read-only in one folder',
      ['accessSync', 'EACCES', /changing7/],
      'dist/p/changing7/Kind-107.yaml: cannot be written: permission denied (EACCES)',
    ],
    [
      'has no quota left',
      ['writeFileSync', 'EDQUOT', /lock/],
      'dist/p/changing0/Kind-0.yaml: cannot be written: the disk quota is used up (EDQUOT)',
    ],
    [
      'has lost the folder',
      ['writeFileSync', 'ENOENT', /stage/],
      'dist/p/changing0/Kind-0.yaml: cannot be written: its folder is gone, somebody removed it during the run (ENOENT)',
    ],
  ])('fails with the name of a file and leaves everything as it was when it %s', (_name, failure, message) => {
    writeDist(dist, fileSet('A'));
    const paths = filesOf(tree());
    const before = [tree(), stamps(paths)];
    failing(...failure);
    const lines = refusal(() => writeDist(dist, fileSet('B')));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toBe(`${message} [dist/cannot-write]`);
    expect([tree(), stamps(paths)]).toEqual(before);
    jest.restoreAllMocks();
    writeDist(dist, fileSet('B'));
    expect(withoutFolders(tree())).toEqual(asWanted(fileSet('B')));
  });

  test.each<[string, Parameters<typeof failing>]>([
    ['a file cannot be replaced', ['renameSync', 'EIO', /Kind-42\.yaml/]],
    ['a folder cannot be made', ['mkdirSync', 'ENOSPC', /only-B/]],
    ['an old file cannot be deleted', ['unlinkSync', 'EPERM', /only-A/]],
  ])('fails with whole files only when %s, and the next run completes it', (_name, failure) => {
    writeDist(dist, fileSet('A'));
    failing(...failure);
    expect(refusal(() => writeDist(dist, fileSet('B')))).toEqual([
      expect.stringMatching(/^dist\/p\/.*\[dist\/cannot-write\]$/),
    ]);
    const [a, b] = [asWanted(fileSet('A')), asWanted(fileSet('B'))];
    for (const [path, text] of Object.entries(withoutFolders(tree()))) expect([a[path], b[path]]).toContain(text);
    jest.restoreAllMocks();
    writeDist(dist, fileSet('B'));
    expect(withoutFolders(tree())).toEqual(b);
  });

  test('is fine read-only when there is nothing to write', () => {
    writeDist(dist, fileSet('A'));
    failing('writeFileSync', 'EROFS', /./);
    expect(writeDist(dist, fileSet('A')).unchanged).toBe(302);
  });

  test('fails with the name of the output folder when that cannot be made', () => {
    fs.writeFileSync(join(home, 'file'), '');
    expect(refusal(() => writeDist(join(home, 'file/dist'), []))).toEqual([
      'file/dist: must be a folder, got something else [dist/not-a-folder]',
    ]);
    failing('mkdirSync', 'EACCES', /dist/);
    expect(refusal(() => writeDist(dist, []))).toEqual([
      'dist: cannot be written: permission denied (EACCES) [dist/cannot-write]',
    ]);
  });

  test('does not hide a mistake of ours behind a problem of the disk', () => {
    jest.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw new TypeError('not the disk');
    });
    expect(() => writeDist(dist, fileSet('A'))).toThrow(TypeError);
    expect(tree()['.argosy-lock']).toBeUndefined();
  });
});
