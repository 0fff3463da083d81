import type { Scenario } from '../harness/scenario.ts';
import { api } from './api.ts';
import { blueGreen } from './blue-green.ts';
import { backup } from './backup.ts';
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
import { namespaceLost } from './namespace-lost.ts';
import { permissions } from './permissions.ts';
import { notifications } from './notifications.ts';
import { rebuild } from './rebuild.ts';
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

/**
 * All of them, in the stages in which they share a control plane. Those of a stage happen at the same time, unless they
 * have the same lane; nothing that two lanes of a stage look at may be the same.
 */
export const STAGES: readonly (readonly Scenario[])[] = [
  [api],
  [bootstrap],
  [deliveries],
  // They release something in every environment; minishop is at rest when every Rollout is promoted. Permissions change
  // nothing but tokens.
  [permissions, canarySucceeds, canaryFails, canaryAsks, blueGreen, everyRollout, removalByMistake],
  // traffic-tacos, pern and minishop, bookverse.
  [removal, notifications, generators, rollingSync, refusals, settings, syncAs],
  // A canary in staging of pern and traffic-tacos, the end of a development environment, minishop.
  [driftInCanary, environmentLeaves, windows, namespaceLost, drift, backup],
  // Alone: a commit of any other would not be signed.
  [signatures],
  // Alone, and the end of everything that Argo CD remembers.
  [rebuild],
  // Last: it leaves the plane full. Whoever is at rest stays so meanwhile.
  [rest, scale],
];

export const SCENARIOS: readonly Scenario[] = STAGES.flat();
