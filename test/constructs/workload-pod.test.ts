import { DIGEST, service } from './workload-fixture.ts';

const SELECTOR = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop-prod' };

describe('a pod', () => {
  it('runs as nobody in particular, can write nowhere and has no token', () => {
    const { pod, container } = service();
    expect(pod.spec).toMatchObject({
      serviceAccountName: 'web',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      terminationGracePeriodSeconds: 30,
    });
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.spec).not.toHaveProperty('volumes');
    expect(service({ user: 101 }).pod.spec['securityContext']).toMatchObject({
      runAsUser: 101,
      runAsGroup: 101,
      fsGroup: 101,
    });
  });

  it('runs the image by tag and digest, with the arguments given', () => {
    expect(service().container['image']).toBe(`registry.example.com/shop/web:1.2.3@${DIGEST}`);
    expect(service({ command: ['/app'], args: ['--serve'] }).container).toMatchObject({
      command: ['/app'],
      args: ['--serve'],
    });
    expect(service().container).not.toHaveProperty('command');
  });

  it('names its port, with the protocol that the CRD would add', () => {
    expect(service().container['ports']).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
    expect(service({ metrics: { port: 9090 } }).container['ports']).toEqual([
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ]);
  });

  it('may use the memory that it requested and any free CPU, unless limits say otherwise', () => {
    const requests = { cpu: '250m', memory: '256Mi' };
    expect(service({ resources: { requests } }).container['resources']).toEqual({
      requests,
      limits: { memory: '256Mi' },
    });
    expect(service({ resources: { requests, limits: { cpu: '1' } } }).container['resources']).toEqual({
      requests,
      limits: { cpu: '1', memory: '256Mi' },
    });
    expect(service({ resources: { requests, limits: { memory: '1Gi' } } }).container['resources']).toEqual({
      requests,
      limits: { memory: '1Gi' },
    });
  });

  it('writes into empty folders of limited size, named after their paths', () => {
    const { pod, container } = service({ scratch: [{ path: '/tmp' }, { path: '/var/cache/nginx', size: '1Gi' }] });
    expect(pod.spec['volumes']).toEqual([
      { name: 'scratch-tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'scratch-var-cache-nginx', emptyDir: { sizeLimit: '1Gi' } },
    ]);
    expect(container['volumeMounts']).toEqual([
      { name: 'scratch-tmp', mountPath: '/tmp' },
      { name: 'scratch-var-cache-nginx', mountPath: '/var/cache/nginx' },
    ]);
  });

  it('is spread over the nodes, and scheduled all the same where that is impossible', () => {
    expect(service().pod.spec['topologySpreadConstraints']).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: SELECTOR },
      },
    ]);
  });

  it('gets its variables sorted by name, secrets by reference', () => {
    const env = { LOG_LEVEL: 'info', API_KEY: { secret: 'api', key: 'token' } };
    expect(service({ env }).container['env']).toEqual([
      { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } },
      { name: 'LOG_LEVEL', value: 'info' },
    ]);
    expect(service().container).not.toHaveProperty('env');
  });

  it('gets a variable that refers to others after them, because the kubelet expands only what it has seen', () => {
    const env = {
      A_URL: 'http://$(B_HOST):80',
      B_HOST: '$(C_NAME).svc',
      C_NAME: { secret: 's', key: 'k' },
      D_PRICE: '$$(Z_LAST)',
      E_LOOP: '$(F_LOOP)',
      F_LOOP: '$(E_LOOP)',
      G_OWN: '$(constructor)',
      Z_LAST: '1',
    };
    const names = (service({ env }).container['env'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['C_NAME', 'B_HOST', 'A_URL', 'D_PRICE', 'F_LOOP', 'E_LOOP', 'G_OWN', 'Z_LAST']);
  });

  it('pulls with the secrets named, stops within its grace, and may use the Kubernetes API only as permitted', () => {
    const part = service({
      imagePullSecrets: ['pull'],
      terminationGrace: '2m',
      permissions: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch'], resourceNames: ['flags'] }],
    });
    expect(part.pod.spec).toMatchObject({
      imagePullSecrets: [{ name: 'pull' }],
      terminationGracePeriodSeconds: 120,
      automountServiceAccountToken: true,
    });
    expect(part.get('ServiceAccount')['automountServiceAccountToken']).toBe(true);
    expect(part.get('Role')['rules']).toEqual([
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get', 'watch'] },
    ]);
    expect(part.get('RoleBinding')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop-prod' }],
    });
  });
});

describe('probes', () => {
  it('default to the three paths of the contract, with five minutes to start', () => {
    const http = (path: string) => ({
      httpGet: { path, port: 'http', scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
    });
    expect(service().container).toMatchObject({
      startupProbe: { ...http('/health/startup'), failureThreshold: 30 },
      livenessProbe: { ...http('/health/live'), failureThreshold: 3 },
      readinessProbe: { ...http('/health/ready'), failureThreshold: 3 },
    });
  });

  it('keep the timing given, and leave out a delay of nothing, which the API drops', () => {
    const { container } = service({
      probes: {
        startup: { path: '/up', initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 30 },
        liveness: { tcp: true, initialDelaySeconds: 0 },
        readiness: { command: ['/bin/ready'], periodSeconds: 5 },
      },
    });
    expect(container['startupProbe']).toEqual({
      httpGet: { path: '/up', port: 'http', scheme: 'HTTP' },
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 30,
      successThreshold: 1,
    });
    expect(container['livenessProbe']).toEqual({
      tcpSocket: { port: 'http' },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
      successThreshold: 1,
    });
    expect(container['readinessProbe']).toMatchObject({ exec: { command: ['/bin/ready'] }, periodSeconds: 5 });
  });
});
