import type { Scenario } from '../harness/scenario.ts';
import { api } from './api.ts';
import { blueGreen } from './blue-green.ts';
import { bootstrap } from './bootstrap.ts';
import { canaryAsks } from './canary-asks.ts';
import { canaryFails } from './canary-fails.ts';
import { canarySucceeds } from './canary-succeeds.ts';
import { deliveries } from './deliveries.ts';
import { driftInCanary } from './drift-in-canary.ts';
import { drift } from './drift.ts';
import { environmentLeaves } from './environment-leaves.ts';
import { everyRollout } from './every-rollout.ts';
import { generators } from './generators.ts';
import { permissions } from './permissions.ts';
import { notifications } from './notifications.ts';
import { refusals } from './refusals.ts';
import { removalByMistake } from './removal-by-mistake.ts';
import { removal } from './removal.ts';
import { rest } from './rest.ts';
import { rollingSync } from './rolling-sync.ts';
import { signatures } from './signatures.ts';
import { scale } from './scale.ts';
import { settings } from './settings.ts';
import { syncAs } from './sync-as.ts';
import { windows } from './windows.ts';

/** All of them, in the order in which they share a control plane. */
export const SCENARIOS: readonly Scenario[] = [
  api,
  bootstrap,
  deliveries,
  // Changes nothing but tokens, beside what comes next.
  permissions,
  // These release something in every environment, in three lanes; when every Rollout is promoted, minishop is at rest.
  canarySucceeds,
  canaryFails,
  canaryAsks,
  blueGreen,
  everyRollout,
  removalByMistake,
  // Takes a part out of every environment of three platforms.
  removal,
  generators,
  rollingSync,
  // A canary in staging, the end of a development environment, and three platforms: they do not touch each other.
  driftInCanary,
  environmentLeaves,
  drift,
  refusals,
  windows,
  notifications,
  settings,
  syncAs,
  // Alone: a commit of any other would not be signed.
  signatures,
  // Last: it leaves the plane full. Whoever is at rest stays so meanwhile.
  rest,
  scale,
];
