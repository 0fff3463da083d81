import { Application, type ApplicationSpec, type ApplicationSpecSource } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import type { SyncPolicy } from '../../model/sync.ts';
import { Manifest, type PlainManifest } from '../manifest.ts';
import { CONFIRM_REMOVAL, wave } from '../sync-options.ts';
import { type ContestedFields, contestedFields } from './contested-fields.ts';
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
  /** Trigger -> recipients of notifications. @default - none */
  readonly notify?: Readonly<Record<string, readonly string[]>>;
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

/** `{ 'on-sync-failed': ['slack:alerts'] }` as the annotations that Argo CD's notifications controller reads. */
function subscriptions(notify: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const channels = new Map<string, string[]>();
  for (const [trigger, recipients] of Object.entries(notify)) {
    for (const recipient of recipients) {
      const [service = '', name = ''] = recipient.split(':');
      // A webhook is a service of its own name and has no recipient.
      const key = `notifications.argoproj.io/subscribe.${trigger}.${service === 'webhook' ? name : service}`;
      const known = channels.get(key) ?? [];
      channels.set(key, service === 'webhook' ? known : [...known, name]);
    }
  }
  return Object.fromEntries([...channels].map(([key, names]) => [key, names.join(';')]));
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
    annotations: {
      ...(part === undefined ? {} : OWN_CHANGES_ONLY),
      ...(options.wave === undefined ? {} : wave(options.wave)),
      ...(options.confirmRemoval ? CONFIRM_REMOVAL : {}),
      ...subscriptions(options.notify ?? {}),
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
