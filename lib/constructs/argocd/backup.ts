import type { Chart } from 'cdk8s';
import {
  type Container,
  IntOrString,
  KubeConfigMap,
  KubeCronJob,
  KubeNetworkPolicy,
  KubePersistentVolumeClaim,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  type PodSpec,
  Quantity,
} from 'cdk8s-plus-28/lib/imports/k8s';
import type { Backup } from '../../model/backup.ts';
import type { ImageRef } from '../../model/image-ref.ts';
import { Manifest } from '../manifest.ts';
import { CONFIRM_REMOVAL, WAVE, wave } from '../sync-options.ts';
import { BACKUP_SCRIPT } from './backup-script.ts';

/** Name of everything that it is made of. */
export const BACKUP = 'argocd-backup';

/** User of Argo CD's image. */
const USER = 999;
const LABELS = { 'app.kubernetes.io/name': BACKUP };
/** What `argocd admin export` reads by name: it fails without one of them. */
const SETTINGS = ['cm', 'cmd-params-cm', 'rbac-cm', 'ssh-known-hosts-cm', 'tls-certs-cm'].map(
  (name) => `argocd-${name}`,
);
/** What must be in every backup. The settings of components are not exported. */
const WANTED = [
  ...SETTINGS.filter((name) => name !== 'argocd-cmd-params-cm').map((name) => `ConfigMap/${name}`),
  'Secret/argocd-secret',
  'AppProject/root',
  'Application/root',
];

/**
 * Adds the job that backs up what Argo CD keeps in its namespace, which is that of `chart`.
 * @param image Argo CD's own, of the version that runs
 */
export function addBackup(chart: Chart, backup: Backup, image: ImageRef): void {
  const guard = { name: BACKUP, annotations: wave(WAVE.guardRails) };
  // Both in the last wave: a volume that waits for its first user would hold up whoever comes after it.
  const last = wave(WAVE.workload);
  const { publicKey: key } = backup;
  new Manifest(chart, 'key', KubeConfigMap.manifest({ metadata: guard, data: { 'public.asc': key } }));
  addIdentity(chart, guard);
  addPolicy(chart, guard, backup.apiServer);
  new Manifest(
    chart,
    'volume',
    KubePersistentVolumeClaim.manifest({
      metadata: {
        name: BACKUP,
        // Pending until the first backup, where volumes are made for their first user.
        annotations: { ...last, ...CONFIRM_REMOVAL, 'argocd.argoproj.io/ignore-healthcheck': 'true' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: backup.storageClass,
        resources: { requests: { storage: Quantity.fromString(backup.storage ?? '1Gi') } },
      },
    }),
  );
  new Manifest(
    chart,
    'job',
    KubeCronJob.manifest({
      metadata: { name: BACKUP, annotations: last },
      spec: {
        schedule: backup.schedule,
        timeZone: backup.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 900,
            template: { metadata: { labels: LABELS }, spec: podSpec(chart.namespace ?? 'argocd', backup, image) },
          },
        },
      },
    }),
  );
}

interface Metadata {
  readonly name: string;
  readonly annotations: Record<string, string>;
}

/** It may read what an export holds. Secrets cannot be listed by name. */
function addIdentity(chart: Chart, metadata: Metadata): void {
  new Manifest(
    chart,
    'service-account',
    KubeServiceAccount.manifest({ metadata, automountServiceAccountToken: false }),
  );
  new Manifest(
    chart,
    'role',
    KubeRole.manifest({
      metadata,
      rules: [
        { apiGroups: [''], resources: ['configmaps'], resourceNames: SETTINGS, verbs: ['get'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
        { apiGroups: ['argoproj.io'], resources: ['applications', 'applicationsets', 'appprojects'], verbs: ['list'] },
      ],
    }),
  );
  new Manifest(
    chart,
    'role-binding',
    KubeRoleBinding.manifest({
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: BACKUP },
      subjects: [{ kind: 'ServiceAccount', name: BACKUP, namespace: chart.namespace }],
    }),
  );
}

/** Nobody reaches it, and it reaches the API server only: it holds every secret of Argo CD in clear text. */
function addPolicy(chart: Chart, metadata: Metadata, server: Backup['apiServer']): void {
  const ports = server ? [server.port] : [443, 6443];
  new Manifest(
    chart,
    'network-policy',
    KubeNetworkPolicy.manifest({
      metadata,
      spec: {
        podSelector: { matchLabels: LABELS },
        policyTypes: ['Ingress', 'Egress'],
        egress: [
          {
            ...(server ? { to: [{ ipBlock: { cidr: server.cidr } }] } : {}),
            ports: ports.map((port) => ({ port: IntOrString.fromNumber(port), protocol: 'TCP' })),
          },
        ],
      },
    }),
  );
}

const MOUNTS = { memory: '/scratch', backups: '/backups', key: '/keys' };

function podSpec(namespace: string, backup: Backup, image: ImageRef): PodSpec {
  return {
    serviceAccountName: BACKUP,
    automountServiceAccountToken: true,
    restartPolicy: 'Never',
    securityContext: {
      runAsNonRoot: true,
      ...{ runAsUser: USER, runAsGroup: USER, fsGroup: USER },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(namespace, backup, image)],
    volumes: [
      { name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: Quantity.fromString('256Mi') } },
      { name: 'backups', persistentVolumeClaim: { claimName: BACKUP } },
      { name: 'key', configMap: { name: BACKUP } },
    ],
  };
}

function container(namespace: string, { keepDays = 30 }: Backup, image: ImageRef): Container {
  const env = {
    HOME: MOUNTS.memory,
    NAMESPACE: namespace,
    WANTED: WANTED.join(' '),
    PUBLIC_KEY: `${MOUNTS.key}/public.asc`,
    BACKUPS: MOUNTS.backups,
    // `find` counts whole days.
    KEEP_DAYS: String(keepDays - 1),
  };
  return {
    name: 'backup',
    image: image.toString(),
    command: ['bash', '-c'],
    args: [BACKUP_SCRIPT],
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    resources: {
      requests: { cpu: Quantity.fromString('100m'), memory: Quantity.fromString('512Mi') },
      // What is in memory counts.
      limits: { memory: Quantity.fromString('512Mi') },
    },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: Object.entries(MOUNTS).map(([name, mountPath]) => ({
      ...{ name, mountPath },
      ...(name === 'key' ? { readOnly: true } : {}),
    })),
  };
}
