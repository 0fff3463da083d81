import { fleet } from '../../../environments/index.ts';
import type { Fleet } from '../../../lib/model/fleet.ts';
import type { Environment } from '../../../lib/model/environment.ts';
import type { Platform } from '../../../lib/model/platform.ts';
import type { Block, Repository } from './repository.ts';

const without = <T>(record: Readonly<Record<string, T>> | undefined, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => key !== name));

const each = <T>(record: Readonly<Record<string, T>> | undefined, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, change(value)]));

const inPlatform =
  (name: string, change: (platform: Platform) => Platform) =>
  (whole: Fleet): Fleet => ({
    ...whole,
    platforms: whole.platforms.map((platform) => (platform.name === name ? change(platform) : platform)),
  });

/** What a person edits so that a service, database or cache is gone from a platform, in all its environments. */
export function removePart(repository: Repository, platform: string, part: string): void {
  const change = ({ services, stateful, environments, ...rest }: Platform): Platform => ({
    ...rest,
    services: each(without(services, part), (service) => ({
      ...service,
      calls: (service.calls ?? []).filter((name) => name !== part),
    })),
    stateful: without(stateful, part),
    environments: environments.map((environment) => ({
      ...environment,
      hosts: without(environment.hosts, part),
      env: without(environment.env, part),
    })),
  });
  repository.editFleet(inPlatform(platform, change));
  const environments = fleet.platforms.find(({ name }) => name === platform)?.environments ?? [];
  for (const { name } of environments.filter(({ active = true }) => active))
    for (const file of ['release', 'tuning'])
      repository.edit(`${platform}/${name}/${file}.yaml`, (content) => {
        content['services'] = without(content['services'] as Block, part);
      });
}

/**
 * What a person edits so that an environment is gone.
 * @param allowed namespaces that the platform's project still allows, so that Argo CD deletes what is in them
 */
export function removeEnvironment(
  repository: Repository,
  platform: string,
  environment: string,
  allowed: readonly string[] = [],
): void {
  const namespaces = allowed.map((namespace) => ({ cluster: 'in-cluster', namespace }));
  const change = ({ environments, project = {}, ...rest }: Platform): Platform => ({
    ...rest,
    environments: environments.filter(({ name }) => name !== environment),
    project: {
      ...project,
      ...(allowed.length > 0 ? { alsoNamespaces: { reason: `${environment} leaves`, namespaces } } : {}),
      roles: each(project.roles, (role) => ({
        ...role,
        permissions: role.permissions.filter((permission) => permission.environment !== environment),
      })),
    },
  });
  repository.editFleet(inPlatform(platform, change));
  repository.remove(`${platform}/${environment}`);
}

/** What a person edits when an environment has left for good. */
export function forgetNamespaces(repository: Repository, platform: string): void {
  const change = ({ project: { alsoNamespaces: _, ...project } = {}, ...rest }: Platform): Platform => ({
    ...rest,
    project,
  });
  repository.editFleet(inPlatform(platform, change));
}

/** What a person edits so that a platform is gone. */
export function removePlatform(repository: Repository, platform: string): void {
  repository.editFleet((whole) => ({ ...whole, platforms: whole.platforms.filter(({ name }) => name !== platform) }));
  repository.remove(platform);
}

/** What a person edits in `environment.ts`. */
export function editEnvironment(
  repository: Repository,
  platform: string,
  environment: string,
  change: (environment: Environment) => Environment,
): void {
  repository.editFleet(
    inPlatform(platform, ({ environments, ...rest }) => ({
      ...rest,
      environments: environments.map((one) => (one.name === environment ? change(one) : one)),
    })),
  );
}

/** What a person edits so that the API server merges what is synced in an environment. */
export function mergedByServer(repository: Repository, platform: string, environment: string): void {
  editEnvironment(repository, platform, environment, (one) => ({
    ...one,
    sync: { ...one.sync, serverSideApply: true },
  }));
}
