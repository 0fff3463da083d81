import { suggestion } from '../../model/nearest.ts';
import { ACTIONS, OF_PROJECTS } from '../../model/permission.ts';
import type { Platform } from '../../model/platform.ts';
import type { Permission, Role } from '../../model/project.ts';
import { type DataReport, show } from './data-report.ts';
import { checkKinds, checkOrphans, checkPlaces, checkSyncAs } from './project-places.ts';
import type { PlatformSubject } from './subject.ts';

const ROLE = /^[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const KEY_ID = /^[0-9A-Fa-f]{16,40}$/;
/** Argo CD writes groups into lines with commas. */
export const GROUP = /^[^\s,"][^,"\r\n\t]*$/;

/** What Argo CD lets a role do with a resource, in words that are whole. */
const plainActions = (resource: NonNullable<Permission['resource']>): readonly string[] => [
  ...(ACTIONS[resource] ?? []).filter((action) => !action.endsWith('/')),
  '*',
];
/** Actions on one kind of object inside an Application: `action/argoproj.io/Rollout/promote-full`. */
const ON_OBJECTS =
  /^(?:action\/[\w.*-]*\/[\w*-]+\/[\w*-]+|(?:update|delete)\/[\w.*-]*\/[\w*-]+\/[\w.*-]*\/[\w.*-]+|(?:action|update|delete)\/\*)$/;

function checkAction({ resource = 'applications', action }: Permission, at: string, report: DataReport): void {
  if (!report.word(`${at}.resource`, resource, OF_PROJECTS) || !report.text(`${at}.action`, action)) return;
  const plain = plainActions(resource);
  if (plain.includes(action) || (resource === 'applications' && ON_OBJECTS.test(action))) return;
  const known = resource === 'applications' ? [...plain, 'action/<group>/<kind>/<name>'] : plain;
  report.add(`${at}.action`, {
    code: 'role/action',
    message: `must be an action on ${resource}, got ${show(action)}`,
    fix: suggestion(action, plain) ?? `known: ${known.join(', ')}`,
  });
}

function checkEnvironment({ environment }: Permission, at: string, platform: Platform, report: DataReport): void {
  if (environment === undefined) return;
  const names = platform.environments.map(({ name }) => name);
  if (!names.includes(environment)) {
    report.unknown(
      `${at}.environment`,
      'role/unknown-environment',
      'an environment of the platform',
      environment,
      names,
    );
  }
  const longer = names.find((name) => name.startsWith(`${environment}-`));
  if (longer === undefined) return;
  const message = `must select one environment, but a rule for ${environment}-* selects ${longer} as well`;
  report.add(`${at}.environment`, {
    code: 'role/ambiguous-environment',
    message,
    fix: 'rename one of the two environments',
  });
}

/** Somebody has it: a group, or programs with tokens. */
function checkHeld({ groups = [], tokens }: Role, at: string, report: DataReport): void {
  if (tokens !== undefined && typeof tokens !== 'boolean') report.wrong(`${at}.tokens`, 'true or false', tokens);
  if (groups.length > 0 || tokens === true) return;
  report.add(at, {
    code: 'role/nobody',
    message: 'must be a role that somebody has, got no groups and no tokens',
    fix: 'name the groups of the identity provider that have it, or say tokens: true where programs do',
  });
}

function checkRole(role: Role, at: string, platform: Platform, report: DataReport): void {
  report.text(`${at}.description`, role.description);
  report.items(`${at}.groups`, role.groups, (group, field) =>
    report.form(field, group, GROUP, 'a group without commas and quotes'),
  );
  report.distinct(`${at}.groups`, role.groups);
  checkHeld(role, at, report);
  const seen = new Set<string>();
  report.items(`${at}.permissions`, role.permissions, (permission, field) => {
    checkAction(permission, field, report);
    checkEnvironment(permission, field, platform, report);
    if (permission.effect !== undefined) report.word(`${field}.effect`, permission.effect, ['allow', 'deny']);
    const { resource = 'applications', action, environment = '*', effect = 'allow' } = permission;
    const line = [resource, action, environment, effect].join(' ');
    if (seen.has(line)) report.add(field, { code: 'data/duplicate', message: `must be there once, got ${line} again` });
    seen.add(line);
    checkDenied(permission, field, role, report);
  });
}

/** Whether what `narrow` is about, `wide` is about too: the same action, or all that begin so, `action/argoproj.io/*`. */
const covers = (wide: string, narrow: string): boolean =>
  wide === narrow || (wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1)));

/** Deny beats allow: what a role allows itself and denies itself as well, it never may. */
function checkDenied(permission: Permission, at: string, role: Role, report: DataReport): void {
  const { resource = 'applications', action, environment, effect = 'allow' } = permission;
  if (effect !== 'allow') return;
  const index = role.permissions.findIndex(
    (other) =>
      other.effect === 'deny' &&
      (other.resource ?? 'applications') === resource &&
      covers(other.action, action) &&
      (other.environment === undefined || other.environment === environment),
  );
  if (index < 0) return;
  const message = `must allow something, but permissions[${index}] of the same role denies all of it`;
  report.add(at, { code: 'role/denied-by-itself', message, fix: 'remove one of the two' });
}

/** Governance: roles that Argo CD understands, kinds and keys that can exist. */
export function checkProject({ fleet, platform, report }: PlatformSubject): void {
  const { project } = platform;
  if (project === undefined) return;
  if (project.name !== undefined) report.label('project.name', project.name);
  report.entries('project.roles', project.roles, (name, role, at) => {
    report.form(at, name, ROLE, 'a name of letters, digits, "-" and "_"');
    checkRole(role, at, platform, report);
  });
  report.items('project.sourceRepositories', project.sourceRepositories, (address, at) =>
    report.form(at, address, /^\S+$/, 'an address'),
  );
  report.distinct('project.sourceRepositories', project.sourceRepositories);
  const subject = { fleet, platform, project, report };
  for (const check of [checkKinds, checkOrphans, checkPlaces, checkSyncAs]) check(subject);
  report.items('project.signingKeys', project.signingKeys, (key, at) =>
    report.form(at, key, KEY_ID, '16 to 40 hexadecimal digits'),
  );
  report.distinct('project.signingKeys', project.signingKeys);
}
