import type { Access } from '../../argocd/rbac/access.ts';
import { COLUMNS, type Extent, matrix, type MatrixRow } from '../../argocd/rbac/matrix.ts';
import { inventory } from '../../model/inventory.ts';
import { suggestion } from '../../model/nearest.ts';
import type { ResolvedFleet, ResolvedPlatform } from '../../model/resolved.ts';
import { Misuse } from '../exit-code.ts';
import { table } from '../text.ts';

const SHOWN: Readonly<Record<Extent, string>> = { all: 'yes', some: 'some', none: '-' };

interface ProjectMatrix {
  readonly platform: string;
  readonly project: string;
  readonly rows: readonly MatrixRow[];
}

/** What every role of one platform, or of all, may do in each environment. @throws Misuse for an unknown platform */
export function printMatrix(
  access: Access,
  fleet: ResolvedFleet,
  words: readonly string[],
  output: 'table' | 'json',
): string {
  const projects = chosen(fleet, words).map(({ platform }): ProjectMatrix => {
    const project = platform.project?.name ?? platform.name;
    return { platform: platform.name, project, rows: matrix(access, project, applicationsOf(fleet, platform.name)) };
  });
  if (output === 'json') return `${JSON.stringify({ version: 1, projects }, undefined, 2)}\n`;
  const columns = Object.keys(COLUMNS);
  const rows = projects.flatMap((one) =>
    one.rows.map(({ role, environment, may }) => [
      role,
      environment,
      ...columns.map((column) => SHOWN[may[column] ?? 'none']),
    ]),
  );
  return table(['ROLE', 'ENVIRONMENT', ...columns.map((column) => column.toUpperCase())], rows);
}

function chosen({ platforms }: ResolvedFleet, [typed, ...more]: readonly string[]): readonly ResolvedPlatform[] {
  if (more.length > 0) throw new Misuse('--matrix takes one platform, or none for all');
  const found = platforms.filter(({ platform }) => typed === undefined || platform.name === typed);
  if (found.length > 0 || typed === undefined) return found;
  const names = platforms.map(({ platform }) => platform.name);
  throw new Misuse(`no platform ${JSON.stringify(typed)}`, suggestion(typed, names));
}

/** Environment -> its Applications, in order of promotion. */
function applicationsOf(fleet: ResolvedFleet, name: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { platform, environment, application } of inventory(fleet).parts) {
    if (platform === name) found.set(environment, [...(found.get(environment) ?? []), application]);
  }
  return found;
}
