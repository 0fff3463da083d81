import { Strategy } from '../../lib/model/strategy.ts';
import { CANARY, type Part, PUBLIC, refusal, service, type Surroundings, worker } from './workload-fixture.ts';

const rollout = (part: Part): Record<string, unknown> => part.spec('Rollout');
const canary = (part: Part): Record<string, unknown> =>
  (rollout(part)['strategy'] as { canary: Record<string, unknown> }).canary;
const blueGreen = (options?: Parameters<typeof Strategy.blueGreen>[0]): Part =>
  service({ strategy: Strategy.blueGreen(options) });
const settings = (part: Part): Record<string, unknown> =>
  (rollout(part)['strategy'] as { blueGreen: Record<string, unknown> }).blueGreen;

/** What a strategy passes to every gate. */
const ARGS = [
  { name: 'namespace', value: 'shop-prod' },
  { name: 'service', value: 'web' },
  { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
];
const STEPS = [
  { setWeight: 10 },
  { pause: { duration: '5m' } },
  { analysis: { templates: [{ templateName: 'success-rate' }, { templateName: 'latency' }], args: ARGS } },
  { setWeight: 50 },
  { analysis: { templates: [{ templateName: 'success-rate' }], args: ARGS } },
  { pause: {} },
];

describe('a rolling update', () => {
  it('is the default: a canary without steps, and one Service that no strategy touches', () => {
    const part = service();
    expect(rollout(part)['strategy']).toEqual({ canary: { maxSurge: '25%', maxUnavailable: 0 } });
    expect(part.find('Service', 'web-canary')).toBeUndefined();
    expect(rollout(part)).not.toHaveProperty('rollbackWindow');
    expect(rollout(part)).not.toHaveProperty('progressDeadlineAbort');
  });

  it('adds and takes away as many pods as it is told, in numbers or percent', () => {
    expect(canary(service({ strategy: Strategy.rolling({ maxSurge: 0, maxUnavailable: '50%' }) }))).toEqual({
      maxSurge: 0,
      maxUnavailable: '50%',
    });
    expect(canary(worker({ strategy: Strategy.rolling({ maxSurge: 2 }) }))).toEqual({ maxSurge: 2, maxUnavailable: 0 });
  });
});

describe('a canary of a public service', () => {
  it('shifts the weights of its route, keeping the old version at full size', () => {
    expect(rollout(service({ ...PUBLIC, strategy: CANARY }))['strategy']).toEqual({
      canary: {
        stableService: 'web',
        canaryService: 'web-canary',
        maxSurge: '25%',
        maxUnavailable: 0,
        minPodsPerReplicaSet: 2,
        abortScaleDownDelaySeconds: 30,
        trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web', namespace: 'shop-prod' } } },
        steps: STEPS,
      },
    });
  });

  it('shifts the weights of its Ingress where nginx is run', () => {
    const part = service({ ...PUBLIC, strategy: CANARY }, { routing: { kind: 'nginx' } });
    expect(canary(part)['trafficRouting']).toEqual({ nginx: { stableIngress: 'web' } });
    expect(part.find('Ingress', 'web')).toBeDefined();
    expect(part.find('Service', 'web-canary')).toBeDefined();
  });

  it('keeps two pods of each version, unless one pod is all that it has', () => {
    const pods = (replicas: Parameters<typeof service>[0]) =>
      canary(service({ ...PUBLIC, strategy: CANARY, ...replicas }))['minPodsPerReplicaSet'];
    expect(pods({ replicas: { min: 2, max: 9, targetCpuPercent: 70 } })).toBe(2);
    expect(pods({ replicas: { count: 1 } })).toBeUndefined();
  });
});

describe('a canary of a service that only services call', () => {
  const part = service({ strategy: CANARY });

  it('shifts the number of its pods, so the Service that callers use selects both versions', () => {
    expect(canary(part)).toEqual({ canaryService: 'web-canary', maxSurge: '25%', maxUnavailable: 0, steps: STEPS });
  });

  it('has a Service that reaches the new version alone, to look at it', () => {
    expect(part.find('Service', 'web-canary')).toBeDefined();
  });
});

describe('steps', () => {
  const steps = (strategy: Strategy, surroundings?: Surroundings) =>
    canary(service({ strategy }, surroundings))['steps'];

  it('shift, wait, measure and ask, in this order, one kind of thing each', () => {
    const all = steps(Strategy.canary([{ weight: 5, approval: true, gates: ['latency', 'latency'], wait: '90m' }]));
    expect(all).toEqual([
      { setWeight: 5 },
      { pause: { duration: '90m' } },
      { analysis: { templates: [{ templateName: 'latency' }], args: ARGS } },
      { pause: {} },
    ]);
  });

  it('change by one line when a weight changes', () => {
    const before = JSON.stringify(steps(Strategy.canary([{ weight: 5 }, { weight: 50 }])), undefined, 1).split('\n');
    const after = JSON.stringify(steps(Strategy.canary([{ weight: 5 }, { weight: 60 }])), undefined, 1).split('\n');
    expect(after.filter((line, at) => line !== before[at])).toEqual(['  "setWeight": 60']);
  });

  it('refuse a gate that does not exist, and name the one that was meant', () => {
    expect(refusal(() => steps(Strategy.canary([{ weight: 5, gates: ['latencies'] }])))).toBe('analysis/unknown-gate');
    expect(() => steps(Strategy.canary([{ weight: 5, gates: ['sucess-rate'] }]))).toThrow(
      'must be a gate of this environment, got sucess-rate',
    );
  });

  it('refuse every gate where an environment has none', () => {
    expect(refusal(() => steps(CANARY, { gates: {} }))).toBe('analysis/unknown-gate');
    expect(refusal(() => service({ strategy: Strategy.blueGreen({ gates: ['latency'] }) }, { gates: {} }))).toBe(
      'analysis/unknown-gate',
    );
    expect(steps(Strategy.canary([{ weight: 5 }]), { gates: {} })).toEqual([{ setWeight: 5 }]);
  });
});

describe('blue-green', () => {
  it('shows the new version under a Service of its own, then switches as soon as the gates hold', () => {
    const part = blueGreen({ gates: ['success-rate'], gatesAfter: ['success-rate', 'latency'] });
    expect(rollout(part)['strategy']).toEqual({
      blueGreen: {
        activeService: 'web',
        previewService: 'web-preview',
        autoPromotionEnabled: true,
        prePromotionAnalysis: { templates: [{ templateName: 'success-rate' }], args: ARGS },
        postPromotionAnalysis: {
          templates: [{ templateName: 'success-rate' }, { templateName: 'latency' }],
          args: ARGS,
        },
        scaleDownDelaySeconds: 300,
        abortScaleDownDelaySeconds: 30,
      },
    });
    expect(part.find('Service', 'web-preview')).toBeDefined();
  });

  it('waits for a person, or for a time', () => {
    expect(settings(blueGreen({ promoteAfter: 'manual' }))).toMatchObject({ autoPromotionEnabled: false });
    expect(settings(blueGreen({ promoteAfter: 'manual' }))).not.toHaveProperty('autoPromotionSeconds');
    expect(settings(blueGreen({ promoteAfter: '10m', keepOld: '1h' }))).toMatchObject({
      autoPromotionEnabled: true,
      autoPromotionSeconds: 600,
      scaleDownDelaySeconds: 3600,
    });
  });

  it('routes the outside to the active Service only', () => {
    const part = service({ ...PUBLIC, strategy: Strategy.blueGreen() });
    expect(part.spec('HTTPRoute')['rules']).toMatchObject([{ backendRefs: [{ name: 'web', weight: 100 }] }]);
  });
});

describe('an update that does not get on', () => {
  it('goes back to the old version where something guards it, and going back skips the guards', () => {
    for (const strategy of [CANARY, Strategy.blueGreen()]) {
      expect(rollout(service({ strategy }))).toMatchObject({
        progressDeadlineAbort: true,
        revisionHistoryLimit: 5,
        rollbackWindow: { revisions: 3 },
      });
    }
  });

  it('has ten minutes, or as long as its slowest pod may take to start and be counted', () => {
    const deadline = (props: Parameters<typeof service>[0]) => rollout(service(props))['progressDeadlineSeconds'];
    const slow = {
      startup: { tcp: true, initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 120 },
    } as const;
    expect(deadline({})).toBe(600);
    expect(deadline({ minReady: '20m' })).toBe(120 + 301 + 1200);
    expect(deadline({ probes: { ...slow, liveness: { tcp: true }, readiness: { tcp: true } } })).toBe(120 + 1265 + 10);
    expect(rollout(service({ minReady: '1m' }))['minReadySeconds']).toBe(60);
  });
});
