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
