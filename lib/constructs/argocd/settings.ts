import { AppProject } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { ArgoCdSettings } from '../../model/argocd-settings.ts';
import { Manifest, type PlainManifest } from '../manifest.ts';
import type { PlatformProject } from '../platform-project.ts';
import { wave } from '../sync-options.ts';
import { APPLICATION_HEALTH } from './application-health.ts';
import { APPLICATION_SET_HEALTH } from './application-set-health.ts';
import { lookedAt } from './looked-at.ts';

/** Nothing in git waits longer than this for a person or a pause: then the sync ends, and is started again by hand. */
const A_WEEK = 7 * 24 * 3600;

/**
 * They are there before us and outlive us: only the keys that are named here are ours (server-side apply), and nobody
 * deletes them.
 */
export const SHARED = { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false,ServerSideApply=true' };

/** What a project asks of the settings. */
type Asking = Pick<PlatformProject, 'sourceNamespaces' | 'impersonates'>;

/**
 * It counts for every project, and where none is named a sync would fail. So whoever names no account is synced as before;
 * whoever names one has it for each of its destinations.
 */
const IMPERSONATION = {
  'application.sync.impersonation.enabled': 'true',
  'application.sync.impersonation.enforced': 'false',
};

/** What the fleet says of Argo CD. */
interface Chosen {
  /** Groups of the identity provider. */
  readonly administrators: readonly string[];
  readonly argocdSettings: ArgoCdSettings;
}

type Settings = Readonly<Record<string, string>>;

/**
 * Name of a ConfigMap -> its keys that are ours, when all platforms are known.
 */
function settings(
  { administrators, argocdSettings }: Chosen,
  platforms: readonly Asking[],
): Record<string, () => Settings> {
  return {
    'argocd-cm': () => ({
      ...(platforms.some(({ impersonates }) => impersonates) ? IMPERSONATION : {}),
      'application.resourceTrackingMethod': 'annotation',
      ...lookedAt(argocdSettings),
      'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      'resource.customizations.health.argoproj.io_ApplicationSet': APPLICATION_SET_HEALTH,
    }),
    // Who has no role sees nothing. The roles of a platform are in its AppProject.
    'argocd-rbac-cm': () => ({
      'policy.default': '',
      'policy.matchMode': 'glob',
      scopes: '[groups]',
      'policy.csv': administrators.map((group) => `g, ${group}, role:admin\n`).join(''),
    }),
    // Read when a component starts: restart the controllers after a change.
    'argocd-cmd-params-cm': () => ({
      ...applicationNamespaces(platforms),
      'applicationsetcontroller.enable.progressive.syncs': 'true',
      'controller.sync.timeout.seconds': String(A_WEEK),
    }),
  };
}

/** Where Argo CD looks for Applications besides its own namespace. */
function applicationNamespaces(platforms: readonly Asking[]): Settings {
  const names = [...new Set(platforms.flatMap(({ sourceNamespaces }) => sourceNamespaces))].sort();
  return names.length === 0 ? {} : { 'application.namespaces': names.join(',') };
}

/**
 * Adds the settings of Argo CD, and takes everything away from the project `default`, which it makes by itself.
 * @param platforms looked at when the settings are rendered: all that were added by then
 */
export function addSettings(chart: Chart, chosen: Chosen, platforms: readonly Asking[]): void {
  for (const [name, data] of Object.entries(settings(chosen, platforms))) {
    const metadata = {
      name,
      // Argo CD looks at no settings without the second one.
      labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' },
      annotations: { ...SHARED, ...wave(-5) },
    };
    new Manifest(
      chart,
      name,
      { ...KubeConfigMap.GVK, metadata },
      () => KubeConfigMap.manifest({ data: data() }) as PlainManifest,
    );
  }
  new Manifest(
    chart,
    'default-project',
    AppProject.manifest({
      metadata: { name: 'default', annotations: { ...SHARED, ...wave(-10) } },
      spec: { description: 'Locked: every Application names a project of its own', sourceRepos: [], destinations: [] },
    }),
  );
}
