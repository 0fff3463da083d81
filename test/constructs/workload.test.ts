import { JsonPatch } from 'cdk8s';
import { ServiceRollout } from '../../lib/constructs/service-rollout.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import {
  CANARY,
  construct,
  DIGEST,
  environment,
  image,
  Part,
  PLAIN,
  PUBLIC,
  refusal,
  service,
  worker,
} from './workload-fixture.ts';

const SELECTOR = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop-prod' };
const HPA = { min: 2, max: 8, targetCpuPercent: 70 };

const waveOf = (object: KubeObject): number => {
  const annotations = object.metadata['annotations'] as Record<string, string>;
  return Number(annotations['argocd.argoproj.io/sync-wave']);
};
const labelsOf = (object: KubeObject): Record<string, string> => object.metadata['labels'] as Record<string, string>;

describe('a service is', () => {
  it('a Rollout with a Service, a budget, a monitor, a network policy and an account of its own', () => {
    expect(service().files).toEqual([
      'NetworkPolicy-web',
      'PodDisruptionBudget-web',
      'Rollout-web',
      'Service-web',
      'Service-web-metrics',
      'ServiceAccount-web',
      'ServiceMonitor-web',
    ]);
  });

  it('all of that with a route, a canary Service and an autoscaler where it asks for them', () => {
    expect(service({ ...PUBLIC, strategy: CANARY, replicas: HPA }).files).toEqual([
      'HTTPRoute-web',
      'HorizontalPodAutoscaler-web',
      'NetworkPolicy-web',
      'PodDisruptionBudget-web',
      'Rollout-web',
      'Service-web',
      'Service-web-canary',
      'Service-web-metrics',
      'ServiceAccount-web',
      'ServiceMonitor-web',
    ]);
  });

  it('without a port a worker: a Rollout that nobody calls, routes to or scrapes', () => {
    const part = worker();
    expect(part.files).toEqual(['NetworkPolicy-web', 'PodDisruptionBudget-web', 'Rollout-web', 'ServiceAccount-web']);
    expect(part.container).not.toHaveProperty('ports');
    expect(part.container).not.toHaveProperty('livenessProbe');
    expect(part.spec('NetworkPolicy')).not.toHaveProperty('ingress');
  });

  it('patched where a prop is missing, by the role of the object', () => {
    const web = construct();
    web.rollout.addJsonPatch(JsonPatch.add('/spec/paused', true));
    web.object('service').addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
    const part = new Part(web);
    expect(part.spec('Rollout')['paused']).toBe(true);
    expect(part.spec('Service', 'web')['sessionAffinity']).toBe('ClientIP');
    expect(refusal(() => web.object('hpa'))).toBe('construct/no-such-object');
  });
});

describe('every object of a service', () => {
  const part = service({
    ...PUBLIC,
    strategy: CANARY,
    replicas: HPA,
    permissions: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  });

  it('has an explicit name, a namespace, the labels of its part, and a wave that is a string', () => {
    for (const object of part.objects) {
      expect(object.metadata.namespace).toBe('shop-prod');
      expect(labelsOf(object)).toMatchObject({
        ...SELECTOR,
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/managed-by': 'argosy',
      });
      expect(object.metadata['annotations']).toMatchObject({
        'argocd.argoproj.io/sync-wave': expect.stringMatching(/^-?\d+$/) as string,
      });
    }
  });

  it('comes in the order that a Rollout needs: guard rails, then what it refers to, then itself with its autoscaler', () => {
    const waves = Object.fromEntries(
      part.objects.map((object) => [`${object.kind}-${object.metadata.name}`, waveOf(object)]),
    );
    expect(waves).toEqual({
      'NetworkPolicy-web': -4,
      'ServiceAccount-web': -4,
      'Role-web': -4,
      'RoleBinding-web': -4,
      'Service-web': 0,
      'Service-web-canary': 0,
      'Service-web-metrics': 0,
      'HTTPRoute-web': 0,
      'PodDisruptionBudget-web': 0,
      'ServiceMonitor-web': 0,
      'Rollout-web': 1,
      'HorizontalPodAutoscaler-web': 1,
    });
  });

  it('selects pods by name and instance only, whatever the construct path', () => {
    expect(part.spec('Rollout')['selector']).toEqual({ matchLabels: SELECTOR });
    expect(part.spec('PodDisruptionBudget')['selector']).toEqual({ matchLabels: SELECTOR });
    expect(part.spec('NetworkPolicy')['podSelector']).toEqual({ matchLabels: SELECTOR });
    for (const name of ['web', 'web-canary', 'web-metrics'])
      expect(part.spec('Service', name)['selector']).toEqual(SELECTOR);
    expect(part.pod.metadata.labels).toMatchObject(SELECTOR);
  });

  it('names the version on the Rollout and its pods only, so that a new image moves three lines of one file', () => {
    const lines = (object: KubeObject): string[] => JSON.stringify(object, undefined, 1).split('\n');
    const after = service({
      ...PUBLIC,
      strategy: CANARY,
      replicas: HPA,
      image: image('1.2.4'),
      permissions: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    });
    for (const [index, object] of part.objects.entries()) {
      const now = lines(after.objects[index] ?? object);
      const changed = lines(object).filter((line, at) => line !== now[at]);
      expect(`${object.kind} ${changed.length}`).toBe(`${object.kind} ${object.kind === 'Rollout' ? 3 : 0}`);
    }
  });

  it.each([
    ['1.2.3', '1.2.3'],
    ['_build.7_', 'build.7'],
    [`v${'1'.repeat(100)}`, `v${'1'.repeat(62)}`],
    ['___', undefined],
  ])('shortens the tag %s to the label value %s', (tag, label) => {
    const rollout = service({ image: image(tag) }).get('Rollout');
    expect(labelsOf(rollout)['app.kubernetes.io/version']).toBe(label);
  });
});

describe('the number of pods', () => {
  it('is in git where it is fixed, and left to the autoscaler where there is one', () => {
    expect(service({ replicas: { count: 5 } }).spec('Rollout')['replicas']).toBe(5);
    expect(service({ replicas: HPA }).spec('Rollout')).not.toHaveProperty('replicas');
  });

  it('follows CPU within its range, shrinking slowly', () => {
    expect(service({ replicas: HPA }).spec('HorizontalPodAutoscaler')).toEqual({
      scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }] },
      },
    });
  });

  it('may shrink by a quarter when a node is drained, and a single pod blocks nothing', () => {
    expect(service().spec('PodDisruptionBudget')).toMatchObject({
      maxUnavailable: '25%',
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(service({ replicas: { min: 1, max: 2, targetCpuPercent: 80 } }).find('PodDisruptionBudget')).toBeDefined();
    expect(service({ replicas: { count: 1 } }).find('PodDisruptionBudget')).toBeUndefined();
  });

  it('changes nothing in the pods, or scaling would be an update', () => {
    expect(service({ replicas: { count: 1 } }).pod).toEqual(service({ replicas: HPA }).pod);
  });
});

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

describe('traffic inside the cluster', () => {
  it('finds the container by the name of its port, on the same number', () => {
    expect(service().spec('Service', 'web')).toEqual({
      type: 'ClusterIP',
      selector: SELECTOR,
      ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' }],
    });
  });

  it('is allowed from callers and Prometheus, to callees and named addresses, and nothing else', () => {
    const peer = (name: string) => ({ podSelector: { matchLabels: { ...SELECTOR, 'app.kubernetes.io/name': name } } });
    const part = service({
      calledBy: ['worker', 'api', 'api'],
      calls: [
        { name: 'orders', port: 9000 },
        { name: 'db', port: 5432 },
      ],
      reaches: [{ reason: 'payments', cidr: '203.0.113.0/24', port: 443 }],
      metrics: { port: 9090 },
    });
    const namespace = (name: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    });
    expect(part.spec('NetworkPolicy')).toEqual({
      podSelector: { matchLabels: SELECTOR },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [peer('api'), peer('worker')], ports: [{ port: 8080, protocol: 'TCP' }] },
        { from: [namespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] },
      ],
      egress: [
        { to: [peer('db')], ports: [{ port: 5432, protocol: 'TCP' }] },
        { to: [peer('orders')], ports: [{ port: 9000, protocol: 'TCP' }] },
        { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 443, protocol: 'TCP' }] },
      ],
    });
    expect(part.get('NetworkPolicy').metadata['annotations']).toMatchObject({
      'argosy.dev/reaches': '203.0.113.0/24 443: payments',
    });
  });

  it.each([
    ['gateway', { kind: 'gateway' } as const, 'envoy-gateway-system'],
    ['nginx', { kind: 'nginx' } as const, 'ingress-nginx'],
  ])('comes from the pods of the %s where the service is public, and only there', (_, routing, namespace) => {
    const sources = (part: Part) => JSON.stringify(part.spec('NetworkPolicy')['ingress']);
    expect(sources(service(PUBLIC, { routing }))).toContain(`"kubernetes.io/metadata.name":"${namespace}"`);
    expect(sources(service({}, { routing }))).not.toContain(namespace);
  });
});

describe('traffic from outside', () => {
  it('comes by a route with every default of a list written out, over TLS only', () => {
    expect(service({ publicPath: '/api', hosts: ['shop.example.com', 'www.example.com'] }).spec('HTTPRoute')).toEqual({
      parentRefs: [
        { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateway-system', port: 443 },
      ],
      hostnames: ['shop.example.com', 'www.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 8080, weight: 100 }],
        },
      ],
    });
  });

  it('goes to the stable version before a canary starts: 100 to 0, in words', () => {
    const [rule] = service({ ...PUBLIC, strategy: CANARY }).spec('HTTPRoute')['rules'] as { backendRefs: unknown }[];
    expect(rule?.backendRefs).toEqual([
      { group: '', kind: 'Service', name: 'web', port: 8080, weight: 100 },
      { group: '', kind: 'Service', name: 'web-canary', port: 8080, weight: 0 },
    ]);
  });

  it('comes by an Ingress with a rule to the stable Service where nginx is run', () => {
    const part = service(PUBLIC, { routing: { kind: 'nginx' } });
    expect(part.find('HTTPRoute')).toBeUndefined();
    expect(part.find('Certificate')).toBeUndefined();
    expect(part.spec('Ingress')).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
          },
        },
      ],
    });
  });

  it('is encrypted with a certificate of its own where an issuer is named, which nothing waits for', () => {
    const part = service(PUBLIC, { routing: { kind: 'nginx', className: 'edge', issuer: 'letsencrypt' } });
    expect(part.spec('Ingress')).toMatchObject({
      ingressClassName: 'edge',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
    });
    expect(part.spec('Certificate')).toEqual({
      secretName: 'web-tls',
      dnsNames: ['shop.example.com'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    });
    expect(waveOf(part.get('Certificate'))).toBe(1);
  });

  it('lets the challenge of the issuer in to the pods that answer it, and to no others', () => {
    const part = service(PUBLIC, { routing: { kind: 'nginx', issuer: 'letsencrypt' } });
    const namespace = (name: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    });
    expect(part.spec('NetworkPolicy', 'web-challenge')).toEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [namespace('ingress-nginx'), namespace('envoy-gateway-system')],
          ports: [{ port: 8089, protocol: 'TCP' }],
        },
      ],
    });
  });

  it('does not come where the environment names no host', () => {
    const part = service({ publicPath: '/', strategy: CANARY });
    expect(part.find('HTTPRoute')).toBeUndefined();
    expect(part.spec('Rollout')['strategy']).not.toMatchObject({
      canary: { trafficRouting: expect.anything() as unknown },
    });
  });
});

describe('metrics', () => {
  it('are scraped once from every pod of every version, with the version as a label', () => {
    const part = service({ ...PUBLIC, strategy: CANARY });
    const scraped = { ...SELECTOR, 'app.kubernetes.io/component': 'metrics' };
    expect(part.spec('ServiceMonitor')).toEqual({
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: scraped },
      podTargetLabels: ['rollouts-pod-template-hash'],
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }],
    });
    const matching = part.objects.filter(
      (object) =>
        object.kind === 'Service' && Object.entries(scraped).every(([key, value]) => labelsOf(object)[key] === value),
    );
    expect(matching.map((object) => object.metadata.name)).toEqual(['web-metrics']);
    expect(part.spec('Service', 'web-metrics')).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: SELECTOR,
      ports: [{ name: 'metrics', port: 8080, protocol: 'TCP', targetPort: 'http' }],
    });
    expect(JSON.stringify(part.spec('Rollout')['strategy'])).not.toContain('web-metrics');
  });

  it('carry the labels by which the cluster finds monitors', () => {
    expect(labelsOf(service().get('ServiceMonitor'))).toMatchObject({ release: 'kube-prometheus-stack' });
  });

  it('have a port and path of their own where a service says so, a worker too', () => {
    const part = worker({ metrics: { port: 9090, path: '/stats' } });
    expect(part.spec('ServiceMonitor')['endpoints']).toEqual([{ port: 'metrics', path: '/stats', interval: '30s' }]);
    expect(part.spec('Service')['ports']).toEqual([
      { name: 'metrics', port: 9090, protocol: 'TCP', targetPort: 'metrics' },
    ]);
  });

  it('are not scraped where a service has none', () => {
    expect(service({ metrics: false }).files.filter((file) => /onitor|metrics/.test(file))).toEqual([]);
    expect(service({ metrics: false }).spec('NetworkPolicy')).not.toHaveProperty('ingress');
  });
});

describe('refuses what can never be right', () => {
  const requests = { cpu: '500m', memory: '256Mi' };
  const named = (name: string) => new ServiceRollout(environment().addPart('web'), name, PLAIN);
  it.each([
    ['name/too-long', () => named('a'.repeat(47))],
    ['name/not-a-dns-label', () => named('Web')],
    ['port/invalid', () => service({ port: 0 })],
    ['port/invalid', () => service({ port: 65536 })],
    ['port/invalid', () => service({ metrics: { port: 80.5 } })],
    ['port/invalid', () => service({ calls: [{ name: 'db', port: -1 }] })],
    ['replicas/invalid', () => service({ replicas: { count: 1.5 } })],
    ['replicas/invalid', () => service({ replicas: { count: -1 } })],
    ['replicas/invalid', () => service({ replicas: { ...HPA, min: 0 } })],
    ['replicas/invalid', () => service({ replicas: { ...HPA, targetCpuPercent: 0 } })],
    ['replicas/range', () => service({ replicas: { ...HPA, max: 1 } })],
    ['resources/limit-below-request', () => service({ resources: { requests, limits: { cpu: '250m' } } })],
    ['resources/limit-below-request', () => service({ resources: { requests, limits: { memory: '255Mi' } } })],
    ['quantity/invalid', () => service({ resources: { requests: { cpu: '1,5', memory: '1Gi' } } })],
    ['quantity/invalid', () => service({ scratch: [{ path: '/tmp', size: '64' }] })],
    ['user/invalid', () => service({ user: 0 })],
    ['path/invalid', () => service({ scratch: [{ path: 'tmp' }] })],
    ['path/invalid', () => service({ scratch: [{ path: '/' }] })],
    ['path/invalid', () => service({ scratch: [{ path: '/a/../b' }] })],
    ['path/twice', () => service({ scratch: [{ path: '/tmp' }, { path: '/tmp' }] })],
    ['path/twice', () => service({ scratch: [{ path: '/a/b' }, { path: '/a-b' }] })],
    ['path/invalid', () => service({ ...PUBLIC, publicPath: 'api' })],
    ['path/invalid', () => service({ ...PUBLIC, publicPath: '/a//b' })],
    ['host/invalid', () => service({ ...PUBLIC, hosts: ['Shop.example.com'] })],
    ['host/invalid', () => service({ ...PUBLIC, hosts: ['shop'] })],
    ['service/hosts-without-path', () => service({ hosts: ['shop.example.com'] })],
    ['env/name', () => service({ env: { '1ST': 'x' } })],
    ['env/name', () => service({ env: { 'A=B': 'x' } })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: '10.0.0.1', port: 443 }] })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: '10.0.0.256/8', port: 443 }] })],
    ['reach/cidr', () => service({ reaches: [{ reason: 'x', cidr: 'api.example.com', port: 443 }] })],
    [
      'probe/path',
      () => service({ probes: { startup: { path: 'up' }, liveness: { tcp: true }, readiness: { tcp: true } } }),
    ],
    [
      'probe/timing',
      () =>
        service({
          probes: { startup: { tcp: true, periodSeconds: 0 }, liveness: { tcp: true }, readiness: { tcp: true } },
        }),
    ],
    [
      'probe/no-port',
      () =>
        worker({
          metrics: { port: 9090 },
          probes: { startup: { path: '/up' }, liveness: { tcp: true }, readiness: { tcp: true } },
        }),
    ],
    ['metrics/no-port', () => worker({ metrics: { path: '/stats' } })],
    ['duration/invalid', () => service({ terminationGrace: '1x' as '1s' })],
    ['strategy/worker-without-traffic', () => worker({ strategy: CANARY })],
    ['strategy/worker-without-traffic', () => worker({ strategy: Strategy.blueGreen() })],
    ['service/worker-public', () => worker(PUBLIC)],
    ['service/worker-called', () => worker({ calledBy: ['api'] })],
  ])('refuses with %s (%#)', (code, make) => {
    expect(refusal(make)).toBe(code);
  });

  it('accepts blocks of addresses of both families, and hosts with a star', () => {
    const reaches = ['10.0.0.0/8', '203.0.113.7/32', '2001:db8::/32', '::/0'].map((cidr) => ({
      reason: 'x',
      cidr,
      port: 443,
    }));
    expect(service({ reaches }).spec('NetworkPolicy')['egress']).toHaveLength(4);
    expect(service({ ...PUBLIC, hosts: ['*.example.com'] }).spec('HTTPRoute')['hostnames']).toEqual(['*.example.com']);
  });
});
