import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ImageRef } from '../model/image-ref.ts';
import { checkedName, NAME_LIMITS } from '../model/name.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Resources, StatefulService } from '../model/workload.ts';
import type { Callee } from './call-graph.ts';
import { EnvironmentStack } from './environment-stack.ts';
import type { Manifest } from './manifest.ts';
import { checkedPort } from './workload/checks.ts';
import { addDisruptionBudget } from './workload/disruption-budget.ts';
import { Identity } from './workload/identity.ts';
import { addNetworkPolicy } from './workload/network-policy.ts';
import { podTemplate } from './workload/pod-template.ts';
import { podCount } from './workload/replicas.ts';
import { objectInRole } from './workload/role.ts';
import { addServiceAccount } from './workload/service-account.ts';
import { addHeadlessService, servicePort } from './workload/services.ts';
import { addStatefulSet } from './workload/stateful-set.ts';

/** What a stateful part is (`StatefulService`), what runs, and how it runs here. */
export interface StatefulServiceProps extends Omit<StatefulService, 'calls'> {
  readonly image: ImageRef;
  readonly replicas: { readonly count: number };
  readonly resources: Resources;
  /**
   * Size of each pod's volume. Kubernetes refuses to change it on a StatefulSet that exists: to grow, enlarge the claims,
   * delete the StatefulSet without its pods (`--cascade=orphan`), then sync.
   */
  readonly storage: Quantity;
  /** What it may call, each with its port. @default - none */
  readonly calls?: readonly Callee[];
  /** Names of the services of the environment whose pods may call it. @default - none */
  readonly calledBy?: readonly string[];
}

/** What an object of a stateful part is for. Which of them there are follows from the props. */
export type StatefulRole =
  'service-account' | 'role' | 'role-binding' | 'network-policy' | 'service' | 'pdb' | 'stateful-set';

const PORT = 'tcp';

/**
 * A database or cache that the platform runs itself: a StatefulSet, a headless Service of its name, a volume for each
 * pod. Its id is the name of all its objects.
 */
export class StatefulPart extends Construct {
  /** The StatefulSet, to patch what has no prop. */
  readonly statefulSet: Manifest;

  /**
   * @throws ProblemError `port/invalid`, `path/…`, `replicas/invalid`, `resources/…`, `quantity/invalid`, `user/invalid`,
   *   `env/name`, `probe/…`, `reach/cidr`, `duration/invalid`, `name/…`
   * @throws Error outside an EnvironmentStack
   */
  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, checkedName(id, NAME_LIMITS.statefulSet));
    const stack = EnvironmentStack.of(this);
    const identity = new Identity(id, stack.namespace, stack.instance, stack.platformName);
    const port = checkedPort(props.port);
    const pods = podCount(props.replicas);
    const template = podTemplate(identity, {
      ...props,
      ports: [{ name: PORT, port }],
      probePort: PORT,
      terminationGrace: props.terminationGrace ?? '60s',
    });

    addServiceAccount(this, identity, props.permissions);
    addNetworkPolicy(this, identity, {
      port,
      calledBy: props.calledBy ?? [],
      calls: props.calls ?? [],
      reaches: props.reaches ?? [],
      admitted: [],
    });
    addHeadlessService(this, 'service', identity, { name: id, port: servicePort(PORT, port) });
    // One at a time: each holds data, and a quorum is lost with the second.
    if (pods.max > 1) addDisruptionBudget(this, identity, 1);
    this.statefulSet = addStatefulSet(this, identity, {
      image: props.image,
      count: props.replicas.count,
      template,
      storage: props.storage,
    });
  }

  /** One of its objects, to patch what has no prop. @throws ProblemError `construct/no-such-object` */
  object(role: StatefulRole): ApiObject {
    return objectInRole(this, role);
  }
}
