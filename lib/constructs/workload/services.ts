import type { Construct } from 'constructs';
import { IntOrString, KubeService, type ServicePort } from 'cdk8s-plus-28/lib/imports/k8s';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';

/** Name of the port that callers use, in the container and in its Services. */
export const HTTP = 'http';

/** The Service that reaches only the new version in the middle of an update. */
export const canaryName = (id: Identity): string => `${id.name}-canary`;
/** The Service that reaches the new version before traffic switches to it. */
export const previewName = (id: Identity): string => `${id.name}-preview`;

/**
 * A port of a Service. It has the container's number, so that an address, a NetworkPolicy and a probe name the same
 * one; it finds the container's port by name.
 */
export function servicePort(name: string, port: number, targetName = name): ServicePort {
  return { name, port, protocol: 'TCP', targetPort: IntOrString.fromString(targetName) };
}

/**
 * A Service over all pods of `id`. Argo Rollouts narrows the selector of those that a strategy names to one version, by
 * adding the pod-template hash; git never names that hash.
 */
export function addService(scope: Construct, role: string, id: Identity, name: string, port: number): void {
  new Manifest(
    scope,
    role,
    KubeService.manifest({
      metadata: id.metadata(WAVE.supports, { name }),
      spec: { type: 'ClusterIP', selector: id.selector, ports: [servicePort(HTTP, port)] },
    }),
  );
}

export interface HeadlessServiceOptions {
  readonly name: string;
  readonly port: ServicePort;
  /** Labels besides those of every object. @default - none */
  readonly labels?: Record<string, string>;
}

/** A Service without an address of its own: a name for each pod of `id`. */
export function addHeadlessService(
  scope: Construct,
  role: string,
  id: Identity,
  options: HeadlessServiceOptions,
): void {
  new Manifest(
    scope,
    role,
    KubeService.manifest({
      metadata: id.metadata(WAVE.supports, { name: options.name, labels: options.labels ?? {} }),
      spec: { type: 'ClusterIP', clusterIp: 'None', selector: id.selector, ports: [options.port] },
    }),
  );
}
