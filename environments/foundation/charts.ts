import type { HelmChart, HelmValues } from '../../lib/index.ts';

/** By this label Prometheus finds what to scrape. It is the name of the release below. */
const monitorLabels: HelmValues = { release: 'kube-prometheus-stack' };

/**
 * The controllers, each in a namespace of its own. Kinds come before those who use them: first Prometheus with the kind
 * of every other chart's monitor, then the Gateway with the kinds of the Gateway API, then the rest side by side.
 */
export const charts: Readonly<Record<string, HelmChart>> = {
  'kube-prometheus-stack': {
    description: 'Prometheus, its operator and Alertmanager: what gates and alerts ask',
    repository: 'https://prometheus-community.github.io/helm-charts',
    chart: 'kube-prometheus-stack',
    namespace: 'monitoring',
    // The node exporter reads the host's files and network.
    podSecurity: 'privileged',
    serverSideApply: true,
    wave: 0,
    values: {
      // Its chart makes up a password at each rendering, which would never be in sync.
      grafana: { enabled: false },
      // They repeat what is checked before a merge, and need a certificate that a Job makes at each sync.
      prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false } },
      // Closed on most clusters, and their Services would lie in kube-system, where this project must not write.
      coreDns: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeProxy: { enabled: false },
      kubeScheduler: { enabled: false },
      prometheus: {
        prometheusSpec: {
          // The windows of the gates hold four scrapes of this length.
          scrapeInterval: '30s',
          retention: '15d',
          resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } },
          storageSpec: {
            volumeClaimTemplate: {
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
            },
          },
        },
      },
    },
  },
  'envoy-gateway': {
    description: 'The controller of the Gateway, and the kinds of the Gateway API',
    repository: 'docker.io/envoyproxy',
    chart: 'gateway-helm',
    namespace: 'envoy-gateway-system',
    // Its kinds are larger than the annotation that client-side apply needs.
    serverSideApply: true,
    wave: 1,
    values: { deployment: { replicas: 2 }, podDisruptionBudget: { minAvailable: 1 } },
  },
  'cert-manager': {
    description: 'Certificates for the hosts of the platforms',
    repository: 'https://charts.jetstack.io',
    chart: 'cert-manager',
    namespace: 'cert-manager',
    serverSideApply: true,
    wave: 2,
    values: {
      // `keep`: removing the chart by mistake must not remove every certificate.
      crds: { enabled: true, keep: true },
      // Its default is kube-system, where this project must not write.
      global: { leaderElection: { namespace: 'cert-manager' } },
      // It answers challenges over the Gateway, and stops at its start where there are no kinds of the Gateway API.
      config: {
        apiVersion: 'controller.config.cert-manager.io/v1alpha1',
        kind: 'ControllerConfiguration',
        enableGatewayAPI: true,
      },
      // A Job after each sync that asks what the health of the Deployments says already.
      startupapicheck: { enabled: false },
      prometheus: { servicemonitor: { enabled: true, labels: monitorLabels } },
    },
  },
  'external-secrets': {
    description: 'Fetches stored secrets into the namespaces that refer to them',
    repository: 'https://charts.external-secrets.io',
    chart: 'external-secrets',
    namespace: 'external-secrets',
    // The kinds of its stores are larger than the annotation that client-side apply needs.
    serverSideApply: true,
    wave: 2,
    values: {
      installCRDs: true,
      serviceMonitor: { enabled: true, renderMode: 'alwaysRender', additionalLabels: monitorLabels },
    },
  },
  'sealed-secrets': {
    description: 'Opens secrets that are in git as ciphertext',
    repository: 'https://bitnami-labs.github.io/sealed-secrets',
    chart: 'sealed-secrets',
    namespace: 'sealed-secrets',
    wave: 2,
    values: {
      // The name by which kubeseal looks for it; tell it the namespace: --controller-namespace sealed-secrets.
      fullnameOverride: 'sealed-secrets-controller',
      // What the chart leaves out and the level `restricted` of its namespace asks for.
      containerSecurityContext: { allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } },
      metrics: { serviceMonitor: { enabled: true, labels: monitorLabels } },
    },
  },
  'argo-rollouts': {
    description: 'Canaries and blue-green updates, with gates',
    repository: 'https://argoproj.github.io/argo-helm',
    chart: 'argo-rollouts',
    namespace: 'argo-rollouts',
    serverSideApply: true,
    wave: 2,
    values: {
      installCRDs: true,
      // Ours are in the part `rollout-notifications`.
      notifications: { configmap: { create: false } },
      controller: {
        metrics: { enabled: true, serviceMonitor: { enabled: true, additionalLabels: monitorLabels } },
        // Shifts the weights of HTTPRoutes. Loaded when the controller starts; add its sha256 to pin the file as well.
        trafficRouterPlugins: [
          {
            name: 'argoproj-labs/gatewayAPI',
            location:
              'https://github.com/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi/releases/download/v0.15.0/gatewayapi-plugin-linux-amd64',
          },
        ],
      },
      providerRBAC: { enabled: true, providers: { gatewayAPI: true } },
    },
  },
};
