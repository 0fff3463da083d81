import { database, image, refusal } from './workload-fixture.ts';

const SELECTOR = { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/instance': 'shop-prod' };

describe('a stateful part', () => {
  it('is a StatefulSet with a headless Service, a network policy and an account of its own', () => {
    expect(database().files).toEqual(['NetworkPolicy-db', 'Service-db', 'ServiceAccount-db', 'StatefulSet-db']);
  });

  it('has a name for each pod, under which callers find it', () => {
    expect(database().spec('Service')).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: SELECTOR,
      ports: [{ name: 'tcp', port: 5432, protocol: 'TCP', targetPort: 'tcp' }],
    });
    expect(database().spec('StatefulSet')).toMatchObject({ serviceName: 'db', selector: { matchLabels: SELECTOR } });
  });

  it('replaces its pods one at a time, in order', () => {
    expect(database({ replicas: { count: 3 } }).spec('StatefulSet')).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
    });
  });

  it('claims a volume for each pod, with what the API server would add written out', () => {
    expect(database().spec('StatefulSet')['volumeClaimTemplates']).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', labels: SELECTOR },
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          resources: { requests: { storage: '20Gi' } },
        },
      },
    ]);
    expect(database().container['volumeMounts']).toEqual([{ name: 'data', mountPath: '/var/lib/postgresql/data' }]);
    expect(database().pod.spec['securityContext']).toMatchObject({
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
  });

  it('never loses its data by a commit: volumes stay, and removal waits for a person', () => {
    expect(database().spec('StatefulSet')['persistentVolumeClaimRetentionPolicy']).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    const confirmed = database().objects.filter((object) =>
      JSON.stringify(object.metadata).includes('Prune=confirm,Delete=confirm'),
    );
    expect(confirmed.map((object) => object.kind)).toEqual(['StatefulSet']);
  });

  it('comes after everything that it refers to', () => {
    const waves = database().objects.map((object) => [
      object.kind,
      (object.metadata['annotations'] as Record<string, string>)['argocd.argoproj.io/sync-wave'],
    ]);
    expect(Object.fromEntries(waves)).toEqual({
      ServiceAccount: '-4',
      NetworkPolicy: '-4',
      Service: '0',
      StatefulSet: '1',
    });
  });

  it('asks its probes on its port, and has a minute to stop', () => {
    expect(database().container).toMatchObject({
      ports: [{ name: 'tcp', containerPort: 5432, protocol: 'TCP' }],
      startupProbe: { tcpSocket: { port: 'tcp' } },
      readinessProbe: { exec: { command: ['pg_isready'] } },
    });
    expect(database().pod.spec['terminationGracePeriodSeconds']).toBe(60);
  });

  it('may lose one pod to a drain where it has several', () => {
    expect(database({ replicas: { count: 3 } }).spec('PodDisruptionBudget')).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: SELECTOR },
    });
  });

  it('lets in its callers only', () => {
    const peer = { podSelector: { matchLabels: { ...SELECTOR, 'app.kubernetes.io/name': 'web' } } };
    expect(database({ calledBy: ['web'] }).spec('NetworkPolicy')['ingress']).toEqual([
      { from: [peer], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
    expect(database().spec('NetworkPolicy')).not.toHaveProperty('ingress');
  });

  it('changes in three lines when its image changes, and not in its claims', () => {
    const lines = (tag: string) =>
      JSON.stringify(database({ image: image(tag) }).get('StatefulSet'), undefined, 1).split('\n');
    const before = lines('16.4');
    expect(lines('16.5').filter((line, at) => line !== before[at])).toHaveLength(3);
  });

  it.each([
    ['name/too-long', () => database({}, 'd'.repeat(53))],
    ['quantity/invalid', () => database({ storage: '20' })],
    ['path/invalid', () => database({ dataPath: 'data' })],
    ['path/twice', () => database({ dataPath: '/data', scratch: [{ path: '/data' }] })],
    ['port/invalid', () => database({ port: 0 })],
    ['replicas/invalid', () => database({ replicas: { count: 0.5 } })],
  ])('refuses with %s (%#)', (code, make) => {
    expect(refusal(make)).toBe(code);
  });
});
