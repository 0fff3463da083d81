import type { RenderedFile, Synthesis } from '../../model/synthesis.ts';
import type { Environments } from '../launch.ts';
import { issuesOf } from '../thrown.ts';
import { readFleet } from './fleet.ts';
import { hasErrors, nothingBut, type Result } from './result.ts';

/** The synthesis of what `environments/` says now. @throws IssuesError when it cannot be evaluated */
export async function synthesis(root: string, environments: Environments): Promise<Synthesis> {
  const fleet = await readFleet(environments);
  const { synthesize } = await import('../../synthesis.ts');
  return synthesize({ fleet, root });
}

/** Synthesizes, and brings the output folder up to date unless something is wrong. */
export function writeOnce(
  root: string,
  outdir: string,
  environments: Environments,
  onWait?: (holder: string) => void,
): Promise<Result> {
  return collected(async () => {
    const { files, issues } = await synthesis(root, environments);
    if (hasErrors({ issues })) return nothingBut(issues);
    const { writeDist } = await import('../../render/write.ts');
    return { ...writeDist(outdir, files, onWait ? { onWait } : {}), issues };
  });
}

/** Synthesizes, and says what would have to change in the output folder. Writes nothing. */
export function checkOnce(root: string, outdir: string, environments: Environments): Promise<Result> {
  return collected(async () => {
    const { files, issues } = await synthesis(root, environments);
    if (hasErrors({ issues })) return nothingBut(issues);
    const { planDist } = await import('../../render/plan.ts');
    const { added, changed, removed, unchanged, foreign, blocked } = planDist(outdir, files);
    const inTheWay = new Set(blocked.map(({ at }) => at.file));
    const paths = (list: readonly RenderedFile[]): string[] => list.map(({ path }) => path);
    return {
      added: paths(added).filter((path) => !inTheWay.has(`${outdir}/${path}`)),
      changed: paths(changed),
      removed,
      unchanged,
      foreign,
      issues: [...issues, ...blocked],
    };
  });
}

/** What the data makes `work` throw is a result too. */
async function collected(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const issues = issuesOf(error);
    if (issues === undefined) throw error;
    return nothingBut(issues);
  }
}
