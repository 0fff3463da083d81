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
    // Argo CD cannot tell a breaking change from a rollback, so the window binds nobody who syncs by hand: it shows when
    // a breaking change may go out, and holds back automatic syncs should somebody switch them on.
    {
      kind: 'allow',
      schedule: '0 2 * * 2,4',
      duration: '3h',
      timeZone: 'Asia/Seoul',
      manualSync: true,
      description: 'maintenance windows for breaking changes; a rollback by hand is possible at any time',
    },
  ],
  // 76 pods at the top of their ranges ask for 38 CPU and 38 GiB: the gateway twice over for its canary, the others with
  // a quarter more for an update.
  quota: { cpu: '48', memory: '48Gi', pods: 96 },
  notify: {
    'on-sync-failed': ['slack:tacos-oncall'],
    'on-health-degraded': ['slack:tacos-oncall'],
    'on-rollout-aborted': ['slack:tacos-oncall'],
    'on-rollout-paused': ['slack:tacos-oncall'],
  },
});
