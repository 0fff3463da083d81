import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ImageRef } from '../model/image-ref.ts';
import { checkedName, NAME_LIMITS } from '../model/name.ts';
import { Strategy } from '../model/strategy.ts';
import type { Replicas, Resources, Service } from '../model/workload.ts';
import type { Callee } from './call-graph.ts';
import { EnvironmentStack } from './environment-stack.ts';
import type { Manifest } from './manifest.ts';
import { addAutoscaler } from './workload/autoscaler.ts';
import { checkedPort } from './workload/checks.ts';
import { addDisruptionBudget } from './workload/disruption-budget.ts';
import { Identity } from './workload/identity.ts';
import { addIngress } from './workload/ingress.ts';
import { addMonitor, type Scrape, scrapeOf } from './workload/monitor.ts';
import { addNetworkPolicy } from './workload/network-policy.ts';
import { podTemplate } from './workload/pod-template.ts';
import { DEFAULT_PROBES } from './workload/probes.ts';
import { type PublicAddress, publicAddress } from './workload/public-address.ts';
import { podCount } from './workload/replicas.ts';
import { objectInRole } from './workload/role.ts';
import { addRollout } from './workload/rollout.ts';
import type { TrafficRouting } from './workload/rollout-strategy.ts';
import { addRoute } from './workload/route.ts';
import { addServiceAccount } from './workload/service-account.ts';
import { addService, canaryName, HTTP, previewName } from './workload/services.ts';
import { checkWorker } from './workload/worker.ts';

/** What a service is (`Service`), what runs, and how it runs here. */
export interface ServiceRolloutProps extends Omit<Service, 'calls'> {
  readonly image: ImageRef;
  readonly replicas: Replicas;
  readonly resources: Resources;
  /** @default - rolling */
  readonly strategy?: Strategy;
  /** The services that it may call, each with its port. @default - none */
  readonly calls?: readonly Callee[];
  /** Names of the services of the environment whose pods may call it. @default - none */
  readonly calledBy?: readonly string[];
  /** Host names under which the outside reaches its `publicPath`. @default - not reachable from outside */
  readonly hosts?: readonly string[];
}

/** What an object of a service is for. Which of them there are follows from the props. */
export type ServiceRole =
  | 'service-account'
  | 'role'
  | 'role-binding'
  | 'network-policy'
  | 'service'
  | 'canary-service'
  | 'preview-service'
  | 'metrics-service'
  | 'service-monitor'
  | 'route'
  | 'ingress'
  | 'certificate'
  | 'challenge-policy'
  | 'pdb'
  | 'hpa'
  | 'rollout';

/**
 * A stateless service: a Rollout, and all that makes it safe to run. Its id is the name of the Rollout, of the Service
 * that callers use (on the container's own port), and of all objects that have no reason to be called otherwise.
 */
export class ServiceRollout extends Construct {
  static isServiceRollout(x: unknown): x is ServiceRollout {
    return x instanceof ServiceRollout;
  }

  /** The Rollout, to patch what has no prop: `service.rollout.addJsonPatch(JsonPatch.add('/spec/paused', true))`. */
  readonly rollout: Manifest;

  /**
   * @throws ProblemError `strategy/worker-without-traffic`, `service/…`, `port/invalid`, `host/invalid`, `path/…`, `replicas/invalid`, `resources/…`,
   *   `quantity/invalid`, `user/invalid`, `env/name`, `probe/…`, `metrics/no-port`, `reach/cidr`, `analysis/unknown-gate`,
   *   `duration/invalid`, `name/…`
   * @throws Error outside an EnvironmentStack
   */
  constructor(scope: Construct, id: string, props: ServiceRolloutProps) {
    super(scope, checkedName(id, NAME_LIMITS.rollout));
    const stack = EnvironmentStack.of(this);
    const identity = new Identity(id, stack.namespace, stack.instance, stack.platformName);
    const { port, replicas, strategy = Strategy.rolling(), minReady = '10s' } = props;
    if (port === undefined) checkWorker({ strategy, publicPath: props.publicPath, calledBy: props.calledBy ?? [] });
    else checkedPort(port);
    const probes = props.probes ?? (port === undefined ? undefined : DEFAULT_PROBES);
    const scrape = scrapeOf(props);
    const address = publicAddress(props, props.hosts);
    const pods = podCount(replicas);
    const template = podTemplate(identity, {
      ...props,
      ports: containerPorts(port, scrape),
      probes,
      probePort: port === undefined ? undefined : HTTP,
      terminationGrace: props.terminationGrace ?? '30s',
    });

    addServiceAccount(this, identity, props.permissions);
    this.#admit(identity, props, stack, scrape, address);
    if (port !== undefined) this.#serve(identity, port, strategy);
    const trafficRouting = address && this.#publish(identity, stack, address, strategy);
    if (scrape) addMonitor(this, identity, scrape, stack.cluster.monitorLabels);
    // A quarter, rounded up: one of up to four pods, and the same line whatever the number of replicas.
    if (pods.max > 1) addDisruptionBudget(this, identity, '25%');
    this.rollout = addRollout(this, identity, {
      image: props.image,
      replicas,
      strategy,
      template,
      probes,
      minReady,
      trafficRouting,
      minPods: pods.min,
      analysis: stack.analysis,
      subscriptions: stack.subscriptions,
    });
    if ('min' in replicas) addAutoscaler(this, identity, replicas);
  }

  /** One of its objects, to patch what has no prop. @throws ProblemError `construct/no-such-object` */
  object(role: ServiceRole): ApiObject {
    return objectInRole(this, role);
  }

  /** Lets in its callers, the outside where it is public, and Prometheus; lets out what it calls. */
  #admit(
    id: Identity,
    props: ServiceRolloutProps,
    stack: EnvironmentStack,
    scrape: Scrape | undefined,
    address: PublicAddress | undefined,
  ): void {
    const { cluster, routing } = stack;
    const entrance = routing.kind === 'nginx' ? cluster.ingressNamespace : cluster.gatewayPodNamespace;
    addNetworkPolicy(this, id, {
      port: props.port,
      calledBy: props.calledBy ?? [],
      calls: props.calls ?? [],
      reaches: props.reaches ?? [],
      admitted: [
        ...(address ? [{ namespace: entrance, port: address.port }] : []),
        ...(scrape ? [{ namespace: cluster.monitoringNamespace, port: scrape.port }] : []),
      ],
    });
  }

  /** The Service that callers use, and beside it one that reaches only the new version. */
  #serve(id: Identity, port: number, strategy: Strategy): void {
    addService(this, 'service', id, id.name, port);
    if (strategy.kind === 'canary') addService(this, 'canary-service', id, canaryName(id), port);
    if (strategy.kind === 'blue-green') addService(this, 'preview-service', id, previewName(id), port);
  }

  /** The way in from outside, and what a canary shifts its weights with. */
  #publish(
    id: Identity,
    { routing, cluster }: EnvironmentStack,
    address: PublicAddress,
    strategy: Strategy,
  ): TrafficRouting {
    if (routing.kind === 'nginx') {
      addIngress(this, id, address, routing, cluster);
      return { nginx: { stableIngress: id.name } };
    }
    addRoute(this, id, address, cluster.gateway, strategy.kind === 'canary' ? [id.name, canaryName(id)] : [id.name]);
    return { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: id.name, namespace: id.namespace } } };
  }
}

function containerPorts(port: number | undefined, scrape: Scrape | undefined): { name: string; port: number }[] {
  return [
    ...(port === undefined ? [] : [{ name: HTTP, port }]),
    ...(scrape === undefined || scrape.portName === HTTP ? [] : [{ name: scrape.portName, port: scrape.port }]),
  ];
}
