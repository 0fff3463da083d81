import { AppProject } from '@cdk8s/argo';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { addApplication, type ApplicationOptions, folderSource } from './argocd/application.ts';
import { addNotifications } from './argocd/notifications.ts';
import { addSettings } from './argocd/settings.ts';
import { subscribed } from './argocd/subscriptions.ts';
import { OWN_CLUSTER } from '../model/argocd-place.ts';
import { CLUSTER_CONTEXT } from '../model/context.ts';
import type { ArgoCdSettings } from '../model/argocd-settings.ts';
import type { Notifications } from '../model/notification/notification.ts';
import { platformLabels } from './labels.ts';
import { Manifest } from './manifest.ts';
import type { PlatformProject } from './platform-project.ts';
import { CONFIRM_REMOVAL, wave } from './sync-options.ts';

export interface ControlPlaneProps {
  /** Git repository that holds `dist/`. */
  readonly repository: string;
  /** Branch or tag that Argo CD follows. @default 'main' */
  readonly revision?: string;
  /** @default 'argocd' */
  readonly argocdNamespace?: string;
  /** Name of the cluster that Argo CD runs in. @default 'in-cluster' */
  readonly argocdCluster?: string;
  /** Groups of the identity provider that may do everything in Argo CD. @default - none: its local administrator only */
  readonly administrators?: readonly string[];
  /** What Argo CD looks at, and what it leaves to others. @default - what its installation says */
  readonly argocdSettings?: ArgoCdSettings;
  /** By what people and programs are told. @default - nobody is told */
  readonly notifications?: Notifications;
  /** ClusterSecretStore that their secret values come from. @default 'platform' */
  readonly secretStore?: string;
}

const NAME = 'root';
const DEFAULTS = {
  revision: 'main',
  argocdNamespace: 'argocd',
  argocdCluster: OWN_CLUSTER.name,
  administrators: [],
  argocdSettings: {},
  secretStore: 'platform',
};

/**
 * `argocd/`, the folder that the root Application syncs: the root Application itself, its project, the settings of
 * Argo CD, and one Application per platform. The id must be `argocd`: a folder of that name holds the Applications of its siblings.
 */
export class ControlPlane extends Chart {
  /** AppProject of every Application that makes Applications. Whoever may change it is an administrator of Argo CD. */
  readonly projectName = NAME;
  readonly #props: Required<Omit<ControlPlaneProps, 'notifications'>> & Pick<ControlPlaneProps, 'notifications'>;
  readonly #platforms: PlatformProject[] = [];

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    const all = { ...DEFAULTS, ...props };
    super(scope, id, { namespace: all.argocdNamespace, labels: platformLabels(NAME) });
    this.#props = all;
    this.node.setContext(CLUSTER_CONTEXT, all.argocdCluster);
    this.#addProject();
    addSettings(this, all, this.#platforms);
    if (all.notifications) addNotifications(this, all.notifications, all.secretStore);
    this.#addFolder('root', NAME, this.node.path);
  }

  /** Adds the Application that syncs a platform's `argocd/` folder, in the order given (lower first). */
  addPlatform(project: PlatformProject, order: number): void {
    this.#platforms.push(project);
    const generated = project.delivery.kind !== 'explicit';
    this.#addFolder(`platform-${project.platformName}`, project.platformName, project.argocd.node.path, {
      wave: order,
      // In the foreground the garbage collector would delete what an ApplicationSet owns before its controller lets go of it.
      ...(generated ? { propagation: 'background' } : {}),
    });
  }

  #addFolder(
    id: string,
    name: string,
    folder: string,
    more: Pick<ApplicationOptions, 'wave' | 'propagation'> = {},
  ): void {
    addApplication(this, id, {
      name,
      project: NAME,
      destination: { cluster: this.#props.argocdCluster, namespace: this.#props.argocdNamespace },
      source: folderSource(this.#props.repository, this.#props.revision, folder),
      sync: { mode: 'automatic' },
      confirmRemoval: true,
      ...more,
    });
  }

  /** It may make Applications, their projects, the settings and credentials in Argo CD's namespace, and nothing else. */
  #addProject(): void {
    const kinds = ['AppProject', 'Application', 'ApplicationSet'].map((kind) => ({ group: 'argoproj.io', kind }));
    new Manifest(
      this,
      'project',
      AppProject.manifest({
        metadata: {
          name: NAME,
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
          annotations: {
            ...wave(-10),
            ...CONFIRM_REMOVAL,
            ...subscribed('application', this.#props.notifications?.notify),
          },
        },
        spec: {
          description: 'Applications that make Applications; administrators of Argo CD only',
          sourceRepos: [this.#props.repository],
          destinations: [{ name: this.#props.argocdCluster, namespace: this.#props.argocdNamespace }],
          clusterResourceWhitelist: [],
          namespaceResourceWhitelist: [
            ...kinds,
            { group: '', kind: 'ConfigMap' },
            { group: 'external-secrets.io', kind: 'ExternalSecret' },
          ],
        },
      }),
    );
  }
}
