import { defineEnvironment } from '../../../lib/index.ts';

/** Declared, not run: only production deploys to a cluster. */
export const dev = defineEnvironment({
  name: 'dev',
  tier: 'development',
  active: false,
  cluster: 'in-cluster',
  namespace: 'bookverse-dev',
  sync: { mode: 'manual' },
});
