import type { Construct } from 'constructs';
import { HttpRoute } from '../../../imports/gateway.networking.k8s.io.ts';
import type { Cluster } from '../../model/fleet.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';
import type { PublicAddress } from './public-address.ts';

/** Listeners with TLS. Without it a route would attach to the plain listener of its Gateway as well. */
const TLS_PORT = 443;

/**
 * An HTTPRoute to the services named, all traffic to the first. Everything that the API server would add inside a list
 * is written out, weights above all: an absent weight is 1, and two of them split the traffic in halves.
 */
export function addRoute(
  scope: Construct,
  id: Identity,
  address: PublicAddress,
  gateway: Cluster['gateway'],
  services: readonly string[],
): void {
  const { port, path, hosts } = address;
  new Manifest(
    scope,
    'route',
    HttpRoute.manifest({
      metadata: id.metadata(WAVE.supports),
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gateway, port: TLS_PORT }],
        hostnames: [...hosts],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: path } }],
            backendRefs: services.map((name, index) => ({
              group: '',
              kind: 'Service',
              name,
              port,
              weight: index === 0 ? 100 : 0,
            })),
          },
        ],
      },
    }),
  );
}
