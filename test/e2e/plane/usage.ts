import { existsSync, readFileSync } from 'node:fs';

/** What a process uses. */
export interface Usage {
  /** Resident memory now, in MiB. */
  readonly resident: number;
  /** The most that it ever was, in MiB. */
  readonly peak: number;
  /** Processor time since its start, with that of the children that it waited for, in seconds. */
  readonly cpu: number;
}

// What Linux shows to programs, whatever the kernel itself counts by.
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

const readProc = (pid: number, file: string): string => readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');

/** @default - undefined: it has ended, or this system has no /proc */
export function usageOf(pid: number): Usage | undefined {
  if (!existsSync(`/proc/${String(pid)}/status`)) return undefined;
  const status = readProc(pid, 'status');
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / KIB_PER_MIB;
  // The name of the program comes before, in brackets, and may hold spaces.
  const fields = readProc(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), of which two are cut off.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { resident: mebibytes('VmRSS'), peak: mebibytes('VmHWM'), cpu: ticks / TICKS_PER_SECOND };
}
