import { IntOrString, type PrometheusRuleSpecGroupsRules } from '../../../imports/monitoring.coreos.com.ts';

type Severity = 'critical' | 'warning';

/** What an alert says besides. */
interface More {
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Page of the repository that says what to do. @default - none */
  readonly runbook?: string;
}

/** One alert. @param forTime how long it must hold before anybody is told; undefined for not at all */
export function rule(
  alert: string,
  expr: string,
  forTime: string | undefined,
  severity: Severity,
  summary: string,
  { labels = {}, runbook }: More = {},
): PrometheusRuleSpecGroupsRules {
  return {
    alert,
    expr: IntOrString.fromString(expr),
    ...(forTime === undefined ? {} : { for: forTime }),
    labels: { ...labels, severity },
    annotations: { summary, ...(runbook === undefined ? {} : { runbook }) },
  };
}
