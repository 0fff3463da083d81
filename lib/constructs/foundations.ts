import type { Chart } from 'cdk8s';
import { Certificate, ClusterIssuer, type ClusterIssuerSpecAcmeSolversHttp01 } from '../../imports/cert-manager.io.ts';
import { ClusterSecretStore } from '../../imports/external-secrets.io.ts';
import { Gateway as GatewayObject, GatewayClass, HttpRoute } from '../../imports/gateway.networking.k8s.io.ts';
import type { Gateway, Issuer, SecretStore } from '../model/platform.ts';
import { Manifest } from './manifest.ts';
import { WAVE, wave } from './sync-options.ts';

/** Written out, because Argo CD compares lists of custom resources as a whole. */
const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };

/** Label of the namespaces that Argosy makes. */
const MANAGED = { 'app.kubernetes.io/managed-by': 'argosy' };

/**
 * A ClusterSecretStore that reads a Vault with the identity of the External Secrets operator.
 * @param readers namespaces that may use it besides those that Argosy makes and those that the store names
 */
export function addSecretStore(scope: Chart, name: string, store: SecretStore, readers: readonly string[]): Manifest {
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
          { namespaceSelector: { matchLabels: { ...MANAGED } } },
          { namespaces: [...new Set([...readers, ...(store.namespaces ?? [])])] },
        ],
      },
    }),
  );
}

/** How an issuer proves that a host is ours: by answering where the host's traffic arrives. */
function http01(issuer: Issuer): ClusterIssuerSpecAcmeSolversHttp01 {
  if ('ingressClass' in issuer) return { ingress: { ingressClassName: issuer.ingressClass } };
  const [namespace = '', name = ''] = issuer.gateway.split('/');
  return { gatewayHttpRoute: { parentRefs: [{ ...GATEWAY, name, namespace }] } };
}

/** A ClusterIssuer that gets certificates by ACME. */
export function addIssuer(scope: Chart, name: string, issuer: Issuer): Manifest {
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
          solvers: [{ http01: http01(issuer) }],
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
 * A Gateway with a plain listener, which only redirects and answers ACME challenges, a TLS listener per host, and the
 * certificate for all of them. Defaults inside lists are written out: Argo CD compares lists of custom resources
 * as a whole, and a default that the API server adds would be a difference for ever.
 */
export function addGateway(scope: Chart, name: string, gateway: Gateway): void {
  const secretName = `${name}-tls`;
  // Only namespaces that Argosy makes may attach a route: any other could claim a platform's host.
  const selector = { matchLabels: { ...MANAGED } };
  const allowedRoutes = { namespaces: { from: 'Selector', selector } } as const;
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
    'redirect',
    HttpRoute.manifest({
      metadata: { name: `${name}-redirect`, annotations: wave(WAVE.supports) },
      spec: {
        parentRefs: [{ ...GATEWAY, name, namespace: scope.namespace, sectionName: 'http' }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
          },
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
