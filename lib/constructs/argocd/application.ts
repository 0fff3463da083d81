import { Application, type ApplicationSpec, type ApplicationSpecSource } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import type { Subscriptions } from '../../model/notification/notification.ts';
import { OUTPUT_FOLDER } from '../../model/output-folder.ts';
import type { SyncPolicy } from '../../model/sync.ts';
import { ENVIRONMENT_LABEL } from '../labels.ts';
import { Manifest, type PlainManifest } from '../manifest.ts';
import { CONFIRM_REMOVAL, wave } from '../sync-options.ts';
import { type ContestedFields, contestedFields } from './contested-fields.ts';
import { subscribed } from './subscriptions.ts';
import { type Propagation, syncPolicy } from './sync-policy.ts';

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
  /** How what it removes goes: `background` leaves what depends on it to whoever owns that. @default 'foreground' */
  readonly propagation?: Propagation;
  /** The chart that it syncs, looked at for fields that controllers own. @default - none: it has no folder in `dist/` */
  readonly part?: Chart;
}

/**
 * Argo CD renders the folder again only when a commit changes a file in it. Not for a folder of Applications: Argo CD asks
 * git for the files that changed, and git takes one that goes here and a similar one that comes elsewhere for a rename,
 * and names the latter only. An Application that left git would run on until its neighbours change.
 */
const OWN_CHANGES_ONLY = { 'argocd.argoproj.io/manifest-generate-paths': '.' };

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** The source of an Application that syncs one folder of `dist/`. */
export function folderSource(repository: string, revision: string, folder: string): ApplicationSpecSource {
  return { repoUrl: repository, targetRevision: revision, path: `${OUTPUT_FOLDER}/${folder}` };
}

/** Its metadata, without the labels of its chart. */
function metadataOf(options: ApplicationOptions) {
  return {
    name: options.name,
    finalizers: [`${FINALIZER}/${options.propagation ?? 'foreground'}`],
    ...(options.environment === undefined ? {} : { labels: { [ENVIRONMENT_LABEL]: options.environment } }),
    annotations: {
      ...(options.part === undefined ? {} : OWN_CHANGES_ONLY),
      ...(options.wave === undefined ? {} : wave(options.wave)),
      ...(options.confirmRemoval ? CONFIRM_REMOVAL : {}),
      ...subscribed('application', options.notify),
    },
  };
}

/** Which fields to ignore depends on what the part holds when it is complete. */
function manifestOf(options: ApplicationOptions, metadata: object): PlainManifest {
  const contested = options.part ? contestedFields(options.part, options.sync) : NOTHING_CONTESTED;
  return Application.manifest({ metadata, spec: applicationSpec(options, contested) }) as PlainManifest;
}

/**
 * Adds the Application that syncs a folder or a Helm chart.
 *
 * Removing it from git removes what it manages (finalizer), after a person's confirmation where `confirmRemoval` asks.
 */
export const addApplication = (scope: Chart, id: string, options: ApplicationOptions): Manifest =>
  new Manifest(scope, id, { ...Application.GVK, metadata: metadataOf(options) }, () => manifestOf(options, {}));

/** An Application that an ApplicationSet makes, when its part is complete. */
export function generatedApplication(options: ApplicationOptions, labels: Readonly<Record<string, string>>) {
  const own = metadataOf(options);
  const { metadata = {}, spec } = manifestOf(options, { ...own, labels: { ...labels, ...own.labels } });
  return { metadata, spec: spec as Readonly<Record<string, unknown>> };
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
      ...syncPolicy(options.sync, [...(options.syncOptions ?? []), ...contested.syncOptions], options.propagation),
      managedNamespaceMetadata: options.namespaceLabels && { labels: { ...options.namespaceLabels } },
    },
  };
}
