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

/** Other names that people type, as Argo CD's own command takes them. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ app: 'applications', apps: 'applications', application: 'applications', applicationset: 'applicationsets' },
  ...{ log: 'logs', proj: 'projects', projs: 'projects', project: 'projects' },
  ...{ repo: 'repositories', repos: 'repositories', repository: 'repositories', cluster: 'clusters' },
  ...{ account: 'accounts', cert: 'certificates', certs: 'certificates', certificate: 'certificates' },
  ...{ gpgkey: 'gpgkeys', key: 'gpgkeys', extension: 'extensions' },
};

/** The whole name of a resource. */
export const resourceOf = (typed: string): string => SHORT[typed] ?? typed;

/** Whether there is such an action on a resource. */
export const isAction = (resource: string, action: string): boolean =>
  (ACTIONS[resource] ?? []).some((known) =>
    known.endsWith('/') ? action.startsWith(known) && action !== known : action === known,
  );
