import { fleet } from '../../../environments/index.ts';
import { stateOf } from '../plane/argocd.ts';
import type { AnalysisRun, Rollout } from '../plane/kinds.ts';
import { act } from './log.ts';
import { shortPauses } from './quick.ts';
import type { Block } from './repository.ts';
import { until, type Wait } from './until.ts';
import type { World } from './world.ts';

const HASH = 'rollouts-pod-template-hash';
const WEIGHT = 'nginx.ingress.kubernetes.io/canary-weight';

/** What is seen of a service that is being released. */
export interface Seen {
  /** Phase of the Rollout: Healthy, Progressing, Paused, Degraded. */
  readonly phase: string;
  readonly step: number;
  /** Weight of the new version on the Ingress or the HTTPRoute, in percent; undefined where there is no traffic routing. */
  readonly weight: number | undefined;
  /** Pod-template hash of the stable and of the newest version. */
  readonly stable: string;
  readonly newest: string;
  /** Hash that the stable Service selects. */
  readonly selected: string | undefined;
  /** Sync status, health and operation of its Application. */
  readonly app: string;
}

/** `Paused, step 1 at 20 %, 78578bdb99 beside d9958c8c8, Synced/Suspended/Succeeded`. */
function show({ phase, step, weight, stable, newest, selected, app }: Seen): string {
  const versions = newest === stable ? newest : `${newest} beside ${stable}`;
  const users = selected === stable ? '' : `, users get ${selected ?? 'any'}`;
  return `${phase}, step ${String(step)}${weight === undefined ? '' : ` at ${String(weight)} %`}, ${versions}${users}, ${app}`;
}

/** A version that was brought out. */
export interface Release {
  /** Its pod-template hash. */
  readonly hash: string;
  /** `git revert` of its commit. */
  readonly revert: () => Promise<void>;
}

/** One service of one environment, and what its release looks like from outside. */
export class Canary {
  readonly app: string;
  readonly namespace: string;

  constructor(
    private readonly world: World,
    readonly platform: string,
    readonly environment: string,
    readonly service: string,
  ) {
    const environments = fleet.platforms.find(({ name }) => name === platform)?.environments ?? [];
    const found = environments.find(({ name }) => name === environment);
    if (!found) throw new Error(`there is no environment ${platform}/${environment}`);
    this.namespace = found.namespace;
    this.app = `${platform}-${environment}-${service}`;
  }

  get rollout(): Rollout {
    const found = this.world.view.rollouts.get(this.service, this.namespace);
    if (!found) throw new Error(`there is no Rollout ${this.namespace}/${this.service}`);
    return found;
  }

  /** Writes a new image into `release.yaml`, as a part of a commit. */
  setImage(digit: string): void {
    this.world.repository.edit(`${this.platform}/${this.environment}/release.yaml`, (release) => {
      const block = (release['services'] as Record<string, Block>)[this.service];
      if (!block) throw new Error(`release.yaml of ${this.platform}/${this.environment} has no ${this.service}`);
      block['image'] = String(block['image']).replace(/@sha256:\w+/, `@sha256:${digit.repeat(64)}`);
    });
  }

  /** Commits a new image, and waits until the Rollout knows the new version. */
  async release(digit: string): Promise<Release> {
    const before = this.see().newest;
    const name = `${this.app}: release ${digit}`;
    const commit = await this.world.repository.commit(name, () => {
      this.setImage(digit);
    });
    if (!commit) throw new Error(`${name} changes nothing: choose another digit`);
    const newest = (): string => this.see().newest;
    const hash = await until(`${this.app} newest`, newest, (seen) => seen !== before, { quiet: true });
    return { hash, revert: () => this.world.repository.revert(commit, name) };
  }

  see(): Seen {
    const { status = {} } = this.rollout;
    const application = this.world.view.applications.get(this.app, 'argocd');
    return {
      phase: status.phase ?? '-',
      step: status.currentStepIndex ?? 0,
      weight: this.weight(),
      stable: status.stableRS ?? '',
      newest: status.currentPodHash ?? '',
      selected: this.selectedBy(this.stableService),
      app: application ? stateOf(application) : 'absent',
    };
  }

  /** Waits for a state; each change is printed. */
  until(good: (seen: Seen) => boolean, wait: Wait<Seen> = {}): Promise<Seen> {
    return until(this.app, () => this.see(), good, { show, ...wait });
  }

  /** Waits until the newest version is the stable one, users get it, and all is well. */
  promoted(wait: Wait<Seen> = {}): Promise<Seen> {
    return this.until(
      ({ phase, stable, newest, selected = stable, app }) =>
        phase === 'Healthy' && stable === newest && selected === stable && app.startsWith('Synced/Healthy'),
      { seconds: 360, ...wait },
    );
  }

  /**
   * Waits as long as a person takes to look. The controller loses a change of the status that comes while it writes one
   * itself (it puts its own, older answer over it, and waits for the next event): a click of a machine is that fast.
   */
  async atRest(): Promise<void> {
    const version = (): string => this.rollout.metadata.resourceVersion;
    let last = '';
    let since = 0;
    const still = (): boolean => {
      if (version() !== last) since = Date.now();
      last = version();
      return Date.now() - since > 2000;
    };
    await until(`${this.app} at rest`, still, (seen) => seen, { quiet: true });
  }

  /** What a person clicks in Argo CD. */
  async act(action: 'resume' | 'skip-current-step' | 'abort' | 'promote-full' | 'retry'): Promise<void> {
    act(`argocd app actions run ${this.app} ${action} --kind Rollout`);
    await this.world.argocd.act(this.app, { name: this.service, namespace: this.namespace }, action);
  }

  /** Weights that the new version got, in order, from now on. */
  recordWeights(): { readonly seen: () => readonly number[]; readonly stop: () => void } {
    const seen: number[] = [];
    const look = (): void => {
      const weight = this.weight();
      if (weight !== undefined && weight !== seen.at(-1)) seen.push(weight);
    };
    const { ingresses, routes } = this.world.view;
    ingresses.on('change', look);
    routes.on('change', look);
    const stop = (): void => {
      ingresses.off('change', look);
      routes.off('change', look);
    };
    return { seen: () => seen, stop };
  }

  /** The AnalysisRuns of a version, oldest first. */
  runs(hash: string): readonly AnalysisRun[] {
    const own = this.world.view.analysisRuns
      .list(this.namespace)
      .filter(({ metadata }) => metadata.labels?.[HASH] === hash && metadata.name.startsWith(`${this.service}-`));
    return [...own].sort((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp));
  }

  /** Phases of the AnalysisRuns of a version: `Successful Successful`. */
  phases(hash: string): string {
    return this.runs(hash)
      .map(({ status }) => status?.phase ?? '-')
      .join(' ');
  }

  /** The `setWeight` steps. */
  get steps(): readonly number[] {
    const steps = this.rollout.spec.strategy.canary?.steps ?? [];
    return steps.map(({ setWeight }) => setWeight).filter((weight): weight is number => typeof weight === 'number');
  }

  private get stableService(): string {
    const { canary, blueGreen } = this.rollout.spec.strategy;
    return canary?.stableService ?? blueGreen?.activeService ?? this.service;
  }

  /** The hash that a Service of this namespace selects. */
  selectedBy(service: string): string | undefined {
    return this.world.view.services.get(service, this.namespace)?.spec.selector?.[HASH];
  }

  private weight(): number | undefined {
    const { ingresses, routes } = this.world.view;
    const ingress = ingresses.get(`${this.service}-${this.service}-canary`, this.namespace);
    if (ingress) return Number(ingress.metadata.annotations?.[WEIGHT] ?? 0);
    const backends = routes
      .get(this.service, this.namespace)
      ?.spec.rules.flatMap(({ backendRefs = [] }) => backendRefs);
    return backends?.find(({ name }) => name === `${this.service}-canary`)?.weight;
  }
}

/** A service to release, in a repository whose pauses are short. */
export async function canary(world: World, platform: string, environment: string, service: string): Promise<Canary> {
  await shortPauses(world);
  const found = new Canary(world, platform, environment, service);
  await found.promoted();
  return found;
}
