import { isAutomatic } from '../../../lib/argocd/applications.ts';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { allDone, syncByHand } from '../harness/approval.ts';
import { restless, summary } from '../harness/applications.ts';
import { manifestAt, type Manifest } from '../harness/dist.ts';
import { expectedOf } from '../harness/expected.ts';
import { act } from '../harness/log.ts';
import type { Scenario } from '../harness/scenario.ts';
import { none, Unmet, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { isDone } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';

/** Plays the person who approves what no environment syncs by itself: the namespace, then what services need, then they. */
async function approveProduction(world: World, manifests: readonly Manifest[]): Promise<void> {
  const manual = expectedOf(manifests)
    .filter((one) => !isAutomatic(one))
    .map(({ application }) => application.metadata.name);
  const rollouts = manifests.filter(({ object }) => object.kind === 'Rollout');
  const services = rollouts.map(({ path }) => path.split('/').slice(0, 3).join('-'));
  const isNamespace = (name: string): boolean => name.endsWith('-cluster');
  const isService = (name: string): boolean => services.includes(name);
  const rest = manual.filter((name) => !isNamespace(name) && !isService(name));
  for (const names of [manual.filter(isNamespace), rest, manual.filter(isService)]) {
    const there = (): number => names.filter((name) => world.view.applications.get(name, 'argocd')).length;
    await until('manual', there, (count) => count === names.length, { seconds: 240, quiet: true });
    await syncByHand(world, names);
    await allDone(world, names, 180);
  }
}

const waveOf = ({ metadata }: KubeObject): number =>
  Number(
    (metadata['annotations'] as Readonly<Record<string, string>> | undefined)?.['argocd.argoproj.io/sync-wave'] ?? 0,
  );

/** Objects that an operation applied out of the order of their waves. Its list is in the order of the first attempt. */
export function disorder(manifests: readonly Manifest[], { metadata, spec, status }: Application): string[] {
  const folder = `${spec.source.path?.replace(/^dist\//, '') ?? ''}/`;
  const own = manifests.filter(({ path }) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  const waves = new Map(own.map(({ object }) => [`${object.kind}/${object.metadata.name}`, waveOf(object)]));
  // Argo CD makes a Namespace before all that is in it, whatever its wave says.
  const applied = (status?.operationState?.syncResult?.resources ?? []).filter(({ kind }) => kind !== 'Namespace');
  let highest = -Infinity;
  return applied.flatMap(({ kind, name }) => {
    const wave = waves.get(`${kind}/${name}`) ?? highest;
    if (wave < highest)
      return [`${metadata.name}: ${kind}/${name} of wave ${String(wave)} after wave ${String(highest)}`];
    highest = wave;
    return [];
  });
}

export const bootstrap: Scenario = {
  name: 'bootstrap',
  shows:
    'From a bare Argo CD and one root Application to every Application of every platform Synced and Healthy, in waves',
  foundation: true,
  sabotage: {
    what: 'AppProject pern does not permit ExternalSecret',
    file: /pern\/argocd\/AppProject-pern\.yaml$/,
    find: 'kind: ExternalSecret',
    replace: 'kind: ExternalSecrets',
  },
  async run(world) {
    const { plane, repository, view } = world;
    await repository.commitShipped('The shipped platforms');
    const manifests = repository.manifests();
    act('kubectl apply -f AppProject-root.yaml -f Application-root.yaml');
    for (const path of ['argocd/AppProject-root.yaml', 'argocd/Application-root.yaml'])
      await plane.api.apply(manifestAt(manifests, path));

    const wanted = expectedOf(manifests).length;
    const all = (): readonly Application[] => view.applications.list();
    const done = async (): Promise<void> => {
      await approveProduction(world, manifests);
      await until(
        'all',
        () => summary(all()),
        () => all().length === wanted && all().every(isDone),
        { seconds: 240 },
      );
    };
    const start = Date.now();
    await done().catch((error: unknown) => {
      if (error instanceof Unmet) none(`Applications not done (${error.message})`, restless(all()));
      throw error;
    });
    const value = (Date.now() - start) / 1000;
    world.figures.push({ name: 'from a bare Argo CD to every Application (30 minutes allowed)', value, unit: 's' });
    none(
      'objects applied out of order',
      all().flatMap((one) => disorder(manifests, one)),
    );
  },
};
