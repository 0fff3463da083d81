import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { built } from '../build/cache.ts';
import { freePorts, listens } from './ports.ts';
import type { Processes } from './processes.ts';

/** A Kubernetes API server, and how to reach it. */
export interface Kubernetes {
  readonly kubeconfig: string;
  readonly address: string;
}

/** What is asked of a health address: any answer of the 200s is a yes. */
export const answers = (address: string) => async (): Promise<boolean> => (await fetch(address)).ok;

/** etcd, without the safety that a test does not need. */
async function startEtcd(processes: Processes, folder: string): Promise<string> {
  const { client, peer } = await freePorts('client', 'peer');
  const address = `http://127.0.0.1:${String(client)}`;
  const peers = `http://127.0.0.1:${String(peer)}`;
  await processes.start('etcd', {
    command: built('etcd'),
    args: [
      ...['--name', 'e2e', '--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn'],
      ...['--listen-client-urls', address, '--advertise-client-urls', address],
      ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', `e2e=${peers}`],
    ],
    ready: answers(`${address}/health`),
  });
  return address;
}

/** Starts etcd and the API server, whose certificates and tokens live as long as `folder`. */
export async function startKubernetes(processes: Processes, folder: string): Promise<Kubernetes> {
  const pki = join(folder, 'pki');
  mkdirSync(pki, { recursive: true });
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const at = (name: string): string => join(pki, name);
  writeFileSync(at('sa.key'), key.privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(at('sa.pub'), key.publicKey.export({ type: 'spki', format: 'pem' }));
  const token = randomBytes(16).toString('hex');
  writeFileSync(at('tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });

  const etcd = await startEtcd(processes, folder);
  const { port } = await freePorts('port');
  const address = `https://127.0.0.1:${String(port)}`;
  const kubeconfig = join(folder, 'kubeconfig');
  await processes.start('kube-apiserver', {
    command: built('kube-apiserver'),
    args: [
      ...[`--etcd-servers=${etcd}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1'],
      // It signs its certificate itself.
      ...[`--secure-port=${String(port)}`, `--cert-dir=${pki}`, `--token-auth-file=${at('tokens.csv')}`],
      ...[`--service-account-key-file=${at('sa.pub')}`, `--service-account-signing-key-file=${at('sa.key')}`],
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      ...['--service-cluster-ip-range=10.96.0.0/16', '--authorization-mode=Node,RBAC', '--allow-privileged=true'],
      // One address for all of its clients: none may be starved by another.
      ...['--endpoint-reconciler-type=none', '--enable-priority-and-fairness=false', '--max-requests-inflight=2000'],
    ],
    ready: async () => {
      // The certificate is there as soon as the server is.
      writeFileSync(kubeconfig, kubeconfigOf(address, readFileSync(at('apiserver.crt')), token), { mode: 0o600 });
      return isReady(address, at('apiserver.crt'), token);
    },
    seconds: 90,
  });
  return { kubeconfig, address };
}

function isReady(address: string, certificate: string, token: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = request(`${address}/readyz`, { ca: readFileSync(certificate), headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const kubeconfigOf = (server: string, certificate: Buffer, token: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority-data': certificate.toString('base64') } }],
    users: [{ name: 'admin', user: { token } }],
    // Argo CD takes its own namespace from here.
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'admin', namespace: 'argocd' } }],
    'current-context': 'e2e',
  });

/** Controllers and the scheduler: objects come to life. */
export async function startControllers(
  processes: Processes,
  { kubeconfig }: Kubernetes,
  folder: string,
): Promise<void> {
  const { manager, scheduler } = await freePorts('manager', 'scheduler');
  const pki = join(folder, 'pki');
  const common = [`--kubeconfig=${kubeconfig}`, '--bind-address=127.0.0.1', '--leader-elect=false'];
  const open = ['--authorization-always-allow-paths=/healthz', `--cert-dir=${pki}`];
  await Promise.all([
    processes.start('kube-controller-manager', {
      command: built('kube-controller-manager'),
      args: [
        ...common,
        ...open,
        `--secure-port=${String(manager)}`,
        `--service-account-private-key-file=${join(pki, 'sa.key')}`,
        `--root-ca-file=${join(pki, 'apiserver.crt')}`,
        // There are no metrics to scale by: kwok says what the autoscaler would.
        '--controllers=*,-horizontal-pod-autoscaler-controller',
        '--kube-api-qps=200',
        '--kube-api-burst=400',
      ],
      ready: listens(manager),
    }),
    processes.start('kube-scheduler', {
      command: built('kube-scheduler'),
      args: [...common, ...open, `--secure-port=${String(scheduler)}`, '--kube-api-qps=200', '--kube-api-burst=400'],
      ready: listens(scheduler),
    }),
  ]);
}
