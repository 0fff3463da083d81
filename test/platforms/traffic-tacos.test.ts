import type { KubeObject } from '../../lib/model/synthesis.ts';
import { expectFittingQuota } from '../support/demand.ts';
import {
  applicationsOf,
  calleesOf,
  callersOf,
  canaryOf,
  containerOf,
  metricOf,
  metricsOf,
  objectAt,
  pathsBelow,
  permissionsOf,
  projectOf,
  rangeOf,
  rolloutOf,
  weightsOf,
} from '../support/platform.ts';

const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const SERVICES = ['gateway-api', 'reservation-api', 'inventory-api', 'payment-sim-api'];
const PARTS = [...SERVICES, 'reservation-worker'];

const kindsIn = (folder: string, ...kinds: string[]): string[] =>
  pathsBelow(folder)
    .map((path) => objectAt(path))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('traffic-tacos', () => {
  it('runs four services and a worker in dev, staging and prod, each an Application of its own', () => {
    for (const environment of ENVIRONMENTS) {
      expect([...applicationsOf(`traffic-tacos/${environment}`).keys()].sort()).toEqual(
        [...PARTS, 'analysis', 'cluster', 'shared'].sort(),
      );
    }
  });

  it.each(ENVIRONMENTS)('runs %s in a namespace of its own, which admits restricted pods only', (environment) => {
    const namespace = `tacos-${environment}`;
    for (const { spec } of applicationsOf(`traffic-tacos/${environment}`).values())
      expect(spec.destination).toEqual({ name: 'in-cluster', namespace });
    expect(
      objectAt(`traffic-tacos/${environment}/cluster/Namespace-${namespace}.yaml`).metadata['labels'],
    ).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  it('opens the gateway to the outside, and nothing else', () => {
    for (const environment of ENVIRONMENTS)
      expect(kindsIn(`traffic-tacos/${environment}`, 'HTTPRoute', 'Ingress')).toEqual(['HTTPRoute gateway-api']);
  });

  it('gives the worker no port for anybody to call: only Prometheus comes in', () => {
    for (const environment of ENVIRONMENTS) {
      const part = `traffic-tacos/${environment}/reservation-worker`;
      expect(callersOf(part).filter((caller) => caller !== 'namespace monitoring')).toEqual([]);
      for (const path of pathsBelow(part).filter((name) => name.includes('/Service-')))
        expect(objectAt(path)['spec']).toMatchObject({ clusterIP: 'None' });
    }
  });

  it('lets services talk only to those whom they call, and to their own database or queue', () => {
    const apis = ['inventory-api:8080', 'payment-sim-api:8080', 'reservation-api:8080'];
    expect(calleesOf('traffic-tacos/prod/gateway-api')).toEqual(apis);
    expect(calleesOf('traffic-tacos/prod/inventory-api')).toEqual(['10.40.0.0/16:5432']);
    expect(calleesOf('traffic-tacos/prod/payment-sim-api')).toEqual([]);
    expect(calleesOf('traffic-tacos/prod/reservation-worker')).toContain('10.41.0.0/16:443');
  });

  it('is scaled by load everywhere, and nothing in git fights the autoscaler', () => {
    for (const environment of ENVIRONMENTS) {
      for (const part of PARTS) {
        const { min, max } = rangeOf(`traffic-tacos/${environment}/${part}`);
        expect(max).toBeGreaterThan(min);
        expect(rolloutOf(`traffic-tacos/${environment}/${part}`).spec).not.toHaveProperty('replicas');
      }
    }
  });

  it('has a quota in staging and prod that holds every part at its most pods, in the middle of an update', () => {
    expectFittingQuota('traffic-tacos/staging');
    expectFittingQuota('traffic-tacos/prod');
  });

  it('mirrors production in staging: the same objects, fewer pods, the same steps with shorter waits', () => {
    const objects = (environment: string): string[] =>
      pathsBelow(`traffic-tacos/${environment}`).map((path) => path.replaceAll(environment, '<environment>'));
    expect(objects('staging')).toEqual(objects('prod'));
    for (const part of PARTS) {
      const [staging, prod] = [rangeOf(`traffic-tacos/staging/${part}`), rangeOf(`traffic-tacos/prod/${part}`)];
      expect(staging.min).toBeLessThan(prod.min);
      expect(staging.max).toBeLessThan(prod.max);
    }
    const steps = (environment: string) =>
      canaryOf(`traffic-tacos/${environment}/gateway-api`).map(({ weight, gates }) => ({ weight, gates }));
    expect(steps('staging')).toEqual(steps('prod'));
  });
});

describe('how traffic-tacos is released', () => {
  it('ramps the gateway in prod over 10, 25 and 50 %, measured by success and p95 at each weight', () => {
    expect(canaryOf('traffic-tacos/prod/gateway-api')).toEqual([
      { weight: 10, wait: '5m', gates: ['success-rate', 'latency'] },
      { weight: 25, wait: '10m', gates: ['success-rate', 'latency'] },
      { weight: 50, wait: '15m', gates: ['success-rate', 'latency'] },
    ]);
  });

  it('rolls everything else, and the gateway in dev', () => {
    for (const environment of ENVIRONMENTS) {
      for (const part of PARTS) {
        const ramps = part === 'gateway-api' && environment !== 'dev';
        expect(weightsOf(`traffic-tacos/${environment}/${part}`).length > 0).toBe(ramps);
      }
    }
  });

  it('splits the traffic by an HTTPRoute that the plugin of the Gateway API weighs', () => {
    expect(rolloutOf('traffic-tacos/prod/gateway-api').spec.strategy.canary).toMatchObject({
      stableService: 'gateway-api',
      canaryService: 'gateway-api-canary',
      trafficRouting: {
        plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'gateway-api', namespace: 'tacos-prod' } },
      },
    });
    expect(objectAt('traffic-tacos/prod/gateway-api/HTTPRoute-gateway-api.yaml')['spec']).toMatchObject({
      hostnames: ['tacos.example.com'],
      parentRefs: [{ name: 'public', namespace: 'gateway-system' }],
      rules: [
        {
          backendRefs: [
            { name: 'gateway-api', weight: 100 },
            { name: 'gateway-api-canary', weight: 0 },
          ],
        },
      ],
    });
  });

  it('promises that 95 % of the requests succeed and 95 % take at most half a second', () => {
    const data = 'len(result) > 0 && !isNaN(result[0]) &&';
    expect([...metricsOf('traffic-tacos/prod', 'success-rate').keys()]).toEqual(['success-rate']);
    expect(metricOf('traffic-tacos/prod', 'success-rate', 'success-rate').successCondition).toBe(
      `${data} result[0] >= 0.95`,
    );
    const p95 = metricOf('traffic-tacos/prod', 'latency', 'latency-p95');
    expect(p95.successCondition).toBe(`${data} result[0] <= 0.5`);
    expect(p95.provider.prometheus.query).toMatch(/^histogram_quantile\(0\.95, .*\{.*="\{\{args\.hash\}\}".*\}\[2m\]/);
  });
});

describe('how traffic-tacos is synced', () => {
  it.each([
    ['dev', 'by itself', 5, { duration: '5s', factor: 2, maxDuration: '3m' }],
    ['staging', 'by itself', 5, { duration: '5s', factor: 2, maxDuration: '3m' }],
    ['prod', 'by hand', 3, { duration: '10s', factor: 2, maxDuration: '5m' }],
  ])('syncs %s %s, and tries again %i times', (environment, how, limit, backoff) => {
    for (const { spec } of applicationsOf(`traffic-tacos/${environment}`).values()) {
      const { automated, retry } = spec.syncPolicy;
      if (how === 'by hand') expect(automated).toBeUndefined();
      else expect(automated).toMatchObject({ enabled: true, prune: true, selfHeal: true });
      expect(retry).toMatchObject({ limit, backoff });
    }
  });

  it('keeps 10 revisions of each Application, deletes in the foreground and prunes last', () => {
    for (const environment of ENVIRONMENTS) {
      for (const { spec } of applicationsOf(`traffic-tacos/${environment}`).values()) {
        expect(spec.revisionHistoryLimit).toBe(10);
        expect(spec.source.targetRevision).toBe('main');
        expect(spec.syncPolicy.syncOptions).toEqual(
          expect.arrayContaining(['PrunePropagationPolicy=foreground', 'PruneLast=true']),
        );
      }
    }
  });

  it('has maintenance windows for prod, in which a rollback by hand is never locked out', () => {
    expect(projectOf('traffic-tacos').spec.syncWindows).toEqual([
      expect.objectContaining({
        kind: 'allow',
        namespaces: ['tacos-prod'],
        schedule: '0 2 * * 2,4',
        duration: '3h',
        timeZone: 'Asia/Seoul',
        manualSync: true,
        description: expect.stringContaining('breaking changes') as unknown,
      }),
    ]);
  });
});

describe('the health contract of traffic-tacos', () => {
  const timing = (delay: number, period: number, timeout: number, failureThreshold: number) => {
    return { initialDelaySeconds: delay, periodSeconds: period, timeoutSeconds: timeout, failureThreshold };
  };
  const contract = [
    ['startupProbe', '/health/startup', timing(10, 10, 5, 30)],
    ['livenessProbe', '/health/live', timing(30, 10, 5, 3)],
    ['readinessProbe', '/health/ready', timing(5, 5, 3, 3)],
  ] as const;

  it.each(ENVIRONMENTS)('is kept by every service of %s on 8080, in these times', (environment) => {
    for (const service of SERVICES) {
      const container = containerOf(`traffic-tacos/${environment}/${service}`);
      expect(container.ports).toMatchObject([{ name: 'http', containerPort: 8080 }]);
      for (const [probe, path, times] of contract)
        expect(container).toMatchObject({ [probe]: { httpGet: { path, port: 'http' }, ...times } });
    }
  });

  it.each(ENVIRONMENTS)('is kept by the worker of %s, which is asked from inside', (environment) => {
    const container = containerOf(`traffic-tacos/${environment}/reservation-worker`);
    for (const [probe, path, times] of contract) {
      const command = expect.arrayContaining([`http://127.0.0.1:8080${path}`]) as unknown;
      expect(container).toMatchObject({ [probe]: { exec: { command }, ...times } });
    }
  });

  it('comes with pods that are hardened, limited and pinned, and an image that is never latest', () => {
    for (const environment of ENVIRONMENTS) {
      for (const part of PARTS) {
        const { spec } = rolloutOf(`traffic-tacos/${environment}/${part}`).spec.template;
        const { securityContext, resources, image } = spec.containers[0];
        expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
        expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
        expect(resources.limits.memory).toMatch(/^\d+[MG]i$/);
        expect(image).toMatch(new RegExp(`/${part}:\\d+\\.\\d+\\.\\d+@sha256:[0-9a-f]{64}$`));
      }
    }
  });
});

describe('who may do what in traffic-tacos', () => {
  const project = projectOf('traffic-tacos');

  it('lets developers sync and read logs, and not change destinations', () => {
    expect(project.spec.roles?.find(({ name }) => name === 'dev-team')?.groups).toEqual(['traffic-tacos:developers']);
    const may = permissionsOf(project, 'dev-team');
    expect(may).toEqual(expect.arrayContaining(['get *', 'logs get *', expect.stringMatching(/^sync /)]));
    expect(may.filter((line) => /^(create|update|delete|override|\*)/.test(line))).toEqual([]);
  });

  it('deploys to its three namespaces, and allows no kind by a wildcard', () => {
    const namespaces = ENVIRONMENTS.map((environment) => `tacos-${environment}`);
    expect(project.spec.destinations).toEqual(namespaces.map((namespace) => ({ name: 'in-cluster', namespace })));
    for (const { group, kind } of [
      ...project.spec.clusterResourceWhitelist,
      ...project.spec.namespaceResourceWhitelist,
    ])
      expect(`${group}/${kind}`).not.toContain('*');
  });

  it('reads repositories with an SSH key from the store, which is due for replacement every 90 days', () => {
    const key = objectAt('traffic-tacos/argocd/ExternalSecret-traffic-tacos-repository.yaml');
    expect(key.metadata.namespace).toBe('argocd');
    expect(key.metadata['annotations']).toMatchObject({ 'argosy.dev/rotate-every': `${String(90 * 24)}h` });
    expect(key['spec']).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
      target: {
        template: {
          metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repo-creds' } },
          data: {
            url: expect.stringMatching(/^git@github\.com:/) as unknown,
            sshPrivateKey: '{{ index . "sshPrivateKey" }}',
          },
        },
      },
    });
  });

  it.each(ENVIRONMENTS)(
    'says of every secret in %s what it is for, and reads it at a path of its own',
    (environment) => {
      const folder = `traffic-tacos/${environment}/shared`;
      const names = ['gateway-api', 'inventory-database', 'reservation-database', 'reservation-queue'];
      expect(kindsIn(folder, 'ExternalSecret', 'SealedSecret')).toEqual(names.map((name) => `ExternalSecret ${name}`));
      for (const name of names) {
        const secret = objectAt(`${folder}/ExternalSecret-${name}.yaml`) as KubeObject & {
          spec: { data: readonly unknown[] };
        };
        expect(secret.metadata['annotations']).toMatchObject({
          'argosy.dev/purpose': expect.stringMatching(/.{20}/) as unknown,
        });
        expect(secret.spec.data).toHaveLength(1);
        expect(secret.spec.data).toMatchObject([{ remoteRef: { key: `traffic-tacos/${environment}/${name}` } }]);
      }
    },
  );
});
