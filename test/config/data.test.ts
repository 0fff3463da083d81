import type { Environment } from '../../lib/model/environment.ts';
import { DEFAULT_CLUSTER, type Fleet } from '../../lib/model/fleet.ts';
import type { Platform } from '../../lib/model/platform.ts';
import type { Probe, StatefulService } from '../../lib/model/workload.ts';
import { DEV, FLEET, PRODUCTION, SEALED, SHOP, withProduction, withShop } from '../support/fleet.ts';
import {
  wrong,
  worker,
  database,
  dashboards,
  developer,
  metric,
  gate,
  fleet,
  services,
  withApi,
  withChart,
  withSecret,
  withMetric,
  withPermission,
  withWindow,
  seen,
} from './data-fixture.ts';

const INDEX = 'index.ts';

const P = 'shop/platform.ts';

const E = 'shop/production/environment.ts';

const withDatabase = (change: Partial<StatefulService>): Fleet =>
  withShop({ stateful: { database: { ...database, ...change } } });

const withProject = (change: NonNullable<Platform['project']>): Fleet =>
  withShop({ project: { ...SHOP.project, ...change } });

const withProbe = (probe: Probe): Fleet =>
  withApi({ probes: { startup: probe, liveness: { path: '/live' }, readiness: { path: '/ready' } } });

const withFoundations = (foundations: NonNullable<Platform['foundations']>): Fleet => withShop({ foundations });

/** A second platform like the shop, in namespaces and on hosts of its own. */
const second = (name: string, environment: Partial<Environment>, platform: Partial<Platform> = {}): Fleet => {
  const own: Environment = { ...DEV, namespace: 'second', hosts: { web: ['second.example.com'] }, ...environment };
  return fleet({ platforms: [SHOP, { ...SHOP, name, environments: [own], project: {}, ...platform }] });
};

const CREDENTIAL = {
  description: 'Reads the code',
  use: 'repository',
  type: 'git',
  url: 'git@github.com:acme/shop.git',
  properties: { sshPrivateKey: 'key' },
  path: 'shop/git',
  rotatedAt: '2026-01-31',
} as const;

const G = 'gates.success-rate.metrics.success';

const D = 'charts.dashboards';

const WORDS_64 = 'a'.repeat(64);

/** A row: what is wrong, the fleet with it, and the file, code, field and message of the one issue. */
type Row = [title: string, fleet: Fleet, file: string, code: string, field: string, message: string];

// prettier-ignore
const NAMES: Row[] = [
  ['a platform that is no DNS label', second('Second', {}), 'Second/platform.ts', 'name/not-a-dns-label', 'name', 'must be lower-case letters, digits and "-", starting and ending with a letter or digit, got "Second"'],
  ['a platform called argocd', second('argocd', {}), 'argocd/platform.ts', 'name/reserved', 'name', 'must not be argocd or root: these are the Applications of the platforms themselves'],
  ['a platform without a description', withShop({ description: ' ' }), P, 'data/type', 'description', 'must be text that is not empty, got " "'],
  ['a service that is no DNS label', services({ user_service: { port: 80 } }), P, 'name/not-a-dns-label', 'services.user_service', 'must be lower-case letters, digits and "-", starting and ending with a letter or digit, got "user_service"'],
  ['a service with a name too long for its pods', services({ ['s'.repeat(47)]: { port: 80 } }), P, 'name/too-long', `services.${'s'.repeat(47)}`, `must have at most 46 characters, got 47: ${'s'.repeat(47)}`],
  ['a stateful part with a name too long for its label', withShop({ stateful: { ...SHOP.stateful, ['s'.repeat(53)]: database } }), P, 'name/too-long', `stateful.${'s'.repeat(53)}`, `must have at most 52 characters, got 53: ${'s'.repeat(53)}`],
  ['an Application with a name too long', withShop({ environments: [DEV, { ...PRODUCTION, name: 'p'.repeat(48) }] }), `shop/${'p'.repeat(48)}/environment.ts`, 'name/too-long', 'name', `must leave the Application shop-${'p'.repeat(48)}-dashboards at most 63 characters, it has 64`],
  ['a part called like a folder of ours', services({ shared: { port: 80 } }), P, 'name/reserved', 'services.shared', 'must not be one of argocd, cluster, shared, analysis: every environment has folders of these names'],
  ['a service called like the canary of another', services({ 'web-canary': { port: 80 } }), P, 'name/reserved', 'services.web-canary', 'must not be named like what belongs to web: web-canary'],
  ['a chart called like a service', withShop({ charts: { ...SHOP.charts, web: { ...dashboards, images: {} } } }), P, 'name/duplicate', 'charts.web', 'must be the name of one part, services.web has it as well: web'],
  ['an environment called argocd', withShop({ environments: [DEV, PRODUCTION, { ...DEV, name: 'argocd', namespace: 'x', active: false }] }), 'shop/argocd/environment.ts', 'name/reserved', 'name', 'must not be argocd: that folder holds the Applications of the environments'],
  ['an environment named twice, even an inactive one', withShop({ environments: [DEV, PRODUCTION, { ...DEV, active: false }] }), 'shop/dev/environment.ts', 'name/duplicate', 'name', 'must be the name of one environment of shop, got dev again'],
  ['a platform named twice', fleet({ platforms: [SHOP, { ...SHOP, environments: [{ ...DEV, active: false }] }] }), INDEX, 'name/duplicate', 'platforms[1]', 'must be the name of one platform, got shop again'],
  ['a project named twice', second('second', {}, { project: { name: 'shop' } }), 'second/platform.ts', 'name/duplicate', 'project.name', 'must be the name of one project, shop has shop as well'],
  ['an Application of two owners', second('shop-dev', {}), 'shop/dev/environment.ts', 'name/ambiguous', 'name', 'must not give the Application shop-dev a second owner, shop-dev has it as well'],
];

// prettier-ignore
const FLEETS: Row[] = [
  ['no repository', fleet({ repository: '' }), INDEX, 'data/type', 'repository', 'must be the address of a git repository, got ""'],
  ['a group of administrators with a comma', fleet({ administrators: ['ops', 'a,b'] }), INDEX, 'data/type', 'administrators[1]', 'must be a group without commas and quotes, got "a,b"'],
  ['no revision', fleet({ revision: wrong(undefined) }), INDEX, 'data/type', 'revision', 'must be the name of a branch or tag, got undefined'],
  ['a cluster of Argo CD that is not there', fleet({ argocdCluster: 'in-clutser' }), INDEX, 'cluster/unknown', 'argocdCluster', 'must be a cluster of the fleet, got "in-clutser"'],
  ['a Prometheus without an address', fleet({ clusters: { 'in-cluster': { ...DEFAULT_CLUSTER, prometheusUrl: 'prometheus:9090' } } }), INDEX, 'data/type', 'clusters.in-cluster.prometheusUrl', 'must be an address like http://prometheus.monitoring.svc:9090, got "prometheus:9090"'],
  ['two environments in one namespace', withProduction({ namespace: 'shop-dev', sealed: { 'database-login': { password: SEALED } } }), E, 'namespace/shared', 'namespace', 'must belong to one environment, got shop-dev on in-cluster for the environment shop/production; the environment shop/dev has it as well'],
  ['two platforms in one namespace', second('second', { namespace: 'shop-dev' }), 'second/dev/environment.ts', 'namespace/shared', 'namespace', 'must belong to one environment, got shop-dev on in-cluster for the environment second/dev; the environment shop/dev has it as well'],
  ['a chart in the namespace of another platform', second('second', {}, { charts: { dashboards: { ...dashboards, namespace: 'shop-dev' } } }), 'second/platform.ts', 'namespace/shared', `${D}.namespace`, 'must belong to one environment, got shop-dev on in-cluster for the chart dashboards of second/dev; the environment shop/dev has it as well'],
  ['a chart whose namespace two environments would share', withChart({ namespace: 'dashboards' }), P, 'namespace/shared', `${D}.namespace`, 'must belong to one environment, got dashboards on in-cluster for the chart dashboards of shop/production; the chart dashboards of shop/dev has it as well'],
  ['a credential of two platforms', { ...second('second', {}, { credentials: { git: CREDENTIAL } }), platforms: [{ ...SHOP, credentials: { git: CREDENTIAL } }, ...second('second', {}, { credentials: { git: CREDENTIAL } }).platforms.slice(1)] }, 'second/platform.ts', 'name/duplicate', 'credentials.git', 'must be the name of one credential, shop has git as well'],
  ['two services on one host and path', second('second', { hosts: { web: ['shop.dev.example.com'] } }), 'second/dev/environment.ts', 'host/shared', 'hosts.web', 'must lead to one service, got shop.dev.example.com/ for second/dev/web; shop/dev/web has it as well'],
];

// prettier-ignore
const ENVIRONMENTS: Row[] = [
  ['a cluster that does not exist', withProduction({ cluster: 'in-clusterr' }), E, 'cluster/unknown', 'cluster', 'must be a cluster of the fleet, got "in-clusterr"'],
  ['a tier that does not exist', withProduction({ tier: wrong('prod') }), E, 'data/type', 'tier', 'must be development or staging or production, got "prod"'],
  ['the namespace of Argo CD', withProduction({ namespace: 'argocd' }), E, 'namespace/reserved', 'namespace', 'must be a namespace of its own, argocd belongs to Argo CD'],
  ['a namespace of Kubernetes', withProduction({ namespace: 'kube-system' }), E, 'namespace/reserved', 'namespace', 'must be a namespace of its own, kube-system belongs to Kubernetes'],
  ['a namespace that is too long', withProduction({ namespace: WORDS_64 }), E, 'name/too-long', 'namespace', `must have at most 63 characters, got 64: ${WORDS_64}`],
  ['production without a quota', withProduction({ quota: wrong(undefined) }), E, 'quota/missing', 'quota', 'is missing: a production environment says how much it may use'],
  ['a quota of no quantity', withProduction({ quota: { cpu: '8 cores', memory: '16Gi', pods: 40 } }), E, 'quantity/invalid', 'quota.cpu', 'must be a quantity like 250m or 2, got "8 cores"'],
  ['a quota of half a pod', withProduction({ quota: { cpu: '8', memory: '16Gi', pods: 0.5 } }), E, 'data/range', 'quota.pods', 'must be a whole number from 1 to 1000000, got 0.5'],
  ['a way to sync that does not exist', withProduction({ sync: wrong({ mode: 'auto' }) }), E, 'data/type', 'sync.mode', 'must be automatic or manual, got "auto"'],
  ['endless retries', withProduction({ sync: { mode: 'manual', retry: { limit: -1, duration: '5s', factor: 2, maxDuration: '3m' } } }), E, 'data/range', 'sync.retry.limit', 'must be a whole number from 0 to 100, got -1'],
  ['a longest wait below the first', withProduction({ sync: { mode: 'manual', retry: { limit: 1, duration: '5m', factor: 2, maxDuration: '3m' } } }), E, 'sync/retry', 'sync.retry.maxDuration', 'must be at least duration, which is 5m, got 3m'],
  ['a window of four fields', withWindow({ schedule: '0 22 * *' }), E, 'window/schedule', 'windows[0].schedule', 'must have five fields with one space between them, got "0 22 * *"'],
  ['a window in hour 24', withWindow({ schedule: '0 7-24 * * *' }), E, 'window/schedule', 'windows[0].schedule', 'must name the hour from 0 to 23, got "7-24"'],
  ['a window on day 7, which crashes Argo CD', withWindow({ schedule: '0 22 * * 2-7' }), E, 'window/schedule', 'windows[0].schedule', 'must name the day of the week from 0 to 6 or sun to sat, got "2-7"'],
  ['a window that never starts', withWindow({ schedule: '0 0 30,31 2 *' }), E, 'window/schedule', 'windows[0].schedule', 'must name a day that there is, got "0 0 30,31 2 *"'],
  ['a window of a word', withWindow({ schedule: '@daily' }), E, 'window/schedule', 'windows[0].schedule', 'must have five fields with one space between them, got "@daily"'],
  ['a window of days', withWindow({ duration: wrong('1d') }), E, 'duration/invalid', 'windows[0].duration', 'must be a duration like 30s, 5m or 1h30m, got "1d"'],
  ['a time zone that does not exist', withWindow({ timeZone: 'Europe/Atlantis' }), E, 'window/time-zone', 'windows[0].timeZone', 'must be a time zone, got "Europe/Atlantis"'],
  ['a time zone in another case', withWindow({ timeZone: 'europe/berlin' }), E, 'window/time-zone', 'windows[0].timeZone', 'must be a time zone, got "europe/berlin"'],
  ['a window without a reason', withWindow({ description: '' }), E, 'data/type', 'windows[0].description', 'must be text that is not empty, got ""'],
  ['a reason that Argo CD refuses', withWindow({ description: 'x'.repeat(256) }), E, 'window/description', 'windows[0].description', 'must have at most 255 characters, got 256'],
  ['a recipient without a service', withProduction({ notify: { 'on-sync-failed': wrong(['deployments']) } }), E, 'data/type', 'notify.on-sync-failed[0]', 'must be service:recipient like slack:deployments, got "deployments"'],
  ['hosts of a service that does not exist', withProduction({ hosts: { ...PRODUCTION.hosts, webb: ['x.example.com'] } }), E, 'host/unknown-service', 'hosts.webb', 'must be a service of the platform, got "webb"'],
  ['hosts of a service without a path', withProduction({ hosts: { ...PRODUCTION.hosts, api: ['api.example.com'] } }), E, 'host/without-path', 'hosts.api', 'must be a service with a publicPath, api has none'],
  ['a path without a host', withProduction({ hosts: {} }), E, 'host/missing', 'hosts.web', 'is missing: web has the publicPath / and is reached under no host'],
  ['a host that is an address', withProduction({ hosts: { web: ['https://shop.example.com'] } }), E, 'data/type', 'hosts.web[0]', 'must be a host name like shop.example.com, got "https://shop.example.com"'],
  ['variables of a service that does not exist', withProduction({ env: { apo: { A: 'b' } } }), E, 'env/unknown-service', 'env.apo', 'must be a service of the platform, got "apo"'],
  ['a variable with two homes', withProduction({ env: { api: { REGION: 'us' } } }), E, 'env/two-homes', 'env.api.REGION', 'must have one home, REGION is in platform.ts as well'],
  ['a ciphertext that is missing', withProduction({ sealed: {} }), E, 'sealed/missing', 'sealed.database-login.password', 'is missing: the secret database-login of platform.ts has the key password'],
  ['a ciphertext of a key that does not exist', withProduction({ sealed: { 'database-login': { password: SEALED, user: SEALED } } }), E, 'sealed/unknown', 'sealed.database-login.user', 'must be a key of database-login, got "user"'],
  ['a ciphertext of a secret that does not exist', withProduction({ sealed: { ...PRODUCTION.sealed, token: { a: SEALED } } }), E, 'sealed/unknown', 'sealed.token', 'must be a sealed secret of the platform, got "token"'],
  ['a plain secret, of which 24 characters are shown', withProduction({ sealed: { 'database-login': { password: 'correct horse battery staple' } } }), E, 'sealed/not-sealed', 'sealed.database-login.password', 'must be ciphertext from kubeseal, got "correct horse battery st…"'],
  ['a plain secret that is long and encoded', withProduction({ sealed: { 'database-login': { password: Buffer.alloc(900, 'key').toString('base64') } } }), E, 'sealed/not-sealed', 'sealed.database-login.password', 'must be ciphertext from kubeseal, got "a2V5a2V5a2V5a2V5a2V5a2V5…"'],
];

// prettier-ignore
const WORKLOADS: Row[] = [
  ['a port that is out of range', withApi({ port: 70_000 }), P, 'data/range', 'services.api.port', 'must be a whole number from 1 to 65535, got 70000'],
  ['a port that is text', withApi({ port: wrong('8080') }), P, 'data/range', 'services.api.port', 'must be a whole number from 1 to 65535, got "8080"'],
  ['root', withApi({ user: 0 }), P, 'container/root', 'services.api.user', 'must not be 0: root in the container'],
  ['a call of a service that does not exist', withApi({ calls: ['databse'] }), P, 'call/unknown', 'services.api.calls[0]', 'must be a service of the platform, got "databse"'],
  ['a call of what every object has in JavaScript', withApi({ calls: ['constructor'] }), P, 'call/unknown', 'services.api.calls[0]', 'must be a service of the platform, got "constructor"'],
  ['a call of a worker', withApi({ calls: ['worker'] }), P, 'call/no-port', 'services.api.calls[0]', 'must be a service with a port, worker is a worker'],
  ['a call of itself', withApi({ calls: ['api'] }), P, 'call/self', 'services.api.calls[0]', 'must not be the service itself: api'],
  ['the same call twice', withApi({ calls: ['database', 'database'] }), P, 'data/duplicate', 'services.api.calls[1]', 'must be there once, got "database" again'],
  ['a block of addresses without a length', withApi({ reaches: [{ reason: 'x', cidr: '10.0.0.1', port: 443 }] }), P, 'container/cidr', 'services.api.reaches[0].cidr', 'must be a block of addresses like 10.20.0.0/16, got "10.0.0.1"'],
  ['a block of addresses that is too long', withApi({ reaches: [{ reason: 'x', cidr: '10.0.0.0/33', port: 443 }] }), P, 'container/cidr', 'services.api.reaches[0].cidr', 'must be a block of addresses like 10.20.0.0/16, got "10.0.0.0/33"'],
  ['a way out without a reason', withApi({ reaches: [{ reason: '', cidr: '2001:db8::/32', port: 443 }] }), P, 'data/type', 'services.api.reaches[0].reason', 'must be text that is not empty, got ""'],
  ['scratch at a relative path', withApi({ scratch: [{ path: 'tmp' }] }), P, 'data/type', 'services.api.scratch[0].path', 'must be an absolute path like /tmp, got "tmp"'],
  ['scratch at one path twice', withApi({ scratch: [{ path: '/tmp' }, { path: '/tmp/' }] }), P, 'data/duplicate', 'services.api.scratch[1].path', 'must be mounted once, got "/tmp/" again'],
  ['scratch over the data', withDatabase({ scratch: [{ path: '/var/lib/postgresql/data' }] }), P, 'data/duplicate', 'stateful.database.scratch[0].path', 'must be mounted once, got "/var/lib/postgresql/data" again'],
  ['scratch of no size', withApi({ scratch: [{ path: '/tmp', size: 'big' }] }), P, 'quantity/invalid', 'services.api.scratch[0].size', 'must be a quantity like 512Mi or 2Gi, got "big"'],
  ['permissions on nothing', withApi({ permissions: [{ apiGroups: [''], resources: [], verbs: ['get'] }] }), P, 'data/type', 'services.api.permissions[0].resources', 'must be a list with something in it, got a list'],
  ['a path of a worker', services({ worker: { ...worker, publicPath: '/jobs' } }), P, 'container/no-port', 'services.worker.publicPath', 'must not be there: a worker has no port to be reached at'],
  ['a probe that asks a worker over the network', services({ worker: { probes: { startup: { path: '/up' }, liveness: { command: ['true'] }, readiness: { command: ['true'] } } } }), P, 'container/no-port', 'services.worker.probes.startup', 'must be a command: a worker has no port to be asked at'],
  ['a probe of half a second', withProbe({ path: '/up', timeoutSeconds: 0.5 }), P, 'data/range', 'services.api.probes.startup.timeoutSeconds', 'must be a whole number from 1 to 86400, got 0.5'],
  ['a probe that tolerates nothing', withProbe({ path: '/up', failureThreshold: 0 }), P, 'data/range', 'services.api.probes.startup.failureThreshold', 'must be a whole number from 1 to 86400, got 0'],
  ['a probe that asks in two ways', withProbe({ path: '/up', tcp: true }), P, 'probe/way', 'services.api.probes.startup', 'must ask in one way, by path, tcp or command, got path and tcp'],
  ['a probe of a relative path', withProbe({ path: 'up' }), P, 'data/type', 'services.api.probes.startup.path', 'must be a path like /health/live, got "up"'],
  ['a wait in milliseconds', withApi({ minReady: wrong('500ms') }), P, 'duration/invalid', 'services.api.minReady', 'must be a duration like 30s, 5m or 1h30m, got "500ms"'],
  ['a variable of a secret that does not exist', withApi({ env: { A: { secret: 'database-logn', key: 'password' } } }), P, 'secret/unknown', 'services.api.env.A.secret', 'must be a secret of the platform, got "database-logn"'],
  ['a variable of a key that does not exist', withApi({ env: { A: { secret: 'database-login', key: 'user' } } }), P, 'secret/unknown', 'services.api.env.A.key', 'must be a key of the secret database-login, got "user"'],
  ['a variable that no shell can name', withApi({ env: { '1A': 'x' } }), P, 'data/type', 'services.api.env.1A', 'must be the name of a variable like DATABASE_URL, got "1A"'],
  ['a variable that is a number', withApi({ env: { A: wrong(5) } }), P, 'data/type', 'services.api.env.A', 'must be text, or a secret with its key, got 5'],
  ['a pull secret that does not exist', withApi({ imagePullSecrets: ['registri'] }), P, 'secret/unknown', 'services.api.imagePullSecrets[0]', 'must be a secret of the platform, got "registri"'],
  ['a pull secret of another type', withShop({ secrets: { ...SHOP.secrets, registry: { kind: 'stored', description: 'x', properties: { a: 'b' } } } }), P, 'secret/type', 'services.api.imagePullSecrets[0]', 'must be a secret for pulling images, registry is of another type'],
];

// prettier-ignore
const GOVERNANCE: Row[] = [
  ['a secret that is no DNS label', withSecret('Pay', { kind: 'stored', description: 'x', properties: { a: 'b' } }), P, 'name/not-a-dns-label', 'secrets.Pay', 'must be lower-case letters, digits and "-", starting and ending with a letter or digit, got "Pay"'],
  ['a secret of a kind that does not exist', withSecret('pay', { kind: 'plain', description: 'x' }), P, 'data/type', 'secrets.pay.kind', 'must be stored or sealed, got "plain"'],
  ['a secret without keys', withSecret('pay', { kind: 'stored', description: 'x', properties: {} }), P, 'data/type', 'secrets.pay.properties', 'must be an object with a key in it, got an object'],
  ['a certificate without its key', withSecret('pay', { kind: 'stored', description: 'x', type: 'kubernetes.io/tls', properties: { 'tls.crt': 'a' } }), P, 'secret/type', 'secrets.pay.properties', 'must have tls.key: the secret is of type kubernetes.io/tls'],
  ['a credential for no address', withShop({ credentials: { git: { description: 'x', use: 'repository', type: 'git', url: 'github.com', properties: { a: 'b' }, path: 'p', rotatedAt: '2026-01-31' } } }), P, 'data/type', 'credentials.git.url', 'must be the address of a git repository, got "github.com"'],
  ['a bound that is no number', withMetric({ bound: { atLeast: Number.NaN } }), P, 'gate/bound', `${G}.bound.atLeast`, 'must be a number, got NaN'],
  ['two bounds', withMetric({ bound: { atLeast: 1, atMost: 2 } }), P, 'gate/bound', `${G}.bound`, 'must be one of atLeast and atMost, got atLeast and atMost'],
  ['an empty query', withMetric({ query: '' }), P, 'data/type', `${G}.query`, 'must be text that is not empty, got ""'],
  ['a query with an open brace', withMetric({ query: 'sum(up{a="}")' }), P, 'gate/query', `${G}.query`, 'must be PromQL, got a ) that closes nothing'],
  ['a query with an open quote', withMetric({ query: 'up{a="b}' }), P, 'gate/query', `${G}.query`, 'must be PromQL, got a quote that is not closed: "'],
  ['a query with a placeholder that nobody fills in', withMetric({ query: 'up{a="{{args.pod}}"}' }), P, 'gate/placeholder', `${G}.query`, 'must use only {{args.namespace}}, {{args.service}}, {{args.hash}}, got {{args.pod}}'],
  ['a metric that is no DNS label', withShop({ gates: { ...SHOP.gates, 'success-rate': { ...gate, metrics: { success_rate: metric } } } }), P, 'name/not-a-dns-label', 'gates.success-rate.metrics.success_rate', 'must be lower-case letters, digits and "-", starting and ending with a letter or digit, got "success_rate"'],
  ['a gate that measures nothing', withShop({ gates: { ...SHOP.gates, 'success-rate': { ...gate, metrics: {} } } }), P, 'gate/empty', 'gates.success-rate.metrics', 'must measure something, got no metric'],
  ['an action that does not exist', withPermission({ action: 'snyc' }), P, 'role/action', 'project.roles.developer.permissions[0].action', 'must be an action on applications, got "snyc"'],
  ['an action that the resource does not have', withPermission({ resource: 'logs', action: 'sync' }), P, 'role/action', 'project.roles.developer.permissions[0].action', 'must be an action on logs, got "sync"'],
  ['an action on a kind without a name', withPermission({ action: 'action/argoproj.io/Rollout' }), P, 'role/action', 'project.roles.developer.permissions[0].action', 'must be an action on applications, got "action/argoproj.io/Rollout"'],
  ['a permission in an environment that does not exist', withPermission({ action: 'get', environment: 'prod' }), P, 'role/unknown-environment', 'project.roles.developer.permissions[0].environment', 'must be an environment of the platform, got "prod"'],
  ['a permission that reaches a second environment', withPermission({ action: 'get', environment: 'dev' }, { ...DEV, name: 'dev-eu', active: false }), P, 'role/ambiguous-environment', 'project.roles.developer.permissions[0].environment', 'must select one environment, but a rule for dev-* selects dev-eu as well'],
  ['a permission that its role denies', withProject({ roles: { developer: { ...developer, permissions: [{ action: 'sync' }, { action: '*', effect: 'deny' }] } } }), P, 'role/denied-by-itself', 'project.roles.developer.permissions[0]', 'must allow something, but permissions[1] of the same role denies all of it'],
  ['a permission that its role denies with others', withProject({ roles: { developer: { ...developer, permissions: [{ action: 'action/argoproj.io/Rollout/abort' }, { action: 'action/*', effect: 'deny' }] } } }), P, 'role/denied-by-itself', 'project.roles.developer.permissions[0]', 'must allow something, but permissions[1] of the same role denies all of it'],
  ['a role that nobody has', withProject({ roles: { ci: { description: 'x', permissions: [{ action: 'get' }] } } }), P, 'role/nobody', 'project.roles.ci', 'must be a role that somebody has, got no groups and no tokens'],
  ['a role without groups whose tokens are off', withProject({ roles: { ci: { ...developer, groups: [], tokens: false } } }), P, 'role/nobody', 'project.roles.ci', 'must be a role that somebody has, got no groups and no tokens'],
  ['an account on a cluster without an address', { ...withShop({ environments: [DEV, { ...PRODUCTION, cluster: 'eu' }], project: { ...SHOP.project, syncAs: 'deployer' } }), clusters: { 'in-cluster': DEFAULT_CLUSTER, eu: { ...DEFAULT_CLUSTER, credentialElsewhere: 'made with the cluster' } } }, P, 'cluster/no-server', 'project.syncAs', 'must be for clusters whose address is known, got eu without'],
  ['a role with a space', withProject({ roles: { 'team lead': developer } }), P, 'data/type', 'project.roles["team lead"]', 'must be a name of letters, digits, "-" and "_", got "team lead"'],
  ['a group twice', withProject({ roles: { developer: { ...developer, groups: ['a', 'a'] } } }), P, 'data/duplicate', 'project.roles.developer.groups[1]', 'must be there once, got "a" again'],
  ['a kind in lower case', withProject({ alsoCluster: { reason: 'x', kinds: [{ group: '', kind: 'namespace' }] } }), P, 'data/type', 'project.alsoCluster.kinds[0].kind', 'must be a kind like ConfigMap, got "namespace"'],
  ['a key that is too short', withProject({ signingKeys: ['4AEE18F8'] }), P, 'data/type', 'project.signingKeys[0]', 'must be 16 to 40 hexadecimal digits, got "4AEE18F8"'],
  ['a registry with a scheme', withChart({ repository: 'oci://ghcr.io/acme' }), P, 'chart/repository', `${D}.repository`, 'must be without oci://, got "oci://ghcr.io/acme"'],
  ['a repository without encryption', withChart({ repository: 'http://charts.example.com' }), P, 'data/type', `${D}.repository`, 'must be https://… or, for a registry, an address without a scheme, got "http://charts.example.com"'],
  ['a place of an image that is no path', withChart({ images: { server: 'server..image' } }), P, 'data/type', `${D}.images.server`, 'must be a place in the values like web.image, got "server..image"'],
  ['two images at one place', withChart({ images: { server: 'server.image', client: 'server' } }), P, 'chart/images', `${D}.images.client`, 'must be a place of its own, got server; server writes server.image'],
  ['an image with a second home', withChart({ values: { server: { image: { tag: '1' } } } }), P, 'chart/images', `${D}.images.server`, 'must have one home, the values say server.image.tag as well'],
  ['an image inside text', withChart({ values: { server: { image: 'nginx' } } }), P, 'chart/images', `${D}.images.server`, 'must be the place of an object in the values, got "server.image", which is not one'],
  ['a value that YAML has no word for', withChart({ values: { server: wrong({ replicas: undefined }) } }), P, 'data/type', `${D}.values.server.replicas`, 'must be text, a number, true, false, null, a list or an object, got undefined'],
  ['half a wave', withChart({ wave: 1.5 }), P, 'data/range', `${D}.wave`, 'must be a whole number from -1000 to 1000, got 1.5'],
  ['an issuer that does not exist', withFoundations({ gateways: { public: { className: 'envoy', controllerName: 'gateway.envoyproxy.io/x', hosts: ['*.example.com'], issuer: 'acme' } } }), P, 'foundation/unknown-issuer', 'foundations.gateways.public.issuer', 'must be an issuer of the platform, got "acme"'],
  ['a delivery that does not exist', withShop({ delivery: { kind: 'flux' as 'git' } }), P, 'data/type', 'delivery.kind', 'must be explicit or git or matrix, got "flux"'],
  ['a chart that an ApplicationSet cannot deliver', withShop({ delivery: { kind: 'matrix' } }), P, 'delivery/chart', D, 'must not be in a platform that an ApplicationSet delivers: a chart has no folder in git'],
  ['a strategy that does not exist', withShop({ charts: {}, delivery: { kind: 'git', strategy: 'Rolling' as 'RollingSync' } }), P, 'data/type', 'delivery.strategy', 'must be AllAtOnce or RollingSync, got "Rolling"'],
  ['an alert after a day', withFoundations({ alerts: { outOfSync: '1d' as '24h' } }), P, 'duration/invalid', 'foundations.alerts.outOfSync', 'must be a duration like 30s, 5m or 1h30m, got "1d"'],
  ['an issuer without a server', withFoundations({ issuers: { acme: { server: 'acme', email: 'ops@example.com', gateway: 'a/b' } } }), P, 'data/type', 'foundations.issuers.acme.server', 'must be an address like https://acme-v02.api.letsencrypt.org/directory, got "acme"'],
  ['a routing that does not exist', withShop({ routing: wrong({ kind: 'traefik' }) }), P, 'data/type', 'routing.kind', 'must be gateway or nginx, got "traefik"'],
];

test('a fleet without a mistake has no issues', () => {
  expect(seen(FLEET)).toEqual([]);
});

describe.each([
  ['names', NAMES],
  ['fleets', FLEETS],
  ['environments', ENVIRONMENTS],
  ['workloads', WORKLOADS],
  ['governance', GOVERNANCE],
])('%s', (_, rows) => {
  test.each(rows)('refuses %s', (_title, bad, file, code, field, message) => {
    expect(seen(bad)).toEqual([[file, code, field, message]]);
  });
});
