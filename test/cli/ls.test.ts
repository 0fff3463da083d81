import { applicationsOf } from '../../lib/argocd/applications.ts';
import type { InventoryEnvironment, InventoryPart } from '../../lib/model/inventory.ts';
import { shipped } from '../support/shipped.ts';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const workspace = new Workspace();
const argosy = workspace.argosy.bind(workspace);

afterAll(() => {
  workspace.remove();
});

const listed = <T>(what: string, ...more: string[]): T[] => {
  const { code, stdout, stderr } = argosy(['ls', what, ...more, '-o', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { version, ...lists } = JSON.parse(stdout) as { version: number; [list: string]: unknown };
  expect(version).toBe(1);
  expect(Object.keys(lists)).toEqual([what]);
  return lists[what] as T[];
};

describe('ls parts', () => {
  const parts = listed<InventoryPart>('parts');

  it('has exactly the parts that have an Application', () => {
    const applications = applicationsOf(shipped().files)
      .filter(({ application: { spec } }) => spec.project !== 'root')
      .map(({ application }) => application.metadata.name);
    expect(parts.map(({ application }) => application).sort()).toEqual(applications.sort());
  });

  it('has exactly the images that run', () => {
    const text = shipped()
      .files.filter(({ object }) => object?.kind === 'Rollout' || object?.kind === 'StatefulSet')
      .map((file) => file.text)
      .join('\n');
    const running = new Set(text.match(/(?<=image: )\S+@sha256:[0-9a-f]{64}/g));
    const workloads = parts.filter(({ kind }) => ['service', 'worker', 'stateful'].includes(kind));
    expect(new Set(workloads.flatMap(({ images }) => images))).toEqual(running);
  });

  it('says what a part is, how it is delivered, and which file to edit', () => {
    expect(parts.find(({ application }) => application === 'pern-production-backend')).toMatchObject({
      platform: 'pern',
      environment: 'production',
      tier: 'production',
      namespace: 'pern-app-production',
      part: 'backend',
      kind: 'service',
      strategy: 'canary, 5 steps',
      source: 'environments/pern/production/release.yaml',
      folder: 'pern/production/backend',
      images: [expect.stringMatching(/@sha256:[0-9a-f]{64}$/)],
    });
  });

  it('narrows to a selection, and is the default', () => {
    const inStaging = parts.filter((row) => row.platform === 'pern' && row.environment === 'staging');
    expect(listed<InventoryPart>('parts', 'pern/staging/')).toEqual(inStaging);
    const lines = argosy(['ls', 'pern/staging']).stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'PART',
      ...inStaging.map(({ part }) => `pern/staging/${part}`),
    ]);
  });
});

describe('the other lists', () => {
  it('has every environment, the inactive ones marked', () => {
    const environments = listed<InventoryEnvironment>('environments', 'bookverse');
    expect(environments.map(({ environment, active }) => [environment, active])).toEqual([
      ['dev', false],
      ['qa', false],
      ['staging', false],
      ['prod', true],
    ]);
    expect(argosy(['ls', 'environments', 'bookverse/qa']).stdout).toMatch(
      /^ENVIRONMENT .*\nbookverse\/qa +\w+ +inactive .* 0\n$/,
    );
  });

  it('has every platform', () => {
    expect(
      listed<{ platform: string }>('platforms')
        .map(({ platform }) => platform)
        .sort(),
    ).toEqual(['bookverse', 'foundation', 'minishop', 'pern', 'traffic-tacos']);
  });

  it('has each image once, with all who run it', () => {
    const images = listed<{ image: string; parts: string[] }>('images');
    expect(new Set(images.map(({ image }) => image)).size).toBe(images.length);
    expect(images.flatMap(({ parts }) => parts)).toContain('pern/production/backend');
  });
});

describe('as a table', () => {
  it('is not cut when nobody watches, and the same in every locale', () => {
    const { stdout } = argosy(['ls', 'images'], { env: { COLUMNS: '20' } });
    expect(stdout).toMatch(/^IMAGE +PARTS\n/);
    expect(stdout).toMatch(/@sha256:[0-9a-f]{64} {3}/);
    expect(argosy(['ls', 'images'], { env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' } }).stdout).toBe(stdout);
  });
});
