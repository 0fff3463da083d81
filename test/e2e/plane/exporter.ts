import { createServer, type Server } from 'node:http';
import type { Followed } from './api.ts';
import { portOf } from './ports.ts';

/** What one version of a service does, as an instrumented application would show it. */
export interface Behaviour {
  /** Requests per second. 0 is no traffic, and so no new samples. */
  readonly requests: number;
  /** Share of the requests that are answered with 503, 0 to 1. */
  readonly errors: number;
  /** Seconds that every request takes. */
  readonly latency: number;
}

export const GOOD: Behaviour = { requests: 50, errors: 0.001, latency: 0.05 };
export const BAD: Behaviour = { ...GOOD, errors: 0.4 };
/** Nobody asks it. */
export const SILENT: Behaviour = { ...GOOD, requests: 0 };
/** Too few ask it to judge: one in twenty seconds. */
export const QUIET: Behaviour = { ...GOOD, requests: 0.05, errors: 0 };

interface ReplicaSet {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly readyReplicas?: number };
}

interface StatefulSet {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status: { readonly readyReplicas?: number };
}

interface Counters {
  at: number;
  good: number;
  bad: number;
  /** Requests that took at most as long as each bound. */
  readonly goodWithin: number[];
  readonly badWithin: number[];
}

const HASH = 'rollouts-pod-template-hash';
const BOUNDS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 2];

/**
 * The numbers that analyses read: per ReplicaSet the counters of an application, and what kube-state-metrics and the
 * kubelet would say of it. Scenarios set how a version behaves.
 */
export class Exporter {
  private readonly counters = new Map<string, Counters>();
  private readonly set = new Map<string, Behaviour>();
  private readonly server: Server;

  constructor(
    private readonly replicaSets: Followed<ReplicaSet>,
    private readonly statefulSets: Followed<StatefulSet>,
  ) {
    this.server = createServer((request, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(request.url === '/metrics' ? this.text() : '');
    });
  }

  /** Listens, and answers the address for Prometheus. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${String(portOf(this.server))}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** How the version with this pod-template hash behaves from now on; every other one is good. */
  behave(hash: string, behaviour: Behaviour): void {
    this.set.set(hash, behaviour);
  }

  /** How every version of a service behaves for which nothing else is said. @default - good */
  behaveAs(namespace: string, service: string, behaviour: Behaviour): void {
    this.set.set(`${namespace}/${service}`, behaviour);
  }

  private text(): string {
    const versions = this.replicaSets
      .list()
      .filter(({ metadata, spec }) => metadata.labels?.[HASH] !== undefined && (spec.replicas ?? 0) > 0)
      .flatMap((replicaSet) => this.version(replicaSet));
    const states = this.statefulSets
      .list()
      .map(({ metadata: { name, namespace }, status }) =>
        line('kube_statefulset_status_replicas_ready', { namespace, statefulset: name }, status.readyReplicas ?? 0),
      );
    return [...versions, ...states, ''].join('\n');
  }

  private version({ metadata: { name, namespace, labels = {} }, spec, status }: ReplicaSet): string[] {
    const hash = labels[HASH] ?? '';
    const service = `${namespace}/${name.slice(0, -hash.length - 1)}`;
    const behaviour = this.set.get(hash) ?? this.set.get(service) ?? GOOD;
    const { good, bad, goodWithin, badWithin } = this.counted(`${namespace}/${hash}`, behaviour);
    const own = { namespace, rollouts_pod_template_hash: hash };
    const pod = { ...own, pod: `${name}-00000`, container: 'main' };
    const users = { ...own, http_route: '/orders' };
    const queries = { ...own, db_system_name: 'postgresql' };
    const state = [
      line('kube_replicaset_status_ready_replicas', { namespace, replicaset: name }, status.readyReplicas ?? 0),
      line('kube_replicaset_spec_replicas', { namespace, replicaset: name }, spec.replicas ?? 0),
      line('kube_pod_container_resource_limits', { ...pod, resource: 'cpu' }, 2),
      line('kube_pod_container_resource_limits', { ...pod, resource: 'memory' }, 1e9),
      line('container_memory_working_set_bytes', pod, 3e8),
      line('container_cpu_usage_seconds_total', pod, (good + bad) * 0.001),
      line('db_client_connection_count', { ...pod, db_client_connection_state: 'used' }, 3),
      line('db_client_connection_max', pod, 10),
    ];
    // An application that was never asked has no series of requests at all.
    if (good + bad === 0) return state;
    return [
      ...state,
      ...histogram(
        'http_server_request_duration_seconds',
        { ...users, http_response_status_code: '200' },
        goodWithin,
        good,
      ),
      ...histogram(
        'http_server_request_duration_seconds',
        { ...users, http_response_status_code: '503' },
        badWithin,
        bad,
      ),
      ...histogram(
        'db_client_operation_duration_seconds',
        queries,
        BOUNDS.map(() => good),
        good,
      ),
    ];
  }

  /** Counters as they are now: nothing counts but the time since they were read last. */
  private counted(key: string, { requests, errors, latency }: Behaviour): Counters {
    const now = Date.now() / 1000;
    const none = (): number[] => BOUNDS.map(() => 0);
    const fresh: Counters = { at: now, good: 0, bad: 0, goodWithin: none(), badWithin: none() };
    const counters = this.counters.get(key) ?? fresh;
    this.counters.set(key, counters);
    const all = requests * (now - counters.at);
    const bad = all * errors;
    counters.at = now;
    counters.good += all - bad;
    counters.bad += bad;
    for (const [index, bound] of BOUNDS.entries()) {
      if (latency > bound) continue;
      counters.goodWithin[index] = (counters.goodWithin[index] ?? 0) + all - bad;
      counters.badWithin[index] = (counters.badWithin[index] ?? 0) + bad;
    }
    return counters;
  }
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const text = Object.entries(labels).map(([label, content]) => `${label}="${content}"`);
  return `${name}{${text.join(',')}} ${String(value)}`;
}

function histogram(
  name: string,
  labels: Readonly<Record<string, string>>,
  buckets: readonly number[],
  count: number,
): string[] {
  return [
    ...BOUNDS.map((bound, index) => line(`${name}_bucket`, { ...labels, le: String(bound) }, buckets[index] ?? 0)),
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_count`, labels, count),
    line(`${name}_sum`, labels, count * 0.05),
  ];
}
