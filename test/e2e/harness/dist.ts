import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';

/** A manifest of a folder such as `dist/`. */
export interface Manifest {
  /** Relative to that folder: `pern/production/backend/Rollout-backend.yaml`. */
  readonly path: string;
  readonly object: KubeObject;
}

/** A text on its way from `dist/` into the repository, or to the API server. */
export type Filter = (text: string, path: string) => string;

/** Every manifest below a folder, in order. @param filters what is done to each text before it is parsed */
export function readManifests(folder: string, filters: readonly Filter[] = []): readonly Manifest[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith('.yaml') && !entry.name.startsWith('.'),
  );
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const path = relative(folder, file).split(sep).join('/');
      const text = filters.reduce((sofar, filter) => filter(sofar, path), readFileSync(file, 'utf8'));
      return { path, object: parse(text) as KubeObject };
    });
}

/** The one at a path. @throws Error when there is none, because a proof would then prove nothing */
export function manifestAt(manifests: readonly Manifest[], path: string): KubeObject {
  const found = manifests.find((manifest) => manifest.path === path);
  if (!found) throw new Error(`dist/ has no ${path}`);
  return found.object;
}
