import { restless, summary } from '../harness/applications.ts';
import { expectedOf } from '../harness/expected.ts';
import { fetchMetrics } from '../harness/metrics.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, none, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { isDone } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';
import { usageOf } from '../plane/usage.ts';
import { filesOf, generatedPlatforms } from './scale-fleet.ts';

const APPLICATIONS = 1000;
const PROCESSES = ['argocd-application-controller', 'argocd-repo-server', 'kube-apiserver'];

/** What the components have spent until now: name -> amount. */
async function spent({ plane: { processes }, metrics }: World): Promise<ReadonlyMap<string, number>> {
  const controller = await fetchMetrics(metrics['application-controller']);
  const repoServer = await fetchMetrics(metrics['repo-server']);
  const cpu = PROCESSES.map((name): [string, number] => [
    `processor of ${name}`,
    usageOf(processes.pids().get(name) ?? 0)?.cpu ?? 0,
  ]);
  return new Map([
    ...cpu,
    ['reconciliations', controller.sum('argocd_app_reconcile_count')],
    ['requests to git', repoServer.sum('argocd_git_request_total')],
  ]);
}

export const scale: Scenario = {
  name: 'scale',
  shows: 'With generated platforms, 1,000 Applications in all: every one becomes Synced and Healthy',
  lane: 'scale',
  sabotage: {
    what: 'the root Application waits for a person',
    file: /^argocd\/Application-root\.yaml$/,
    find: / {4}automated:\n(?: {6}.*\n)+/,
    replace: '',
  },
  async run(world: World) {
    const { plane, repository, view, figures } = world;
    const all = (): readonly Application[] => view.applications.list();
    const platforms = generatedPlatforms(APPLICATIONS - all().length);
    const before = await spent(world);
    const start = Date.now();
    await repository.commit(`${String(platforms.length)} platforms`, () => {
      for (const platform of platforms) for (const [path, text] of filesOf(platform)) repository.add(path, text);
      repository.editFleet((fleet) => ({ ...fleet, platforms: [...fleet.platforms, ...platforms] }));
    });
    const names = new Set(platforms.map(({ name }) => name));
    const begun = (): number => all().filter(({ metadata }) => names.has(metadata.name)).length;
    await until('platforms that root has made', begun, (seen) => seen === names.size, { seconds: 120 });
    const wanted = expectedOf(repository.manifests()).length;
    const done = (): boolean => all().length === wanted && all().every(isDone);
    const total = (): string => `${String(all().length)} Applications: ${summary(all())}`;
    await until('all', total, done, { seconds: 900, quiet: true }).catch(() => {
      none('Applications that are not done', restless(all()));
    });
    const seconds = (Date.now() - start) / 1000;
    expect('Applications', all().length, wanted);

    figures.push({ name: 'Applications in all', value: wanted, unit: '' });
    figures.push({ name: `from the commit to all Synced and Healthy`, value: seconds, unit: 's' });
    const after = await spent(world);
    for (const [name, amount] of after)
      figures.push({
        name: `${name}, meanwhile`,
        value: amount - (before.get(name) ?? 0),
        unit: name.startsWith('processor') ? 's' : '',
      });
    for (const name of PROCESSES)
      figures.push({
        name: `memory of ${name} then`,
        value: usageOf(plane.processes.pids().get(name) ?? 0)?.resident ?? 0,
        unit: 'MiB',
      });
  },
};
