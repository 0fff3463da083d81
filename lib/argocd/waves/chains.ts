import type { RenderedFile } from '../../model/synthesis.ts';
import { applicationsOf, clusterOf, isAutomatic, type OwnedApplication } from '../applications.ts';
import { waveOf } from './wave.ts';

/** An Application on the way from the root to an object. */
export interface Link {
  readonly name: string;
  /** Its place in the sync of the Application that makes it. */
  readonly wave: number;
  /** Whether whoever comes after it waits until it is synced and healthy: not where a person starts its syncs. */
  readonly waitedFor: boolean;
}

/** A folder of `dist/`: who syncs it, and where to. */
export interface Chain {
  /** From the root down to the Application of the folder. */
  readonly links: readonly Link[];
  readonly cluster: string;
}

/** Folder of a file: `pern/production/backend`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `dist/pern/argocd` without what the output folder is called. */
const folderOfSource = (path: string): string => path.slice(path.indexOf('/') + 1);

/** The chain of each folder that an Application syncs. */
export function chainsOf(files: readonly RenderedFile[]): ReadonlyMap<string, Chain> {
  const makers = new Map(files.map((file) => [file.path, file.object]));
  const owners = new Map<string, OwnedApplication>();
  for (const owned of applicationsOf(files)) {
    const { path } = owned.application.spec.source;
    if (path !== undefined) owners.set(folderOfSource(path), owned);
  }
  const chains = new Map<string, Chain>();
  const chainOf = (folder: string): Chain | undefined => {
    const owned = owners.get(folder);
    if (!owned || chains.has(folder)) return chains.get(folder);
    const { application, file } = owned;
    const cluster = clusterOf(application.spec.destination);
    // There while its parents are looked for: the root stands in its own folder.
    chains.set(folder, { links: [], cluster });
    const maker = makers.get(file) ?? application;
    const link = { name: application.metadata.name, wave: waveOf(maker), waitedFor: isAutomatic(application) };
    const chain = { cluster, links: [...(chainOf(folderOf(file))?.links ?? []), link] };
    chains.set(folder, chain);
    return chain;
  };
  for (const folder of owners.keys()) chainOf(folder);
  return chains;
}
