import type { Scenario } from '../harness/scenario.ts';
import { api } from './api.ts';
import { blueGreen } from './blue-green.ts';
import { bootstrap } from './bootstrap.ts';
import { canaryAsks } from './canary-asks.ts';
import { canaryFails } from './canary-fails.ts';
import { canarySucceeds } from './canary-succeeds.ts';
import { drift } from './drift.ts';
import { everyRollout } from './every-rollout.ts';
import { refusals } from './refusals.ts';
import { removalByMistake } from './removal-by-mistake.ts';
import { removal } from './removal.ts';
import { rest } from './rest.ts';
import { signatures } from './signatures.ts';
import { scale } from './scale.ts';

/** All of them, in the order in which they share a control plane. */
export const SCENARIOS: readonly Scenario[] = [
  api,
  bootstrap,
  rest,
  canarySucceeds,
  canaryFails,
  canaryAsks,
  blueGreen,
  everyRollout,
  drift,
  removal,
  removalByMistake,
  refusals,
  signatures,
  // Last: it leaves the plane full.
  scale,
];
