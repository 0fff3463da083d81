import { readYaml } from '../../lib/config/read-file.ts';
import { partsOf } from '../../lib/config/shape/parts.ts';
import { releaseShape } from '../../lib/config/shape/release.ts';
import { tuningShape } from '../../lib/config/shape/tuning.ts';
import type { Issue } from '../../lib/model/issue.ts';
import { RELEASE, SHOP, TUNING } from '../support/fleet.ts';

export type Kind = 'release' | 'tuning';

export const GOOD = { release: RELEASE, tuning: TUNING };

export const parts = partsOf(SHOP);

export const issuesOf = (kind: Kind, text: string): readonly Issue[] =>
  kind === 'release'
    ? readYaml('release.yaml', text, kind, releaseShape(parts)).issues
    : readYaml('tuning.yaml', text, kind, tuningShape(parts)).issues;

/** Replaces the first `from` by `to`; `¦` marks the place that the issue must point at, and is taken out. */
export function damaged(kind: Kind, from: string, to: string): { text: string; line: number; column: number } {
  expect(GOOD[kind]).toContain(from);
  const marked = GOOD[kind].replace(from, () => to);
  const before = marked.slice(0, marked.indexOf('¦')).split('\n');
  expect(marked.split('¦')).toHaveLength(2);
  return { text: marked.replace('¦', ''), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

export const FIRST = TUNING.slice(0, TUNING.indexOf('\n'));
