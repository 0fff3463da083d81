import { ApiObject, App } from 'cdk8s';
import { EnvironmentStack } from '../../lib/constructs/environment-stack.ts';
import { PlatformProject } from '../../lib/constructs/platform-project.ts';
import { ServiceRollout, type ServiceRolloutProps } from '../../lib/constructs/service-rollout.ts';
import { StatefulPart, type StatefulServiceProps } from '../../lib/constructs/stateful-service.ts';
import type { Gate } from '../../lib/model/gate.ts';
import { ImageRef } from '../../lib/model/image-ref.ts';
import { ProblemError } from '../../lib/model/issue.ts';
import type { Routing } from '../../lib/model/platform.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
export const image = (tag: string): ImageRef => ImageRef.parse(`registry.example.com/shop/web:${tag}@${DIGEST}`);

const rate = (name: string): Gate => ({
  description: `${name} holds`,
  metrics: { ok: { promise: 'at least 95 %', query: 'ok{hash="{{args.hash}}"}', bound: { atLeast: 0.95 } } },
});
const GATES: Readonly<Record<string, Gate>> = { 'success-rate': rate('success-rate'), latency: rate('latency') };

export interface Surroundings {
  /** @default - Gateway API */
  readonly routing?: Routing;
  /** @default - two gates, `success-rate` and `latency` */
  readonly gates?: Readonly<Record<string, Gate>>;
}

/** A production environment of a platform `shop`, in the namespace `shop-prod`. */
export function environment({ routing, gates = GATES }: Surroundings = {}): EnvironmentStack {
  const project = new PlatformProject(new App(), 'shop', {
    description: 'A shop',
    repository: 'https://git.example.com/shop.git',
    ...(routing ? { routing } : {}),
  });
  const stack = new EnvironmentStack(project, 'prod', {
    tier: 'production',
    namespace: 'shop-prod',
    sync: { mode: 'automatic' },
  });
  if (Object.keys(gates).length > 0) stack.addAnalysis(gates, { interval: '1m', count: 5, failureLimit: 1 });
  return stack;
}

/** The objects of one part, looked up as a reader of `dist/` would. */
export class Part {
  readonly objects: readonly KubeObject[];

  constructor(construct: ServiceRollout | StatefulPart) {
    this.objects = construct.node
      .findAll()
      .filter((node): node is ApiObject => ApiObject.isApiObject(node))
      .map((object) => JSON.parse(JSON.stringify(object.toJson())) as KubeObject);
  }

  /** `Kind-name` of each object, sorted: the files of its folder. */
  get files(): string[] {
    return this.objects.map((object) => `${object.kind}-${object.metadata.name}`).sort();
  }

  find(kind: string, name?: string): KubeObject | undefined {
    return this.objects.find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  }

  get(kind: string, name?: string): KubeObject {
    const found = this.find(kind, name);
    if (!found) throw new Error(`no ${kind} ${name ?? ''} among ${this.files.join(', ')}`);
    return found;
  }

  spec(kind: string, name?: string): Record<string, unknown> {
    return this.get(kind, name)['spec'] as Record<string, unknown>;
  }

  /** The pod template of its Rollout or StatefulSet. */
  get pod(): { metadata: { labels: Record<string, string> }; spec: Record<string, unknown> } {
    return this.spec(this.find('Rollout') ? 'Rollout' : 'StatefulSet')['template'] as Part['pod'];
  }

  /** The only container. */
  get container(): Record<string, unknown> {
    const [container, ...more] = this.pod.spec['containers'] as Record<string, unknown>[];
    if (!container || more.length > 0) throw new Error('not exactly one container');
    return container;
  }
}

const SMALL = { requests: { cpu: '100m', memory: '128Mi' } };

export const PLAIN: ServiceRolloutProps = {
  image: image('1.2.3'),
  replicas: { count: 3 },
  resources: SMALL,
  port: 8080,
};

/** Reachable from outside. */
export const PUBLIC = { publicPath: '/', hosts: ['shop.example.com'] } as const;
export const CANARY = Strategy.canary([
  { weight: 10, wait: '5m', gates: ['success-rate', 'latency'] },
  { weight: 50, gates: ['success-rate'], approval: true },
]);

/** A service `web` with what is given, and defaults for the rest. */
export function construct(props: Partial<ServiceRolloutProps> = {}, surroundings: Surroundings = {}): ServiceRollout {
  return new ServiceRollout(environment(surroundings).addPart('web'), 'web', { ...PLAIN, ...props });
}

export function service(props: Partial<ServiceRolloutProps> = {}, surroundings: Surroundings = {}): Part {
  return new Part(construct(props, surroundings));
}

/** A service without a port. */
export function worker(props: Partial<ServiceRolloutProps> = {}): Part {
  return service({ port: undefined, ...props });
}

/** A database with what is given, and defaults for the rest. */
export function database(props: Partial<StatefulServiceProps> = {}, name = 'db'): Part {
  const part = new StatefulPart(environment().addPart('db', { kind: 'stateful' }), name, {
    image: image('16.4'),
    replicas: { count: 1 },
    resources: SMALL,
    port: 5432,
    probes: { startup: { tcp: true }, liveness: { tcp: true }, readiness: { command: ['pg_isready'] } },
    dataPath: '/var/lib/postgresql/data',
    storage: '20Gi',
    ...props,
  });
  return new Part(part);
}

/** The code of the problem that `make` throws; anything else that happens is an error of the test. */
export function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'nothing was refused';
}
