import type { Chart } from 'cdk8s';
import { IntOrString, KubeNetworkPolicy } from 'cdk8s-plus-28/lib/imports/k8s';
import { Manifest } from '../manifest.ts';
import { WAVE, wave } from '../sync-options.ts';

/** Nothing in the namespace may talk or be talked to, except to ask the cluster's DNS; services open what they need. */
export function addDefaultDeny(scope: Chart): void {
  const annotations = wave(WAVE.guardRails);
  new Manifest(
    scope,
    'default-deny',
    KubeNetworkPolicy.manifest({
      metadata: { name: 'default-deny', annotations },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    }),
  );
  const port = IntOrString.fromNumber(53);
  new Manifest(
    scope,
    'allow-dns',
    KubeNetworkPolicy.manifest({
      metadata: { name: 'allow-dns', annotations },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [
              { port, protocol: 'UDP' },
              { port, protocol: 'TCP' },
            ],
          },
        ],
      },
    }),
  );
}
