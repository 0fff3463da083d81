import { Exporter } from './plane/exporter.ts';

const HASH = 'rollouts-pod-template-hash';

const replicaSet = (name: string, hash: string | undefined, replicas = 2) => ({
  metadata: { name, namespace: 'shop', ...(hash === undefined ? {} : { labels: { [HASH]: hash } }) },
  spec: { replicas },
  status: { readyReplicas: replicas },
});

const REPLICA_SETS = [
  replicaSet('web-good', 'good'),
  replicaSet('web-silent', 'silent'),
  replicaSet('web-bad', 'bad'),
  replicaSet('web-old', 'old', 0),
  replicaSet('plain', undefined),
];
const STATEFUL_SETS = [{ metadata: { name: 'database', namespace: 'shop' }, status: { readyReplicas: 1 } }];

const following = (items: readonly unknown[]) => ({ list: () => items }) as never;

let exporter: Exporter;
let address: string;
let now: number;

beforeEach(async () => {
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  exporter = new Exporter(following(REPLICA_SETS), following(STATEFUL_SETS));
  exporter.behave('silent', { requests: 0, errors: 0, latency: 0.05 });
  exporter.behave('bad', { requests: 10, errors: 0.5, latency: 1 });
  address = await exporter.listen();
  await scrape();
  now += 10_000;
});
afterEach(() => {
  exporter.close();
  jest.restoreAllMocks();
});

const scrape = async (): Promise<string[]> => (await (await fetch(`http://${address}/metrics`)).text()).split('\n');

const of = (lines: readonly string[], hash: string): string[] =>
  lines.filter((line) => line.includes(`rollouts_pod_template_hash="${hash}"`));

const valueOf = (lines: readonly string[], ...parts: readonly string[]): number =>
  Number(
    lines
      .find((line) => parts.every((part) => line.includes(part)))
      ?.split(' ')
      .pop(),
  );

it('counts the requests of the time that has passed, the good and the bad ones apart', async () => {
  const lines = of(await scrape(), 'bad');
  const requests = (code: string) => valueOf(lines, 'http_server_request_duration_seconds_count', `"${code}"`);
  expect([requests('200'), requests('503')]).toEqual([50, 50]);
  now += 10_000;
  const later = of(await scrape(), 'bad');
  expect(valueOf(later, 'http_server_request_duration_seconds_count', '"200"')).toBe(100);
});

it('puts the good ones into the buckets of their latency', async () => {
  const lines = of(await scrape(), 'bad');
  const bucket = (bound: string) =>
    valueOf(lines, 'http_server_request_duration_seconds_bucket', '"200"', `le="${bound}"`);
  expect([bucket('0.8'), bucket('2'), bucket('+Inf')]).toEqual([0, 50, 50]);
});

it('shows no series of requests for a version that was never asked, and says all the same that it is there', async () => {
  const lines = of(await scrape(), 'silent');
  expect(lines.filter((line) => /http_server|db_client_operation/.test(line))).toEqual([]);
  expect(lines.some((line) => line.startsWith('container_memory_working_set_bytes'))).toBe(true);
});

it('says nothing of versions without pods, nor of what is no Rollout', async () => {
  const lines = await scrape();
  expect(lines.filter((line) => /web-old|"old"|"plain"/.test(line))).toEqual([]);
  expect(lines).toContain('kube_statefulset_status_replicas_ready{namespace="shop",statefulset="database"} 1');
});
