import type { Construct } from 'constructs';
import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPort,
} from 'cdk8s-plus-28/lib/imports/k8s';
import type { Reach } from '../../model/workload.ts';
import type { Callee } from '../call-graph.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import { checkedCidr, checkedPort } from './checks.ts';
import type { Identity } from './identity.ts';

export interface Traffic {
  /** Port that callers use. @default - none: nobody calls it */
  readonly port?: number;
  /** Names of the callers. */
  readonly calledBy: readonly string[];
  readonly calls: readonly Callee[];
  readonly reaches: readonly Reach[];
  /** Namespaces whose pods may come in besides the callers, each on one port: where outside traffic and scrapes come from. */
  readonly admitted: readonly { readonly namespace: string; readonly port: number }[];
}

const tcp = (port: number): NetworkPolicyPort => ({ port: IntOrString.fromNumber(checkedPort(port)), protocol: 'TCP' });

function ingress(id: Identity, { port, calledBy, admitted }: Traffic): NetworkPolicyIngressRule[] {
  const callers = [...new Set(calledBy)].sort().map((name) => ({ podSelector: { matchLabels: id.peer(name) } }));
  return [
    ...(port !== undefined && callers.length > 0 ? [{ from: callers, ports: [tcp(port)] }] : []),
    ...admitted.map((from) => ({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': from.namespace } } }],
      ports: [tcp(from.port)],
    })),
  ];
}

function egress(id: Identity, { calls, reaches }: Traffic): NetworkPolicyEgressRule[] {
  const callees = [...calls].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...callees.map(({ name, port }) => ({ to: [{ podSelector: { matchLabels: id.peer(name) } }], ports: [tcp(port)] })),
    ...reaches.map(({ cidr, port }) => ({ to: [{ ipBlock: { cidr: checkedCidr(cidr) } }], ports: [tcp(port)] })),
  ];
}

/**
 * Opens what the pods need, in the callers' and in the callees' words; the environment denies the rest and allows DNS.
 * @throws ProblemError `port/invalid`, `reach/cidr`
 */
export function addNetworkPolicy(scope: Construct, id: Identity, traffic: Traffic): void {
  // YAML has comments and objects have not: the reasons stand where a reviewer reads the addresses.
  const reasons = traffic.reaches.map(({ cidr, port, reason }) => `${cidr} ${port}: ${reason}`);
  const rules = { ingress: ingress(id, traffic), egress: egress(id, traffic) };
  new Manifest(
    scope,
    'network-policy',
    KubeNetworkPolicy.manifest({
      metadata: id.metadata(WAVE.guardRails, {
        annotations: reasons.length > 0 ? { 'argosy.dev/reaches': reasons.join('\n') } : {},
      }),
      spec: {
        podSelector: { matchLabels: id.selector },
        policyTypes: ['Ingress', 'Egress'],
        ...(rules.ingress.length > 0 ? { ingress: rules.ingress } : {}),
        ...(rules.egress.length > 0 ? { egress: rules.egress } : {}),
      },
    }),
  );
}
