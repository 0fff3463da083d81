import { usageOf } from '../plane/usage.ts';

/** What one component holds in memory. */
export interface Memory {
  readonly component: string;
  /** At the end of the run, in MiB. */
  readonly resident: number;
  /** The most that it ever was, in MiB. */
  readonly peak: number;
}

/** What each process holds now, and the harness itself. Empty where there is no /proc. */
export function memoryOf(pids: ReadonlyMap<string, number>): readonly Memory[] {
  return [...pids, ['harness', process.pid] as const].flatMap(([component, pid]) => {
    const usage = usageOf(pid);
    return usage ? [{ component, resident: usage.resident, peak: usage.peak }] : [];
  });
}
