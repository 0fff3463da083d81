import type { RenderedFile } from '../../model/synthesis.ts';
import { applicationsOf, clusterOf, isAutomatic, type OwnedApplication } from '../applications.ts';
import { folderOf, syncedFolder } from '../folders.ts';
import { waveOf } from './wave.ts';

/** An Application, or an ApplicationSet, on the way from the root to an object. */
export interface Link {
  readonly name: string;
  /** Its place in the sync of the Application that makes it, or in the RollingSync of its ApplicationSet. */
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

/** The chain of each folder that an Application syncs. */
export function chainsOf(files: readonly RenderedFile[]): ReadonlyMap<string, Chain> {
  const makers = new Map(files.map((file) => [file.path, file.object]));
  const owners = new Map<string, OwnedApplication>();
  for (const owned of applicationsOf(files)) {
    const folder = syncedFolder(owned.application.spec.source);
    if (folder !== undefined) owners.set(folder, owned);
  }
  const chains = new Map<string, Chain>();
  const chainOf = (folder: string): Chain | undefined => {
    const owned = owners.get(folder);
    if (!owned || chains.has(folder)) return chains.get(folder);
    const { application, file, set, step } = owned;
    const cluster = clusterOf(application.spec.destination);
    // There while its parents are looked for: the root stands in its own folder.
    chains.set(folder, { links: [], cluster });
    const maker = waveOf(makers.get(file) ?? application);
    const name = application.metadata.name;
    const own: readonly Link[] =
      set === undefined
        ? [{ name, wave: maker, waitedFor: isAutomatic(owned) }]
        : [
            // A set is well when it has made its Applications; nobody waits for them.
            { name: `${set} by ApplicationSet`, wave: maker, waitedFor: false },
            { name, wave: step?.number ?? 0, waitedFor: isAutomatic(owned) },
          ];
    const chain = { cluster, links: [...(chainOf(folderOf(file))?.links ?? []), ...own] };
    chains.set(folder, chain);
    return chain;
  };
  for (const folder of owners.keys()) chainOf(folder);
  return chains;
}
