import { mkdtempSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const workspace = new Workspace();
const argosy = workspace.argosy.bind(workspace);
const ROLLOUT = 'pern/production/backend/Rollout-backend.yaml';
const RELEASE = 'environments/pern/production/release.yaml';
const TUNING = 'environments/pern/production/tuning.yaml';
/** Another tag for the first image of a release file. */
const bump = (text: string): string => text.replace(/(image: \S+:)[^\s@]+@/, '$19.9.9-test@');

beforeAll(() => {
  expect(argosy(['synth'])).toMatchObject({ code: 0, stdout: '' });
});

afterAll(() => {
  workspace.remove();
});

describe('synth', () => {
  it('says on stderr that nothing changed, and rewrites nothing', () => {
    const before = statSync(workspace.path(`dist/${ROLLOUT}`)).mtimeMs;
    const { code, stdout, stderr } = argosy(['synth']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^nothing changed \(\d+ files\) in \d+\.\d s\n$/);
    expect(statSync(workspace.path(`dist/${ROLLOUT}`)).mtimeMs).toBe(before);
  });

  it('counts what changed, what was added and what was removed', () => {
    unlinkSync(workspace.path('dist/README.md'));
    workspace.edit(`dist/${ROLLOUT}`, (text) => `${text}# stale\n`);
    workspace.write('dist/pern/production/backend/Service-gone.yaml', workspace.read(`dist/${ROLLOUT}`));
    expect(argosy(['synth']).stderr).toMatch(/^1 file changed, 1 added, 1 removed in \d+\.\d s\n$/);
  });

  it('describes itself as JSON', () => {
    const outcome = workspace.with(RELEASE, bump, () => argosy(['synth', '--json']));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(outcome.stdout)).toEqual({
      version: 1,
      outdir: workspace.path('dist'),
      added: [],
      changed: [expect.stringMatching(/^pern\/production\/\w+\/\w+-\w+\.yaml$/)],
      removed: [],
      unchanged: expect.any(Number) as unknown,
      foreign: [],
      issues: [],
      seconds: expect.any(Number) as unknown,
    });
    expect(argosy(['synth']).code).toBe(0);
  });

  it('writes elsewhere with --out, relative to where it is called', () => {
    expect(argosy(['synth', '--out', 'elsewhere'], { cwd: workspace.path('environments') }).code).toBe(0);
    expect(workspace.files('environments/elsewhere')).toEqual(workspace.files('dist'));
    rmSync(workspace.path('environments/elsewhere'), { recursive: true });
  });

  it('leaves the same bytes from any folder, in any time zone and locale', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'argosy-out-'));
    try {
      const far = { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' };
      expect(argosy(['synth', '--out', elsewhere, '--json'], { cwd: '/', env: far }).code).toBe(0);
      const turkish = { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' };
      expect(argosy(['synth', '--check', '--out', elsewhere], { cwd: '/', env: turkish })).toMatchObject({
        code: 0,
        stdout: '',
      });
      expect(argosy(['synth', '--check', '--out', elsewhere])).toMatchObject({ code: 0, stdout: '' });
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('bears a second one at the same time', async () => {
    rmSync(workspace.path('dist'), { recursive: true });
    const codes = await Promise.all(
      [1, 2, 3].map(() => new Promise((resolve) => workspace.start(['synth']).once('exit', resolve))),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect(argosy(['synth', '--check']).code).toBe(0);
  });

  it('fails for bad data with 1, names the place, and leaves dist/ alone', () => {
    const before = workspace.files('dist');
    const wrong = (text: string): string => text.replace(/cpu: \S+m\b/, 'cpu: 1,5Gi');
    const { code, stdout, stderr } = workspace.with(TUNING, wrong, () => argosy(['synth']));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^environments\/pern\/production\/tuning\.yaml\n {2}✖ \d+:\d+ {2}services\.\S+ .*"1,5Gi".* quantity\/invalid\n/,
    );
    expect(stderr).toMatch(/\n\n1 error in 1 file\n$/);
    expect(workspace.files('dist')).toEqual(before);
  });

  it('fails for bad data with the issues in the JSON', () => {
    const { code, stdout } = workspace.with(
      TUNING,
      (text) => text.replace(/cpu: \S+m\b/, 'cpu: 1,5Gi'),
      () => argosy(['synth', '--json']),
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      changed: [],
      unchanged: 0,
      issues: [
        {
          severity: 'error',
          code: 'quantity/invalid',
          at: { file: TUNING, line: expect.any(Number) as unknown, column: expect.any(Number) as unknown },
        },
      ],
    });
  });

  it('warns of a file that was not generated, and leaves it', () => {
    workspace.write('dist/pern/production/backend/notes.yaml', 'mine: true\n');
    const { code, stderr } = argosy(['synth']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^dist\/pern\/production\/backend\/notes\.yaml\n {2}⚠ was not generated/);
    expect(stderr).toMatch(/1 warning in 1 file\nnothing changed/);
    unlinkSync(workspace.path('dist/pern/production/backend/notes.yaml'));
  });
});

describe('synth --check', () => {
  it('is silent on stdout when everything is up to date', () => {
    const { code, stdout, stderr } = argosy(['synth', '--check']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^dist is up to date \(\d+ files\)\n$/);
  });

  it('fails with a list of stale, missing, extra and foreign files, and writes nothing', () => {
    unlinkSync(workspace.path('dist/README.md'));
    workspace.edit(`dist/${ROLLOUT}`, (text) => `${text}# stale\n`);
    workspace.write('dist/pern/production/backend/Service-gone.yaml', workspace.read(`dist/${ROLLOUT}`));
    workspace.write('dist/notes.txt', 'mine\n');
    const before = workspace.files('dist');
    const { code, stdout, stderr } = argosy(['synth', '--check']);
    expect(code).toBe(1);
    expect(stdout).toBe(`missing  dist/README.md
foreign  dist/notes.txt
stale    dist/${ROLLOUT}
extra    dist/pern/production/backend/Service-gone.yaml
`);
    expect(stderr).toBe('4 differences in dist; run: argosy synth; 1 file not generated: move or delete it\n');
    expect(workspace.files('dist')).toEqual(before);
    expect(JSON.parse(argosy(['synth', '--check', '--json']).stdout)).toMatchObject({
      added: ['README.md'],
      changed: [ROLLOUT],
      removed: ['pern/production/backend/Service-gone.yaml'],
      foreign: ['notes.txt'],
    });
    unlinkSync(workspace.path('dist/notes.txt'));
    expect(argosy(['synth']).code).toBe(0);
  });
});

describe('a file that was not generated where one belongs', () => {
  it('fails with its name, in a synthesis and in a check, and stays', () => {
    workspace.with(
      `dist/${ROLLOUT}`,
      () => 'mine: true\n',
      () => {
        for (const args of [['synth'], ['synth', '--check']]) {
          const { code, stdout, stderr } = argosy(args);
          expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
          expect(stderr).toMatch(new RegExp(`^dist/${ROLLOUT}\\n  ✖ .* dist/not-ours\\n`));
        }
        expect(workspace.read(`dist/${ROLLOUT}`)).toBe('mine: true\n');
      },
    );
  });
});

describe('synth --stdout', () => {
  const objects = (...args: string[]) =>
    parseAllDocuments(argosy(['synth', '--stdout', ...args]).stdout).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as {
        readonly kind: string;
        readonly metadata: { readonly name: string; readonly namespace?: string };
      };
    });

  it('prints a part as one YAML stream, and writes nothing', () => {
    rmSync(workspace.path(`dist/${ROLLOUT}`));
    const found = objects('pern/production/backend');
    expect(found.map(({ kind }) => kind)).toContain('Rollout');
    expect(found).toHaveLength([...workspace.files('dist/pern/production/backend').keys()].length + 1);
    expect(() => workspace.read(`dist/${ROLLOUT}`)).toThrow();
    expect(argosy(['synth']).code).toBe(0);
  });

  it('prints an environment with its Namespace first, so that it can be applied', () => {
    const [first, ...rest] = objects('pern/staging/');
    expect(first?.kind).toBe('Namespace');
    expect(rest.map(({ kind }) => kind)).not.toContain('Namespace');
    expect(rest.length).toBeGreaterThan(20);
  });

  it('prints the Application of a part that is a Helm chart', () => {
    expect(objects('bookverse/prod/platform')).toMatchObject([
      { kind: 'Application', metadata: { name: 'bookverse-prod-platform' } },
    ]);
  });

  it('prints everything without a selection', () => {
    const yaml = [...workspace.files('dist').keys()].filter((path) => path.endsWith('.yaml'));
    expect(objects()).toHaveLength(yaml.length);
  });
});

describe('main.ts, which cdk8s runs', () => {
  const run = (env: Readonly<Record<string, string>>) => workspace.node(['lib/cli/run.mjs', 'main.ts'], { env });

  it('leaves the same bytes as the command', () => {
    expect(run({ CDK8S_OUTDIR: 'by-main' })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(workspace.files('by-main')).toEqual(workspace.files('dist'));
  });

  it('leaves the same bytes when cdk8s itself runs it', () => {
    const before = workspace.files('dist');
    expect(workspace.node(['node_modules/.bin/cdk8s', 'synth'], { env: { CDK8S_CHECK_UPGRADE: 'false' } }).code).toBe(
      0,
    );
    expect(workspace.files('dist')).toEqual(before);
  });

  it('fails with 1 and the issues', () => {
    const { code, stderr } = workspace.with(
      TUNING,
      (text) => text.replace(/cpu: \S+m\b/, 'cpu: 1,5Gi'),
      () => run({}),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/tuning\.yaml\n {2}✖ \d+:\d+ .*quantity\/invalid/);
  });
});
