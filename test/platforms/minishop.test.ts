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
const PUBLIC = ['user-service', 'product-service', 'order-service'];
const SERVICES = [...PUBLIC, 'payment-service', 'notification-service'];

interface Sealed extends KubeObject {
  readonly spec: { readonly encryptedData: Readonly<Record<string, string>>; readonly template: unknown };
}
interface Stored extends KubeObject {
  readonly spec: {
    readonly refreshInterval: string;
    readonly secretStoreRef: { readonly kind: string; readonly name: string };
    readonly data: readonly { readonly secretKey: string; readonly remoteRef: { readonly key: string } }[];
  };
}
const sealedIn = (environment: string) =>
  objectAt(`minishop/${environment}/shared/SealedSecret-database-credentials.yaml`) as Sealed;
const paymentKeyIn = (environment: string) =>
  objectAt(`minishop/${environment}/shared/ExternalSecret-payment-gateway-credentials.yaml`) as Stored;
const containers = () =>
  ENVIRONMENTS.flatMap((environment) => SERVICES.map((service) => containerOf(`minishop/${environment}/${service}`)));

describe('minishop', () => {
  it('runs users, products, orders, payments and notifications in dev, staging and prod', () => {
    for (const environment of ENVIRONMENTS) {
      expect([...applicationsOf(`minishop/${environment}`).keys()].sort()).toEqual(
        [...SERVICES, 'analysis', 'cluster', 'shared'].sort(),
      );
    }
  });

  it.each(ENVIRONMENTS)('runs %s in a namespace of its own, which admits restricted pods only', (environment) => {
    const namespace = `minishop-${environment}`;
    for (const { spec } of applicationsOf(`minishop/${environment}`).values())
      expect(spec.destination).toEqual({ name: 'in-cluster', namespace });
    expect(objectAt(`minishop/${environment}/cluster/Namespace-${namespace}.yaml`).metadata['labels']).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('opens users, products and orders to the outside by the Gateway API, and nothing else', () => {
    for (const environment of ENVIRONMENTS) {
      const host = environment === 'prod' ? 'minishop.example.com' : `${environment}.minishop.example.com`;
      const routes = pathsBelow(`minishop/${environment}`).filter((path) => /\/(HTTPRoute|Ingress)-/.test(path));
      expect(routes).toHaveLength(PUBLIC.length);
      for (const service of PUBLIC) {
        expect(objectAt(`minishop/${environment}/${service}/HTTPRoute-${service}.yaml`)['spec']).toMatchObject({
          hostnames: [host],
          rules: [{ matches: [{ path: { value: `/${service.replace('-service', 's')}` } }] }],
        });
      }
    }
  });

  it('lets only orders reach payments, and only payments the payment gateway', () => {
    expect(callersOf('minishop/prod/payment-service')).toEqual(['namespace monitoring', 'order-service']);
    expect(calleesOf('minishop/prod/payment-service')).toEqual([expect.stringMatching(/^[\d.]+\/\d+:443$/)]);
    expect(calleesOf('minishop/prod/order-service')).toEqual(
      expect.arrayContaining([
        'notification-service:8080',
        'payment-service:8080',
        'product-service:8080',
        'user-service:8080',
      ]),
    );
    for (const service of SERVICES)
      expect(calleesOf(`minishop/prod/${service}`).filter((callee) => callee.startsWith('0.0.0.0/0'))).toEqual([]);
  });

  it('is scaled by load everywhere, most in prod, and nothing in git fights the autoscaler', () => {
    for (const service of SERVICES) {
      const [dev, staging, prod] = ENVIRONMENTS.map((environment) => rangeOf(`minishop/${environment}/${service}`).max);
      expect(dev).toBeLessThan(staging ?? 0);
      expect(staging).toBeLessThan(prod ?? 0);
      for (const environment of ENVIRONMENTS)
        expect(rolloutOf(`minishop/${environment}/${service}`).spec).not.toHaveProperty('replicas');
    }
  });

  it('has strict limits in prod: memory as requested, and a bound on CPU; dev is looser', () => {
    for (const service of SERVICES) {
      const { requests, limits } = containerOf(`minishop/prod/${service}`).resources;
      expect(limits).toEqual({ cpu: expect.stringMatching(/^\d+m?$/) as unknown, memory: requests.memory });
      expect(containerOf(`minishop/dev/${service}`).resources.limits).not.toHaveProperty('cpu');
    }
  });

  it('has a quota in staging and prod that holds every service at its most pods, in the middle of an update', () => {
    expectFittingQuota('minishop/staging');
    expectFittingQuota('minishop/prod');
  });

  it('runs images that say which version they are, pinned, and never latest', () => {
    expect(containers()).toHaveLength(15);
    for (const { image } of containers())
      expect(image).toMatch(/^docker\.io\/niini\/[a-z]+-service:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
  });

  it('hardens every pod: no root, read-only files, no capabilities, a limit, three probes', () => {
    for (const environment of ENVIRONMENTS) {
      for (const service of SERVICES) {
        const { spec } = rolloutOf(`minishop/${environment}/${service}`).spec.template;
        expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
      }
    }
    for (const { securityContext, resources, startupProbe, livenessProbe, readinessProbe } of containers()) {
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
      expect(resources.limits.memory).toMatch(/^\d+[MG]i$/);
      for (const probe of [startupProbe, livenessProbe, readinessProbe])
        expect(probe).toMatchObject({ httpGet: { port: 'http' } });
    }
  });
});

describe('how minishop is released', () => {
  it('ramps every service in prod up to half, and measures the success rate at each weight', () => {
    for (const service of SERVICES) {
      const steps = canaryOf(`minishop/prod/${service}`);
      expect(steps.at(-1)?.weight).toBe(50);
      for (const { wait, gates } of steps) {
        expect(wait).toMatch(/^\d+m$/);
        expect(gates).toEqual(['success-rate']);
      }
    }
    for (const service of PUBLIC) expect(weightsOf(`minishop/prod/${service}`)).toEqual([10, 25, 50]);
  });

  it('rolls every service in dev and staging', () => {
    for (const environment of ['dev', 'staging'])
      for (const service of SERVICES) expect(weightsOf(`minishop/${environment}/${service}`)).toEqual([]);
  });

  it('splits the traffic of what is public by its HTTPRoute; inside, the share of the pods is the share of the traffic', () => {
    for (const service of SERVICES) {
      const { canary } = rolloutOf(`minishop/prod/${service}`).spec.strategy;
      if (PUBLIC.includes(service)) {
        expect(canary?.['trafficRouting']).toMatchObject({
          plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: service, namespace: 'minishop-prod' } },
        });
        continue;
      }
      expect(canary).not.toHaveProperty('trafficRouting');
      // A weight that the fewest pods cannot show would be a step that changes nothing.
      const { min } = rangeOf(`minishop/prod/${service}`);
      const pods = weightsOf(`minishop/prod/${service}`).map((weight) => Math.ceil((min * weight) / 100));
      expect(new Set(pods).size).toBe(pods.length);
    }
  });

  it('promises that at least 95 % of the requests to the new version succeed, and asks a person without any', () => {
    expect([...metricsOf('minishop/prod', 'success-rate').keys()]).toEqual(['success-rate']);
    const metric = metricOf('minishop/prod', 'success-rate', 'success-rate');
    expect(metric).toMatchObject({
      successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.95',
      failureCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] < 0.95',
    });
    expect(metric.provider.prometheus.query).toContain('rollouts_pod_template_hash="{{args.hash}}"');
  });

  it('is synced by itself in dev and staging, and by hand in prod, all from main', () => {
    for (const environment of ENVIRONMENTS) {
      for (const { spec } of applicationsOf(`minishop/${environment}`).values()) {
        if (environment === 'prod') expect(spec.syncPolicy.automated).toBeUndefined();
        else expect(spec.syncPolicy.automated).toMatchObject({ enabled: true, prune: true, selfHeal: true });
        expect(spec.source.targetRevision).toBe('main');
      }
    }
  });
});

describe('who may do what in minishop', () => {
  const project = projectOf('minishop');

  it('is one project that deploys to minishop-* only, and makes those namespaces and nothing else in the cluster', () => {
    for (const environment of ENVIRONMENTS)
      for (const { spec } of applicationsOf(`minishop/${environment}`).values()) expect(spec.project).toBe('minishop');
    const namespaces = ENVIRONMENTS.map((environment) => `minishop-${environment}`);
    expect(project.spec.destinations).toEqual(namespaces.map((namespace) => ({ name: 'in-cluster', namespace })));
    expect(project.spec.clusterResourceWhitelist.map(({ kind, name }) => `${kind} ${name ?? '*'}`).sort()).toEqual(
      namespaces.map((namespace) => `Namespace ${namespace}`).sort(),
    );
    const kinds = project.spec.namespaceResourceWhitelist;
    expect(kinds).toContainEqual({ group: 'bitnami.com', kind: 'SealedSecret' });
    for (const { group, kind } of kinds) expect(`${group}/${kind}`).not.toMatch(/\*|^\/Secret$/);
  });

  it('lets developers sync dev and staging, and the release team prod', () => {
    const syncs = (role: string) => permissionsOf(project, role).filter((line) => /^(sync|\*|override) /.test(line));
    expect(syncs('developer')).toEqual(['sync minishop-dev-*', 'sync minishop-staging-*']);
    expect(syncs('release')).toEqual(['sync minishop-prod-*']);
  });
});

describe('the secrets of minishop', () => {
  it.each(ENVIRONMENTS)('seals the database login of %s for that name and namespace', (environment) => {
    const bound = { name: 'database-credentials', namespace: `minishop-${environment}` };
    const { metadata, spec } = sealedIn(environment);
    expect(metadata).toMatchObject(bound);
    expect(spec.template).toMatchObject({ metadata: bound });
    expect(Object.keys(metadata['annotations'] as object).filter((key) => key.endsWith('-wide'))).toEqual([]);
    expect(Object.keys(spec.encryptedData).sort()).toEqual(['password', 'username']);
  });

  it('holds ciphertexts, no two of them the same', () => {
    const texts = ENVIRONMENTS.flatMap((environment) => Object.values(sealedIn(environment).spec.encryptedData));
    expect(new Set(texts).size).toBe(6);
    for (const text of texts) {
      // The length of the session key, 512 bytes under RSA 4096, then the value under AES-GCM with a tag of 16.
      const bytes = Buffer.from(text, 'base64');
      expect(bytes.readUInt16BE(0)).toBe(512);
      expect(bytes.length).toBeGreaterThan(2 + 512 + 16);
    }
  });

  it.each(ENVIRONMENTS)(
    'fetches the key of the payment gateway for %s from a ClusterSecretStore, hourly',
    (environment) => {
      const { spec } = paymentKeyIn(environment);
      expect(spec.refreshInterval).toBe('1h');
      expect(spec.secretStoreRef.kind).toBe('ClusterSecretStore');
      objectAt(`foundation/primary/cluster/ClusterSecretStore-${spec.secretStoreRef.name}.yaml`);
      const readers = SERVICES.filter((service) =>
        JSON.stringify(containerOf(`minishop/${environment}/${service}`).env ?? []).includes(
          'payment-gateway-credentials',
        ),
      );
      expect(readers).toEqual(['payment-service']);
    },
  );

  it('reads the key that moves real money in prod only', () => {
    const source = (environment: string): string => {
      const { secretStoreRef, data } = paymentKeyIn(environment).spec;
      return `${secretStoreRef.name} ${data.map(({ remoteRef }) => remoteRef.key).join()}`;
    };
    expect(source('dev')).not.toBe(source('prod'));
    expect(source('staging')).not.toBe(source('prod'));
  });
});
