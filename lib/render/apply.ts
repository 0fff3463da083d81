import { accessSync, constants, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import type { RenderedFile } from '../model/synthesis.ts';
import { errno, writing } from './disk-issue.ts';
import { inTheWayOf } from './in-the-way.ts';
import { makeFolder, STAGE_PREFIX, shown } from './outdir.ts';
import { folderOf } from './paths.ts';
import type { DistPlan } from './plan.ts';

/** Advice for what can fail only after files have been replaced: nearly nothing, as all has been written by then. */
const HALFWAY = 'then run it again: some files are new already, some are not';

/**
 * Brings the output folder up to date. Everything new is written into a staging folder first, so that a full disk shows
 * before anything is replaced; renames then replace each file at once.
 * @param files all files that should be there
 * @param token of the lock that is held: part of the staging folder's name
 * @throws IssuesError `dist/cannot-write`
 */
export function applyPlan(root: string, plan: DistPlan, files: readonly RenderedFile[], token: string): void {
  const fresh = [...plan.changed, ...plan.added];
  if (fresh.length + plan.removed.length + plan.emptied.length === 0) return;
  checkWritable(root, plan, fresh);
  const stage = `${root}/${STAGE_PREFIX}${token}`;
  try {
    stageAll(stage, plan.outdir, fresh);
    const { removed, emptied } = plan;
    const isInTheWay = removed.length + emptied.length > 0 ? inTheWayOf(files) : () => false;
    remove(root, plan.outdir, removed.filter(isInTheWay), emptied.filter(isInTheWay));
    place(root, stage, plan, fresh);
    const rest = (path: string): boolean => !isInTheWay(path);
    remove(root, plan.outdir, removed.filter(rest), emptied.filter(rest));
  } finally {
    ignoring(() => {
      rmSync(stage, { recursive: true, force: true });
    });
  }
}

/** Looks whether every folder in which a file must be replaced or deleted allows it. */
function checkWritable(root: string, plan: DistPlan, fresh: readonly RenderedFile[]): void {
  const seen = new Set<string>();
  for (const path of [...fresh.map((file) => file.path), ...plan.removed]) {
    let folder = folderOf(path);
    while (folder !== '' && !plan.folders.has(folder)) folder = folderOf(folder);
    if (seen.has(folder)) continue;
    seen.add(folder);
    writing(shown(plan.outdir, path), () => {
      accessSync(`${root}/${folder}`, constants.W_OK | constants.X_OK);
    });
  }
}

function stageAll(stage: string, outdir: string, fresh: readonly RenderedFile[]): void {
  const first = fresh[0];
  if (first === undefined) return;
  writing(shown(outdir, first.path), () => {
    mkdirSync(stage);
  });
  fresh.forEach(({ path, text }, index) => {
    writing(shown(outdir, path), () => {
      writeFileSync(`${stage}/${index}`, text, { flag: 'wx' });
    });
  });
}

function place(root: string, stage: string, plan: DistPlan, fresh: readonly RenderedFile[]): void {
  const made = new Set(plan.folders).add('');
  for (const { path } of fresh) {
    const folder = folderOf(path);
    if (made.has(folder)) continue;
    made.add(folder);
    writing(
      shown(plan.outdir, path),
      () => {
        makeFolder(`${root}/${folder}`);
      },
      HALFWAY,
    );
  }
  fresh.forEach(({ path }, index) => {
    writing(
      shown(plan.outdir, path),
      () => {
        renameSync(`${stage}/${index}`, `${root}/${path}`);
      },
      HALFWAY,
    );
  });
}

/** @param folders innermost first; one that somebody has put a file into meanwhile stays */
function remove(root: string, outdir: string, files: readonly string[], folders: readonly string[]): void {
  for (const path of files) {
    writing(
      shown(outdir, path),
      () => {
        unlinkUnlessGone(`${root}/${path}`);
      },
      HALFWAY,
    );
  }
  for (const path of folders) {
    ignoring(() => {
      rmdirSync(`${root}/${path}`);
    });
  }
}

function unlinkUnlessGone(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
}

/** For what the next run repairs: an empty folder or a staging folder that cannot be removed. */
function ignoring(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (errno(error) === undefined) throw error;
  }
}
