import type { KubeObject } from '../../lib/model/synthesis.ts';
import { CANARY, type Part, PUBLIC, service, worker } from './workload-fixture.ts';

const SELECTOR = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop-prod' };

const waveOf = (object: KubeObject): number => {
  const annotations = object.metadata['annotations'] as Record<string, string>;
  return Number(annotations['argocd.argoproj.io/sync-wave']);
};
const labelsOf = (object: KubeObject): Record<string, string> => object.metadata['labels'] as Record<string, string>;

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
