import { fleet } from '../../../environments/index.ts';
import type { Fleet } from '../../../lib/model/fleet.ts';
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
export function partLeaves(repository: Repository, platform: string, part: string): void {
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

/** What a person edits so that an environment is gone. */
export function environmentLeaves(repository: Repository, platform: string, environment: string): void {
  const change = ({ environments, project = {}, ...rest }: Platform): Platform => ({
    ...rest,
    environments: environments.filter(({ name }) => name !== environment),
    project: {
      ...project,
      roles: each(project.roles, (role) => ({
        ...role,
        permissions: role.permissions.filter((permission) => permission.environment !== environment),
      })),
    },
  });
  repository.editFleet(inPlatform(platform, change));
  repository.remove(`${platform}/${environment}`);
}

/** What a person edits so that a platform is gone. */
export function platformLeaves(repository: Repository, platform: string): void {
  repository.editFleet((whole) => ({ ...whole, platforms: whole.platforms.filter(({ name }) => name !== platform) }));
  repository.remove(platform);
}
