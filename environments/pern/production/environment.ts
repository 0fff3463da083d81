import { defineEnvironment } from '../../../lib/index.ts';

export const production = defineEnvironment({
  name: 'production',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'pern-app-production',
  // By approval: a person of the role production-admin starts each sync.
  sync: { mode: 'manual' },
  hosts: { backend: ['pern.example.com'], frontend: ['pern.example.com'] },
  env: { backend: { LOG_LEVEL: 'warn' } },
  windows: [
    // Binding only where Argo CD syncs by itself; people see it and keep to it, and may roll back at any time.
    {
      kind: 'allow',
      schedule: '0 8 * * 1-4',
      duration: '8h',
      timeZone: 'Europe/Berlin',
      manualSync: true,
      description: 'promotions from Monday to Thursday; a rollback by hand is possible at any time',
    },
    // Binding for people too. Whoever must deploy all the same removes it in the same commit.
    {
      kind: 'deny',
      schedule: '0 18 20 12 *',
      duration: '318h',
      timeZone: 'Europe/Berlin',
      manualSync: false,
      description: 'no deployments from the evening of 20 December to the end of 2 January',
    },
  ],
  // 20 pods ask for 9.5 CPU and 15.5 GiB: a canary beside the stable version doubles both services. The rest is for growth.
  quota: { cpu: '12', memory: '20Gi', pods: 30, storage: '150Gi' },
  notify: {
    'on-deployed': ['slack:pern-deployments', 'webhook:delivery-metrics'],
    'on-sync-failed': ['slack:pern-oncall', 'webhook:delivery-metrics'],
    'on-health-degraded': ['slack:pern-oncall', 'webhook:delivery-metrics'],
    'on-rollout-aborted': ['slack:pern-oncall', 'webhook:delivery-metrics'],
    'on-rollout-completed': ['webhook:delivery-metrics'],
  },
});
