import type { Fleet } from '../../model/fleet.ts';
import type { Platform } from '../../model/platform.ts';
import type { Environments } from '../launch.ts';
import { readFleet } from '../synth/fleet.ts';

/**
 * Selections that begin like `typed`, one level at a time: `pern/`, then `pern/production/`, then
 * `pern/production/backend`. No YAML is read: this runs at each press of Tab.
 */
export async function selections(typed: string, environments: Environments): Promise<readonly string[]> {
  try {
    return level(await readFleet(environments), typed.split('/')).filter((path) => path.startsWith(typed));
  } catch {
    // What is wrong with the data is said by the command itself, not while it is typed.
    return [];
  }
}

function level({ platforms }: Fleet, [platformName, environmentName, part]: readonly string[]): string[] {
  if (environmentName === undefined) return platforms.map(({ name }) => `${name}/`);
  const platform = platforms.find(({ name }) => name === platformName);
  if (!platform) return [];
  if (part === undefined) {
    return platform.environments.map(({ name, active }) => `${platform.name}/${name}${active === false ? '' : '/'}`);
  }
  return partsOf(platform).map((name) => `${platform.name}/${environmentName}/${name}`);
}

function partsOf(platform: Platform): string[] {
  const { gates, charts, stateful, services, foundations } = platform;
  const named = [charts, stateful, services].flatMap((record) => Object.keys(record ?? {}));
  const gateways = Object.keys(foundations?.gateways ?? {}).map((name) => `gateway-${name}`);
  const more = (['alerts', 'backup'] as const).filter((name) => foundations?.[name]);
  const told = foundations?.rolloutNotifications ? ['rollout-notifications'] : [];
  return ['cluster', 'shared', ...(gates ? ['analysis'] : []), ...gateways, ...more, ...told, ...named];
}
