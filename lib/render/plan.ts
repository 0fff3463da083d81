import { type Dirent, readdirSync } from 'node:fs';
import type { Issue } from '../model/issue.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { checkFiles } from './check-files.ts';
import { diskIssue } from './disk-issue.ts';
import { inspect } from './on-disk.ts';
import { isOfARun, realOutdir, shown } from './outdir.ts';
import { above, byText, foldersAbove } from './paths.ts';

/** What would have to change on disk. Paths are relative to the output folder, sorted. */
export interface DistPlan {
  /** The output folder as it was given. */
  readonly outdir: string;
  /** Files that are missing. */
  readonly added: readonly RenderedFile[];
  /** Files of ours that have other bytes. */
  readonly changed: readonly RenderedFile[];
  /** Number of files that are as they should be. */
  readonly unchanged: number;
  /** Files of ours that no longer belong. */
  readonly removed: readonly string[];
  /** Files, links and pipes that are not ours and not in the way: neither overwritten nor deleted. */
  readonly foreign: readonly string[];
  /** What is not ours but in the way, or cannot be read: `dist/not-ours`, `dist/cannot-read`, `dist/not-a-folder`. */
  readonly blocked: readonly Issue[];
  /** Folders that are there. */
  readonly folders: ReadonlySet<string>;
  /** Folders that would hold nothing, innermost first. */
  readonly emptied: readonly string[];
}

/**
 * Compares an output folder with the files that it should have. Reads every file in it, opens nothing else (no link, no
 * pipe), writes nothing.
 * @throws IssuesError `dist/bad-file` for files that the writer could not own
 */
export function planDist(outdir: string, files: readonly RenderedFile[]): DistPlan {
  checkFiles(files);
  const comparison = new Comparison(outdir, files);
  const { root, issue } = realOutdir(outdir);
  if (issue) comparison.blocked.push(issue);
  else if (root !== undefined) comparison.walk(root, '');
  return comparison.plan();
}

class Comparison {
  readonly blocked: Issue[] = [];
  private readonly wanted: ReadonlyMap<string, RenderedFile>;
  /** Folders that the wanted files need. */
  private readonly needed: ReadonlySet<string>;
  private readonly added: Set<RenderedFile>;
  private readonly changed: RenderedFile[] = [];
  private readonly removed: string[] = [];
  private readonly foreign: string[] = [];
  private readonly folders = new Set<string>();
  /** Folders that hold something foreign, at any depth. */
  private readonly kept = new Set<string>();
  private unchanged = 0;

  constructor(
    private readonly outdir: string,
    files: readonly RenderedFile[],
  ) {
    this.wanted = new Map(files.map((file) => [file.path, file]));
    this.needed = foldersAbove(this.wanted.keys());
    this.added = new Set(files);
  }

  /** @param path of the folder, relative to the output folder */
  walk(folder: string, path: string): void {
    for (const entry of this.entries(folder, path)) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      const full = `${folder}/${entry.name}`;
      if (path === '' && isOfARun(entry.name)) continue;
      if (entry.isDirectory()) {
        this.folders.add(inner);
        this.walk(full, inner);
      } else if (entry.isFile()) this.file(full, inner);
      else this.stranger(inner, entry.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file');
    }
  }

  plan(): DistPlan {
    const emptied = [...this.folders].filter((path) => !this.needed.has(path) && !this.kept.has(path));
    for (const path of this.folders) {
      if (this.wanted.has(path) && this.kept.has(path))
        this.inTheWay(path, 'is a folder with files that were not generated');
    }
    return {
      outdir: this.outdir,
      added: [...this.added].sort(byPath),
      changed: this.changed.sort(byPath),
      unchanged: this.unchanged,
      removed: this.removed.sort(),
      foreign: this.foreign.sort(),
      blocked: this.blocked.sort((a, b) => byText(a.at.file, b.at.file)),
      folders: this.folders,
      emptied: emptied.sort().reverse(),
    };
  }

  private entries(folder: string, path: string): Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.unreadable(path, error);
      return [];
    }
  }

  private file(full: string, path: string): void {
    const file = this.wanted.get(path);
    try {
      const ownership = inspect(full, file?.text);
      if (ownership === 'foreign') this.stranger(path, 'was not generated');
      else if (!file) this.removed.push(path);
      else {
        this.added.delete(file);
        if (ownership === 'same') this.unchanged++;
        else this.changed.push(file);
      }
    } catch (error) {
      this.unreadable(path, error);
    }
  }

  /** Something that is not ours: in the way, or none of our business. */
  private stranger(path: string, what: string): void {
    this.keep(path);
    if (this.wanted.has(path) || this.needed.has(path)) this.inTheWay(path, what);
    else this.foreign.push(path);
  }

  private unreadable(path: string, error: unknown): void {
    this.keep(path);
    if (path === '' || this.wanted.has(path) || this.needed.has(path)) {
      this.blocked.push(diskIssue('read', error, path === '' ? this.outdir : shown(this.outdir, path)));
    } else this.foreign.push(path);
  }

  private keep(path: string): void {
    this.kept.add(path);
    for (const folder of above(path)) this.kept.add(folder);
  }

  private inTheWay(path: string, what: string): void {
    this.blocked.push({
      severity: 'error',
      code: 'dist/not-ours',
      at: { file: shown(this.outdir, path) },
      message: `${what}, but a generated ${this.wanted.has(path) ? 'file' : 'folder'} has this path`,
      fix: 'move it away or delete it, then run it again',
    });
  }
}

const byPath = (a: RenderedFile, b: RenderedFile): number => byText(a.path, b.path);
