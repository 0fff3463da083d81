import type { KubeObject } from '../../model/synthesis.ts';
import { clusterOf } from '../applications.ts';
import { ofPods } from './of-pods.ts';
import { ofRollout } from './of-rollout.ts';
import { get, list, lists, text } from './read.ts';
import { named, pointed, type Reference } from './reference.ts';

const ofTemplate = (spec: unknown): Reference[] => ofPods(get(spec, 'template', 'spec'));

/**
 * Kind -> what an object of it needs before it gets healthy. The Secret of a certificate is not among what a route needs:
 * a certificate is issued by an answer that comes through the route, so it is the later one.
 */
const NEEDS: Readonly<Record<string, (spec: unknown) => readonly Reference[]>> = {
  Rollout: (spec) => [...ofTemplate(spec), ...ofRollout(spec)],
  StatefulSet: (spec) => [...ofTemplate(spec), ...named('Service', get(spec, 'serviceName'))],
  Deployment: ofTemplate,
  DaemonSet: ofTemplate,
  Job: ofTemplate,
  CronJob: (spec) => ofTemplate(get(spec, 'jobTemplate', 'spec')),
  HorizontalPodAutoscaler: (spec) => pointed(get(spec, 'scaleTargetRef'), 'Deployment'),
  ScaledObject: (spec) => pointed(get(spec, 'scaleTargetRef'), 'Deployment'),
  HTTPRoute: (spec) => [
    ...lists(list(get(spec, 'rules')), 'backendRefs').flatMap((backend) => pointed(backend, 'Service')),
    ...list(get(spec, 'parentRefs')).flatMap((parent) => pointed(parent, 'Gateway')),
  ],
  Ingress: (spec) => {
    const paths = lists(list(get(spec, 'rules')), 'http', 'paths').map((path) => get(path, 'backend'));
    return named('Service', ...[get(spec, 'defaultBackend'), ...paths].map((one) => get(one, 'service', 'name')));
  },
  Gateway: (spec) => pointed({ name: get(spec, 'gatewayClassName') }, 'GatewayClass', ['GatewayClass']),
  ExternalSecret: (spec) => pointed(get(spec, 'secretStoreRef'), 'SecretStore', ['ClusterSecretStore']),
  Certificate: (spec) => pointed(get(spec, 'issuerRef'), 'Issuer', ['ClusterIssuer']),
  Application: (spec) => [
    ...named('AppProject', get(spec, 'project')),
    // The objects of a folder say their namespace themselves; those of a chart are not here. Who waits for a person waits for nothing else.
    ...(get(spec, 'source', 'chart') === undefined || get(spec, 'syncPolicy', 'automated') === undefined
      ? []
      : ofDestination(get(spec, 'destination'))),
  ],
  // It generates nothing, and is not well, before its project is there.
  ApplicationSet: (spec) => named('AppProject', get(spec, 'template', 'spec', 'project')),
};

const ofDestination = (destination: unknown): Reference[] =>
  named('Namespace', get(destination, 'namespace')).map((one) => ({
    ...one,
    namespace: '',
    cluster: clusterOf((destination ?? {}) as { readonly name?: string; readonly server?: string }),
  }));

/** What an object needs before it gets healthy, or can be made at all. */
export function needsOf(object: KubeObject): readonly Reference[] {
  const own = NEEDS[object.kind]?.(object['spec']) ?? [];
  const { namespace } = object.metadata;
  return namespace === undefined ? own : [{ kind: 'Namespace', name: namespace, namespace: '' }, ...own];
}

/** The Secret that a controller makes of an object. @default - undefined: none */
export function secretOf({ kind, metadata, ...object }: KubeObject): string | undefined {
  const made: Readonly<Record<string, readonly string[]>> = {
    ExternalSecret: ['spec', 'target', 'name'],
    SealedSecret: ['spec', 'template', 'metadata', 'name'],
    Certificate: ['spec', 'secretName'],
  };
  const path = made[kind];
  return path && (text(get(object, ...path)) ?? metadata.name);
}
