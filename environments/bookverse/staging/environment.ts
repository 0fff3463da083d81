import { defineEnvironment } from '../../../lib/index.ts';

/** Declared, not run: only production deploys to a cluster. */
export const staging = defineEnvironment({
  name: 'staging',
  tier: 'staging',
  active: false,
  cluster: 'in-cluster',
  namespace: 'bookverse-staging',
  sync: { mode: 'manual' },
});
