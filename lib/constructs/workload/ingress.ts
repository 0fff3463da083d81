import type { Construct } from 'constructs';
import { KubeIngress } from 'cdk8s-plus-28/lib/imports/k8s';
import { Certificate } from '../../../imports/cert-manager.io.ts';
import type { Routing } from '../../model/platform.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';
import type { PublicAddress } from './public-address.ts';
import { HTTP } from './services.ts';

/**
 * An Ingress to the service, by a rule for each host: Argo Rollouts refuses one whose only way there is the default
 * backend. For a canary the controller makes a second Ingress by itself.
 */
export function addIngress(
  scope: Construct,
  id: Identity,
  address: PublicAddress,
  routing: Routing & { readonly kind: 'nginx' },
): void {
  const hosts = [...address.hosts];
  const secretName = `${id.name}-tls`;
  const backend = { service: { name: id.name, port: { name: HTTP } } };
  new Manifest(
    scope,
    'ingress',
    KubeIngress.manifest({
      metadata: id.metadata(WAVE.supports),
      spec: {
        ingressClassName: routing.className ?? 'nginx',
        ...(routing.issuer === undefined ? {} : { tls: [{ hosts, secretName }] }),
        rules: hosts.map((host) => ({ host, http: { paths: [{ path: address.path, pathType: 'Prefix', backend }] } })),
      },
    }),
  );
  if (routing.issuer !== undefined) addCertificate(scope, id, hosts, secretName, routing.issuer);
}

/** Last, and so waited for by nothing: it is ready only after the Ingress has answered the issuer's challenge. */
function addCertificate(scope: Construct, id: Identity, dnsNames: string[], secretName: string, issuer: string): void {
  new Manifest(
    scope,
    'certificate',
    Certificate.manifest({
      metadata: id.metadata(WAVE.workload, { name: secretName }),
      spec: {
        secretName,
        dnsNames,
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    }),
  );
}
