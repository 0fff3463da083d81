import type { Problem } from '../../model/issue.ts';
import type { SyncWindow } from '../../model/sync.ts';
import { Agenda, type Change } from './verdict.ts';

/** A problem of one of several windows. */
export interface WindowProblem extends Problem {
  /** Which one; undefined when it is about all together. */
  readonly index?: number;
  readonly severity: 'error' | 'warning';
}

/** A year with a 29 February: what does not happen in it happens never. The same on every day that this is asked. */
const YEAR = [Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1)] as const;

const changesOf = (windows: readonly SyncWindow[]): readonly Change[] => new Agenda(windows).changes(...YEAR);

/** What somebody may do and when, as text: two that are equal let the same happen. */
const effect = (changes: readonly Change[]): string => {
  const texts = changes.map(({ at, verdict: { automatic, manual } }) => ({ at, may: `${automatic} ${manual}` }));
  return texts
    .filter(({ may }, index) => may !== texts[index - 1]?.may)
    .map(({ at, may }) => `${at} ${may}`)
    .join('\n');
};

const known = new Map<string, readonly WindowProblem[]>();

/** What is wrong with the windows of one environment, beyond what each says of itself. */
export function windowProblems(windows: readonly SyncWindow[]): readonly WindowProblem[] {
  const key = JSON.stringify(windows);
  const found = known.get(key) ?? find(windows);
  known.set(key, found);
  return found;
}

function find(windows: readonly SyncWindow[]): readonly WindowProblem[] {
  const all = changesOf(windows);
  const isAllowed = all.some(({ verdict }) => verdict.automatic);
  if (!isAllowed && windows.length > 0) {
    return [
      {
        severity: 'error',
        code: 'window/closed-for-good',
        message: 'must leave some moment in which Argo CD may sync, but they leave none in a whole year',
        fix: 'an allow window closes every other moment, and deny beats allow: argosy windows --days 14 draws them',
      },
    ];
  }
  const whole = effect(all);
  return windows.flatMap((_, index): WindowProblem[] => {
    const others = windows.filter((_window, other) => other !== index);
    if (effect(changesOf(others)) !== whole) return [];
    const message = 'must change something, but the others allow and deny the same without it';
    return [{ severity: 'warning', index, code: 'window/no-effect', message, fix: 'remove it, or mend its schedule' }];
  });
}
