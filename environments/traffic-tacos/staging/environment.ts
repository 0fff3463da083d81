import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'tacos-staging',
  sync: { mode: 'automatic', retry: { limit: 5, duration: '5s', factor: 2, maxDuration: '3m' } },
  hosts: { 'gateway-api': ['staging.tacos.example.com'] },
  // 32 pods at the top of their ranges ask for 8 CPU and 12 GiB: the gateway twice over for its canary, the others with
  // one more for an update.
  quota: { cpu: '10', memory: '15Gi', pods: 40 },
  notify: { 'on-sync-failed': ['slack:tacos-deployments'] },
});
