import { definePlatform } from '../../lib/index.ts';
import { dev } from './dev/environment.ts';
import { prod } from './prod/environment.ts';
import { qa } from './qa/environment.ts';
import { staging } from './staging/environment.ts';

/** BookVerse: one Helm chart, deployed to production only when a platform version is recommended. */
export const bookverse = definePlatform({
  name: 'bookverse',
  description: 'BookVerse, the book shop: one Helm chart, released as recommended platform versions',
  environments: [dev, qa, staging, prod],
  charts: {
    platform: {
      description: 'All services of the shop: inventory, recommendations, checkout and the web front',
      repository: 'https://apptrustswampupc.jfrog.io/artifactory/api/helm/bookverse-helm',
      chart: 'platform',
      // The chart's pods are not ours to harden; the namespace still refuses what is plainly dangerous.
      podSecurity: 'baseline',
      values: { imagePullSecrets: ['jfrog-docker-pull'] },
      images: {
        inventory: 'inventory.image',
        recommendations: 'recommendations.image',
        checkout: 'checkout.image',
        web: 'web.image',
      },
    },
  },
  secrets: {
    'jfrog-docker-pull': {
      kind: 'stored',
      description: 'Pulls images from the JFrog registry; filled by the release team',
      type: 'kubernetes.io/dockerconfigjson',
      properties: { '.dockerconfigjson': 'dockerconfigjson' },
    },
  },
  credentials: {
    'bookverse-helm': {
      description: 'Lets Argo CD read the Helm repository; filled by the release team',
      use: 'repository',
      type: 'helm',
      url: 'https://apptrustswampupc.jfrog.io/artifactory/api/helm/bookverse-helm',
      properties: { username: 'username', password: 'token' },
      path: 'bookverse/argocd/helm-repository',
      rotatedAt: '2026-10-12',
    },
  },
  project: {
    name: 'bookverse-prod',
    alsoNamespaced: {
      reason: 'what the chart platform renders: its own Deployments, Services and what they need',
      kinds: [
        { group: '', kind: 'ConfigMap' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
        { group: 'networking.k8s.io', kind: 'Ingress' },
        { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
        { group: 'policy', kind: 'PodDisruptionBudget' },
      ],
    },
    roles: {
      release: {
        description: 'Watches and, if need be, starts the sync of a recommended version',
        groups: ['bookverse:release'],
        permissions: [{ action: 'get' }, { action: 'sync' }, { resource: 'logs', action: 'get' }],
      },
    },
  },
});
