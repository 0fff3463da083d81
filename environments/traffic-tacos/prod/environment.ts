import { defineEnvironment } from '../../../lib/index.ts';

export const prod = defineEnvironment({
  name: 'prod',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'tacos-prod',
  // Approved and started by the operations team. Retried 3 times, as the contract says.
  sync: { mode: 'manual', retry: { limit: 3, duration: '10s', factor: 2, maxDuration: '5m' } },
  hosts: { 'gateway-api': ['tacos.example.com'] },
  windows: [
    {
      kind: 'allow',
      schedule: '0 2 * * 2,4',
      duration: '3h',
      timeZone: 'Asia/Seoul',
      manualSync: true,
      description: 'maintenance windows for breaking changes; a rollback by hand is possible at any time',
    },
  ],
  // All services at their most pods, the gateway twice over because a canary runs beside it.
  quota: { cpu: '60', memory: '60Gi', pods: 120 },
  notify: { 'on-sync-failed': ['slack:tacos-oncall'], 'on-health-degraded': ['slack:tacos-oncall'] },
});
