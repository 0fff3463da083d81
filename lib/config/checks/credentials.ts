import { argocdClusterOf, OWN_CLUSTER } from '../../model/argocd-place.ts';
import { dayStart } from '../../model/day.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { ArgoCdCredential, ClusterCredential, RepositoryCredential } from '../../model/secret.ts';
import type { DataReport } from './data-report.ts';
import { checkProperties } from './secrets.ts';
import { FLEET_FILE, isActive, platformFile, type PlatformSubject } from './subject.ts';

const GIT_ADDRESS = /^(https:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)\S+$/;
const USES: readonly ArgoCdCredential['use'][] = ['repository', 'repo-creds', 'cluster'];

function checkRepository(credential: RepositoryCredential, at: string, report: DataReport): void {
  report.word(`${at}.type`, credential.type, ['git', 'helm', 'oci']);
  if (credential.type === 'git')
    report.form(`${at}.url`, credential.url, GIT_ADDRESS, 'the address of a git repository');
  else report.form(`${at}.url`, credential.url, /^[^\s]+$/, 'an address');
}

/** Keys of a cluster's credential, by way to prove who one is; each may have `caData` besides. */
const WAYS: readonly (readonly string[])[] = [['bearerToken'], ['certData', 'keyData'], []];

function checkKeys({ properties, exec }: ClusterCredential, at: string, report: DataReport): void {
  const keys = Object.keys(properties).filter((key) => key !== 'caData');
  const way = WAYS.find((names) => names.length === keys.length && names.every((name) => keys.includes(name)));
  if (way !== undefined && (way.length === 0) === (exec !== undefined)) return;
  const got = [...keys, ...(exec ? ['exec'] : [])].join(', ') || 'none of them';
  report.add(`${at}.properties`, {
    code: 'credential/keys',
    message: `must have bearerToken, or certData and keyData, or exec beside it, got ${got}`,
    fix: 'caData may always be there; nothing else is',
  });
}

function checkCluster(credential: ClusterCredential, at: string, fleet: Fleet, report: DataReport): void {
  const { cluster, namespaces, platform, exec } = credential;
  const names = Object.keys(fleet.clusters);
  if (!names.includes(cluster))
    report.unknown(`${at}.cluster`, 'cluster/unknown', 'a cluster of the fleet', cluster, names);
  else if (fleet.clusters[cluster]?.server === undefined) {
    report.add(`${at}.cluster`, {
      code: 'cluster/no-server',
      message: `must be a cluster whose address is known, got ${cluster}`,
      fix: `add server to ${cluster} in environments/index.ts`,
    });
  }
  checkKeys(credential, at, report);
  if (exec !== undefined) report.text(`${at}.exec.command`, exec.command);
  report.items(`${at}.namespaces`, namespaces, (namespace, field) => report.label(field, namespace));
  report.distinct(`${at}.namespaces`, namespaces);
  if (namespaces !== undefined) checkNamespaces(credential, namespaces, at, fleet, report);
  const platforms = fleet.platforms.map(({ name }) => name);
  if (platform === undefined || platforms.includes(platform)) return;
  report.unknown(`${at}.platform`, 'credential/unknown-platform', 'a platform of the fleet', platform, platforms);
}

/** What Argo CD does not look at, it does not sync either. */
function checkNamespaces(
  { cluster }: ClusterCredential,
  namespaces: readonly string[],
  at: string,
  fleet: Fleet,
  report: DataReport,
): void {
  const used = fleet.platforms.flatMap(({ environments, charts = {} }) =>
    environments
      .filter((environment) => isActive(environment) && environment.cluster === cluster)
      .flatMap(({ namespace }) => [namespace, ...Object.values(charts).map((chart) => chart.namespace ?? namespace)]),
  );
  const lacking = [...new Set(used)].filter((namespace) => !namespaces.includes(namespace));
  if (lacking.length === 0) return;
  report.add(`${at}.namespaces`, {
    code: 'credential/namespaces',
    message: `must have every namespace of the fleet on ${cluster}, it lacks ${lacking.join(', ')}`,
    fix: 'add what is missing, or leave namespaces out: then it is for all of them',
  });
}

/** The credentials of Argo CD itself. */
export function checkCredentials({ fleet, platform, report }: PlatformSubject): void {
  report.entries('credentials', platform.credentials, (name, credential, at) => {
    report.label(at, name);
    report.text(`${at}.description`, credential.description);
    checkProperties(credential.properties, `${at}.properties`, report);
    report.text(`${at}.path`, credential.path);
    report.duration(`${at}.rotateEvery`, credential.rotateEvery);
    report.rule(`${at}.rotatedAt`, credential.rotatedAt, dayStart);
    if (!report.word(`${at}.use`, credential.use, USES)) return;
    if (credential.use === 'cluster') checkCluster(credential, at, fleet, report);
    else checkRepository(credential, at, report);
  });
}

/** A credential, and where it is written. */
interface Found {
  readonly platform: string;
  readonly name: string;
  readonly at: string;
  readonly credential: ArgoCdCredential;
  readonly report: DataReport;
}

function allOf(fleet: Fleet, reportOf: (file: string) => DataReport): readonly Found[] {
  return fleet.platforms.flatMap((platform) => {
    const report = reportOf(platformFile(platform.name));
    const found: Found[] = [];
    report.entries('credentials', platform.credentials, (name, credential, at) => {
      found.push({ platform: platform.name, name, at, credential, report });
    });
    return found;
  });
}

/** Credentials of all platforms lie side by side in the namespace of Argo CD. */
export function checkCredentialNames(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const owners = new Map<string, string>();
  for (const { platform, name, at, report } of allOf(fleet, reportOf)) {
    const owner = owners.get(name) ?? platform;
    owners.set(name, owner);
    if (owner === platform) continue;
    report.add(at, {
      code: 'name/duplicate',
      message: `must be the name of one credential, ${owner} has ${name} as well`,
      fix: `rename one of them, for example to ${platform}-${name}`,
    });
  }
}

/** Argo CD reaches each cluster by one credential: with none nothing is synced there, and of two it takes any. */
export function checkClusterCredentials(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const owners = new Map<string, string>();
  for (const { name, at, credential, report } of allOf(fleet, reportOf)) {
    if (credential.use !== 'cluster') continue;
    const { cluster } = credential;
    const elsewhere = fleet.clusters[cluster]?.credentialElsewhere === undefined ? undefined : 'credentialElsewhere';
    const other = owners.get(cluster) ?? elsewhere;
    owners.set(cluster, other ?? name);
    if (other === undefined) continue;
    report.add(`${at}.cluster`, {
      code: 'cluster/two-credentials',
      message: `must be a cluster with one credential, ${cluster} has ${other} as well`,
      fix: 'remove one of the two',
    });
  }
  const report = reportOf(FLEET_FILE);
  report.entries('clusters', fleet.clusters, (name, { credentialElsewhere }, at) => {
    if (credentialElsewhere !== undefined) report.text(`${at}.credentialElsewhere`, credentialElsewhere);
    const own = argocdClusterOf(fleet);
    // Argo CD always knows its own cluster by this name.
    if (name === own || name === OWN_CLUSTER.name || owners.has(name) || credentialElsewhere !== undefined) return;
    report.add(at, {
      code: 'cluster/no-credential',
      message: `must have a credential: Argo CD runs in ${own} and cannot reach ${name}`,
      fix: `add one to a platform ({ use: 'cluster', cluster: '${name}', … }), or say in credentialElsewhere who makes it`,
    });
  });
}
