import type { Construct } from 'constructs';
import { IntOrString, KubeNetworkPolicy } from 'cdk8s-plus-28/lib/imports/k8s';
import { Certificate } from '../../../imports/cert-manager.io.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';

export interface CertificateOptions {
  readonly hosts: readonly string[];
  /** Secret that it is written to. */
  readonly secretName: string;
  /** ClusterIssuer that signs it. */
  readonly issuer: string;
  /** Namespaces of the proxies through which the issuer's challenge may come in. */
  readonly proxyNamespaces: readonly string[];
}

/** Port of the pods with which cert-manager answers a challenge. */
const SOLVER_PORT = 8089;

/**
 * A Certificate for the hosts of a service. It comes last, and so is waited for by nothing: it is ready only after the
 * way in has answered the issuer's challenge. The pods that answer run in this namespace, where everything that is not
 * opened is denied.
 */
export function addCertificate(scope: Construct, id: Identity, options: CertificateOptions): void {
  new Manifest(
    scope,
    'certificate',
    Certificate.manifest({
      metadata: id.metadata(WAVE.workload, { name: options.secretName }),
      spec: {
        secretName: options.secretName,
        dnsNames: [...options.hosts],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: options.issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    }),
  );
  new Manifest(
    scope,
    'challenge-policy',
    KubeNetworkPolicy.manifest({
      metadata: id.metadata(WAVE.guardRails, { name: `${id.name}-challenge` }),
      spec: {
        podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: options.proxyNamespaces.map((name) => ({
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
            })),
            ports: [{ port: IntOrString.fromNumber(SOLVER_PORT), protocol: 'TCP' }],
          },
        ],
      },
    }),
  );
}
