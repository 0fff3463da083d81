import { defineEnvironment } from '../../../lib/index.ts';

export const prod = defineEnvironment({
  name: 'prod',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'bookverse-prod',
  sync: { mode: 'automatic' },
  windows: [
    {
      kind: 'allow',
      schedule: '0 6 * * 1-5',
      duration: '12h',
      timeZone: 'Etc/UTC',
      manualSync: true,
      description: 'recommended versions go out on working days; a person may sync at any time',
    },
  ],
  notify: { 'on-sync-failed': ['slack:bookverse-releases'], 'on-health-degraded': ['slack:bookverse-releases'] },
});
