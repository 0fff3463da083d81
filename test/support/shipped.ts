import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleet } from '../../environments/index.ts';
import type { KubeObject, RenderedFile, Synthesis } from '../../lib/model/synthesis.ts';
import { synthesize } from '../../lib/synthesis.ts';

export const ROOT = join(__dirname, '../..');
export const DIST = join(ROOT, 'dist');

/** A file of `dist/` that holds an object. */
export type ObjectFile = RenderedFile & { readonly object: KubeObject };

/** The shipped platforms, synthesized in memory. */
export function shipped(): Synthesis {
  return synthesize({ fleet, root: ROOT });
}

export const objectFiles = (synthesis: Synthesis): ObjectFile[] =>
  synthesis.files.filter((file): file is ObjectFile => file.object !== undefined);

/** Folder of a file: `pern/production/backend`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** One YAML file, and what is done to its text. */
export interface Edit {
  readonly file: string;
  readonly edit: (text: string) => string;
}

/** What comes out when YAML files of the shipped platforms are edited. The shipped files stay as they are. */
export function withEdits(edits: readonly Edit[]): Synthesis {
  const copy = mkdtempSync(join(tmpdir(), 'argosy-edit-'));
  try {
    cpSync(join(ROOT, 'environments'), join(copy, 'environments'), { recursive: true });
    for (const { file, edit } of edits) {
      const path = join(copy, file);
      const before = readFileSync(path, 'utf8');
      const after = edit(before);
      if (after === before) throw new Error(`the edit of ${file} changes nothing`);
      writeFileSync(path, after);
    }
    return synthesize({ fleet, root: copy });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** One file that differs between two syntheses, with the lines that only one side has. */
export interface FileDifference {
  readonly path: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Files that differ. Lines are compared by position: an edit that moves lines counts every line it moves. */
export function differences(before: Synthesis, after: Synthesis): FileDifference[] {
  const old = new Map(before.files.map((file) => [file.path, file.text]));
  const now = new Map(after.files.map((file) => [file.path, file.text]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path) => {
    const a = (old.get(path) ?? '').split('\n');
    const b = (now.get(path) ?? '').split('\n');
    if (a.join('\n') === b.join('\n')) return [];
    const length = Math.max(a.length, b.length);
    const changed = Array.from({ length }, (_, index) => index).filter((index) => a[index] !== b[index]);
    const lines = (side: readonly string[]) => changed.flatMap((index) => side[index] ?? []);
    return [{ path, removed: lines(a), added: lines(b) }];
  });
}
