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
    {
      kind: 'allow',
      schedule: '0 8 * * 1-4',
      duration: '8h',
      timeZone: 'Europe/Berlin',
      manualSync: true,
      description: 'promotions from Monday to Thursday; a rollback by hand is possible at any time',
    },
  ],
  // Twice the pods of both services, because a canary runs beside the stable version, and the stateful parts.
  quota: { cpu: '20', memory: '40Gi', pods: 60, storage: '150Gi' },
  notify: {
    'on-deployed': ['slack:pern-deployments', 'webhook:delivery-metrics'],
    'on-sync-failed': ['slack:pern-oncall', 'webhook:delivery-metrics'],
    'on-health-degraded': ['slack:pern-oncall', 'webhook:delivery-metrics'],
  },
});
