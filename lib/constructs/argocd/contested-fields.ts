import type { ApplicationSpecIgnoreDifferences } from '@cdk8s/argo';
import { ApiObject, type Chart } from 'cdk8s';
import { ProblemError } from '../../model/issue.ts';
import type { SyncPolicy } from '../../model/sync.ts';

/** What an Application must leave to the controllers that own it. */
export interface ContestedFields {
  readonly ignoreDifferences: readonly ApplicationSpecIgnoreDifferences[];
  readonly syncOptions: readonly string[];
}

// `group` is left out for core kinds: Argo CD drops an empty one, and the parent Application would be OutOfSync again and again.
const REPLICAS = { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] };
const TEMPLATE_HASH = { kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] };
const WEIGHTS = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  jqPathExpressions: ['.spec.rules[]?.backendRefs[]?.weight'],
};

/**
 * The fields of a part that controllers write while git stays silent: replicas under an autoscaler, the pod-template
 * hash that Rollouts adds to Services, the weights of a route.
 *
 * Under server-side apply the hash must also be respected while applying, or a sync in the middle of a canary sends
 * traffic to both versions. Respecting freezes whole lists, so it cannot go with a route whose weights move.
 * @throws ProblemError `sync/server-side-apply-with-route`
 */
export function contestedFields(part: Chart, sync: SyncPolicy): ContestedFields {
  const objects = part.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  const has = (kind: string): boolean => objects.some((object) => object.kind === kind);
  const rollouts = has('Rollout');
  const weights = rollouts && has('HTTPRoute');
  const respect = rollouts && sync.serverSideApply === true;
  if (respect && weights) {
    throw new ProblemError({
      code: 'sync/server-side-apply-with-route',
      message: 'serverSideApply must be off for a part with a Rollout and an HTTPRoute',
      fix: 'leave serverSideApply out: Argo CD would freeze every change of the route',
    });
  }
  return {
    ignoreDifferences: [
      ...(rollouts && has('HorizontalPodAutoscaler') ? [REPLICAS] : []),
      ...(rollouts && has('Service') ? [TEMPLATE_HASH] : []),
      ...(weights ? [WEIGHTS] : []),
    ],
    syncOptions: respect ? ['RespectIgnoreDifferences=true'] : [],
  };
}
