import type { GoDuration } from './duration.ts';
import type { Quantity } from './quantity.ts';
import type { Reach } from './workload.ts';

/** How old the last backup may get: a daily one, and half a day to mend it. */
export const BACKUP_MAX_AGE: GoDuration = '36h';

/**
 * A backup of what Argo CD keeps in its namespace, encrypted before it is written: becomes a part with a CronJob. Its image is
 * in `release.yaml`, as that of a service called `backup`.
 */
export interface Backup {
  /** Cron, five fields: minute hour day month weekday. */
  readonly schedule: string;
  /** IANA name. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** OpenPGP key in its text form. The private half is needed for nothing but a restore, and lies outside the cluster. */
  readonly publicKey: string;
  /** How long a backup is kept, in days. @default 30 */
  readonly keepDays?: number;
  /** How old the last backup may get before somebody is told. @default '36h' */
  readonly maxAge?: GoDuration;
  /** Size of the volume. @default '1Gi' */
  readonly storage?: Quantity;
  /** Kind of the volume: best one that is kept when its claim goes, and that is not in the cluster. @default - the cluster's default */
  readonly storageClass?: string;
  /** Where the API server answers, behind its Service. @default - anywhere, on port 443 or 6443 */
  readonly apiServer?: Pick<Reach, 'cidr' | 'port'>;
}
