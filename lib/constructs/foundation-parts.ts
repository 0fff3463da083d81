import { argocdClusterOf } from '../model/argocd-place.ts';
import type { Backup } from '../model/backup.ts';
import { seconds } from '../model/duration.ts';
import type { Fleet } from '../model/fleet.ts';
import { ProblemError } from '../model/issue.ts';
import type { Alerts, Foundations } from '../model/platform.ts';
import type { ResolvedEnvironment, ResolvedFleet } from '../model/resolved.ts';
import { addAlerts } from './argocd/alerts.ts';
import { addBackup } from './argocd/backup.ts';
import { addCredentialAlerts, type OwnedCredential } from './argocd/credential-alerts.ts';
import { addRolloutNotifications } from './argocd/notifications.ts';
import type { EnvironmentStack } from './environment-stack.ts';
import { addGateway, addGatewayClass, addIssuer, addSecretStore } from './foundations.ts';

const entries = <T>(record: Readonly<Record<string, T>> | undefined): [string, T][] => Object.entries(record ?? {});

/** Order of what relies on the charts of the environment, and on stores and issuers. */
const ORDER = 45;

/** Adds what an administrators' platform has besides charts: objects of the cluster, and its gateways. */
export function addFoundations(stack: EnvironmentStack, foundations: Foundations, argocdNamespace: string): void {
  // They read secrets of ours in namespaces that are not.
  const readers = [argocdNamespace, ...Object.values(foundations.rolloutNotifications ?? {})];
  for (const [name, store] of entries(foundations.secretStores))
    addSecretStore(stack.clusterScoped, name, store, readers);
  for (const [name, issuer] of entries(foundations.issuers)) addIssuer(stack.clusterScoped, name, issuer);
  const classes = new Set<string>();
  for (const [name, gateway] of entries(foundations.gateways)) {
    if (!classes.has(gateway.className)) addGatewayClass(stack.clusterScoped, gateway);
    classes.add(gateway.className);
    addGateway(stack.addPart(`gateway-${name}`, { wave: ORDER }), name, gateway);
  }
}

/**
 * Adds what somebody is told of the cluster. Of Argo CD itself, of its backup and its credentials only the Prometheus of its
 * own cluster knows.
 */
export function addAlertPart(
  stack: EnvironmentStack,
  alerts: Alerts,
  backup: Backup | undefined,
  resolved: ResolvedFleet,
): void {
  const labels = stack.cluster.monitorLabels;
  const part = stack.addPart('alerts', { wave: ORDER });
  const home = stack.clusterName === argocdClusterOf(resolved.fleet);
  addAlerts(part, alerts, labels, {
    paused: beyondEveryPause(resolved),
    ...(home
      ? { argocd: { namespace: stack.argocdNamespace, rolling: rolling(resolved), ...(backup ? { backup } : {}) } }
      : {}),
  });
  const credentials = credentialsOf(resolved);
  if (home && credentials.length > 0) addCredentialAlerts(part, credentials, labels);
}

/** Adds what the cluster's Argo Rollouts has to know to tell of Rollouts. @param secretStore of the environment. @default - the cluster's */
export function addRolloutNotificationsPart(
  stack: EnvironmentStack,
  { rolloutNotifications }: Foundations,
  { notifications }: Fleet,
  secretStore: string = stack.cluster.secretStore,
): void {
  if (notifications === undefined || rolloutNotifications === undefined) return;
  const part = stack.addPart('rollout-notifications', { wave: ORDER, namespace: rolloutNotifications.namespace });
  addRolloutNotifications(part, notifications, secretStore);
}

/** Adds the backup of Argo CD. @throws ProblemError `part/missing` when its image is not known */
export function addBackupPart(stack: EnvironmentStack, backup: Backup, { jobs }: ResolvedEnvironment): void {
  const release = jobs.get('backup');
  if (release === undefined) {
    throw new ProblemError({
      code: 'part/missing',
      message: 'is missing: platform.ts has foundations.backup',
      fix: 'add its block with the image of the Argo CD that runs, quay.io/argoproj/argocd',
    });
  }
  addBackup(stack.addArgoCdPart('backup', ORDER), backup, release.image);
}

/** The credentials of every platform that has any output. */
const credentialsOf = ({ platforms }: ResolvedFleet): readonly OwnedCredential[] =>
  platforms.flatMap(({ platform, environments }) =>
    environments.length === 0
      ? []
      : entries(platform.credentials).map(([name, credential]) => ({ platform: platform.name, name, credential })),
  );

/** The longest wait of any canary, and ten minutes: who is paused for longer waits for a person. */
function beyondEveryPause({ platforms }: ResolvedFleet): string {
  const strategies = platforms.flatMap(({ environments }) =>
    environments.flatMap(({ services }) => [...services.values()].map(({ strategy }) => strategy)),
  );
  const waits = strategies.flatMap((strategy) =>
    strategy.kind === 'canary' ? strategy.steps.map(({ wait }) => (wait === undefined ? 0 : seconds(wait))) : [],
  );
  return `${String(Math.ceil(Math.max(0, ...waits) / 60) + 10)}m`;
}

/** `pern-staging`: environments that a RollingSync syncs without a person. */
function rolling({ platforms }: ResolvedFleet): readonly string[] {
  return platforms.flatMap(({ platform: { name, delivery }, environments }) =>
    delivery === undefined || delivery.kind === 'explicit' || delivery.strategy !== 'RollingSync'
      ? []
      : environments.flatMap(({ environment }) =>
          environment.sync.mode === 'automatic' ? [`${name}-${environment.name}`] : [],
        ),
  );
}
