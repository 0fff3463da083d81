import { defineEnvironment } from '../../../lib/index.ts';

/** Declared, not run: only production deploys to a cluster. */
export const qa = defineEnvironment({
  name: 'qa',
  tier: 'staging',
  active: false,
  cluster: 'in-cluster',
  namespace: 'bookverse-qa',
  sync: { mode: 'manual' },
});
