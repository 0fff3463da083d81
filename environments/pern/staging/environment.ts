import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'pern-app-staging',
  sync: { mode: 'automatic' },
  hosts: { backend: ['pern-staging.example.com'], frontend: ['pern-staging.example.com'] },
  env: { backend: { LOG_LEVEL: 'info' } },
  // Twice the pods of both services, because a canary runs beside the stable version, and the stateful parts.
  quota: { cpu: '6', memory: '10Gi', pods: 30, storage: '30Gi' },
  notify: { 'on-sync-failed': ['slack:pern-deployments'], 'on-health-degraded': ['slack:pern-deployments'] },
});
