import { AppProject } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import { Manifest } from '../manifest.ts';
import { wave } from '../sync-options.ts';
import { APPLICATION_HEALTH } from './application-health.ts';

/** Nothing in git waits longer than this for a person or a pause: then the sync ends, and is started again by hand. */
const A_WEEK = 7 * 24 * 3600;

/**
 * They are there before us and outlive us: only the keys that are named here are ours (server-side apply), and nobody
 * deletes them.
 */
const SHARED = { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false,ServerSideApply=true' };

/** @param administrators groups of the identity provider */
function settings(administrators: readonly string[]): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    'argocd-cm': {
      'application.resourceTrackingMethod': 'annotation',
      'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
    },
    // Who has no role sees nothing. The roles of a platform are in its AppProject.
    'argocd-rbac-cm': {
      'policy.default': '',
      'policy.matchMode': 'glob',
      scopes: '[groups]',
      'policy.csv': administrators.map((group) => `g, ${group}, role:admin\n`).join(''),
    },
    // Read when a component starts: restart the controllers after a change.
    'argocd-cmd-params-cm': {
      'applicationsetcontroller.enable.progressive.syncs': 'true',
      'controller.sync.timeout.seconds': String(A_WEEK),
    },
  };
}

/** Adds the settings of Argo CD, and takes everything away from the project `default`, which it makes by itself. */
export function addSettings(chart: Chart, administrators: readonly string[]): void {
  for (const [name, data] of Object.entries(settings(administrators))) {
    const metadata = {
      name,
      // Argo CD looks at no settings without the second one.
      labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' },
      annotations: { ...SHARED, ...wave(-5) },
    };
    new Manifest(chart, name, KubeConfigMap.manifest({ metadata, data }));
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
