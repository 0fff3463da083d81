import { defineEnvironment } from '../../../lib/index.ts';

/** The one cluster there is. Its own namespace holds the Gateway; each chart has a namespace of its own. */
export const primary = defineEnvironment({
  name: 'primary',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'gateway-system',
  sync: { mode: 'automatic' },
  notify: { 'on-sync-failed': ['slack:platform-alerts'], 'on-health-degraded': ['slack:platform-alerts'] },
});
