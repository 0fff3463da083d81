import { definePlatform } from '../../lib/index.ts';
import { primary } from './primary/environment.ts';

/** What a cluster needs before any platform runs in it. Administrators only. */
export const foundation = definePlatform({
  name: 'foundation',
  description: 'Controllers, secret stores, certificates, metrics and the Gateway that every platform relies on',
  environments: [primary],
  wave: 0,
  charts: {
    'cert-manager': {
      description: 'Certificates',
      repository: 'https://charts.jetstack.io',
      chart: 'cert-manager',
      namespace: 'cert-manager',
      serverSideApply: true,
      values: {
        crds: { enabled: true, keep: true },
        config: {
          apiVersion: 'controller.config.cert-manager.io/v1alpha1',
          kind: 'ControllerConfiguration',
          enableGatewayAPI: true,
        },
      },
      // It starts without the Gateway API's kinds only if they come first: see the gateway chart.
      wave: 1,
    },
    'external-secrets': {
      description: 'Fetches secrets from the store',
      repository: 'https://charts.external-secrets.io',
      chart: 'external-secrets',
      namespace: 'external-secrets',
      // Its CRDs are larger than the annotation that client-side apply needs.
      serverSideApply: true,
      values: { installCRDs: true },
    },
    'sealed-secrets': {
      description: 'Opens secrets that are in git as ciphertext',
      repository: 'https://bitnami-labs.github.io/sealed-secrets',
      chart: 'sealed-secrets',
      namespace: 'sealed-secrets',
      values: { fullnameOverride: 'sealed-secrets-controller' },
    },
    'kube-prometheus-stack': {
      description: 'Prometheus, its operator and Alertmanager',
      repository: 'https://prometheus-community.github.io/helm-charts',
      chart: 'kube-prometheus-stack',
      namespace: 'monitoring',
      // The node exporter reads the host.
      podSecurity: 'privileged',
      serverSideApply: true,
      values: {
        grafana: { enabled: false },
        // The control plane's own endpoints are closed on most clusters, and their Services would lie in kube-system.
        coreDns: { enabled: false },
        kubeControllerManager: { enabled: false },
        kubeEtcd: { enabled: false },
        kubeProxy: { enabled: false },
        kubeScheduler: { enabled: false },
        'kube-state-metrics': { metricLabelsAllowlist: ['pods=[rollouts-pod-template-hash]'] },
        prometheus: { prometheusSpec: { retention: '15d', scrapeInterval: '30s' } },
      },
    },
    gateway: {
      description: 'Envoy Gateway, with the kinds of the Gateway API',
      repository: 'docker.io/envoyproxy',
      chart: 'gateway-helm',
      namespace: 'envoy-gateway-system',
      serverSideApply: true,
    },
    'argo-rollouts': {
      description: 'Canaries and blue-green',
      repository: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-rollouts',
      namespace: 'argo-rollouts',
      serverSideApply: true,
      values: {
        controller: {
          metrics: {
            enabled: true,
            serviceMonitor: { enabled: true, additionalLabels: { release: 'kube-prometheus-stack' } },
          },
          trafficRouterPlugins: [
            {
              name: 'argoproj-labs/gatewayAPI',
              location:
                'https://github.com/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi/releases/download/v0.15.0/gatewayapi-plugin-linux-amd64',
            },
          ],
        },
        providerRBAC: { providers: { gatewayAPI: true } },
      },
      // Its ServiceMonitor is of a kind that the Prometheus stack brings.
      wave: 1,
    },
  },
  foundations: {
    secretStores: { platform: { server: 'https://vault.example.com', path: 'platforms', role: 'external-secrets' } },
    issuers: {
      letsencrypt: {
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        email: 'certificates@example.com',
        gateway: 'gateway-system/public',
      },
    },
    gateways: {
      public: {
        className: 'envoy',
        controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
        hosts: [
          'tacos.example.com',
          'staging.tacos.example.com',
          'dev.tacos.example.com',
          'minishop.example.com',
          'staging.minishop.example.com',
          'dev.minishop.example.com',
        ],
        issuer: 'letsencrypt',
      },
    },
  },
  project: {
    alsoCluster: {
      reason: 'controllers bring their kinds, their cluster roles and their webhooks',
      kinds: [
        { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
        { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
        { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicyBinding' },
      ],
    },
    alsoNamespaced: {
      reason: 'what the charts of the controllers render',
      kinds: [
        { group: '', kind: 'ConfigMap' },
        { group: '', kind: 'Secret' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'apps', kind: 'StatefulSet' },
        { group: 'batch', kind: 'Job' },
        { group: 'monitoring.coreos.com', kind: 'Alertmanager' },
        { group: 'monitoring.coreos.com', kind: 'Prometheus' },
        { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
        { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
        { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
        { group: 'policy', kind: 'PodDisruptionBudget' },
        { group: 'rbac.authorization.k8s.io', kind: 'Role' },
        { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
      ],
    },
  },
});
