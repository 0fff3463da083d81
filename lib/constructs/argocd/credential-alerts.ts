import type { Chart } from 'cdk8s';
import { PrometheusRule, type PrometheusRuleSpecGroupsRules } from '../../../imports/monitoring.coreos.com.ts';
import { dayOf, dayStart } from '../../model/day.ts';
import { seconds } from '../../model/duration.ts';
import type { ArgoCdCredential } from '../../model/secret.ts';
import { Manifest } from '../manifest.ts';
import { rule } from './alert-rule.ts';
import { ROTATE_EVERY } from './credential.ts';

/** How long before the end somebody is told; half of a shorter life. */
const NOTICE = 14 * 24 * 3600;
const RUNBOOK = 'docs/runbooks/credential-rotation.md';

/** A credential of a platform. */
export interface OwnedCredential {
  readonly platform: string;
  readonly name: string;
  readonly credential: ArgoCdCredential;
}

/** No metric tells how old a credential is: the operator writes into the Secret that there is. The day in git does. */
function credentialRules({ platform, name, credential }: OwnedCredential): PrometheusRuleSpecGroupsRules[] {
  const { rotatedAt, rotateEvery = ROTATE_EVERY } = credential;
  const age = seconds(rotateEvery);
  const end = dayStart(rotatedAt) + age;
  const soon = end - Math.min(NOTICE, Math.floor(age / 2));
  const more = { labels: { credential: name, platform }, runbook: RUNBOOK };
  const told = `The credential ${name} of ${platform} was replaced on ${rotatedAt}`;
  return [
    rule(
      'ArgoCdCredentialDue',
      `vector(time()) >= ${String(soon)} < ${String(end)}`,
      undefined,
      'warning',
      `${told}, and must be again by ${dayOf(end)}`,
      more,
    ),
    rule(
      'ArgoCdCredentialOverdue',
      `vector(time()) >= ${String(end)}`,
      undefined,
      'critical',
      `${told}, and had to be again by ${dayOf(end)}`,
      more,
    ),
  ];
}

/** Adds the reminders that credentials are to be replaced. @param labels by which the Prometheus operator finds rules */
export function addCredentialAlerts(
  chart: Chart,
  credentials: readonly OwnedCredential[],
  labels: Readonly<Record<string, string>>,
): void {
  new Manifest(
    chart,
    'credential-rules',
    PrometheusRule.manifest({
      metadata: { name: 'argocd-credentials', labels: { ...labels } },
      spec: { groups: [{ name: 'argocd-credentials', rules: credentials.flatMap(credentialRules) }] },
    }),
  );
}
