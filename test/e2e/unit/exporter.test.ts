import { BAD, Exporter, SILENT } from '../plane/exporter.ts';
import type { Followed } from '../plane/api.ts';

jest.mock('@kubernetes/client-node', () => ({}));

const HASH = 'rollouts-pod-template-hash';
const replicaSet = (hash: string, replicas = 2) => ({
  metadata: { name: `backend-${hash}`, namespace: 'shop', labels: { [HASH]: hash } },
  spec: { replicas },
  status: { readyReplicas: 1 },
});
const database = { metadata: { name: 'database', namespace: 'shop' }, status: { readyReplicas: 1 } };

const listing = <T>(items: readonly T[]): Followed<T> => ({ list: () => items }) as unknown as Followed<T>;

let now = 1_000_000;
let exporter: Exporter;
let address: string;

const scrape = async (): Promise<string[]> => (await (await fetch(`http://${address}/metrics`)).text()).split('\n');
const value = (lines: readonly string[], ...parts: readonly string[]): number[] =>
  lines.filter((line) => parts.every((part) => line.includes(part))).map((line) => Number(line.split(' ').at(-1)));

const start = async (...sets: ReturnType<typeof replicaSet>[]): Promise<void> => {
  exporter = new Exporter(listing(sets), listing([database]));
  address = await exporter.listen();
};

beforeEach(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => {
  exporter.close();
  jest.restoreAllMocks();
});

it('counts requests by the time that has passed, and tells errors apart', async () => {
  await start(replicaSet('aaa'), replicaSet('bbb'));
  exporter.behave('bbb', BAD);
  await scrape();
  now += 10_000;
  const lines = await scrape();
  const count = 'http_server_request_duration_seconds_count';
  expect(value(lines, count, '"aaa"', '"503"')[0]).toBeCloseTo(0.5);
  expect(value(lines, count, '"bbb"', '"200"')[0]).toBeCloseTo(300);
  expect(value(lines, count, '"bbb"', '"503"')[0]).toBeCloseTo(200);
});

it('puts every request below the bound that it keeps', async () => {
  await start(replicaSet('aaa'));
  exporter.behave('aaa', { requests: 10, errors: 0, latency: 0.25 });
  await scrape();
  now += 1000;
  const lines = await scrape();
  const bucket = (bound: string) =>
    value(lines, 'http_server_request_duration_seconds_bucket', '"200"', `le="${bound}"`)[0];
  expect(bucket('0.2')).toBe(0);
  expect(bucket('0.3')).toBeCloseTo(10);
  expect(bucket('+Inf')).toBeCloseTo(10);
});

it('has no series of requests for a version that nobody asks, and still those of its pods', async () => {
  await start(replicaSet('aaa'));
  exporter.behaveAs('shop', 'backend', SILENT);
  await scrape();
  now += 10_000;
  const lines = await scrape();
  expect(value(lines, 'http_server_request')).toEqual([]);
  expect(value(lines, 'kube_replicaset_spec_replicas', 'backend-aaa')).toEqual([2]);
  expect(value(lines, 'kube_replicaset_status_ready_replicas', 'backend-aaa')).toEqual([1]);
});

it('knows no version without pods, and what is stateful', async () => {
  await start(replicaSet('aaa', 0));
  expect(value(await scrape(), 'aaa')).toEqual([]);
  expect(value(await scrape(), 'kube_statefulset_status_replicas_ready', '"database"')).toEqual([1]);
});
