import { defineEnvironment } from '../../../lib/index.ts';

export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  cluster: 'in-cluster',
  namespace: 'tacos-staging',
  sync: { mode: 'automatic', retry: { limit: 5, duration: '5s', factor: 2, maxDuration: '3m' } },
  hosts: { 'gateway-api': ['staging.tacos.example.com'] },
  // All services at their most pods, the gateway twice over because a canary runs beside it.
  quota: { cpu: '20', memory: '20Gi', pods: 60 },
  notify: { 'on-sync-failed': ['slack:tacos-deployments'] },
});
