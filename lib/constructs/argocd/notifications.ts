import { type Chart, Yaml } from 'cdk8s';
import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import { ExternalSecret, ExternalSecretSpecTargetCreationPolicy } from '../../../imports/external-secrets.io.ts';
import { catalogueFor } from '../../model/notification/catalogue.ts';
import type {
  Engine,
  Notifications,
  NotificationService,
  NotificationTemplate,
} from '../../model/notification/notification.ts';
import { remoteData } from '../environment/secrets.ts';
import { Manifest } from '../manifest.ts';
import { WAVE, wave } from '../sync-options.ts';
import { SHARED } from './settings.ts';

const NAMES = {
  application: { configMap: 'argocd-notifications-cm', secret: 'argocd-notifications-secret' },
  rollout: { configMap: 'argo-rollouts-notification-configmap', secret: 'argo-rollouts-notification-secret' },
} as const;

/** Beside the platforms: after the foundations, which bring the kind, and nobody waits for it. */
const BESIDE_PLATFORMS = 10;

function serviceConfig(service: NotificationService): object {
  switch (service.kind) {
    case 'slack':
      return { token: service.token };
    case 'email': {
      const { kind: _, ...config } = service;
      return config;
    }
    case 'webhook':
      return {
        url: service.url,
        headers: Object.entries(service.headers ?? {}).map(([name, value]) => ({ name, value })),
      };
  }
}

const templateConfig = ({ message, slack, email, webhook }: NotificationTemplate, mails: boolean): object => ({
  message,
  ...(slack ? { slack: { attachments: slack.attachments } } : {}),
  ...(email || mails ? { email: { subject: email?.subject ?? message } } : {}),
  ...(webhook
    ? {
        webhook: Object.fromEntries(
          Object.entries(webhook).map(([name, { method = 'POST', path, body }]) => [
            name,
            { method, ...(path === undefined ? {} : { path }), body },
          ]),
        ),
      }
    : {}),
});

/** The keys of an engine's ConfigMap. */
function dataOf(engine: Engine, notifications: Notifications): Record<string, string> {
  const { triggers, templates } = catalogueFor(engine, notifications);
  const services = Object.entries(notifications.services);
  const mails = services.some(([, { kind }]) => kind === 'email');
  const each = <T>(kind: string, all: Readonly<Record<string, T>>, config: (one: T) => unknown): [string, string][] =>
    Object.entries(all).map(([name, one]) => [`${kind}.${name}`, Yaml.stringify(config(one))]);
  return Object.fromEntries([
    ...services.map(([name, service]): [string, string] => [
      service.kind === name ? `service.${name}` : `service.${service.kind}.${name}`,
      Yaml.stringify(serviceConfig(service)),
    ]),
    ...each('template', templates, (template) => templateConfig(template, mails)),
    ...each('trigger', triggers, (conditions) => conditions),
  ]);
}

interface Placed {
  /** ClusterSecretStore that secret values come from. */
  readonly store: string;
  readonly order: number;
  /** Label `app.kubernetes.io/part-of` of the Secret. */
  readonly partOf: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * The secret values of the services. The installation may have made a Secret of this name: its other keys and its labels
 * stay, and it stays when nobody fills it any more.
 */
function addSecret(chart: Chart, name: string, { secret }: Notifications, placed: Placed): void {
  if (secret === undefined) return;
  new Manifest(
    chart,
    name,
    ExternalSecret.manifest({
      metadata: {
        name,
        annotations: { ...placed.annotations, ...wave(placed.order), 'argosy.dev/purpose': secret.description },
      },
      spec: {
        refreshInterval: secret.refresh ?? '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: placed.store },
        target: {
          name,
          creationPolicy: ExternalSecretSpecTargetCreationPolicy.CREATE_OR_MERGE,
          deletionPolicy: 'Retain',
          // Said, or the labels of the ExternalSecret would take their place.
          template: { mergePolicy: 'Merge', metadata: { labels: { 'app.kubernetes.io/part-of': placed.partOf } } },
        },
        data: remoteData(secret.properties, secret.path),
      },
    }),
  );
}

/**
 * Adds what Argo CD's engine has to know, merged with what the installation put there.
 * @param store ClusterSecretStore of the cluster of Argo CD
 */
export function addNotifications(chart: Chart, notifications: Notifications, store: string): void {
  const { configMap: name, secret } = NAMES.application;
  const metadata = {
    name,
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' },
    annotations: { ...SHARED, ...wave(-5) },
  };
  new Manifest(chart, name, KubeConfigMap.manifest({ metadata, data: dataOf('application', notifications) }));
  addSecret(chart, secret, notifications, {
    store,
    order: BESIDE_PLATFORMS,
    partOf: 'argocd',
    // The foundations install the kind while the same sync is running.
    annotations: { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
  });
}

/** Adds what the engine of Argo Rollouts has to know. @param chart of its namespace */
export function addRolloutNotifications(chart: Chart, notifications: Notifications, store: string): void {
  const { configMap: name, secret } = NAMES.rollout;
  const metadata = { name, annotations: wave(WAVE.supports) };
  new Manifest(chart, name, KubeConfigMap.manifest({ metadata, data: dataOf('rollout', notifications) }));
  addSecret(chart, secret, notifications, { store, order: WAVE.secrets, partOf: 'argo-rollouts' });
}
