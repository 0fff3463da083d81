import type { RenderedFile } from '../model/synthesis.ts';
import { above, foldersAbove } from './paths.ts';

/**
 * Says which old paths must go before the new files come: a file where a folder must be, what lies in a folder where a
 * file must be, and a name that differs from a new one by case only, which on some disks *is* the new one.
 */
export function inTheWayOf(files: readonly RenderedFile[]): (path: string) => boolean {
  const paths = new Set(files.map(({ path }) => path.toLowerCase()));
  const folders = foldersAbove(paths);
  return (path) => {
    const lower = path.toLowerCase();
    return paths.has(lower) || folders.has(lower) || [...above(lower)].some((folder) => paths.has(folder));
  };
}
