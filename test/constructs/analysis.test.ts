import { ApiObject, App, Chart } from 'cdk8s';
import { AnalysisSuite } from '../../lib/constructs/analysis-suite.ts';
import type { Gate, GateMetric, MissingData, Sampling } from '../../lib/model/gate.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { assess, type Phase, run } from './analysis-conditions.ts';
import { refusal } from './workload-fixture.ts';

const URL = 'http://prometheus.monitoring.svc:9090';
const SAMPLING: Sampling = { interval: '1m', count: 5, failureLimit: 1 };
const RATIO = 'sum(rate(ok{namespace="{{args.namespace}}",rollouts_pod_template_hash="{{ args.hash }}"}[2m]))';
const METRIC: GateMetric = { promise: 'at least 95 % of requests succeed', query: RATIO, bound: { atLeast: 0.95 } };
const gate = (metrics: Readonly<Record<string, GateMetric>>, more: Partial<Gate> = {}): Gate => ({
  description: 'it holds',
  metrics,
  ...more,
});

interface Metric {
  readonly name: string;
  readonly count: number;
  readonly failureLimit: number;
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
  readonly successCondition: string;
  readonly failureCondition?: string;
}
interface Template extends KubeObject {
  readonly spec: { readonly metrics: readonly Metric[] };
}

interface Input {
  readonly sampling?: Sampling;
  readonly prometheusUrl?: string;
}

function suite(
  gates: Readonly<Record<string, Gate>>,
  { sampling = SAMPLING, prometheusUrl = URL }: Input = {},
): AnalysisSuite {
  const chart = new Chart(new App(), 'analysis', { namespace: 'shop-prod' });
  return new AnalysisSuite(chart, 'gates', {
    prometheusUrl,
    gates,
    sampling,
    labels: { 'app.kubernetes.io/part-of': 'shop' },
  });
}

function templates(gates: Readonly<Record<string, Gate>>, input?: Input): Template[] {
  return suite(gates, input)
    .node.findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .map((object) => JSON.parse(JSON.stringify(object.toJson())) as Template);
}

function onlyMetric(metric: Partial<GateMetric>, input?: Input): Metric {
  const [template] = templates({ rate: gate({ rate: { ...METRIC, ...metric } }) }, input);
  const [found] = template?.spec.metrics ?? [];
  if (!found) throw new Error('no metric');
  return found;
}

describe('a gate', () => {
  it('is an AnalysisTemplate that asks Prometheus about the new version, and says what it promises', () => {
    expect(templates({ 'success-rate': gate({ 'success-rate': METRIC }) })).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: {
          name: 'success-rate',
          namespace: 'shop-prod',
          labels: { 'app.kubernetes.io/part-of': 'shop' },
          annotations: {
            'argocd.argoproj.io/sync-wave': '0',
            'argosy.dev/purpose': 'it holds',
            'promise.argosy.dev/success-rate': 'at least 95 % of requests succeed',
          },
        },
        spec: {
          args: [{ name: 'namespace' }, { name: 'service' }, { name: 'hash' }],
          metrics: [
            {
              name: 'success-rate',
              initialDelay: '2m',
              interval: '1m',
              count: 5,
              failureLimit: 1,
              inconclusiveLimit: 1,
              consecutiveErrorLimit: 4,
              successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.95',
              failureCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] < 0.95',
              provider: { prometheus: { address: URL, query: RATIO } },
            },
          ],
        },
      },
    ]);
  });

  it('waits for its window before it first measures, so that the old version is out of it', () => {
    const [template] = templates({ rate: gate({ rate: METRIC }, { window: '5m' }) });
    expect(template?.spec.metrics).toMatchObject([{ initialDelay: '5m' }]);
  });

  it('measures as often as the environment says', () => {
    expect(onlyMetric({}, { sampling: { interval: '30s', count: 3, failureLimit: 0 } })).toMatchObject({
      interval: '30s',
      count: 3,
      failureLimit: 0,
      inconclusiveLimit: 0,
    });
  });

  it('calls its metrics after itself, because one run may measure several gates and refuses a name twice', () => {
    const made = templates({
      database: gate({ p95: METRIC, 'database-up': METRIC }),
      frontend: gate({ p95: METRIC, frontend: METRIC }),
    });
    expect(made.flatMap((template) => template.spec.metrics.map((metric) => metric.name))).toEqual([
      'database-p95',
      'database-up',
      'frontend-p95',
      'frontend',
    ]);
    expect(made[0]?.metadata['annotations']).toHaveProperty(['promise.argosy.dev/database-p95']);
  });

  it('is named to a strategy by its template, together with all that templates ask for', () => {
    const made = suite({ rate: gate({ rate: METRIC }), latency: gate({ p95: METRIC }) });
    expect(made.gates).toEqual(['rate', 'latency']);
    expect(made.templateName('latency')).toBe('latency');
    const analysis = made.analysis(['latency', 'rate', 'latency'], { namespace: 'shop-prod', service: 'web' });
    expect(analysis.templates).toEqual([{ templateName: 'latency' }, { templateName: 'rate' }]);
    const [template] = templates({ rate: gate({ rate: METRIC }) });
    expect(analysis.args?.map((arg) => ({ name: arg.name }))).toEqual(
      (template?.spec as unknown as { args: unknown }).args,
    );
    expect(analysis.args).toContainEqual({ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } });
  });
});

describe('a measurement', () => {
  type Row = readonly [MissingData, 'abort' | 'ask', { readonly nothing: Phase; readonly miss: Phase }];
  const rows: readonly Row[] = [
    ['fail', 'abort', { nothing: 'Failed', miss: 'Failed' }],
    ['fail', 'ask', { nothing: 'Failed', miss: 'Inconclusive' }],
    ['ask', 'abort', { nothing: 'Inconclusive', miss: 'Failed' }],
    ['ask', 'ask', { nothing: 'Inconclusive', miss: 'Inconclusive' }],
    ['pass', 'abort', { nothing: 'Successful', miss: 'Failed' }],
    ['pass', 'ask', { nothing: 'Successful', miss: 'Inconclusive' }],
  ];

  describe.each([
    ['at least', { atLeast: 0.95 }, [0.95, 0.96, 1], [0.9499, 0, -1]],
    ['at most', { atMost: 0.3 }, [0.3, 0.29, 0, -1], [0.3001, 5]],
  ])('of a number that must be %s its bound', (_, bound, hits, misses) => {
    it.each(rows)('without data means %s, and a miss %s', (missing, onMiss, expected) => {
      const metric = onlyMetric({ bound, missing, onMiss });
      for (const nothing of [[], [Number.NaN]]) expect(assess(metric, nothing)).toBe(expected.nothing);
      for (const value of misses) expect(assess(metric, [value])).toBe(expected.miss);
      for (const value of hits) expect(assess(metric, [value])).toBe('Successful');
    });
  });

  it('that finds nothing asks, and that misses aborts, where a gate does not say', () => {
    const metric = onlyMetric({});
    expect([assess(metric, []), assess(metric, [0.5])]).toEqual(['Inconclusive', 'Failed']);
  });

  it('would be an error on an empty answer if it looked at the first value at once: the test sees the difference', () => {
    expect(assess({ successCondition: 'result[0] >= 0.95' }, [])).toBe('Error');
    expect(assess({ successCondition: 'result[0] >= 0.95' }, [Number.NaN])).toBe('Failed');
  });
});

describe('a run', () => {
  const repeated = (phases: readonly (readonly [Phase, number])[]): Phase[] =>
    phases.flatMap(([phase, times]) => Array<Phase>(times).fill(phase));
  const limits = onlyMetric({});

  it.each<[string, Phase[], Phase | undefined]>([
    ['succeeds when all hold', repeated([['Successful', 5]]), 'Successful'],
    ['goes on before it has measured often enough', repeated([['Successful', 4]]), undefined],
    [
      'tolerates one miss',
      repeated([
        ['Failed', 1],
        ['Successful', 4],
      ]),
      'Successful',
    ],
    ['fails at the second miss, without waiting for the rest', repeated([['Failed', 2]]), 'Failed'],
    [
      'tolerates one gap',
      repeated([
        ['Successful', 2],
        ['Inconclusive', 1],
        ['Successful', 2],
      ]),
      'Successful',
    ],
    ['asks at the second gap', repeated([['Inconclusive', 2]]), 'Inconclusive'],
    [
      'survives a Prometheus that is away for four tries',
      repeated([
        ['Error', 4],
        ['Successful', 5],
      ]),
      'Successful',
    ],
    ['ends in an error when it stays away', repeated([['Error', 5]]), 'Error'],
  ])('%s', (_, measurements, phase) => {
    expect(run(limits, measurements)).toBe(phase);
  });

  it.each([1, 2, 5, 60])(
    'of %i measurements has limits that the controller accepts, whatever is tolerated',
    (count) => {
      for (let failureLimit = 0; failureLimit < count; failureLimit += Math.max(1, Math.floor(count / 4))) {
        const metric = onlyMetric({}, { sampling: { interval: '1m', count, failureLimit } });
        expect(metric.count).toBeGreaterThanOrEqual(1);
        expect(metric.count).toBeGreaterThanOrEqual(metric.failureLimit);
        expect(metric.count).toBeGreaterThanOrEqual(metric.inconclusiveLimit);
        expect(
          Math.min(metric.failureLimit, metric.inconclusiveLimit, metric.consecutiveErrorLimit),
        ).toBeGreaterThanOrEqual(0);
        // Nothing but misses, or nothing but gaps, never ends well.
        expect(run(metric, Array<Phase>(count).fill('Failed'))).toBe('Failed');
        expect(run(metric, Array<Phase>(count).fill('Inconclusive'))).toBe('Inconclusive');
      }
    },
  );
});

describe('refuses what can never be right', () => {
  const one = { rate: gate({ rate: METRIC }) };
  const sampled = (sampling: Partial<Sampling>) => () => templates(one, { sampling: { ...SAMPLING, ...sampling } });
  it.each([
    ['analysis/unknown-gate', () => suite(one).templateName('rates')],
    ['analysis/unknown-gate', () => suite(one).analysis(['toString'], { namespace: 'a', service: 'b' })],
    ['analysis/prometheus-url', () => templates(one, { prometheusUrl: 'prometheus:9090' })],
    ['gate/no-metrics', () => templates({ rate: gate({}) })],
    ['gate/bound', () => onlyMetric({ bound: { atMost: Number.NaN } })],
    ['gate/bound', () => onlyMetric({ bound: { atLeast: Number.POSITIVE_INFINITY } })],
    ['gate/window', () => templates({ rate: gate({ rate: METRIC }, { window: '1m' }) })],
    ['duration/invalid', () => templates({ rate: gate({ rate: METRIC }, { window: '2 minutes' as '2m' }) })],
    ['gate/unknown-argument', () => onlyMetric({ query: 'up{pod="{{args.pod}}"}' })],
    ['gate/unknown-argument', () => onlyMetric({ query: 'up{pod="{{ hash }}"}' })],
    ['gate/unknown-argument', () => onlyMetric({ query: 'up{pod="{{args.constructor}}"}' })],
    ['gate/unknown-argument', () => onlyMetric({ query: 'up{pod="{{args.hash' })],
    ['gate/unknown-argument', () => onlyMetric({ query: `${RATIO} / up{pod="{{args.\nhash}}"}` })],
    ['gate/metric-twice', () => templates({ a: gate({ 'a-b': METRIC }), 'a-b': gate({ 'a-b': METRIC }) })],
    ['sampling/invalid', sampled({ count: 0 })],
    ['sampling/invalid', sampled({ count: 2.5 })],
    ['sampling/invalid', sampled({ failureLimit: -1 })],
    ['sampling/failure-limit', sampled({ failureLimit: 5 })],
    ['duration/invalid', sampled({ interval: '0s' })],
    ['name/not-a-dns-label', () => templates({ 'Success Rate': gate({ rate: METRIC }) })],
    ['name/not-a-dns-label', () => templates({ rate: gate({ 'p95 (ms)': METRIC }) })],
    ['name/too-long', () => templates({ rate: gate({ ['p'.repeat(63)]: METRIC }) })],
  ])('refuses with %s (%#)', (code, make) => {
    expect(refusal(make)).toBe(code);
  });
});
