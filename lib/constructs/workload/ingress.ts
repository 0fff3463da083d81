import type { Construct } from 'constructs';
import { KubeIngress } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Cluster } from '../../model/fleet.ts';
import type { Routing } from '../../model/platform.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import { addCertificate } from './certificate.ts';
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
  cluster: Cluster,
): void {
  const hosts = [...address.hosts];
  const secretName = `${id.name}-tls`;
  const backend = { service: { name: id.name, port: { name: HTTP } } };
  const { issuer } = routing;
  new Manifest(
    scope,
    'ingress',
    KubeIngress.manifest({
      metadata: id.metadata(WAVE.supports),
      spec: {
        ingressClassName: routing.className ?? 'nginx',
        ...(issuer === undefined ? {} : { tls: [{ hosts, secretName }] }),
        rules: hosts.map((host) => ({ host, http: { paths: [{ path: address.path, pathType: 'Prefix', backend }] } })),
      },
    }),
  );
  if (issuer === undefined) return;
  const proxyNamespaces = [cluster.ingressNamespace, cluster.gatewayPodNamespace];
  addCertificate(scope, id, { hosts, secretName, issuer, proxyNamespaces });
}
