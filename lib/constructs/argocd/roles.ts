import type { AppProjectSpecRoles } from '@cdk8s/argo';
import type { Permission, Role } from '../../model/project.ts';

/**
 * One line of Argo CD's policy grammar for a project's role:
 * `p, proj:<project>:<role>, <resource>, <action>, <project>/<object>, <effect>`.
 */
function policy(project: string, role: string, platform: string, permission: Permission): string {
  const object = permission.environment === undefined ? '*' : `${platform}-${permission.environment}-*`;
  const words = [
    permission.resource ?? 'applications',
    permission.action,
    `${project}/${object}`,
    permission.effect ?? 'allow',
  ];
  return ['p', `proj:${project}:${role}`, ...words].join(', ');
}

/** Roles of an AppProject, sorted by name. Typed permissions become policy lines nowhere else. */
export function projectRoles(
  project: string,
  platform: string,
  roles: Readonly<Record<string, Role>>,
): AppProjectSpecRoles[] {
  return Object.entries(roles)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, role]) => ({
      name,
      description: role.description,
      groups: role.groups === undefined ? undefined : [...role.groups],
      policies: role.permissions.map((permission) => policy(project, name, platform, permission)),
    }));
}
