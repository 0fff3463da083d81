import { Application, type ApplicationSpec, type ApplicationSpecSource } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import type { Subscriptions } from '../../model/notification/notification.ts';
import type { SyncPolicy } from '../../model/sync.ts';
import { Manifest, type PlainManifest } from '../manifest.ts';
import { CONFIRM_REMOVAL, wave } from '../sync-options.ts';
import { type ContestedFields, contestedFields } from './contested-fields.ts';
import { subscribed } from './subscriptions.ts';
import { syncPolicy } from './sync-policy.ts';

export interface ApplicationOptions {
  readonly name: string;
  readonly project: string;
  /** Name of the cluster, and namespace. */
  readonly destination: { readonly cluster: string; readonly namespace: string };
  readonly source: ApplicationSpecSource;
  readonly sync: SyncPolicy;
  /** Order among its siblings, lower first. @default - none: it waits for nobody */
  readonly wave?: number;
  /** Whether a person must confirm before it is removed with all it manages. @default false */
  readonly confirmRemoval?: boolean;
  /** Further sync options. @default - none */
  readonly syncOptions?: readonly string[];
  /** Labels of the namespace that Argo CD makes for it; needs `CreateNamespace=true`. @default - the namespace is made elsewhere */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Name of the environment that it belongs to: becomes the label `argosy.dev/environment`. @default - none: it holds those of a whole platform */
  readonly environment?: string;
  /** Who hears of it. @default - those who hear of its project */
  readonly notify?: Subscriptions;
  /** The chart that it syncs, looked at for fields that controllers own. @default - none: it has no folder in `dist/` */
  readonly part?: Chart;
}

/**
 * Argo CD renders the folder again only when a commit changes a file in it. Not for a folder of Applications: Argo CD asks
 * git for the files that changed, and git takes one that goes here and a similar one that comes elsewhere for a rename,
 * and names the latter only. An Application that left git would run on until its neighbours change.
 */
const OWN_CHANGES_ONLY = { 'argocd.argoproj.io/manifest-generate-paths': '.' };

const FINALIZER = 'resources-finalizer.argocd.argoproj.io/foreground';

/** The source of an Application that syncs one folder of `dist/`. */
export function folderSource(repository: string, revision: string, folder: string): ApplicationSpecSource {
  return { repoUrl: repository, targetRevision: revision, path: `dist/${folder}` };
}

/**
 * Adds the Application that syncs a folder or a Helm chart.
 *
 * Removing it from git removes what it manages (finalizer), after a person's confirmation where `confirmRemoval` asks.
 */
export function addApplication(scope: Chart, id: string, options: ApplicationOptions): Manifest {
  const { part } = options;
  const metadata = {
    name: options.name,
    finalizers: [FINALIZER],
    ...(options.environment === undefined ? {} : { labels: { 'argosy.dev/environment': options.environment } }),
    annotations: {
      ...(part === undefined ? {} : OWN_CHANGES_ONLY),
      ...(options.wave === undefined ? {} : wave(options.wave)),
      ...(options.confirmRemoval ? CONFIRM_REMOVAL : {}),
      ...subscribed('application', options.notify),
    },
  };
  // Which fields to ignore depends on what the part will hold.
  return new Manifest(scope, id, { ...Application.GVK, metadata }, () => {
    const contested = part ? contestedFields(part, options.sync) : NOTHING_CONTESTED;
    return Application.manifest({ metadata: {}, spec: applicationSpec(options, contested) }) as PlainManifest;
  });
}

const NOTHING_CONTESTED: ContestedFields = { ignoreDifferences: [], syncOptions: [] };

function applicationSpec(options: ApplicationOptions, contested: ContestedFields): ApplicationSpec {
  return {
    project: options.project,
    destination: { name: options.destination.cluster, namespace: options.destination.namespace },
    source: options.source,
    revisionHistoryLimit: 10,
    ignoreDifferences: contested.ignoreDifferences.length > 0 ? [...contested.ignoreDifferences] : undefined,
    syncPolicy: {
      ...syncPolicy(options.sync, [...(options.syncOptions ?? []), ...contested.syncOptions]),
      managedNamespaceMetadata: options.namespaceLabels && { labels: { ...options.namespaceLabels } },
    },
  };
}
