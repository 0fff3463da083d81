import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'pern-app-staging',
  sync: { mode: 'automatic' },
  hosts: { backend: ['pern-staging.example.com'], frontend: ['pern-staging.example.com'] },
  env: { backend: { LOG_LEVEL: 'info' } },
  // 12 pods ask for 2.2 CPU and 4.3 GiB: a canary beside the stable version doubles both services.
  quota: { cpu: '3', memory: '6Gi', pods: 16, storage: '30Gi' },
  notify: { 'on-sync-failed': ['slack:pern-deployments'], 'on-health-degraded': ['slack:pern-deployments'] },
});
