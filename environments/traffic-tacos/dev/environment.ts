import { defineEnvironment } from '../../../lib/index.ts';

export const dev = defineEnvironment({
  name: 'dev',
  tier: 'development',
  cluster: 'in-cluster',
  namespace: 'tacos-dev',
  sync: { mode: 'automatic', retry: { limit: 5, duration: '5s', factor: 2, maxDuration: '3m' } },
  hosts: { 'gateway-api': ['dev.tacos.example.com'] },
  notify: { 'on-sync-failed': ['slack:tacos-deployments'] },
});
