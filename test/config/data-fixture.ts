import { checkData } from '../../lib/config/checks/data.ts';
import type { Environment } from '../../lib/model/environment.ts';
import { type Fleet } from '../../lib/model/fleet.ts';
import type { Gate, GateMetric } from '../../lib/model/gate.ts';
import type { Platform } from '../../lib/model/platform.ts';
import type { Permission } from '../../lib/model/project.ts';
import type { SyncWindow } from '../../lib/model/sync.ts';
import type { Service, StatefulService } from '../../lib/model/workload.ts';
import { DEV, FLEET, PRODUCTION, SHOP, withProduction, withShop } from '../support/fleet.ts';

/** Data that the compiler would refuse. */
export const wrong = (value: unknown): never => value as never;

export const { web, api, worker } = SHOP.services as Record<'web' | 'api' | 'worker', Service>;

export const { database } = SHOP.stateful as Record<'database', StatefulService>;

export const { dashboards } = SHOP.charts as Record<'dashboards', NonNullable<Platform['charts']>[string]>;

export const { developer } = SHOP.project?.roles as Record<
  'developer',
  NonNullable<NonNullable<Platform['project']>['roles']>[string]
>;

export const deny: SyncWindow = {
  kind: 'deny',
  schedule: '0 22 * * 1-5',
  duration: '8h',
  manualSync: true,
  description: 'nobody is awake',
};

export const metric: GateMetric = { promise: 'users get answers', query: 'up', bound: { atLeast: 1 } };

export const gate: Gate = { description: 'Users get answers', metrics: { success: metric } };

export const fleet = (change: Partial<Fleet>): Fleet => ({ ...FLEET, ...change });

export const services = (change: Record<string, Service>): Fleet =>
  withShop({ services: { ...SHOP.services, ...change } });

export const withApi = (change: Partial<Service>): Fleet => services({ api: { ...api, ...change } });

export const withChart = (change: Partial<typeof dashboards>): Fleet =>
  withShop({ charts: { dashboards: { ...dashboards, ...change } } });

export const withSecret = (name: string, secret: unknown): Fleet =>
  withShop({ secrets: { ...SHOP.secrets, [name]: wrong(secret) } });

export const withMetric = (change: Partial<GateMetric>): Fleet =>
  withShop({ gates: { ...SHOP.gates, 'success-rate': { ...gate, metrics: { success: { ...metric, ...change } } } } });

export const withPermission = (permission: Permission, ...environments: Environment[]): Fleet => ({
  ...withShop({
    environments: [DEV, PRODUCTION, ...environments],
    project: { roles: { developer: { ...developer, permissions: [permission] } } },
  }),
});

export const withWindow = (change: Partial<SyncWindow>): Fleet => withProduction({ windows: [{ ...deny, ...change }] });

/** What stops the synthesis. */
export const seen = (of: Fleet) =>
  checkData(of)
    .filter(({ severity }) => severity === 'error')
    .map(({ at, code, message }) => [at.file.replace('environments/', ''), code, at.field, message]);
