import { canaryOf, metricOf, metricsOf, objectAt } from '../support/platform.ts';

const ENVIRONMENTS = ['development', 'staging', 'production'];
const DATA = 'len(result) > 0 && !isNaN(result[0])';

describe('what pern promises while a new version takes traffic', () => {
  it('measures success, the database and health of the backend, and the frontend by its own gate', () => {
    const gates = (part: string) => new Set(canaryOf(part).flatMap((step) => step.gates));
    expect(gates('pern/production/backend')).toEqual(new Set(['success-rate', 'health', 'database']));
    expect(gates('pern/production/frontend')).toEqual(new Set(['frontend', 'health']));
    for (const step of canaryOf('pern/production/backend')) expect(step.gates).toContain('success-rate');
    for (const step of canaryOf('pern/production/frontend')) expect(step.gates).toContain('frontend');
  });

  it.each([
    ['at least 95 % of the requests succeed', 'success-rate', 'success-rate', '>= 0.95', '< 0.95'],
    [
      'at most 5 % of the requests to any route end in 5xx',
      'success-rate',
      'success-rate-worst-route',
      '<= 0.05',
      '> 0.05',
    ],
    [
      'at most 5 % of the calls to its dependencies fail',
      'success-rate',
      'success-rate-dependency-errors',
      '<= 0.05',
      '> 0.05',
    ],
    ['95 % of the queries take at most 100 ms', 'database', 'database-query-p95', '<= 0.1', '> 0.1'],
    ['99 % of the queries take at most 200 ms', 'database', 'database-query-p99', '<= 0.2', '> 0.2'],
    ['at most 80 % of the connection pool is in use', 'database', 'database-connections', '<= 0.8', '> 0.8'],
    ['95 % of the pages take at most 300 ms', 'frontend', 'frontend-latency-p95', '<= 0.3', '> 0.3'],
    ['99 % of the pages take at most 800 ms', 'frontend', 'frontend-latency-p99', '<= 0.8', '> 0.8'],
    ['at most 1 % of the pages fail', 'frontend', 'frontend-errors', '<= 0.01', '> 0.01'],
    ['the frontend uses at most 80 % of its CPU', 'frontend', 'frontend-cpu', '<= 0.8', '> 0.8'],
    ['the frontend uses at most 85 % of its memory', 'frontend', 'frontend-memory', '<= 0.85', '> 0.85'],
  ])('promises that %s: it goes on, aborts, or asks a person where there is no data', (_, gate, name, hit, miss) => {
    for (const environment of ENVIRONMENTS) {
      expect(metricOf(`pern/${environment}`, gate, name)).toMatchObject({
        successCondition: `${DATA} && result[0] ${hit}`,
        failureCondition: `${DATA} && result[0] ${miss}`,
      });
    }
  });

  it.each([
    ['at least 95 % of the new pods are ready', 'health', 'health-readiness', '>= 0.95'],
    ['the database and the cache are up', 'health', 'health-dependencies', '>= 1'],
    ['the database is up', 'database', 'database-up', '>= 1'],
  ])('promises that %s, and aborts where nobody can say', (_, gate, name, hit) => {
    const metric = metricOf('pern/production', gate, name);
    expect(metric.successCondition).toBe(`${DATA} && result[0] ${hit}`);
    expect(metric).not.toHaveProperty('failureCondition');
  });

  it('asks a person, and aborts nothing, where there is too little traffic to judge', () => {
    const traffic = metricOf('pern/production', 'success-rate', 'success-rate-traffic');
    expect(traffic).toMatchObject({ successCondition: `${DATA} && result[0] >= 0.2`, failureCondition: 'false' });
  });

  it('asks for the error share of requests, of routes and of calls to dependencies by three different signals', () => {
    const query = (name: string) => metricOf('pern/production', 'success-rate', name).provider.prometheus.query;
    expect(query('success-rate')).toMatch(/^sum\(rate\(http_server_request_duration_seconds_count\{.*!~"5\.\."/);
    expect(query('success-rate-worst-route')).toMatch(/^max\(sum by \(http_route\) \(rate\(http_server_.*=~"5\.\."/);
    expect(query('success-rate-dependency-errors')).toMatch(
      /db_client_operation_duration_seconds_count\{.*error_type!=""/,
    );
  });

  it('looks at the new version only, and never at the probes of the kubelet', () => {
    for (const gate of ['success-rate', 'database', 'frontend', 'health']) {
      for (const [name, { provider }] of metricsOf('pern/production', gate)) {
        const { query } = provider.prometheus;
        const series = query.match(/\{(?:"[^"]*"|[^}"])*\}/g) ?? [];
        expect(series.length).toBeGreaterThan(0);
        for (const selector of series) {
          expect(selector).toContain('namespace="{{args.namespace}}"');
          if (!['database-up', 'health-dependencies'].includes(name)) expect(selector).toContain('{{args.hash}}');
        }
        if (query.includes('http_server_')) expect(query).toContain('http_route!~"/health.*"');
      }
    }
  });

  it('measures more often in staging than in production, and never before the window of its rates has passed', () => {
    const sampling = (environment: string) => {
      const { interval, count, failureLimit } = metricOf(`pern/${environment}`, 'success-rate', 'success-rate');
      return { interval, count, failureLimit };
    };
    expect(sampling('production')).toEqual({ interval: '1m', count: 5, failureLimit: 1 });
    expect(sampling('staging')).toEqual({ interval: '30s', count: 3, failureLimit: 1 });
    for (const [gate, window] of [
      ['success-rate', '2m'],
      ['database', '5m'],
      ['frontend', '5m'],
      ['health', '2m'],
    ] as const) {
      for (const { initialDelay, provider } of metricsOf('pern/production', gate).values()) {
        expect(initialDelay).toBe(window);
        for (const [, range] of provider.prometheus.query.matchAll(/\[(\w+)\]/g)) expect(range).toBe(window);
      }
    }
  });

  it('asks the Prometheus that the foundation installs', () => {
    const { address } = metricOf('pern/production', 'health', 'health-readiness').provider.prometheus;
    expect(address).toBe('http://kube-prometheus-stack-prometheus.monitoring.svc:9090');
    for (const service of ['backend', 'frontend']) {
      const monitor = objectAt(`pern/production/${service}/ServiceMonitor-${service}.yaml`);
      expect(monitor.metadata['labels']).toMatchObject({ release: 'kube-prometheus-stack' });
      expect(monitor.spec).toMatchObject({ podTargetLabels: ['rollouts-pod-template-hash'] });
    }
  });
});
