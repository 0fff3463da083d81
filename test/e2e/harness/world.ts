import type { Tier } from '../build/cache.ts';
import type { Argo } from '../plane/argo.ts';
import { ArgoCd } from '../plane/argocd.ts';
import type { Followed } from '../plane/api.ts';
import { ChartServer, type ChartSource } from '../plane/charts.ts';
import type { ControlPlane } from '../plane/control-plane.ts';
import type { Exporter } from '../plane/exporter.ts';
import { GitServer } from '../plane/git-server.ts';
import { Receiver } from '../plane/receiver.ts';
import type { Signing } from '../plane/gpg.ts';
import type { AnalysisRun, Application, HttpRoute, Rollout, Service } from '../plane/kinds.ts';
import { fleet } from '../../../environments/index.ts';
import type { Filter, Manifest } from './dist.ts';
import type { Figure } from './figures.ts';
import { log } from './log.ts';
import { remind } from './reminder.ts';
import { addressFilter, objectFilter, Repository } from './repository.ts';
import { Webhook } from './webhook.ts';

/** What follows the cluster: looked at, never asked for. */
export interface View {
  readonly applications: Followed<Application>;
  readonly rollouts: Followed<Rollout>;
  readonly analysisRuns: Followed<AnalysisRun>;
  readonly services: Followed<Service>;
  readonly ingresses: Followed<Service>;
  readonly routes: Followed<HttpRoute>;
}

/** What a scenario works with. Only `plane` and `dist` are there on the tier `api`. */
export interface World {
  readonly plane: ControlPlane;
  /** The committed `dist/`, sabotaged where that was asked for. */
  readonly dist: readonly Manifest[];
  readonly view: View;
  readonly repository: Repository;
  readonly argocd: ArgoCd;
  readonly exporter: Exporter;
  /** Whoever is told of something. */
  readonly receiver: Receiver;
  readonly metrics: Argo['metrics'];
  /** Starts an API server of Argo CD that asks who somebody is. */
  readonly guarded: Argo['guarded'];
  /** Keys that Argo CD takes signatures of. @default - undefined: GnuPG is not installed here */
  readonly signing: Signing | undefined;
  /** What scenarios have measured, for `docs/proof.md`: they add to it. */
  readonly figures: Figure[];
  /** Platforms that are synced. */
  readonly platforms: readonly string[];
}

/** How a world differs from the usual one. */
export interface WorldOptions {
  /** Platforms that are in it. */
  readonly platforms: readonly string[];
  /** What is done to each text of `dist/` besides. */
  readonly filters: readonly Filter[];
}

/** What is replaced in `dist/`, besides addresses, and why: the report says it. */
export const REPLACED: readonly string[] = [
  'the address of the git repository: a bare repository on this machine',
  'the addresses of the Helm repositories: charts of the same names and versions stand in, which show the values they get',
  'the addresses of Slack and of the webhook: a receiver on this machine, which takes everything',
  'sync windows are taken out: what they allow depends on the day on which the proof runs',
  'who sees that Argo CD 3.5.1 has forgotten an operation, and asks it to refresh the Application (its controller overwrites what came while it wrote a status): a watch, which counts',
  'the demand for signed commits is taken out: the key is not here (the scenario `signatures` puts it back)',
];

const timeless: Filter = objectFilter(/AppProject-.*\.yaml$/, ({ spec }) => {
  delete spec['syncWindows'];
  delete spec['sourceIntegrity'];
});

/** Notifications arrive here, and at once: an engine that waits for an address that leads nowhere tells nobody else. */
const toldHere =
  (address: string): Filter =>
  (text, path) =>
    /ConfigMap-argo[a-z-]*-notification/.test(path)
      ? text
          .replaceAll(/^( +)token: \$slack-token$/gm, `$&\n$1apiURL: ${address}/slack/`)
          .replaceAll(/^( +url: )\S+$/gm, `$1${address}/events`)
      : text;

const chartsIn = (dist: readonly Manifest[]): ChartSource[] =>
  dist
    .filter(({ object }) => object.kind === 'Application')
    .map(({ object }) => (object as unknown as { spec: { source: Partial<ChartSource> } }).spec.source)
    .filter((source): source is ChartSource => source.chart !== undefined);

async function follow({ api }: ControlPlane): Promise<View> {
  const argo = 'argoproj.io/v1alpha1';
  return {
    applications: await api.follow<Application>(argo, 'Application'),
    rollouts: await api.follow<Rollout>(argo, 'Rollout'),
    analysisRuns: await api.follow<AnalysisRun>(argo, 'AnalysisRun'),
    services: await api.follow<Service>('v1', 'Service'),
    ingresses: await api.follow<Service>('networking.k8s.io/v1', 'Ingress'),
    routes: await api.follow<HttpRoute>('gateway.networking.k8s.io/v1', 'HTTPRoute'),
  };
}

/** Starts all that a tier needs on a bare control plane. */
export async function makeWorld(
  plane: ControlPlane,
  tier: Tier,
  dist: readonly Manifest[],
  { platforms, filters }: WorldOptions,
): Promise<World> {
  const figures: Figure[] = [];
  // The tier `api` has nothing but the API server; its scenarios ask for nothing else.
  if (tier === 'api') return { plane, dist, figures } as unknown as World;
  await plane.startCluster();
  const { argo, exporter } = await plane.startArgo();
  const view = await follow(plane);
  const argocd = new ArgoCd(argo.server, plane.api);
  plane.onStop(remind(argocd, view.applications, figures));

  const charts = new ChartServer(plane.folder);
  plane.onStop(() => {
    charts.close();
  });
  const git = await GitServer.create(plane.folder, fleet.revision);
  const addresses = new Map([...(await charts.serve(chartsIn(dist))), [fleet.repository, git.address]]);
  const receiver = new Receiver();
  plane.onStop(() => {
    receiver.close();
  });
  const told = toldHere(await receiver.listen());
  const webhook = new Webhook(argocd, view.applications);
  const repository = new Repository(
    git,
    (commit) => webhook.announce(commit),
    [addressFilter(addresses), timeless, told, ...filters],
    platforms,
  );
  log('git and chart servers run');
  const { metrics, signing, guarded } = argo;
  return { plane, dist, view, repository, argocd, exporter, receiver, metrics, guarded, signing, figures, platforms };
}
