import type { Chart } from 'cdk8s';
import { Certificate, ClusterIssuer } from '../../imports/cert-manager.io.ts';
import { ClusterSecretStore } from '../../imports/external-secrets.io.ts';
import { Gateway as GatewayObject, GatewayClass } from '../../imports/gateway.networking.k8s.io.ts';
import type { Gateway, Issuer, SecretStore } from '../model/platform.ts';
import { Manifest } from './manifest.ts';
import { WAVE, wave } from './sync-options.ts';

/** A ClusterSecretStore that reads a Vault with the identity of the External Secrets operator. */
export function addSecretStore(scope: Chart, name: string, store: SecretStore, argocdNamespace: string): Manifest {
  return new Manifest(
    scope,
    `store-${name}`,
    ClusterSecretStore.manifest({
      metadata: { name, annotations: wave(WAVE.stores) },
      spec: {
        provider: {
          vault: {
            server: store.server,
            path: store.path,
            version: 'v2',
            auth: {
              kubernetes: {
                mountPath: 'kubernetes',
                role: store.role,
                serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
              },
            },
          },
        },
        // Any of these may use it; a namespace that nobody declared may not.
        conditions: [
          { namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'argosy' } } },
          { namespaces: [argocdNamespace, ...(store.namespaces ?? [])] },
        ],
      },
    }),
  );
}

/** A ClusterIssuer that proves ownership of a host over the Gateway. */
export function addIssuer(scope: Chart, name: string, issuer: Issuer): Manifest {
  const [namespace = '', gateway = ''] = issuer.gateway.split('/');
  const parent = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway, namespace };
  return new Manifest(
    scope,
    `issuer-${name}`,
    ClusterIssuer.manifest({
      metadata: { name },
      spec: {
        acme: {
          server: issuer.server,
          email: issuer.email,
          privateKeySecretRef: { name: `${name}-account` },
          solvers: [{ http01: { gatewayHttpRoute: { parentRefs: [parent] } } }],
        },
      },
    }),
  );
}

/** The GatewayClass of a Gateway: cluster-scoped, so it lies apart. */
export function addGatewayClass(scope: Chart, gateway: Gateway): Manifest {
  return new Manifest(
    scope,
    `gateway-class-${gateway.className}`,
    GatewayClass.manifest({ metadata: { name: gateway.className }, spec: { controllerName: gateway.controllerName } }),
  );
}

/**
 * A Gateway with a plain listener, which only redirects and answers ACME challenges, and a TLS listener per host, and
 * the certificate for all of them. Defaults inside lists are written out: Argo CD compares lists of custom resources
 * as a whole, and a default that the API server adds would be a difference for ever.
 */
export function addGateway(scope: Chart, name: string, gateway: Gateway): void {
  const secretName = `${name}-tls`;
  const allowedRoutes = { namespaces: { from: 'All' } } as const;
  new Manifest(
    scope,
    'gateway',
    GatewayObject.manifest({
      metadata: { name, annotations: wave(WAVE.supports) },
      spec: {
        gatewayClassName: gateway.className,
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          ...gateway.hosts.map((hostname, index) => ({
            name: index === 0 ? 'https' : `https-${String(index + 1)}`,
            hostname,
            port: 443,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate' as const, certificateRefs: [{ group: '', kind: 'Secret', name: secretName }] },
            allowedRoutes,
          })),
        ],
      },
    }),
  );
  new Manifest(
    scope,
    'certificate',
    Certificate.manifest({
      metadata: { name: secretName, annotations: wave(WAVE.workload) },
      spec: {
        secretName,
        dnsNames: [...gateway.hosts],
        issuerRef: { name: gateway.issuer, kind: 'ClusterIssuer', group: 'cert-manager.io' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    }),
  );
}
