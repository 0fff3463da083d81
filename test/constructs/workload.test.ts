import { JsonPatch } from 'cdk8s';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { CANARY, construct, image, Part, PUBLIC, refusal, service, worker } from './workload-fixture.ts';

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
