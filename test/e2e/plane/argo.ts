import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { built } from '../build/cache.ts';
import { inTurns } from '../harness/parallel.ts';
import type { Api } from './api.ts';
import { gpgSurroundings, KeyRing, makeSigning, type Signing } from './gpg.ts';
import { installation } from './installation.ts';
import { answers, type Kubernetes } from './kubernetes.ts';
import { freePorts, listens } from './ports.ts';
import type { Processes } from './processes.ts';

/** Where the components answer. */
export interface Argo {
  /** Argo CD's API server, which lets everybody do everything. */
  readonly server: string;
  /** Starts another API server, which asks who somebody is. Its end is its stop. */
  readonly guarded: () => Promise<Guarded>;
  /** Prometheus metrics of what a report tells about. */
  readonly metrics: Readonly<Record<'application-controller' | 'repo-server' | 'rollouts-controller', string>>;
  /** Keys that it takes signatures of. @default - undefined: GnuPG is not installed here */
  readonly signing: Signing | undefined;
}

/** An API server of Argo CD that asks everybody for a token. */
export interface Guarded {
  readonly address: string;
  stop(): Promise<void>;
}

/** What Argo CD's manual recommends for 1,000 Applications ("High availability"); there are ten by default. */
export const OPERATION_PROCESSORS = 25;

const local = (port: number, path = ''): string => `http://127.0.0.1:${String(port)}${path}`;
const hostPort = (port: number): string => `127.0.0.1:${String(port)}`;

/** Flags as a command line has them. */
const flags = (values: Readonly<Record<string, string | number | true>>): string[] =>
  Object.entries(values).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${String(value)}`));

/** Folders that the components want, and the environment that tells them. */
function surroundings(
  at: (name: string) => string,
  folder: string,
  kubeconfig: string,
): Readonly<Record<string, string>> {
  for (const name of ['tls', 'ssh', 'plugins', 'app', 'rollouts']) mkdirSync(at(name), { recursive: true });
  writeFileSync(join(at('ssh'), 'ssh_known_hosts'), '');
  writeFileSync(at('gitconfig'), '[safe]\n\tdirectory = *\n');
  const path = [dirname(built('git-verify-wrapper.sh')), dirname(built('helm')), at('bin'), process.env['PATH'] ?? ''];
  return {
    KUBECONFIG: kubeconfig,
    TMPDIR: join(folder, 'tmp'),
    HOME: join(folder, 'argo'),
    PATH: path.join(delimiter),
    // https://kubernetes.default.svc is the cluster of the kubeconfig.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_TLS_DATA_PATH: at('tls'),
    ARGOCD_SSH_DATA_PATH: at('ssh'),
    ARGOCD_PLUGINSOCKFILEPATH: at('plugins'),
    ARGOCD_APP_CONF_PATH: at('app'),
    ARGOCD_ASK_PASS_SOCK: at('ask-pass.sock'),
    GIT_CONFIG_GLOBAL: at('gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

/**
 * Installs and starts Argo Rollouts and Argo CD.
 * @param prometheus address of the Prometheus that answers every analysis
 */
export async function startArgo(
  processes: Processes,
  api: Api,
  { kubeconfig }: Kubernetes,
  folder: string,
  prometheus: string,
): Promise<Argo> {
  const objects = installation(built('gateway-plugin'));
  for (const space of objects.filter(({ kind }) => kind === 'Namespace')) await api.apply(space);
  await inTurns(objects, (object) => api.apply(object));

  const at = (name: string): string => join(folder, 'argo', name);
  const signing = makeSigning(at('signing'));
  const env = { ...surroundings(at, folder, kubeconfig), ...gpgSurroundings(at, signing) };
  const port = await freePorts(
    'redis',
    'repo',
    'repoMetrics',
    'server',
    'serverMetrics',
    'controllerMetrics',
    'notifications',
  );
  const sets = await freePorts('metrics', 'probe', 'webhook');
  const rollouts = await freePorts('metrics', 'health');
  const [redis, repo] = [hostPort(port.redis), hostPort(port.repo)];
  const argocd = (
    name: string,
    values: Readonly<Record<string, string | number | true>>,
    health: string,
    process = `argocd-${name}`,
  ): Promise<void> =>
    processes.start(process, {
      command: built('argocd'),
      args: flags(values),
      env: { ...env, ARGOCD_BINARY_NAME: `argocd-${name}` },
      ready: answers(health),
    });

  const apiServer = (at: { readonly server: number; readonly metrics: number }, more: object, process?: string) =>
    argocd(
      'server',
      {
        ...{ insecure: true, address: '127.0.0.1', port: at.server },
        ...{ 'metrics-address': '127.0.0.1', 'metrics-port': at.metrics },
        ...{ redis, 'repo-server': repo, 'dex-server': 'http://127.0.0.1:1' },
        ...more,
      },
      local(at.server, '/healthz'),
      process,
    );
  const guarded = async (): Promise<Guarded> => {
    const own = await freePorts('server', 'metrics');
    const process = 'argocd-server-guarded';
    await apiServer(own, {}, process);
    return { address: local(own.server), stop: () => processes.stop(process) };
  };

  await processes.start('redis', {
    command: built('redis'),
    args: ['-address', redis],
    ready: listens(port.redis),
  });
  await Promise.all([
    argocd(
      'repo-server',
      {
        address: '127.0.0.1',
        port: port.repo,
        'metrics-address': '127.0.0.1',
        'metrics-port': port.repoMetrics,
        redis,
      },
      local(port.repoMetrics, '/healthz?full=true'),
    ),
    apiServer({ server: port.server, metrics: port.serverMetrics }, { 'disable-auth': true }),
    argocd(
      'application-controller',
      {
        ...{ redis, 'repo-server': repo, 'metrics-port': port.controllerMetrics },
        ...{ 'app-resync': 180, 'app-resync-jitter': 0 },
        // Between two waves a processor of operations does nothing but sleep.
        ...{ 'status-processors': 50, 'operation-processors': OPERATION_PROCESSORS },
      },
      local(port.controllerMetrics, '/healthz'),
    ),
    argocd(
      'applicationset-controller',
      {
        ...{ 'argocd-repo-server': repo, 'enable-progressive-syncs': true },
        ...{
          'metrics-addr': hostPort(sets.metrics),
          'probe-addr': hostPort(sets.probe),
          'webhook-addr': hostPort(sets.webhook),
        },
      },
      local(sets.metrics, '/metrics'),
    ),
    argocd(
      'notifications',
      { 'argocd-repo-server': repo, namespace: 'argocd', 'metrics-port': port.notifications },
      local(port.notifications, '/metrics'),
    ),
    processes.start('rollouts-controller', {
      command: built('rollouts-controller'),
      args: flags({ kubeconfig, 'leader-elect': 'false', metricsPort: rollouts.metrics, healthzPort: rollouts.health }),
      // It copies its plugins into its current folder.
      cwd: join(folder, 'argo', 'rollouts'),
      // Addresses inside the cluster lead nowhere. As a proxy our Prometheus answers for all of them, and the
      // AnalysisTemplates stay as they are; a loopback address is never asked of a proxy.
      env: { KUBECONFIG: kubeconfig, HTTP_PROXY: prometheus },
      ready: answers(local(rollouts.health, '/healthz')),
    }),
  ]);
  // The repo-server has made its key ring; nothing that it does with it needs the agent.
  if (signing) new KeyRing(at('gnupg')).letGo();
  return {
    signing,
    guarded,
    server: local(port.server),
    metrics: {
      'application-controller': local(port.controllerMetrics, '/metrics'),
      'repo-server': local(port.repoMetrics, '/metrics'),
      'rollouts-controller': local(rollouts.metrics, '/metrics'),
    },
  };
}
