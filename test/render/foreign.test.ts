import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { IssuesError } from '../../lib/model/issue.ts';
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

describe('what is not ours', () => {
  test('is left alone and listed, and keeps its folder', () => {
    writeDist(dist, fileSet('A'));
    const garbage = Buffer.from([0, 255, 10, 13, 0]).toString('latin1');
    const foreign = {
      'p/only-A/0/notes.txt': 'mine\n',
      'p/extra/deep/Kind-x.yaml': 'kind: X\n',
      'a.bin': garbage,
      '.hidden': '',
    };
    for (const [path, text] of Object.entries(foreign)) put(path, text);
    fs.symlinkSync('/etc/hostname', join(dist, 'p/link'));
    fs.symlinkSync('..', join(dist, 'p/loop'));
    spawnSync('mkfifo', [join(dist, 'p/pipe')]);
    const paths = [
      '.hidden',
      'a.bin',
      'p/extra/deep/Kind-x.yaml',
      'p/link',
      'p/loop',
      'p/only-A/0/notes.txt',
      'p/pipe',
    ];
    expect(planDist(dist, fileSet('B')).foreign).toEqual(paths);
    expect(writeDist(dist, fileSet('B')).foreign).toEqual(paths);
    expect(withoutFolders(tree())).toEqual({
      ...asWanted(fileSet('B')),
      ...foreign,
      'a.bin': fs.readFileSync(join(dist, 'a.bin'), 'utf8'),
      'p/link': '-> link',
      'p/loop': '-> link',
      'p/pipe': '<special>',
    });
  });

  test.each<[string, (path: string) => void, string]>([
    [
      'a file that people wrote',
      (path) => {
        fs.writeFileSync(path, 'kind: X\n');
      },
      'was not generated',
    ],
    [
      'an empty file',
      (path) => {
        fs.writeFileSync(path, '');
      },
      'was not generated',
    ],
    [
      'binary garbage',
      (path) => {
        fs.writeFileSync(path, Buffer.alloc(100_000, 200));
      },
      'was not generated',
    ],
    [
      'a link to a file of ours',
      (path) => {
        fs.symlinkSync('Kind-ours.yaml', path);
      },
      'is a symbolic link',
    ],
    [
      'a dangling link',
      (path) => {
        fs.symlinkSync('nowhere', path);
      },
      'is a symbolic link',
    ],
    ['a pipe', (path) => void spawnSync('mkfifo', [path]), 'is no regular file'],
    [
      'a folder with a file that people wrote',
      (path) => {
        fs.mkdirSync(path);
        fs.writeFileSync(join(path, 'mine'), '');
      },
      'is a folder with files that were not generated',
    ],
  ])('refuses to overwrite %s, and changes nothing at all', (_name, make, message) => {
    writeDist(dist, [generated('p/Kind-ours.yaml'), generated('p/Kind-old.yaml')]);
    make(join(dist, 'p/Kind-x.yaml'));
    const before = tree();
    const files = [generated('p/Kind-x.yaml'), generated('p/Kind-ours.yaml', 'new: 1\n'), generated('p/Kind-new.yaml')];
    const lines = [`dist/p/Kind-x.yaml: ${message}, but a generated file has this path [dist/not-ours]`];
    expect(refusal(() => writeDist(dist, files))).toEqual(lines);
    expect(planDist(dist, files).blocked).toMatchObject([{ fix: 'move it away or delete it, then run it again' }]);
    expect(tree()).toEqual(before);
  });

  test('refuses to write through a link to a folder, or to replace a file by a folder', () => {
    fs.mkdirSync(join(home, 'outside'));
    fs.mkdirSync(dist);
    fs.symlinkSync('../outside', join(dist, 'p'));
    put('q', 'mine');
    expect(refusal(() => writeDist(dist, [generated('p/Kind-x.yaml'), generated('q/Kind-x.yaml')]))).toEqual([
      'dist/p: is a symbolic link, but a generated folder has this path [dist/not-ours]',
      'dist/q: was not generated, but a generated folder has this path [dist/not-ours]',
    ]);
    expect(fs.readdirSync(join(home, 'outside'))).toEqual([]);
  });

  test('refuses to touch a file that cannot be read', () => {
    writeDist(dist, [generated('p/Kind-x.yaml'), generated('p/Kind-y.yaml')]);
    const open = fs.openSync;
    jest.spyOn(fs, 'openSync').mockImplementation((path, ...rest) => {
      if (String(path).endsWith('.yaml')) throw errnoError('EACCES');
      return open(path, ...rest);
    });
    expect(refusal(() => writeDist(dist, [generated('p/Kind-x.yaml', 'new: 1\n')]))).toEqual([
      'dist/p/Kind-x.yaml: cannot be read: permission denied (EACCES) [dist/cannot-read]',
    ]);
    expect(planDist(dist, []).foreign).toEqual(['p/Kind-x.yaml', 'p/Kind-y.yaml']);
  });

  test.each<[string, () => void, string]>([
    [
      'a file',
      () => {
        fs.writeFileSync(dist, '');
      },
      'dist: must be a folder, got something else [dist/not-a-folder]',
    ],
    [
      'a pipe',
      () => void spawnSync('mkfifo', [dist]),
      'dist: must be a folder, got something else [dist/not-a-folder]',
    ],
    [
      'a dangling link',
      () => {
        fs.symlinkSync('nowhere', dist);
      },
      'dist: must be a folder, got something else [dist/not-a-folder]',
    ],
    [
      'a link to itself',
      () => {
        fs.symlinkSync('dist', dist);
      },
      'dist: cannot be read: a symbolic link lies in its place (ELOOP) [dist/cannot-read]',
    ],
  ])('refuses an output folder that is %s', (_name, make, message) => {
    make();
    expect(refusal(() => writeDist(dist, [generated('a')]))).toEqual([message]);
  });

  test('refuses files that it could not own, before it makes anything', () => {
    const bad = ['../a', 'a/../b', '/a', 'a//b', 'a/', '', './a', 'a\\b', '.argosy-lock', '.argosy-stage-1/x'].map(
      (path) => generated(path),
    );
    const files = [...bad, { path: 'b', text: 'kind: X\n', node: '' }, generated('c'), generated('c')];
    expect(refusal(() => writeDist(dist, files))).toHaveLength(12);
    expect(refusal(() => planDist(dist, files))).toHaveLength(12);
    expect(fs.existsSync(dist)).toBe(false);
  });
});
