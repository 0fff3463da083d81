import { fleet } from '../../environments/index.ts';
import { applicationsOf, objectAt, pathsBelow } from '../support/platform.ts';
import { objectFiles, shipped } from '../support/shipped.ts';

const synthesis = shipped();
const files = objectFiles(synthesis);

/** Every image of every service and stateful part, with where it runs. */
const running = (synthesis.fleet?.platforms ?? []).flatMap(({ platform, environments }) =>
  environments.flatMap(({ environment, services, stateful }) =>
    [...services, ...stateful].map(([part, { image }]) => ({
      part: `${platform.name}/${part}`,
      environment: environment.name,
      image,
    })),
  ),
);

/** A version as numbers that compare: 1.9.18 before 1.9.21. */
const order = (tag: string): number => {
  const [major = 0, minor = 0, patch = 0] = (/^\d+(\.\d+){1,2}/.exec(tag)?.[0] ?? '').split('.').map(Number);
  return major * 1e8 + minor * 1e4 + patch;
};

/** Values of a field somewhere in an object. */
function valuesOf(value: unknown, field: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === field ? [inner as unknown] : []),
    ...valuesOf(inner, field),
  ]);
}

describe('the fleet', () => {
  it('has the five platforms', () => {
    expect(fleet.platforms.map(({ name }) => name)).toEqual([
      'foundation',
      'bookverse',
      'minishop',
      'pern',
      'traffic-tacos',
    ]);
  });

  it('runs one digest of one version of an image, wherever it runs: promotion changes nothing but the place', () => {
    const digests = new Map<string, Set<string>>();
    for (const { image } of running) {
      const name = `${image.repository}:${image.tag}`;
      digests.set(name, (digests.get(name) ?? new Set()).add(image.digest));
    }
    for (const [name, known] of digests) expect([name, known.size]).toEqual([name, 1]);
    const promoted = running.filter(
      ({ image }) => running.filter((other) => String(other.image) === String(image)).length > 1,
    );
    expect(promoted.length).toBeGreaterThan(10);
  });

  it('runs two images under one digest nowhere', () => {
    const names = new Map(running.map(({ image }) => [image.digest, image.repository]));
    for (const { image } of running) expect(names.get(image.digest)).toBe(image.repository);
  });

  it('runs nothing in an environment that the one before it has not run', () => {
    for (const { platform, environments } of synthesis.fleet?.platforms ?? []) {
      for (const part of new Set(
        running.filter(({ part: name }) => name.startsWith(`${platform.name}/`)).map((r) => r.part),
      )) {
        const tags = environments.map(({ environment }) => {
          const found = running.find((one) => one.part === part && one.environment === environment.name);
          return order(found?.image.tag ?? '');
        });
        expect(tags.every((tag) => tag > 0)).toBe(true);
        expect([part, ...tags]).toEqual([part, ...[...tags].sort((a, b) => b - a)]);
      }
    }
  });

  it('says of everything that runs where it came from', () => {
    const [unknown, known] = [true, false].map((missing) =>
      (synthesis.fleet?.platforms ?? []).flatMap(({ environments }) =>
        environments.flatMap(({ services, stateful, charts }) =>
          [...services.values(), ...stateful.values(), ...charts.values()].filter(
            ({ from }) => (from === undefined) === missing,
          ),
        ),
      ),
    );
    expect(unknown).toEqual([]);
    expect(known?.length).toBe(running.length + 7);
  });

  it('names only issuers and stores that the foundation makes', () => {
    const made = (kind: string) =>
      pathsBelow('foundation/primary/cluster').flatMap(
        (path) => new RegExp(`/${kind}-(.+)\\.yaml$`).exec(path)?.[1] ?? [],
      );
    const named = (field: string, kind: string) =>
      files
        .flatMap(({ object }) => valuesOf(object, field))
        .filter((ref): ref is { kind: string; name: string } => (ref as { kind?: string }).kind === kind)
        .map(({ name }) => name);
    expect(new Set(named('issuerRef', 'ClusterIssuer'))).toEqual(new Set(made('ClusterIssuer')));
    expect(new Set(named('secretStoreRef', 'ClusterSecretStore'))).toEqual(new Set(made('ClusterSecretStore')));
  });

  it('finds on its cluster what the foundation installs there', () => {
    const cluster = fleet.clusters['in-cluster'];
    const prometheus = applicationsOf('foundation/primary').get('kube-prometheus-stack')?.spec;
    const release = prometheus?.source.helm?.releaseName ?? '';
    expect(cluster?.monitoringNamespace).toBe(prometheus?.destination.namespace);
    // The chart calls its Service <release>-prometheus, and its Prometheus looks for monitors with the label of the release.
    expect(cluster?.prometheusUrl).toBe(`http://${release}-prometheus.${cluster?.monitoringNamespace ?? ''}.svc:9090`);
    expect(cluster?.monitorLabels).toEqual({ release });
    expect(cluster?.gatewayPodNamespace).toBe(
      applicationsOf('foundation/primary').get('envoy-gateway')?.spec.destination.namespace,
    );
    expect(objectAt('foundation/primary/gateway-public/Gateway-public.yaml').metadata).toMatchObject(
      cluster?.gateway ?? {},
    );
    objectAt(`foundation/primary/cluster/ClusterSecretStore-${cluster?.secretStore ?? ''}.yaml`);
  });
});
