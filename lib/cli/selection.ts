import { suggestion } from '../model/nearest.ts';
import { Misuse } from './exit-code.ts';

const LEVELS = ['platform', 'environment', 'part'] as const;

/** How a selection is written, for help texts. */
export const SELECTION_HELP = 'PLATFORM[/ENVIRONMENT[/PART]], as the folders below dist/ are called';

/**
 * Checks a selection against the paths that exist (`pern/production/backend`), and returns it without a slash at its end.
 * @throws Misuse with the nearest name when it names nothing
 */
export function checkedSelection(typed: string, paths: Iterable<string>): string {
  const known = [...paths].map((path) => path.split('/'));
  const wanted = typed.replace(/\/$/, '').split('/');
  if (wanted.length > LEVELS.length) {
    throw new Misuse(`must be PLATFORM[/ENVIRONMENT[/PART]], got ${JSON.stringify(typed)}`);
  }
  wanted.forEach((name, level) => {
    const before = wanted.slice(0, level);
    const siblings = known
      .filter((path) => before.every((parent, index) => path[index] === parent))
      .flatMap((path) => path[level] ?? []);
    if (siblings.includes(name)) return;
    const where = before.length > 0 ? ` in ${before.join('/')}` : '';
    throw new Misuse(
      `no ${LEVELS[level] ?? 'part'} ${JSON.stringify(name)}${where}`,
      suggestion(name, new Set(siblings)),
    );
  });
  return wanted.join('/');
}

/** Whether a path is what was selected, or lies in it. */
export const isSelected = (path: string, selection: string | undefined): boolean =>
  selection === undefined || path === selection || path.startsWith(`${selection}/`);
