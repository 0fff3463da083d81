import type { Scenario } from '../harness/scenario.ts';
import { api } from './api.ts';
import { bootstrap } from './bootstrap.ts';
import { rest } from './rest.ts';

/** All of them, in the order in which they share a control plane. */
export const SCENARIOS: readonly Scenario[] = [api, bootstrap, rest];
