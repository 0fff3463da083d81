import type { Subscriptions } from './notification/notification.ts';
import type { Quantity } from './quantity.ts';
import type { SyncPolicy, SyncWindow } from './sync.ts';
import type { EnvValue } from './workload.ts';

/** What an environment is for; policies look at it, names do not matter. */
export type Tier = 'development' | 'staging' | 'production';

/** What all pods of a namespace may ask for together. */
export interface Quota {
  readonly cpu: Quantity;
  readonly memory: Quantity;
  readonly pods: number;
  /** @default - not limited */
  readonly storage?: Quantity;
}

/** Where, when and how carefully a platform runs: `environments/<platform>/<name>/environment.ts`. */
export interface Environment {
  /** Name of its folder. */
  readonly name: string;
  readonly tier: Tier;
  /** An inactive environment is declared and checked for nothing else: no output, no Application. @default true */
  readonly active?: boolean;
  /** Name of a cluster of the fleet. */
  readonly cluster: string;
  readonly namespace: string;
  readonly sync: SyncPolicy;
  /** Branch or tag that its Applications follow. @default - the fleet's */
  readonly revision?: string;
  /** Service -> host names under which the outside reaches it. @default - none */
  readonly hosts?: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** ClusterSecretStore that its stored secrets come from. @default - the cluster's */
  readonly secretStore?: string;
  /** Sealed secret -> key -> ciphertext made for that name and this namespace. @default - none */
  readonly sealed?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Environment variables that differ here: service -> name -> value. @default - none */
  readonly env?: Readonly<Record<string, Readonly<Record<string, EnvValue>>>>;
  /** @default - none: syncs are possible at any time */
  readonly windows?: readonly SyncWindow[];
  /** @default - production and staging must name one; development has none */
  readonly quota?: Quota;
  /** Who hears of it, besides those who hear of its platform. @default - nobody */
  readonly notify?: Subscriptions;
}

/** Types an environment where it is written. */
export const defineEnvironment = (environment: Environment): Environment => environment;
