import type { Access } from './access.ts';

/** How many of several objects somebody may do something to. */
export type Extent = 'all' | 'some' | 'none';

/** What a role may do to the Applications of one environment. */
export interface MatrixRow {
  /** `proj:pern:developer`. */
  readonly role: string;
  /** `production`. */
  readonly environment: string;
  /** Column -> how far. */
  readonly may: Readonly<Record<string, Extent>>;
}

/** What is asked of each role: resource and action. `action/…` stands for promoting a canary. */
export const COLUMNS: Readonly<Record<string, { readonly resource: string; readonly action: string }>> = {
  get: { resource: 'applications', action: 'get' },
  sync: { resource: 'applications', action: 'sync' },
  promote: { resource: 'applications', action: 'action/argoproj.io/Rollout/promote-full' },
  abort: { resource: 'applications', action: 'action/argoproj.io/Rollout/abort' },
  override: { resource: 'applications', action: 'override' },
  create: { resource: 'applications', action: 'create' },
  update: { resource: 'applications', action: 'update' },
  delete: { resource: 'applications', action: 'delete' },
  logs: { resource: 'logs', action: 'get' },
  exec: { resource: 'exec', action: 'create' },
};

function extent(answers: readonly boolean[]): Extent {
  if (answers.every(Boolean)) return 'all';
  return answers.some(Boolean) ? 'some' : 'none';
}

/**
 * Roles by environments.
 * @param environments name -> its Applications
 */
export function matrix(
  access: Access,
  project: string,
  environments: ReadonlyMap<string, readonly string[]>,
): readonly MatrixRow[] {
  return access.rolesOf(project).flatMap((role) =>
    [...environments].map(([environment, applications]) => {
      const may = Object.entries(COLUMNS).map(([name, { resource, action }]): [string, Extent] => {
        const answers = applications.map(
          (application) => access.may({ subject: role, resource, action, object: `${project}/${application}` }).allowed,
        );
        return [name, extent(answers)];
      });
      return { role, environment, may: Object.fromEntries(may) };
    }),
  );
}
