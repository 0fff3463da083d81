import { inventory, type InventoryPart } from '../model/inventory.ts';
import type { ResolvedFleet } from '../model/resolved.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { markdownHeader } from './header.ts';

/** `ghcr.io/acme/web:1.2.3@sha256:…` without what a release changes, so that an image bump leaves this page alone. */
const repositoryOf = (image: string): string => image.replace(/(:[^:/@]+)?@.*$/, '');

function row(part: InventoryPart): string {
  const name = part.folder === undefined ? part.part : `[${part.part}](${part.folder}/)`;
  const cells = [
    part.environment,
    name,
    part.kind,
    part.images.map((image) => `\`${repositoryOf(image)}\``).join('<br>'),
    part.strategy ?? '',
    part.sync,
    part.namespace,
    `[${part.source.slice(part.source.lastIndexOf('/') + 1)}](../${part.source})`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const HEAD = ['environment', 'part', 'kind', 'image', 'strategy', 'sync', 'namespace', 'what runs is in'];

/**
 * `dist/README.md`: what runs where, and where each of it comes from. Tags, digests, versions and weights are left out:
 * they are in the files named, and a change of one of them must not show twice in a diff.
 */
export function indexPage(fleet: ResolvedFleet, sourceRoot: string): RenderedFile {
  const { platforms, environments, parts } = inventory(fleet, sourceRoot);
  const lines = [
    markdownHeader(sourceRoot),
    '',
    '# What runs where',
    '',
    'One folder per part, one file per object. A folder called `argocd/` holds the Applications of its sibling folders.',
  ];
  const byPlatform = new Map<string, InventoryPart[]>(platforms.map(({ platform }) => [platform, []]));
  for (const part of parts) byPlatform.get(part.platform)?.push(part);
  for (const { platform, description } of platforms) {
    const own = byPlatform.get(platform) ?? [];
    const inactive = environments.filter((one) => one.platform === platform && !one.active);
    lines.push('', `## ${platform}`, '', description);
    if (inactive.length > 0) lines.push('', `Inactive: ${inactive.map((one) => one.environment).join(', ')}.`);
    if (own.length === 0) continue;
    lines.push('', `| ${HEAD.join(' | ')} |`, `| ${HEAD.map(() => '---').join(' | ')} |`, ...own.map(row));
  }
  return { path: 'README.md', text: `${lines.join('\n')}\n`, node: '' };
}
