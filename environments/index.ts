import { defineFleet } from '../lib/index.ts';
import { bookverse } from './bookverse/platform.ts';
import { foundation } from './foundation/platform.ts';
import { minishop } from './minishop/platform.ts';
import { pern } from './pern/platform.ts';
import { trafficTacos } from './traffic-tacos/platform.ts';

/** Everything that is run. */
export const fleet = defineFleet({
  repository: 'https://github.com/argosy-example/platforms.git',
  revision: 'main',
  argocdNamespace: 'argocd',
  administrators: ['platform:admins'],
  argocdSettings: {
    exclusions: [
      {
        reason:
          'What cert-manager asks of the issuer: without CertificateRequest, which the installation excludes, it is in no tree',
        apiGroups: ['acme.cert-manager.io'],
        kinds: ['Order', 'Challenge'],
      },
    ],
  },
  notifications: {
    argocdUrl: 'https://argocd.example.com',
    services: {
      slack: { kind: 'slack', token: '$slack-token' },
      // Deployments, failures and rollouts of production, from which delivery metrics are made.
      'delivery-metrics': {
        kind: 'webhook',
        url: 'https://delivery-metrics.example.com/events',
        headers: { Authorization: 'Bearer $delivery-metrics-token', 'Content-Type': 'application/json' },
      },
    },
    secret: {
      description: 'Token of the Slack app, and of whoever collects delivery metrics; filled by the platform team',
      path: 'argocd/notifications',
      properties: { 'slack-token': 'slack-token', 'delivery-metrics-token': 'delivery-metrics-token' },
    },
    notify: { 'on-sync-failed': ['slack:platform-alerts'], 'on-health-degraded': ['slack:platform-alerts'] },
  },
  clusters: {
    // One cluster today. Its services are those that the foundation platform installs.
    'in-cluster': {
      prometheusUrl: 'http://kube-prometheus-stack-prometheus.monitoring.svc:9090',
      monitoringNamespace: 'monitoring',
      monitorLabels: { release: 'kube-prometheus-stack' },
      gateway: { name: 'public', namespace: 'gateway-system' },
      gatewayPodNamespace: 'envoy-gateway-system',
      ingressNamespace: 'ingress-nginx',
      secretStore: 'platform',
    },
  },
  platforms: [foundation, bookverse, minishop, pern, trafficTacos],
});
