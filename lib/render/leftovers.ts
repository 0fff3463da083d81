import { readdirSync, rmSync } from 'node:fs';
import { isAlive } from './liveness.ts';
import { HEIR_PREFIX, isOfARun, LOCK, STAGE_PREFIX } from './outdir.ts';

/**
 * Removes what killed runs left in the output folder. Called by the holder of the lock: nobody else stages, so every
 * staging folder is a dead one's.
 * @param token of the lock that is held
 */
export function removeLeftovers(root: string, token: string): void {
  for (const name of readdirSync(root)) {
    if (isOfARun(name) && isLeftover(name, token)) rmSync(`${root}/${name}`, { recursive: true, force: true });
  }
}

function isLeftover(name: string, token: string): boolean {
  if (name.startsWith(STAGE_PREFIX)) return true;
  if (name.startsWith(HEIR_PREFIX)) return name !== HEIR_PREFIX + token;
  // `.argosy-lock-<token>`: of one who waits, or died waiting.
  return name !== LOCK && !isAlive(name.slice(LOCK.length + 1));
}
