import type { Gate } from '../../lib/index.ts';

/*
 * Names follow OpenTelemetry's conventions. A quantile is as exact as the buckets are: the services have bounds at 0.1,
 * 0.2, 0.3 and 0.8 seconds.
 */

// Series of the new version only: the monitors copy the pod-template hash of each pod onto its series.
const version = 'namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}"';
// What the kubelet asks is no traffic.
const users = `${version},http_route!~"/health.*"`;
const postgres = `${version},db_system_name="postgresql"`;
const newPods = 'namespace="{{args.namespace}}",pod=~"{{args.service}}-{{args.hash}}-.*"';
const newReplicas = 'namespace="{{args.namespace}}",replicaset="{{args.service}}-{{args.hash}}"';

const REQUESTS = 'http_server_request_duration_seconds';
const QUERIES = 'db_client_operation_duration_seconds';
const FAILED = 'http_response_status_code=~"5.."';

const perSecond = (series: string, window: string) => `sum(rate(${series}[${window}]))`;
/** No failure at all is no series, which must count as 0. */
const share = (part: string, whole: string, window: string) =>
  `(${perSecond(part, window)} or vector(0)) / ${perSecond(whole, window)}`;
const quantile = (q: number, buckets: string) => `histogram_quantile(${String(q)}, sum by (le) (rate(${buckets}[5m])))`;
const ofLimit = (usage: string, resource: string) =>
  `sum(${usage}) / sum(kube_pod_container_resource_limits{${newPods},resource="${resource}"})`;
const perRoute = (series: string) => `sum by (http_route) (rate(${series}[2m]))`;

/** Promises that a new version must keep while it takes traffic. */
export const gates: Readonly<Record<string, Gate>> = {
  'success-rate': {
    description: 'Requests succeed on every route, so do the calls behind them, and there are enough to judge',
    window: '2m',
    metrics: {
      'success-rate': {
        promise: 'at least 95 % of the requests succeed',
        query: `${perSecond(`${REQUESTS}_count{${users},http_response_status_code!~"5.."}`, '2m')} / ${perSecond(`${REQUESTS}_count{${users}}`, '2m')}`,
        bound: { atLeast: 0.95 },
      },
      // Not one minus the success rate, which would be the same promise twice: a route that is broken hides in the sum.
      // Routes with less than one request in two seconds are left out; without any other there is nothing to say.
      'worst-route': {
        promise: 'at most 5 % of the requests to any one route are answered by 5xx',
        query: `max(${perRoute(`${REQUESTS}_count{${users},${FAILED}}`)} / (${perRoute(`${REQUESTS}_count{${users}}`)} > 0.5)) or vector(0)`,
        bound: { atMost: 0.05 },
      },
      // What the service gets from those it calls: it may hide such failures from its users, for a while.
      'dependency-errors': {
        promise: 'at most 5 % of the calls to the database and the cache fail',
        query: share(`${QUERIES}_count{${version},error_type!=""}`, `${QUERIES}_count{${version}}`, '2m'),
        bound: { atMost: 0.05 },
      },
      // Of fewer requests one failure alone would be more than 5 %. A quiet night is no fault of the new version.
      traffic: {
        promise: 'at least one request in five seconds, so that there is something to judge',
        query: perSecond(`${REQUESTS}_count{${users}}`, '2m'),
        bound: { atLeast: 0.2 },
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
        query: quantile(0.95, `${QUERIES}_bucket{${postgres}}`),
        bound: { atMost: 0.1 },
      },
      'query-p99': {
        promise: '99 % of the queries take at most 200 ms',
        query: quantile(0.99, `${QUERIES}_bucket{${postgres}}`),
        bound: { atMost: 0.2 },
      },
      connections: {
        promise: 'at most 80 % of the connection pool is in use, in any pod',
        query: `max(db_client_connection_count{${version},db_client_connection_state="used"} / on (pod, db_client_connection_pool_name) db_client_connection_max{${version}})`,
        bound: { atMost: 0.8 },
      },
      // Readiness is `pg_isready`, so a ready pod is a database that takes connections; no exporter is needed for it.
      up: {
        promise: 'the database is up',
        query: 'min(kube_statefulset_status_replicas_ready{namespace="{{args.namespace}}",statefulset="database"})',
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
        query: quantile(0.95, `${REQUESTS}_bucket{${users}}`),
        bound: { atMost: 0.3 },
      },
      'latency-p99': {
        promise: '99 % of the requests take at most 800 ms',
        query: quantile(0.99, `${REQUESTS}_bucket{${users}}`),
        bound: { atMost: 0.8 },
      },
      errors: {
        promise: 'at most 1 % of the requests fail',
        query: share(`${REQUESTS}_count{${users},${FAILED}}`, `${REQUESTS}_count{${users}}`, '5m'),
        bound: { atMost: 0.01 },
      },
      cpu: {
        promise: 'at most 80 % of the CPU limit is used',
        query: ofLimit(`rate(container_cpu_usage_seconds_total{${newPods},container!=""}[5m])`, 'cpu'),
        bound: { atMost: 0.8 },
      },
      memory: {
        promise: 'at most 85 % of the memory limit is used',
        query: ofLimit(`container_memory_working_set_bytes{${newPods},container!=""}`, 'memory'),
        bound: { atMost: 0.85 },
      },
    },
  },
  health: {
    description: 'The new pods are ready, and what they depend on is up',
    window: '2m',
    metrics: {
      readiness: {
        promise: 'at least 95 % of the new pods are ready',
        query: `sum(kube_replicaset_status_ready_replicas{${newReplicas}}) / sum(kube_replicaset_spec_replicas{${newReplicas}})`,
        bound: { atLeast: 0.95 },
        missing: 'fail',
      },
      // A share of two, so that one that is gone altogether is missed too.
      dependencies: {
        promise: 'the database and the cache are up',
        query:
          'sum(kube_statefulset_status_replicas_ready{namespace="{{args.namespace}}",statefulset=~"database|cache"} >= bool 1) / 2',
        bound: { atLeast: 1 },
        missing: 'fail',
      },
    },
  },
};
