import { expectFittingQuota } from '../support/demand.ts';
import {
  applicationsOf,
  callersOf,
  canaryOf,
  containerOf,
  objectAt,
  pathsBelow,
  permissionsOf,
  projectOf,
  rolloutOf,
  statefulSetOf,
  weightsOf,
} from '../support/platform.ts';

const ENVIRONMENTS = ['development', 'staging', 'production'];

describe('pern', () => {
  it('runs a database, a cache, a backend and a frontend in development, staging and production', () => {
    for (const environment of ENVIRONMENTS) {
      const parts = ['analysis', 'backend', 'cache', 'cluster', 'database', 'frontend', 'shared'];
      expect([...applicationsOf(`pern/${environment}`).keys()].sort()).toEqual(parts);
    }
  });

  it.each(ENVIRONMENTS)('runs %s in a namespace of its own, which admits restricted pods only', (environment) => {
    const namespace = `pern-app-${environment}`;
    expect(objectAt(`pern/${environment}/cluster/Namespace-${namespace}.yaml`).metadata['labels']).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    for (const application of applicationsOf(`pern/${environment}`).values())
      expect(application.spec.destination).toEqual({ name: 'in-cluster', namespace });
  });
});

describe('how pern is released', () => {
  it('ramps the backend in production over 5, 10, 25, 50 and 75 %, and 100 is implied', () => {
    expect(weightsOf('pern/production/backend')).toEqual([5, 10, 25, 50, 75]);
  });

  it('ramps the frontend in production over 10, 25, 50 and 75 %', () => {
    expect(weightsOf('pern/production/frontend')).toEqual([10, 25, 50, 75]);
  });

  it.each(['backend', 'frontend'])(
    'waits 5 to 30 minutes at each weight of the %s in production, never less than before',
    (service) => {
      const minutes = canaryOf(`pern/production/${service}`).map(({ wait = '' }) => Number(/^(\d+)m$/.exec(wait)?.[1]));
      expect(minutes.at(0)).toBe(5);
      expect(minutes.at(-1)).toBe(30);
      expect([...minutes].sort((a, b) => a - b)).toEqual(minutes);
    },
  );

  it('takes fewer and shorter steps in staging', () => {
    expect(canaryOf('pern/staging/backend')).toEqual([
      { weight: 20, wait: '1m', gates: ['success-rate', 'health'] },
      { weight: 50, wait: '2m', gates: ['success-rate', 'database'] },
    ]);
    expect(canaryOf('pern/staging/frontend').map(({ weight, wait }) => [weight, wait])).toEqual([
      [25, '1m'],
      [50, '2m'],
    ]);
  });

  it('replaces pods without steps in development', () => {
    for (const service of ['backend', 'frontend']) {
      expect(rolloutOf(`pern/development/${service}`).spec.strategy).toEqual({
        canary: { maxSurge: '25%', maxUnavailable: 0 },
      });
    }
  });

  it('splits the traffic by an nginx Ingress on the host of the environment, with a certificate', () => {
    for (const [environment, host] of [
      ['production', 'pern.example.com'],
      ['staging', 'pern-staging.example.com'],
    ] as const) {
      for (const [service, path] of [
        ['backend', '/api'],
        ['frontend', '/'],
      ] as const) {
        const part = `pern/${environment}/${service}`;
        expect(rolloutOf(part).spec.strategy.canary).toMatchObject({
          stableService: service,
          canaryService: `${service}-canary`,
          trafficRouting: { nginx: { stableIngress: service } },
        });
        const { spec } = objectAt(`${part}/Ingress-${service}.yaml`);
        expect(spec).toMatchObject({
          ingressClassName: 'nginx',
          tls: [{ hosts: [host], secretName: `${service}-tls` }],
          rules: [{ host, http: { paths: [{ path, backend: { service: { name: service } } }] } }],
        });
        const certificate = objectAt(`${part}/Certificate-${service}-tls.yaml`);
        expect(certificate.spec).toMatchObject({ dnsNames: [host], issuerRef: { name: 'letsencrypt-nginx' } });
      }
    }
    const issuer = objectAt('foundation/primary/cluster/ClusterIssuer-letsencrypt-nginx.yaml');
    expect(issuer.spec).toMatchObject({ acme: { solvers: [{ http01: { ingress: { ingressClassName: 'nginx' } } }] } });
  });

  it('has 5 backends and 4 frontends in production, 3 and 2 in staging, 1 and 1 in development', () => {
    const replicas = (environment: string) =>
      ['backend', 'frontend'].map((service) => rolloutOf(`pern/${environment}/${service}`).spec.replicas);
    expect(replicas('production')).toEqual([5, 4]);
    expect(replicas('staging')).toEqual([3, 2]);
    expect(replicas('development')).toEqual([1, 1]);
  });

  it('has a quota in staging and production that lets every canary run beside the stable version', () => {
    expectFittingQuota('pern/staging');
    expectFittingQuota('pern/production');
    expect(pathsBelow('pern/development/shared').filter((path) => path.includes('ResourceQuota'))).toEqual([]);
  });
});

describe('how pern is synced', () => {
  it('is synced by itself in development and staging, and by a person in production', () => {
    const automated = (environment: string) =>
      [...applicationsOf(`pern/${environment}`).values()].map(({ spec }) => spec.syncPolicy.automated);
    for (const environment of ['development', 'staging']) {
      for (const policy of automated(environment)) expect(policy).toMatchObject({ prune: true, selfHeal: true });
    }
    for (const policy of automated('production')) expect(policy).toBeUndefined();
  });

  it('has windows for production only: promotions from Monday to Thursday, and a freeze over the turn of the year', () => {
    const common = {
      clusters: ['in-cluster'],
      namespaces: ['pern-app-production'],
      andOperator: true,
      timeZone: 'Europe/Berlin',
    };
    expect(projectOf('pern').spec.syncWindows).toEqual([
      expect.objectContaining({ ...common, kind: 'allow', schedule: '0 8 * * 1-4', duration: '8h', manualSync: true }),
      expect.objectContaining({
        ...common,
        kind: 'deny',
        schedule: '0 18 20 12 *',
        duration: '318h',
        manualSync: false,
      }),
    ]);
  });
});

describe('who may do what in pern', () => {
  const project = projectOf('pern');

  it('has five roles: platform admin, production admin, developer, viewer and CI', () => {
    const names = project.spec.roles?.map(({ name, groups }) => [name, groups]);
    expect(names).toEqual([
      ['ci', undefined],
      ['developer', ['pern:developers']],
      ['platform-admin', ['pern:platform-admins']],
      ['production-admin', ['pern:production-admins']],
      ['viewer', ['pern:viewers']],
    ]);
  });

  it('lets nobody but the two kinds of admins touch production', () => {
    const below = ['development', 'staging'];
    const rollouts = 'action/argoproj.io/Rollout/*';
    expect(permissionsOf(project, 'platform-admin')).toEqual(['* *', 'logs get *', 'exec create *']);
    expect(permissionsOf(project, 'production-admin')).toEqual([
      'get *',
      'sync pern-production-*',
      `${rollouts} pern-production-*`,
      'logs get *',
    ]);
    expect(permissionsOf(project, 'developer')).toEqual([
      'get *',
      ...below.map((environment) => `sync pern-${environment}-*`),
      ...below.map((environment) => `${rollouts} pern-${environment}-*`),
      ...below.map((environment) => `logs get pern-${environment}-*`),
    ]);
    expect(permissionsOf(project, 'viewer')).toEqual(['get *']);
    expect(permissionsOf(project, 'ci')).toEqual([
      'get *',
      ...below.map((environment) => `sync pern-${environment}-*`),
    ]);
  });

  it('allows its own repository, namespaces and kinds, and nothing by a wildcard', () => {
    const { destinations, sourceRepos, clusterResourceWhitelist, namespaceResourceWhitelist } = project.spec;
    const namespaces = ENVIRONMENTS.map((environment) => `pern-app-${environment}`);
    expect(destinations).toEqual(namespaces.map((namespace) => ({ name: 'in-cluster', namespace })));
    expect(sourceRepos).toEqual(['https://github.com/argosy-example/platforms.git']);
    expect(clusterResourceWhitelist).toHaveLength(3);
    for (const { kind, name } of clusterResourceWhitelist) {
      expect(kind).toBe('Namespace');
      expect(namespaces).toContain(name);
    }
    for (const { group, kind } of namespaceResourceWhitelist) expect(group + kind).not.toContain('*');
    expect(namespaceResourceWhitelist.map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('syncs signed commits only, and reports what nothing in git explains', () => {
    expect(project.spec.sourceIntegrity).toMatchObject({
      git: { policies: [{ gpg: { mode: 'head', keys: [expect.stringMatching(/^[0-9A-F]{16}$/)] } }] },
    });
    expect(project.spec).not.toHaveProperty('signatureKeys');
    expect(project.spec.orphanedResources).toMatchObject({ warn: true });
  });
});

describe('what pern runs', () => {
  it.each(['backend', 'frontend'])(
    'hardens the %s: no root, read-only files, no capabilities, limits, three probes',
    (service) => {
      const { spec } = rolloutOf(`pern/production/${service}`).spec.template;
      expect(spec['securityContext']).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec['automountServiceAccountToken']).toBe(false);
      const container = containerOf(`pern/production/${service}`);
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits).toEqual({
        cpu: expect.any(String) as string,
        memory: expect.any(String) as string,
      });
      for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
        expect(probe).toMatchObject({ httpGet: { port: 'http' } });
    },
  );

  it('keeps the data of PostgreSQL and Redis on volumes that outlive them', () => {
    const data = { database: ['5432', '100Gi'], cache: ['6379', '10Gi'] };
    for (const [part, [port, storage]] of Object.entries(data)) {
      const { spec } = statefulSetOf(`pern/production/${part}`);
      expect(spec.template.spec.containers[0].ports).toMatchObject([{ containerPort: Number(port) }]);
      expect(spec.volumeClaimTemplates?.[0]?.spec.resources).toEqual({ requests: { storage } });
      expect(spec).toMatchObject({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } });
    }
  });

  it('lets the frontend call the backend, the backend the database and the cache, and nobody else', () => {
    const callers = (part: string) => callersOf(`pern/production/${part}`);
    expect(callers('database')).toEqual(['backend']);
    expect(callers('cache')).toEqual(['backend']);
    expect(callers('backend')).toEqual(['frontend', 'namespace ingress-nginx', 'namespace monitoring']);
    expect(callers('frontend')).toEqual(['namespace ingress-nginx', 'namespace monitoring']);
    expect(objectAt('pern/production/shared/NetworkPolicy-default-deny.yaml').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('takes its secrets from the store, one path for each environment', () => {
    for (const environment of ENVIRONMENTS) {
      for (const name of ['database', 'backend']) {
        expect(objectAt(`pern/${environment}/shared/ExternalSecret-${name}.yaml`)['spec']).toMatchObject({
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
          data: expect.arrayContaining([
            expect.objectContaining({
              remoteRef: expect.objectContaining({ key: `pern/${environment}/${name}` }) as unknown,
            }),
          ]) as unknown,
        });
      }
    }
  });

  it('runs images of its own registry, pinned, and the same database and cache everywhere', () => {
    for (const part of ['backend', 'frontend']) {
      for (const environment of ENVIRONMENTS) {
        expect(containerOf(`pern/${environment}/${part}`).image).toMatch(
          new RegExp(`^ghcr\\.io/pern-example/${part}:\\d+\\.\\d+\\.\\d+@sha256:[0-9a-f]{64}$`),
        );
      }
    }
    for (const part of ['database', 'cache']) {
      const images = ENVIRONMENTS.map((e) => statefulSetOf(`pern/${e}/${part}`).spec.template.spec.containers[0].image);
      expect(new Set(images).size).toBe(1);
    }
  });
});
