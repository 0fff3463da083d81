import { readFileSync } from 'node:fs';
import { errno } from './disk-issue.ts';

/** Start of a process that nobody tells: outside Linux. */
const UNKNOWN = '0';

/** A name for this moment of this process, `<pid>-<start of the process>-<nanoseconds>`; none like it comes again. */
export const ownToken = (): string =>
  [process.pid, stat(process.pid)?.start ?? UNKNOWN, process.hrtime.bigint()].join('-');

/** Process number in a token. */
export const pidOf = (token: string): number => Number(/^\d+/.exec(token)?.[0] ?? 0);

/** Says whether the process of a token lives. Anything that is no token is nobody's. */
export function isAlive(token: string): boolean {
  const [, pid, start] = /^([1-9]\d*)-(\d+)-\d+$/.exec(token) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (errno(error) !== 'EPERM') return false;
  }
  const now = stat(Number(pid));
  // The number may have been given again, and a killed process whose parent sleeps still has one.
  return now === undefined || start === UNKNOWN || (now.start === start && now.state !== 'Z' && now.state !== 'X');
}

/** State and start of a process, from Linux's `/proc`; undefined elsewhere, or when it may not be seen. */
function stat(pid: number): { readonly state: string; readonly start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // `pid (name) state …`: the name may hold spaces and parentheses, and the start is the 22nd field.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state === undefined || start === undefined ? undefined : { state, start };
  } catch (error) {
    if (errno(error) === undefined) throw error;
    return undefined;
  }
}
