import type { Gate } from '../../lib/index.ts';

// Series of the new version only: the monitors copy the pod-template hash of each pod onto its series.
const canary = 'namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}"';
const pods = 'namespace="{{args.namespace}}",pod=~"{{args.service}}-{{args.hash}}-.*"';
const server = 'http_server_request_duration_seconds';
const client = 'http_client_request_duration_seconds';
const database = 'db_client_operation_duration_seconds';

const quantile = (q: number, histogram: string, window: string) =>
  `histogram_quantile(${String(q)}, sum by (le) (rate(${histogram}_bucket{${canary}}[${window}])))`;
const failures = (histogram: string) =>
  `(sum(rate(${histogram}_count{${canary},http_response_status_code=~"5.."}[2m])) or vector(0)) / sum(rate(${histogram}_count{${canary}}[2m]))`;
const share = (usage: string, resource: string) =>
  `sum(${usage}) / sum(kube_pod_container_resource_limits{${pods},resource="${resource}"})`;

/** Promises that a new version must keep while it takes traffic. */
export const gates: Readonly<Record<string, Gate>> = {
  'success-rate': {
    description: 'Requests succeed, so do the calls behind them, and there are enough of them to judge',
    window: '2m',
    metrics: {
      'success-rate': {
        promise: 'at least 95 % of the requests succeed',
        query: `sum(rate(${server}_count{${canary},http_response_status_code!~"5.."}[2m])) / sum(rate(${server}_count{${canary}}[2m]))`,
        bound: { atLeast: 0.95 },
      },
      // Not one minus the success rate, which would be the same promise twice: what the service gets from those it calls.
      'dependency-errors': {
        promise: 'at most 5 % of its calls to others are answered by 5xx',
        query: failures(client),
        bound: { atMost: 0.05 },
        missing: 'pass',
      },
      traffic: {
        promise: 'at least one request every ten seconds',
        query: `sum(rate(${server}_count{${canary}}[2m]))`,
        bound: { atLeast: 0.1 },
        onMiss: 'ask',
      },
    },
  },
  database: {
    description: 'The new version does not wear the database out',
    window: '5m',
    metrics: {
      'query-p95': {
        promise: '95 % of the queries take at most 100 ms',
        query: quantile(0.95, database, '5m'),
        bound: { atMost: 0.1 },
      },
      'query-p99': {
        promise: '99 % of the queries take at most 200 ms',
        query: quantile(0.99, database, '5m'),
        bound: { atMost: 0.2 },
      },
      connections: {
        promise: 'at most 80 % of the connection pool is in use',
        query: `max(db_client_connection_count{${canary},db_client_connection_state="used"} / on (pod, db_client_connection_pool_name) db_client_connection_max{${canary}})`,
        bound: { atMost: 0.8 },
      },
      up: {
        promise: 'the database answers',
        query: 'min(pg_up{namespace="{{args.namespace}}"})',
        bound: { atLeast: 1 },
        missing: 'fail',
      },
    },
  },
  frontend: {
    description: 'Pages come fast, without errors, and within the resources given',
    window: '5m',
    metrics: {
      'latency-p95': {
        promise: '95 % of the requests take at most 300 ms',
        query: quantile(0.95, server, '5m'),
        bound: { atMost: 0.3 },
      },
      'latency-p99': {
        promise: '99 % of the requests take at most 800 ms',
        query: quantile(0.99, server, '5m'),
        bound: { atMost: 0.8 },
      },
      errors: { promise: 'at most 1 % of the requests fail', query: failures(server), bound: { atMost: 0.01 } },
      cpu: {
        promise: 'at most 80 % of the CPU limit is used',
        query: share(`rate(container_cpu_usage_seconds_total{${pods},container!=""}[5m])`, 'cpu'),
        bound: { atMost: 0.8 },
      },
      memory: {
        promise: 'at most 85 % of the memory limit is used',
        query: share(`container_memory_working_set_bytes{${pods},container!=""}`, 'memory'),
        bound: { atMost: 0.85 },
      },
    },
  },
  health: {
    description: 'The new pods are ready, and what they depend on is there',
    window: '2m',
    metrics: {
      readiness: {
        promise: 'at least 95 % of the new pods are ready',
        query:
          'sum(kube_replicaset_status_ready_replicas{namespace="{{args.namespace}}",replicaset="{{args.service}}-{{args.hash}}"}) / sum(kube_replicaset_spec_replicas{namespace="{{args.namespace}}",replicaset="{{args.service}}-{{args.hash}}"})',
        bound: { atLeast: 0.95 },
        missing: 'fail',
      },
      dependencies: {
        promise: 'every stateful part has a ready pod',
        query: 'min(kube_statefulset_status_replicas_ready{namespace="{{args.namespace}}"})',
        bound: { atLeast: 1 },
        missing: 'fail',
      },
    },
  },
};
