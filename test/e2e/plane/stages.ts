import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { built } from '../build/cache.ts';

/** A kind whose controller is not here, and what it would write. */
interface StandIn {
  readonly apiVersion: string;
  readonly kind: string;
  /** jq path of something that is there once it has been written. */
  readonly done: string;
  /** Go template of the status. */
  readonly status: string;
}

const condition = (type: string, reason: string): string =>
  `- {type: ${type}, status: "True", reason: ${reason}, message: written by kwok, lastTransitionTime: {{ Now | Quote }}}`;

const conditions = (apiVersion: string, kind: string, type: string, reason: string): StandIn => ({
  apiVersion,
  kind,
  done: `.status.conditions.[] | select( .type == "${type}" and .status == "True" ) | .type`,
  status: `conditions:\n${condition(type, reason)}`,
});

const STAND_INS: readonly StandIn[] = [
  conditions('external-secrets.io/v1', 'ExternalSecret', 'Ready', 'SecretSynced'),
  conditions('external-secrets.io/v1', 'ClusterSecretStore', 'Ready', 'Valid'),
  conditions('bitnami.com/v1alpha1', 'SealedSecret', 'Synced', 'Unsealed'),
  conditions('cert-manager.io/v1', 'Certificate', 'Ready', 'Issued'),
  conditions('cert-manager.io/v1', 'ClusterIssuer', 'Ready', 'Registered'),
  conditions('gateway.networking.k8s.io/v1', 'GatewayClass', 'Accepted', 'Accepted'),
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    done: '.status.conditions.[] | select( .type == "Programmed" and .status == "True" ) | .type',
    status: `conditions:\n${condition('Accepted', 'Accepted')}\n${condition('Programmed', 'Programmed')}`,
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    done: '.status.parents.[].controllerName',
    status: `parents:
{{ range .spec.parentRefs }}
- controllerName: kwok.x-k8s.io/gateway
  parentRef: {name: {{ .name | Quote }}}
  conditions:
  ${condition('Accepted', 'Accepted')}
  ${condition('ResolvedRefs', 'ResolvedRefs')}
{{ end }}`,
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    done: '.status.loadBalancer.ingress.[].ip',
    status: 'loadBalancer: {ingress: [{ip: 192.0.2.10}]}',
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    done: '.status.conditions.[] | select( .type == "ScalingActive" and .status == "True" ) | .type',
    status: `currentReplicas: {{ .spec.minReplicas }}
desiredReplicas: {{ .spec.minReplicas }}
conditions:
${condition('AbleToScale', 'SucceededGetScale')}
${condition('ScalingActive', 'ValidMetricFound')}`,
  },
];

const stage = ({ apiVersion, kind, done, status }: StandIn): KubeObject => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: `${kind.toLowerCase()}-stand-in` },
  spec: {
    resourceRef: { apiGroup: apiVersion, kind },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: done, operator: 'DoesNotExist' },
      ],
    },
    next: { statusTemplate: status },
  },
});

/** kwok's own: how nodes and pods live. */
const LIVES = ['node-initialize.yaml', 'pod-ready.yaml', 'pod-complete.yaml', 'pod-delete.yaml'];

/** Kinds whose controllers are played, for the report. */
export const STAND_IN_KINDS: readonly string[] = STAND_INS.map(({ kind }) => kind);

/** Writes the stages that kwok plays, and answers where. */
export function writeStages(folder: string): string {
  const lives = LIVES.map((name) => parse(readFileSync(built(name), 'utf8')) as KubeObject);
  const file = join(folder, 'stages.yaml');
  writeFileSync(file, [...lives, ...STAND_INS.map(stage)].map((object) => stringify(object)).join('---\n'));
  return file;
}
