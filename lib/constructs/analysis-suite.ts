import { AnalysisTemplate, type RolloutSpecStrategyCanaryStepsAnalysis } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Gate, Sampling } from '../model/gate.ts';
import { ProblemError } from '../model/issue.ts';
import { checkedName } from '../model/name.ts';
import { suggestion } from '../model/nearest.ts';
import { Manifest } from './manifest.ts';
import { WAVE, wave } from './sync-options.ts';
import { GATE_ARGUMENTS, gateMetrics, metricName } from './workload/gate-metric.ts';

export interface AnalysisSuiteProps {
  /** Prometheus that the gates ask: `http://prometheus.monitoring.svc:9090`. */
  readonly prometheusUrl: string;
  /** Measurable promises, by name. */
  readonly gates: Readonly<Record<string, Gate>>;
  /** How often they measure. */
  readonly sampling: Sampling;
  /** Labels of the templates. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a gate is asked about. */
export interface GateSubject {
  readonly namespace: string;
  /** Name of the Rollout. Its canary Service is `<service>-canary`, its new pods are `<service>-<hash>-…`. */
  readonly service: string;
}

/**
 * The measurable promises (gates) of an environment, each an AnalysisTemplate of its name in the namespace of the
 * Rollouts that name it. `suite.node.findChild(gate)` is the Manifest, to patch what has no prop.
 */
export class AnalysisSuite extends Construct {
  /** Names of the gates that strategies may name. */
  readonly gates: readonly string[];

  /**
   * @throws ProblemError `analysis/prometheus-url`, `gate/no-metrics`, `gate/metric-twice`, `gate/bound`, `gate/window`,
   *   `gate/unknown-argument`, `sampling/…`, `duration/invalid`, `name/not-a-dns-label`, `name/too-long`
   */
  constructor(scope: Chart, id: string, props: AnalysisSuiteProps) {
    super(scope, id);
    checkUrl(props.prometheusUrl);
    checkMetricNames(props.gates);
    this.gates = Object.keys(props.gates);
    for (const [name, gate] of Object.entries(props.gates)) {
      new Manifest(
        this,
        checkedName(name),
        AnalysisTemplate.manifest({
          metadata: {
            name,
            labels: { ...props.labels },
            annotations: { ...wave(WAVE.supports), 'argosy.dev/purpose': gate.description, ...promises(name, gate) },
          },
          spec: {
            args: GATE_ARGUMENTS.map((argument) => ({ name: argument })),
            metrics: gateMetrics(name, gate, props.sampling, props.prometheusUrl),
          },
        }),
      );
    }
  }

  /** Name of the AnalysisTemplate of a gate. @throws ProblemError `analysis/unknown-gate` */
  templateName(gate: string): string {
    if (this.gates.includes(gate)) return gate;
    throw new ProblemError({
      code: 'analysis/unknown-gate',
      message: `must be a gate of this environment, got ${gate}`,
      fix: suggestion(gate, this.gates),
    });
  }

  /** One analysis of a strategy: the gates named, each once, asked about the new version. @throws ProblemError `analysis/unknown-gate` */
  analysis(gates: readonly string[], subject: GateSubject): RolloutSpecStrategyCanaryStepsAnalysis {
    return {
      templates: [...new Set(gates)].map((gate) => ({ templateName: this.templateName(gate) })),
      args: [
        { name: 'namespace', value: subject.namespace },
        { name: 'service', value: subject.service },
        { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
      ],
    };
  }
}

/** What each metric promises, for whoever reads the template. */
function promises(name: string, gate: Gate): Record<string, string> {
  return Object.fromEntries(
    Object.entries(gate.metrics).map(([metric, { promise }]) => [
      `promise.argosy.dev/${metricName(name, metric)}`,
      promise,
    ]),
  );
}

function checkUrl(url: string): void {
  if (/^https?:\/\/[^\s/]+/.test(url)) return;
  throw new ProblemError({
    code: 'analysis/prometheus-url',
    message: `must be an address like http://prometheus.monitoring.svc:9090, got ${JSON.stringify(url)}`,
  });
}

/** One analysis may measure several gates, and Argo Rollouts refuses two metrics of one name in it. */
function checkMetricNames(gates: Readonly<Record<string, Gate>>): void {
  const owners = new Map<string, string>();
  for (const [gate, { metrics }] of Object.entries(gates)) {
    for (const metric of Object.keys(metrics)) {
      const name = metricName(gate, metric);
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new ProblemError({
          code: 'gate/metric-twice',
          message: `gates ${owner} and ${gate} both have a metric ${name}`,
          fix: `rename ${metric} in ${gate}`,
        });
      }
      owners.set(name, gate);
    }
  }
}
