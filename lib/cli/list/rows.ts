import type { Inventory } from '../../model/inventory.ts';
import { isSelected } from '../selection.ts';
import { compare, table } from '../text.ts';
import type { DataList } from './lists.ts';

/** An image with the parts that run it. */
interface ImageRow {
  readonly image: string;
  /** `pern/production/backend`. */
  readonly parts: readonly string[];
}

/** What of the inventory was selected. A platform stays when something in it was. */
export function narrowed({ platforms, environments, parts }: Inventory, selection: string | undefined): Inventory {
  const [platform, environment] = selection?.split('/') ?? [];
  const inPlatform = (row: { readonly platform: string }): boolean =>
    platform === undefined || row.platform === platform;
  return {
    platforms: platforms.filter(inPlatform),
    environments: environments.filter(
      (row) => inPlatform(row) && (environment === undefined || row.environment === environment),
    ),
    parts: parts.filter((row) => isSelected(`${row.platform}/${row.environment}/${row.part}`, selection)),
  };
}

/** `{ version, <list>: [...] }`. `version` changes when the meaning of a field does. */
export function listJson(what: DataList, all: Inventory): string {
  const rows = what === 'images' ? imagesOf(all) : all[what];
  return `${JSON.stringify({ version: 1, [what]: rows }, undefined, 2)}\n`;
}

/** The list in columns. */
export function listTable(what: DataList, all: Inventory): string {
  switch (what) {
    case 'platforms':
      return table(
        ['PLATFORM', 'PARTS', 'ENVIRONMENTS', 'DESCRIPTION'],
        all.platforms.map((row) => [row.platform, String(row.parts), row.environments.join(', '), row.description]),
      );
    case 'environments':
      return table(
        ['ENVIRONMENT', 'TIER', 'STATE', 'CLUSTER', 'NAMESPACE', 'SYNC', 'PARTS'],
        all.environments.map((row) => [
          `${row.platform}/${row.environment}`,
          row.tier,
          row.active ? 'active' : 'inactive',
          row.cluster,
          row.namespace,
          row.sync,
          String(row.parts),
        ]),
      );
    case 'parts':
      return table(
        ['PART', 'KIND', 'SYNC', 'STRATEGY', 'VERSION', 'NAMESPACE'],
        all.parts.map((row) => [
          `${row.platform}/${row.environment}/${row.part}`,
          row.kind,
          row.sync,
          row.strategy ?? '-',
          row.version ?? (row.images.map(tagOf).join(', ') || '-'),
          row.namespace,
        ]),
      );
    case 'images':
      return table(
        ['IMAGE', 'PARTS'],
        imagesOf(all).map((row) => [row.image, row.parts.join(', ')]),
      );
  }
}

/** Each image once, in order of its name. */
function imagesOf({ parts }: Inventory): ImageRow[] {
  const users = new Map<string, string[]>();
  for (const { platform, environment, part, images } of parts) {
    for (const image of images) users.set(image, [...(users.get(image) ?? []), `${platform}/${environment}/${part}`]);
  }
  return [...users].map(([image, found]) => ({ image, parts: found })).sort((a, b) => compare(a.image, b.image));
}

/** `1.8.2` of `example.org/backend:1.8.2@sha256:…`. */
function tagOf(image: string): string {
  const name = image.split('@')[0] ?? image;
  return name.slice(name.lastIndexOf(':') + 1);
}
