import { readPolicy } from './policy.ts';

const crud = (resource: string, object: string, actions: readonly string[]): string[] =>
  actions.map((action) => `p, role:admin, ${resource}, ${action}, ${object}, allow`);

const READABLE: Readonly<Record<string, string>> = {
  ...{ applications: '*/*', applicationsets: '*/*', logs: '*/*' },
  ...{ certificates: '*', clusters: '*', repositories: '*', 'write-repositories': '*' },
  ...{ projects: '*', accounts: '*', gpgkeys: '*' },
};

const APPLICATION_ACTIONS = [
  ...['create', 'update', 'update/*', 'delete', 'delete/*', 'sync', 'override', 'action/*'],
] as const;

/** The roles that Argo CD 3.5 brings along (its `assets/builtin-policy.csv`). */
export const BUILT_IN = readPolicy(
  [
    ...Object.entries(READABLE).map(([resource, object]) => `p, role:readonly, ${resource}, get, ${object}, allow`),
    ...crud('applications', '*/*', APPLICATION_ACTIONS),
    ...crud('applicationsets', '*/*', ['get', 'create', 'update', 'delete']),
    ...crud('certificates', '*', ['create', 'update', 'delete']),
    ...crud('clusters', '*', ['create', 'update', 'delete']),
    ...crud('repositories', '*', ['create', 'update', 'delete']),
    ...crud('write-repositories', '*', ['create', 'update', 'delete']),
    ...crud('projects', '*', ['create', 'update', 'delete']),
    ...crud('accounts', '*', ['update']),
    ...crud('gpgkeys', '*', ['create', 'delete']),
    ...crud('exec', '*/*', ['create']),
    'g, role:admin, role:readonly',
    'g, admin, role:admin',
  ].join('\n'),
  'built into Argo CD',
);
