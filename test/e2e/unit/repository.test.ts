import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fleet } from '../../../environments/index.ts';
import { manifestAt } from '../harness/dist.ts';
import { removeEnvironment, removePart } from '../harness/fleet-edits.ts';
import { addressFilter, type Block, objectFilter, Repository } from '../harness/repository.ts';
import { type Commit, GitServer } from '../plane/git-server.ts';

const ROLLOUT = 'pern/staging/backend/Rollout-backend.yaml';
const RELEASE = 'pern/staging/release.yaml';

describe('filters', () => {
  it('replace addresses where a manifest names a repository, and nowhere else', () => {
    const filter = addressFilter(new Map([['https://a.example/x.git', 'file:///y']]));
    const text = `spec:
  description: see https://a.example/x.git
  source:
    repoURL: https://a.example/x.git
  sourceRepos:
    - https://a.example/x.git
    - https://a.example/x.git.other
`;
    expect(
      filter(text, '')
        .split('\n')
        .filter((line) => line.includes('file:///y')),
    ).toEqual(['    repoURL: file:///y', '    - file:///y']);
  });

  it('change the objects of some files, and keep the mark of ownership', () => {
    const filter = objectFilter(/AppProject-/, ({ spec }) => {
      delete spec['syncWindows'];
    });
    const text = '# Generated.\nkind: AppProject\nspec:\n  syncWindows: []\n  roles: []\n';
    expect(filter(text, 'x/AppProject-x.yaml')).toBe('# Generated.\nkind: AppProject\nspec:\n  roles: []\n');
    expect(filter(text, 'x/Application-x.yaml')).toBe(text);
  });
});

describe('Repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-e2e-unit-'));
  const heard: Commit[] = [];
  let git: GitServer;
  let repository: Repository;
  const image = (): string => {
    const { spec } = manifestAt(repository.manifests(), ROLLOUT) as unknown as {
      spec: { template: { spec: { containers: { image: string }[] } } };
    };
    return spec.template.spec.containers[0]?.image ?? '';
  };
  const release = (digit: string) => () => {
    repository.edit(RELEASE, (content) => {
      const backend = (content['services'] as Record<string, Block>)['backend'];
      if (backend) backend['image'] = String(backend['image']).replace(/sha256:\w+/, `sha256:${digit.repeat(64)}`);
    });
  };

  beforeAll(async () => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    git = await GitServer.create(folder, 'main');
    const hear = (commit: Commit): Promise<void> => {
      heard.push(commit);
      return Promise.resolve();
    };
    repository = new Repository(
      git,
      hear,
      [addressFilter(new Map([[fleet.repository, git.address]]))],
      ['foundation', 'pern'],
    );
    await repository.commitShipped('shipped');
    // The page that says what runs where.
    await repository.commit('index');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });

  it('holds the committed dist/ of its platforms, with its own address', () => {
    const paths = repository.manifests().map(({ path }) => path);
    expect(paths).toContain(ROLLOUT);
    expect(paths).toContain('argocd/Application-root.yaml');
    expect(paths.filter((path) => path.includes('minishop'))).toEqual([]);
    const { spec } = manifestAt(repository.manifests(), 'argocd/Application-root.yaml') as unknown as {
      spec: { source: { repoURL: string } };
    };
    expect(spec.source.repoURL).toBe(git.address);
  });

  it('synthesizes what is edited, tells which files changed, and takes it back by a commit', async () => {
    const before = image();
    const commit = await repository.commit('release 2', release('2'));
    expect(image()).toContain('2'.repeat(64));
    expect(readFileSync(join(git.checkout, 'environments', RELEASE), 'utf8')).toMatch(/^# yaml-language-server: /);
    expect(heard.at(-1)?.files).toEqual([`dist/${ROLLOUT}`, `environments/${RELEASE}`]);
    expect([...(heard.at(-1)?.folders ?? [])]).toEqual(expect.arrayContaining(['dist', dirname(`dist/${ROLLOUT}`)]));
    expect(heard.at(-1)?.folders).not.toContain(`dist/${ROLLOUT}`);
    if (!commit) throw new Error('nothing was committed');
    await repository.revert(commit, 'release 2');
    expect(image()).toBe(before);
    expect(heard.at(-1)?.files).toEqual(commit.files);
  });

  it('keeps apart what is committed at the same time', async () => {
    const [one, two] = await Promise.all([
      repository.commit('release 3', release('3')),
      repository.commit('release 4', release('4')),
    ]);
    expect([one?.id, two?.id]).toEqual([expect.any(String), expect.any(String)]);
    expect(one?.id).not.toBe(two?.id);
    expect(image()).toContain('4'.repeat(64));
  });

  it('goes on as if nobody had tried, when a later commit keeps one from being taken back', async () => {
    const five = await repository.commit('release 5', release('5'));
    await repository.commit('release 6', release('6'));
    if (!five) throw new Error('nothing was committed');
    await expect(repository.revert(five, 'release 5')).rejects.toThrow(/revert/);
    expect(image()).toContain('6'.repeat(64));
    expect(await repository.commit('again')).toBeUndefined();
    expect(await repository.commit('release 4', release('4'))).toBeDefined();
  });

  it('commits nothing when nothing changes', async () => {
    expect(await repository.commit('again', release('4'))).toBeUndefined();
  });

  it('says what Argosy says of a wrong edit', async () => {
    const broken = repository.commit('broken', () => {
      repository.edit(RELEASE, (content) => {
        delete (content['services'] as Record<string, Block>)['backend'];
      });
    });
    await expect(broken).rejects.toThrow('part/missing');
  });

  it('keeps nothing of what Argosy refuses', async () => {
    await expect(
      repository.commit('no clusters', () => {
        repository.editFleet((whole) => ({ ...whole, clusters: {} }));
      }),
    ).rejects.toThrow('cluster/unknown');
    expect(await repository.commit('as before')).toBeUndefined();
  });

  it('takes what the TypeScript files say back with its commit, and leaves other edits', async () => {
    const applications = (): string[] =>
      repository
        .manifests()
        .filter(({ object }) => object.kind === 'Application')
        .map(({ object }) => object.metadata.name);
    const before = applications();
    const service = await repository.commit('frontend leaves', () => {
      removePart(repository, 'pern', 'frontend');
    });
    const environment = await repository.commit('development leaves', () => {
      removeEnvironment(repository, 'pern', 'development');
    });
    if (!service || !environment) throw new Error('nothing was committed');
    expect(applications()).not.toContain('pern-staging-frontend');
    expect(applications()).not.toContain('pern-development');
    await repository.revert(environment, 'development');
    expect(await repository.commit('as the revert left it')).toBeUndefined();
    expect(applications()).not.toContain('pern-development-frontend');
    await repository.revert(service, 'frontend');
    expect(await repository.commit('as it was')).toBeUndefined();
    expect(applications()).toEqual(before);
  });

  it('lets others add manifests, and takes them back', async () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    const commit = await repository.smuggle('past Argosy', [{ path: 'pern/extra/a.yaml', object }]);
    expect(commit.files).toEqual(['dist/pern/extra/a.yaml']);
    expect(manifestAt(repository.manifests(), 'pern/extra/a.yaml')).toEqual(object);
    await repository.revert(commit, 'past Argosy');
    expect(repository.manifests().map(({ path }) => path)).not.toContain('pern/extra/a.yaml');
  });
});
