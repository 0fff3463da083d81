import type { Environment } from '../../../lib/model/environment.ts';
import type { Platform } from '../../../lib/model/platform.ts';

/** Applications of an environment without services: its own, `cluster` and `shared`. */
const OF_ENVIRONMENT = 3;
/** Applications of a generated platform, roughly. */
const OF_PLATFORM = 100;

const padded = (number: number): string => String(number).padStart(3, '0');

const environment = (platform: string, index: number): Environment => ({
  name: `env-${padded(index)}`,
  tier: 'development',
  cluster: 'in-cluster',
  namespace: `${platform}-${padded(index)}`,
  sync: { mode: 'automatic' },
  quota: { cpu: '10', memory: '20Gi', pods: 100 },
});

/** Platforms of namespaces: no pods, which are another measurement. @param applications so many together, at least 4 */
export function generatedPlatforms(applications: number): readonly Platform[] {
  // One Application for each platform: what is left must be whole environments.
  let count = Math.ceil(applications / OF_PLATFORM);
  while ((applications - count) % OF_ENVIRONMENT !== 0) count++;
  const environments = (applications - count) / OF_ENVIRONMENT;
  return Array.from({ length: count }, (_, index) => {
    const name = `scale-${padded(index)}`;
    const own = Array.from({ length: environments }, (_none, number) => number).filter(
      (number) => number % count === index,
    );
    return {
      name,
      description: 'Namespaces with their quotas and policies',
      environments: own.map((number) => environment(name, number)),
    };
  });
}

const head = (kind: 'release' | 'tuning'): string =>
  `# yaml-language-server: $schema=../../../lib/config/schemas/${kind}.schema.json\n`;

/** Path below `environments/` -> text: what a platform has besides its TypeScript. */
export const filesOf = ({ name, environments }: Platform): ReadonlyMap<string, string> =>
  new Map(
    environments.flatMap((one): [string, string][] => [
      [`${name}/${one.name}/release.yaml`, `${head('release')}services: {}\n`],
      [`${name}/${one.name}/tuning.yaml`, `${head('tuning')}services: {}\n`],
    ]),
  );
