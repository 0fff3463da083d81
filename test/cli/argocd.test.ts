import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { ListedApplication } from '../../lib/argocd/listing.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { ROOT, shipped } from '../support/shipped.ts';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const workspace = new Workspace();
const argosy = workspace.argosy.bind(workspace);

afterAll(() => {
  workspace.remove();
});

describe('windows', () => {
  it('says who may, until when, and why', () => {
    const { code, stdout } = argosy(['windows', 'pern/production/backend', '--at', '2026-11-23T09:00Z']);
    const [heading = '', row = '', ...more] = stdout.trimEnd().split('\n');
    expect({ code, more }).toEqual({ code: 0, more: [] });
    expect(heading.split(/ {2,}/)).toEqual(['APPLICATION', 'ARGO CD', 'A PERSON', 'UNTIL', 'WHY']);
    expect(row).toMatch(/^pern-production-backend +- +yes +Mon 2026-11-23 16:00 CET +allowed: promotions from Monday/);
  });

  it('has the same for programs', () => {
    const { stdout } = argosy(['windows', 'bookverse', '--at', '2026-11-21', '-o', 'json', '--days', '3']);
    const { applications } = JSON.parse(stdout) as { applications: Record<string, unknown>[] };
    const shared = applications.find(({ name }) => name === 'bookverse-prod-shared');
    expect(shared).toMatchObject({
      ...{ project: 'bookverse-prod', sync: 'automatic', argocd: false, person: true, reason: 'outside' },
      next: { at: '2026-11-23T06:00:00.000Z', reason: 'allowed' },
      calendar: [
        { at: '2026-11-21T00:00:00.000Z' },
        { at: '2026-11-23T06:00:00.000Z' },
        { at: '2026-11-23T18:00:00.000Z' },
      ],
    });
    expect(applications.find(({ name }) => name === 'bookverse-prod')).toMatchObject({ reason: 'none', argocd: true });
  });

  it('draws days by the clock of the window, with the hour that spring leaves out', () => {
    const { stdout } = argosy(['windows', 'pern/production', '--at', '2027-03-27T12:00Z', '--days', '3']);
    const days = stdout.split('\n').filter((line) => /^ {2}(Sat|Sun|Mon) /.test(line));
    const cells = days.map((line) => line.slice(2 + 'Europe/Berlin  '.length));
    expect(cells).toEqual([
      '▒'.repeat(48),
      `▒▒▒▒  ${'▒'.repeat(42)}`,
      `${'▒'.repeat(16)}${'█'.repeat(16)}${'▒'.repeat(16)}`,
    ]);
  });

  it.each([
    [['--at', 'tomorrow'], 'write 2026-12-24T18:00Z'],
    [['--at', '2026-13-01'], 'write 2026-12-24T18:00Z'],
    [['--days', '0'], 'write a number from 1 to 366'],
    [['pern/producton'], 'did you mean production?'],
  ])('refuses %j', (words, said) => {
    const { code, stdout, stderr } = argosy(['windows', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('can', () => {
  it('says yes with the lines that say so', () => {
    expect(argosy(['can', 'pern:developers', 'sync', 'app', 'pern/pern-staging-backend'])).toMatchObject({
      code: 0,
      stdout: [
        'yes',
        '  p, proj:pern:developer, applications, sync, pern/pern-staging-*, allow',
        '    pern/argocd/AppProject-pern.yaml',
        '  g, pern:developers, proj:pern:developer',
        '    pern/argocd/AppProject-pern.yaml',
        '',
      ].join('\n'),
    });
  });

  it('says no with exit code 1', () => {
    const { code, stdout } = argosy(['can', 'pern:developers', 'sync', 'app', 'pern/pern-production-backend']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'no\n  no line allows it to pern:developers\n' });
  });

  it('has both for programs', () => {
    const { stdout } = argosy(['can', 'admin', 'delete', 'app', 'root/root', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      allowed: true,
      decidedBy: { source: 'built into Argo CD' },
    });
  });

  it('prints roles by environments', () => {
    const { code, stdout } = argosy(['can', '--matrix', 'traffic-tacos']);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(code).toBe(0);
    expect(rows[0]).toEqual(
      expect.arrayContaining(['ROLE', 'ENVIRONMENT', 'GET', 'SYNC', 'PROMOTE', 'UPDATE', 'LOGS', 'EXEC']),
    );
    expect(rows.slice(1).map(([role, environment]) => `${role ?? ''} ${environment ?? ''}`)).toEqual(
      ['dev', 'staging', 'prod'].map((name) => `proj:traffic-tacos:dev-team ${name}`),
    );
  });

  it.each([
    [['can', 'x', 'sync'], 'needs SUBJECT ACTION RESOURCE OBJECT'],
    [['can', 'x', 'sync', 'aplications', 'a/b'], 'did you mean applications?'],
    [['can', 'x', 'snyc', 'applications', 'a/b'], 'did you mean sync?'],
    [['can', '--matrix', 'prn'], 'did you mean pern?'],
  ])('refuses %j', (words, said) => {
    const { code, stdout, stderr } = argosy(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

it('bootstrap prints the project and the Application that everything follows from', () => {
  const { code, stdout } = argosy(['bootstrap']);
  const objects = loadAll(stdout) as KubeObject[];
  expect({ code, made: objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`) }).toEqual({
    code: 0,
    made: ['AppProject/root', 'Application/root'],
  });
  expect(JSON.parse(argosy(['bootstrap', '-o', 'json']).stdout)).toEqual({
    apiVersion: 'v1',
    kind: 'List',
    items: objects,
  });
});

it('ls applications lists exactly those of dist/, each from a folder that is there', () => {
  const { stdout } = argosy(['ls', 'applications', '-o', 'json']);
  const { applications } = JSON.parse(stdout) as { applications: ListedApplication[] };
  const { files } = shipped();
  const explicit = files.flatMap(({ object }) => (object?.kind === 'Application' ? [object.metadata.name] : []));
  // The folders of the parts that ApplicationSets deliver.
  const folders = files.map(({ path }) => /^(pern|minishop)\/(?!argocd)[^/]+\/[^/]+(?=\/)/.exec(path)?.[0]);
  const generated = new Set(folders.flatMap((folder) => folder?.replaceAll('/', '-') ?? []));
  expect(applications.map(({ name }) => name)).toEqual([...explicit, ...generated].sort());
  const ofGit = applications.filter(({ source }) => source.startsWith('dist/'));
  expect(ofGit.length).toBeGreaterThan(80);
  expect(ofGit.filter(({ source }) => !existsSync(join(ROOT, source)))).toEqual([]);
  expect(applications.find(({ name }) => name === 'pern-production-backend')).toMatchObject({
    ...{ project: 'pern', sync: 'manual', cluster: 'in-cluster', namespace: 'pern-app-production' },
    ...{ step: 9, windows: [{ kind: 'allow' }, { kind: 'deny' }], prune: false },
    generatedBy: 'pern/argocd/ApplicationSet-pern.yaml',
  });
  expect(applications.find(({ name }) => name === 'pern-staging-database')).toMatchObject({
    ...{ sync: 'automatic', step: 7, windows: [], prune: true },
  });
  expect(applications.find(({ name }) => name === 'minishop-dev-shared')).toMatchObject({
    ...{ sync: 'automatic', selfHeal: true, generatedBy: 'minishop/argocd/ApplicationSet-minishop.yaml' },
  });
});
