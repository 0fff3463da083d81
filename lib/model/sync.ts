import type { GoDuration } from './duration.ts';

/** How often a failed sync is tried again. Retrying is not rolling back. */
export interface Retry {
  readonly limit: number;
  readonly duration: GoDuration;
  readonly factor: number;
  readonly maxDuration: GoDuration;
}

/** Who starts a sync: Argo CD as soon as git changes, or a person. */
export type SyncPolicy =
  | {
      readonly mode: 'automatic';
      /** Whether what left git leaves the cluster. @default true */
      readonly prune?: boolean;
      /** Whether a change made in the cluster is undone. @default true */
      readonly selfHeal?: boolean;
      /** @default - 5 times, after 5s, doubling, at most 3m apart */
      readonly retry?: Retry;
      /** Whether the API server merges (server-side apply). @default false */
      readonly serverSideApply?: boolean;
    }
  | {
      readonly mode: 'manual';
      /** @default - 3 times, after 10s, doubling, at most 5m apart */
      readonly retry?: Retry;
      /** @default false */
      readonly serverSideApply?: boolean;
    };

/** When an environment may be synced (allow) or must not (deny). Deny beats allow; an allow window closes every other moment. */
export interface SyncWindow {
  readonly kind: 'allow' | 'deny';
  /** Cron, five fields: minute hour day month weekday. */
  readonly schedule: string;
  /** How long it stays open or closed. */
  readonly duration: GoDuration;
  /** IANA name. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** Whether a person may sync by hand at any time. */
  readonly manualSync: boolean;
  /** Why; at most 255 characters. */
  readonly description: string;
}
