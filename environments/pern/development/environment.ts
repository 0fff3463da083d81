import { defineEnvironment } from '../../../lib/index.ts';

export const development = defineEnvironment({
  name: 'development',
  tier: 'development',
  cluster: 'in-cluster',
  namespace: 'pern-app-development',
  sync: { mode: 'automatic' },
  hosts: { backend: ['pern-development.example.com'], frontend: ['pern-development.example.com'] },
  env: { backend: { LOG_LEVEL: 'debug' } },
  notify: { 'on-sync-failed': ['slack:pern-deployments'] },
});
