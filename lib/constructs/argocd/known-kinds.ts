import * as argo from '@cdk8s/argo';
import * as kubernetes from 'cdk8s-plus-28/lib/imports/k8s';
import * as sealed from '../../../imports/bitnami.com.ts';
import * as certificates from '../../../imports/cert-manager.io.ts';
import * as external from '../../../imports/external-secrets.io.ts';
import * as gateway from '../../../imports/gateway.networking.k8s.io.ts';
import * as keda from '../../../imports/keda.sh.ts';
import * as monitoring from '../../../imports/monitoring.coreos.com.ts';
import { groupOf } from '../../model/api-version.ts';
import { type Problem, ProblemError } from '../../model/issue.ts';
import { nearest, suggestion } from '../../model/nearest.ts';
import type { GroupKind, ProjectRules } from '../../model/project.ts';

/** What Kubernetes 1.36 has and the imported classes, which are those of 1.28, have not (`k8s.io/api`, v0.36.1). */
const SINCE: Readonly<Record<string, readonly string[]>> = {
  '': ['Event'],
  'admissionregistration.k8s.io': ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
  'certificates.k8s.io': ['PodCertificateRequest'],
  'coordination.k8s.io': ['LeaseCandidate'],
  'networking.k8s.io': ['ServiceCIDR'],
  'resource.k8s.io': ['DeviceClass', 'DeviceTaintRule', 'ResourcePoolStatusRequest', 'ResourceSlice'],
  'scheduling.k8s.io': ['PodGroup', 'Workload'],
  'storage.k8s.io': ['VolumeAttributesClass'],
};

type Kinds = ReadonlyMap<string, ReadonlySet<string>>;

/** Group -> kinds that have a class in one of these modules. */
function kindsOf(modules: readonly object[], more: Readonly<Record<string, readonly string[]>>): Kinds {
  const kinds = new Map(Object.entries(more).map(([group, names]) => [group, new Set(names)]));
  for (const value of modules.flatMap((module) => Object.values(module) as unknown[])) {
    const gvk = typeof value === 'function' && 'GVK' in value ? (value.GVK as typeof argo.Application.GVK) : undefined;
    // A list is what the API server answers with, nothing that anybody applies.
    if (gvk === undefined || gvk.kind.endsWith('List')) continue;
    const group = groupOf(gvk.apiVersion);
    kinds.set(group, (kinds.get(group) ?? new Set()).add(gvk.kind));
  }
  return kinds;
}

/** Groups of Kubernetes itself: all their kinds are known. */
let complete: Kinds | undefined;
/** Groups of which some kinds are known: those that the platforms' own manifests have. */
let partial: Kinds | undefined;

/** What is wrong with a kind, as far as that can be known: the kinds of other groups come with charts. */
function kindProblem({ group, kind }: GroupKind): Problem | undefined {
  if (group === '*' || kind === '*') return undefined;
  complete ??= kindsOf([kubernetes], SINCE);
  const all = complete.get(group);
  if (all?.has(kind)) return undefined;
  const code = 'kind/unknown';
  const inGroup = group === '' ? 'the core group' : group;
  if (all) {
    const fix = suggestion(kind, all);
    return { code, message: `must be a kind of ${inGroup}, got ${kind}`, ...(fix === undefined ? {} : { fix }) };
  }
  if (!group.includes('.')) {
    // Only Kubernetes itself has groups without a domain.
    const fix = suggestion(
      group,
      [...complete.keys()].filter((name) => name !== '' && !name.includes('.')),
    );
    return { code, message: `must be an API group, got ${group}`, ...(fix === undefined ? {} : { fix }) };
  }
  partial ??= kindsOf([argo, sealed, certificates, external, gateway, keda, monitoring], {});
  const some = partial.get(group);
  const meant = some?.has(kind) ? undefined : nearest(kind, some ?? [], 1);
  return meant === undefined
    ? undefined
    : { code, message: `must be a kind of ${inGroup}, got ${kind}`, fix: `did you mean ${meant}?` };
}

/** Kinds that a project allows and that do not exist, each with its field inside the rules. */
export function unknownKinds(rules: ProjectRules): readonly { readonly field: string; readonly problem: Problem }[] {
  return (['alsoNamespaced', 'alsoCluster'] as const).flatMap((list) =>
    (rules[list]?.kinds ?? []).flatMap((kind, index) => {
      const problem = kindProblem(kind);
      return problem ? [{ field: `${list}.kinds[${String(index)}].kind`, problem }] : [];
    }),
  );
}

/** @throws ProblemError `kind/unknown` */
export function checkedKinds(rules: ProjectRules): ProjectRules {
  const [unknown] = unknownKinds(rules);
  if (unknown) throw new ProblemError(unknown.problem);
  return rules;
}
