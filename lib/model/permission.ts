/** Resources that Argo CD 3.5 knows, with what can be done to them. A name that ends in `/` goes on. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  applications: ['get', 'create', 'update', 'delete', 'sync', 'override', 'action/', 'update/', 'delete/'],
  applicationsets: ['get', 'create', 'update', 'delete'],
  logs: ['get'],
  exec: ['create'],
  projects: ['get', 'create', 'update', 'delete'],
  repositories: ['get', 'create', 'update', 'delete'],
  'write-repositories': ['get', 'create', 'update', 'delete'],
  clusters: ['get', 'create', 'update', 'delete'],
  accounts: ['get', 'update'],
  certificates: ['get', 'create', 'delete', 'update'],
  gpgkeys: ['get', 'create', 'delete'],
  extensions: ['invoke'],
};

/** Resources whose objects are `project/name`: the policy of that project counts for them, and a role of it may have them. */
export const OF_PROJECTS = ['applications', 'applicationsets', 'repositories', 'clusters', 'logs', 'exec'] as const;

/** Whether there is such an action on a resource. */
export const isAction = (resource: string, action: string): boolean =>
  (ACTIONS[resource] ?? []).some((known) =>
    known.endsWith('/') ? action.startsWith(known) && action !== known : action === known,
  );
