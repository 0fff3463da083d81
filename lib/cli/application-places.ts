import { applicationsOf } from '../argocd/applications.ts';
import { inventory } from '../model/inventory.ts';
import type { ResolvedFleet } from '../model/resolved.ts';
import type { RenderedFile } from '../model/synthesis.ts';

/**
 * Application -> what it stands for, as a selection names it: `pern/production/backend` for a part, `pern/production` for
 * the one that syncs the folder of these.
 */
export function placesOf(fleet: ResolvedFleet, files: readonly RenderedFile[]): ReadonlyMap<string, string> {
  const { parts } = inventory(fleet);
  const places = new Map(
    parts.map(({ application, platform, environment, part }) => [application, `${platform}/${environment}/${part}`]),
  );
  for (const { application } of applicationsOf(files)) {
    const { name } = application.metadata;
    // `dist/pern/production/argocd`
    const folder = application.spec.source.path?.split('/').slice(1, -1).join('/') ?? '';
    if (!places.has(name)) places.set(name, folder);
  }
  return places;
}
