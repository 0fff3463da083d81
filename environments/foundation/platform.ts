import { definePlatform } from '../../lib/index.ts';
import { backupKey } from './backup-key.ts';
import { charts } from './charts.ts';
import { primary } from './primary/environment.ts';

const VAULT = 'https://vault.example.com';
const acme = { server: 'https://acme-v02.api.letsencrypt.org/directory', email: 'certificates@example.com' };

/** What a cluster needs before any platform runs in it. Its project is the administrators' own. */
export const foundation = definePlatform({
  name: 'foundation',
  description: 'Controllers, secret stores, certificates, metrics and the Gateway that every platform relies on',
  environments: [primary],
  wave: 0,
  charts,
  foundations: {
    secretStores: {
      platform: { server: VAULT, path: 'platforms', role: 'external-secrets' },
      // For what must not be the real thing outside production: sandbox keys of payment gateways and the like.
      sandbox: { server: VAULT, path: 'sandbox', role: 'external-secrets-sandbox' },
    },
    issuers: {
      letsencrypt: { ...acme, gateway: 'gateway-system/public' },
      // For platforms whose traffic still arrives at an nginx Ingress: the challenge arrives there too.
      'letsencrypt-nginx': { ...acme, ingressClass: 'nginx' },
    },
    gateways: {
      public: {
        className: 'envoy',
        controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
        // Each by name: the issuer proves a host over HTTP, and a wildcard cannot be proven that way.
        hosts: [
          'minishop.example.com',
          'staging.minishop.example.com',
          'dev.minishop.example.com',
          'tacos.example.com',
          'staging.tacos.example.com',
          'dev.tacos.example.com',
        ],
        issuer: 'letsencrypt',
      },
    },
    // Its chart would make settings of the same name: `charts.ts` tells it not to.
    rolloutNotifications: { namespace: 'argo-rollouts' },
    alerts: { outOfSync: '10m', degraded: '5m', progressing: '30m' },
    backup: { schedule: '15 2 * * *', publicKey: backupKey, keepDays: 30 },
  },
  project: {
    alsoCluster: {
      reason: 'controllers bring their kinds, their cluster roles, and webhooks and policies for their kinds',
      kinds: [
        { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicyBinding' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
        { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
      ],
    },
    alsoNamespaced: {
      reason: 'exactly the kinds that the charts render with the values given',
      kinds: [
        { group: '', kind: 'ConfigMap' },
        { group: '', kind: 'Secret' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'batch', kind: 'Job' },
        { group: 'monitoring.coreos.com', kind: 'Alertmanager' },
        { group: 'monitoring.coreos.com', kind: 'Prometheus' },
        { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
        { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
        { group: 'policy', kind: 'PodDisruptionBudget' },
        { group: 'rbac.authorization.k8s.io', kind: 'Role' },
        { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
      ],
    },
  },
});
