import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const workspace = new Workspace();
const argosy = workspace.argosy.bind(workspace);
const PLATFORM = 'environments/pern/platform.ts';
const linesOf = (text: string): number => text.split('\n').length - 1;
const append =
  (code: string) =>
  (text: string): string =>
    `${text}${code}\n`;
/** Line of what `append` appends. */
const appended = linesOf(workspace.read(PLATFORM)) + 1;

beforeAll(() => {
  expect(argosy(['synth']).code).toBe(0);
});

afterAll(() => {
  workspace.remove();
});

describe('TypeScript that people write', () => {
  it.each([
    [
      'a syntax error',
      'export const x = {{;',
      `${String(appended)}:19  expected identifier but found "{"`,
      'typescript/syntax',
    ],
    [
      'an import of nothing',
      "import './nowhere.ts';",
      `${String(appended)}:8  must name a file that exists, got "./nowhere.ts"`,
      'typescript/import',
    ],
    [
      'a TypeError',
      'const none: any = {}; none.a.b;',
      `${String(appended)}:30  cannot be evaluated: TypeError: Cannot read properties of undefined (reading 'b')`,
      'data/invalid',
    ],
    [
      'a value that cannot be',
      "import { ImageRef } from '../../lib/index.ts'; ImageRef.parse('web:latest');",
      `${String(appended)}:57  must not use the tag latest, got web:latest`,
      'image/latest',
    ],
  ])('fails with %s, at its line, without a stack trace, and dist/ stays as it is', (_, code, message, issue) => {
    const before = workspace.files('dist');
    const run = workspace.with(PLATFORM, append(code), () => argosy(['synth']));
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 1, stdout: '' });
    expect(run.stderr.startsWith(`${PLATFORM}\n  ✖ ${message}`)).toBe(true);
    expect(run.stderr).toContain(issue);
    expect(run.stderr).toMatch(/\n\n1 error in 1 file\n$/);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect(workspace.files('dist')).toEqual(before);
  });

  it('fails as JSON too', () => {
    const { code, stdout } = workspace.with(PLATFORM, append('}'), () => argosy(['synth', '--json']));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      issues: [{ code: 'typescript/syntax', at: { file: PLATFORM, line: appended, column: 1 } }],
    });
  });

  it('does not keep help away when it is wrong', () => {
    expect(workspace.with(PLATFORM, append('}'), () => argosy(['--help']))).toMatchObject({ code: 0, stderr: '' });
  });

  it('fails in main.ts as in the command', () => {
    for (const code of ['}', "throw new Error('no');"]) {
      const [command, main] = workspace.with(PLATFORM, append(code), () => [
        argosy(['synth']),
        workspace.node(['lib/cli/run.mjs', 'main.ts']),
      ]);
      expect(main).toEqual(command);
    }
  });

  it('fails when environments/index.ts is missing, or exports no fleet', () => {
    const index = workspace.path('environments/index.ts');
    renameSync(index, `${index}.away`);
    try {
      expect(argosy(['synth'])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^environments\/index\.ts\n {2}✖ is missing {2}environments\/missing\n/,
        ) as unknown,
      });
      writeFileSync(index, 'export const flet = 1;\n');
      expect(argosy(['synth'])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^environments\/index\.ts\n {2}✖ exports no fleet {2}environments\/no-fleet\n/,
        ) as unknown,
      });
    } finally {
      renameSync(`${index}.away`, index);
    }
  });

  it('fails at the line of lib/ where the mistake is', () => {
    const { code, stderr } = workspace.with('lib/model/duration.ts', append('}'), () => argosy(['synth']));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^lib\/model\/duration\.ts\n {2}✖ \d+:1 {2}unexpected "}" {2}typescript\/syntax\n/);
  });

  it('fails in one line where lib/ throws, with the stack on demand in terms of the sources', () => {
    workspace.with(
      'lib/synthesis.ts',
      (text) =>
        text
          .replace(/(export function synthesize\(.*\n)/, '$1  boom();\n')
          .concat('\nfunction boom(): void {\n  throw new Error("boom");\n}\n'),
      () => {
        expect(argosy(['synth'])).toEqual({
          code: 70,
          stdout: '',
          stderr: 'argosy: internal error: boom\nset ARGOSY_DEBUG=1 to see where\n',
        });
        expect(argosy(['synth'], { env: { ARGOSY_DEBUG: '1' } }).stderr).toMatch(
          /Error: boom\n +at boom \(lib\/synthesis\.ts:\d+:\d+\)\n +at synthesize \(lib\/synthesis\.ts:\d+:\d+\)/,
        );
      },
    );
  });
});

describe('an edit of TypeScript', () => {
  const description = /(description: ')[^']*'/;

  it('is honoured even when it keeps the size and the time of the file', () => {
    const path = workspace.path(PLATFORM);
    const { atime, mtime } = statSync(path);
    workspace.with(
      PLATFORM,
      (text) => text.replace(description, (found) => found.replace(/\w(?=')/, (last) => (last === 'x' ? 'y' : 'x'))),
      () => {
        utimesSync(path, atime, mtime);
        expect(argosy(['synth', '--check']).code).toBe(1);
      },
    );
    utimesSync(path, atime, mtime);
    expect(argosy(['synth', '--check']).code).toBe(0);
  });

  it('in one copy of the repository is not seen in another that shares the packages', () => {
    const other = new Workspace();
    try {
      other.edit(PLATFORM, (text) => text.replace(description, "$1another'"));
      expect(other.argosy(['synth', '--check']).code).toBe(1);
      expect(argosy(['synth', '--check']).code).toBe(0);
    } finally {
      other.remove();
    }
  });
});

describe('kept builds', () => {
  let own: Workspace;
  const cache = (): string => own.path('node_modules/.cache/argosy');
  const builds = (): string[] =>
    readdirSync(cache())
      .filter((name) => !name.startsWith('.'))
      .sort();

  beforeAll(() => {
    own = new Workspace();
    unlinkSync(own.path('node_modules'));
    mkdirSync(own.path('node_modules'));
    const packages = join(__dirname, '../../node_modules');
    for (const name of readdirSync(packages))
      if (name !== '.cache') symlinkSync(join(packages, name), own.path(`node_modules/${name}`));
    expect(own.argosy(['synth']).code).toBe(0);
  });

  afterAll(() => {
    own.remove();
  });

  it('are one of the sources and one of the packages, used again, and do not know where they were made', () => {
    const made = builds();
    expect(made).toEqual([
      expect.stringMatching(/^lib-cli-main-[0-9a-f]{64}$/),
      expect.stringMatching(/^packages-[0-9a-f]{64}$/),
    ]);
    const times = (): number[] => made.map((build) => statSync(join(cache(), build, 'build.json')).mtimeMs);
    const before = times();
    expect(own.argosy(['version']).code).toBe(0);
    expect(times()).toEqual(before);
    const knowing = [...own.files('node_modules/.cache/argosy')].filter(([, text]) => text.includes(own.root));
    expect(knowing.map(([name]) => name)).toEqual([]);
  });

  const ofModules = (change: (path: string) => void) => (folder: string) => {
    for (const name of readdirSync(folder)) if (name.endsWith('.mjs')) change(join(folder, name));
  };
  const cut = ofModules((path) => {
    truncateSync(path, 100);
  });
  const remove = ofModules(unlinkSync);
  const damageList = (folder: string): void => {
    writeFileSync(join(folder, 'build.json'), '{"inputs":');
  };
  const empty = (folder: string): void => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  };

  it.each([
    ['files are cut short', cut],
    ['files are gone', remove],
    ['the lists of files are damaged', damageList],
    ['the folders are empty', empty],
  ])('are made again when %s', (_, damage) => {
    const made = builds();
    for (const build of made) damage(join(cache(), build));
    expect(own.argosy(['version'])).toMatchObject({ code: 0, stderr: '' });
    expect(builds()).toEqual(made);
    expect(own.argosy(['version'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('lie in the folder for temporary files when they cannot lie beside the packages', () => {
    rmSync(own.path('node_modules/.cache'), { recursive: true });
    writeFileSync(own.path('node_modules/.cache'), 'in the way');
    mkdirSync(own.path('tmp'));
    const env = { TMPDIR: own.path('tmp') };
    expect(own.argosy(['synth', '--check'], { env }).code).toBe(0);
    expect(readdirSync(own.path('tmp'))).toEqual([expect.stringMatching(/^argosy-\d+$/)]);
  });
});

describe('an installation that cannot work', () => {
  it('says to install the packages', () => {
    const bare = new Workspace();
    try {
      unlinkSync(bare.path('node_modules'));
      expect(bare.argosy(['--help'])).toEqual({
        code: 70,
        stdout: '',
        stderr: 'argosy: the packages are not installed; run: npm ci\n',
      });
    } finally {
      bare.remove();
    }
  });

  it('says that Node is too old', () => {
    const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });";
    const { code, stderr } = workspace.node(['-e', `${pretend} import('./lib/cli/bin.mjs')`]);
    expect({ code, stderr }).toEqual({ code: 70, stderr: 'argosy: needs Node 20 or newer, this is Node 18.20.0\n' });
  });
});
