import type { App } from 'cdk8s';
import { argocdClusterOf } from '../model/argocd-place.ts';
import { type Issue, type Problem, ProblemError } from '../model/issue.ts';
import type { ResolvedEnvironment, ResolvedFleet, ResolvedPlatform } from '../model/resolved.ts';
import { type CallGraph, callGraph } from './call-graph.ts';
import { addCredential } from './argocd/credential.ts';
import { unknownKinds } from './argocd/known-kinds.ts';
import { ControlPlane } from './control-plane.ts';
import { EnvironmentStack } from './environment-stack.ts';
import { addSealedSecret, addStoredSecret } from './environment/secrets.ts';
import { addAlertPart, addBackupPart, addFoundations, addRolloutNotificationsPart } from './foundation-parts.ts';
import { PlatformProject } from './platform-project.ts';
import { ServiceRollout } from './service-rollout.ts';
import { StatefulPart } from './stateful-service.ts';

const entries = <T>(record: Readonly<Record<string, T>> | undefined): [string, T][] => Object.entries(record ?? {});

/**
 * Turns a fleet that has passed its checks into constructs: the one place where data meets them. What a construct
 * refuses is returned as issues, with the field that it came from; the rest is built all the same.
 * @param sourceRoot folder of the data, for the places of issues
 */
export function buildFleet(app: App, resolved: ResolvedFleet, sourceRoot: string): readonly Issue[] {
  const issues: Issue[] = [];
  const controlPlane = new ControlPlane(app, 'argocd', {
    ...resolved.fleet,
    secretStore: resolved.fleet.clusters[argocdClusterOf(resolved.fleet)]?.secretStore ?? 'platform',
  });
  for (const platform of resolved.platforms) {
    // A platform whose environments are all inactive has no output.
    if (platform.environments.length === 0) continue;
    new PlatformBuilder(`${sourceRoot}/${platform.platform.name}`, issues, resolved).build(app, controlPlane, platform);
  }
  return issues;
}

class PlatformBuilder {
  constructor(
    private readonly folder: string,
    private readonly issues: Issue[],
    private readonly all: ResolvedFleet,
  ) {}

  build(app: App, controlPlane: ControlPlane, { platform, environments }: ResolvedPlatform): void {
    const { fleet } = this.all;
    const rules = platform.project ?? {};
    const unknown = unknownKinds(rules);
    // Each where it is written; without its project the platform cannot be built.
    for (const { field, problem } of unknown) this.note('platform.ts', `project.${field}`, problem);
    if (unknown.length > 0) return;
    this.attempt('platform.ts', 'name', () => {
      const project = new PlatformProject(app, platform.name, {
        ...fleet,
        description: platform.description,
        controlProject: controlPlane.projectName,
        routing: platform.routing ?? { kind: 'gateway' },
        rules,
        ...(platform.notify ? { notify: platform.notify } : {}),
        delivery: platform.delivery ?? { kind: 'explicit' },
      });
      controlPlane.addPlatform(project, platform.wave ?? 10);
      const store = fleet.clusters[project.argocdCluster]?.secretStore ?? 'platform';
      for (const [name, credential] of entries(platform.credentials))
        addCredential(project.argocd, name, credential, { ...fleet, store });
      const graph = callGraph(platform);
      for (const environment of environments) this.environment(project, platform, graph, environment);
    });
  }

  private environment(
    project: PlatformProject,
    platform: ResolvedPlatform['platform'],
    graph: CallGraph,
    resolved: ResolvedEnvironment,
  ): void {
    const { environment, cluster } = resolved;
    const file = `${environment.name}/environment.ts`;
    this.attempt(file, 'name', () => {
      const stack = new EnvironmentStack(project, environment.name, {
        ...environment,
        clusterName: environment.cluster,
        cluster,
        // A chart brings its own network policies; denying everything else would break what it does not declare.
        defaultDeny: resolved.services.size + resolved.stateful.size > 0,
        podSecurity: namespaceSecurity(platform),
        // Stores, issuers and classes are of kinds that the charts install: they come after them.
        ...(platform.foundations ? { clusterWave: 40 } : {}),
      });
      for (const [name, secret] of entries(platform.secrets)) {
        this.attempt(file, `sealed.${name}`, () => {
          const path = `${platform.name}/${environment.name}/${name}`;
          if (secret.kind === 'sealed') addSealedSecret(stack.shared, name, secret, environment.sealed?.[name] ?? {});
          else addStoredSecret(stack.shared, name, secret, environment.secretStore ?? cluster.secretStore, path);
        });
      }
      if (Object.keys(platform.gates ?? {}).length > 0) stack.addAnalysis(platform.gates ?? {}, resolved.sampling);
      this.charts(stack, platform, resolved);
      this.workloads(stack, platform, graph, resolved);
      this.foundations(stack, platform, resolved);
    });
  }

  private foundations(
    stack: EnvironmentStack,
    { foundations }: ResolvedPlatform['platform'],
    resolved: ResolvedEnvironment,
  ): void {
    if (foundations === undefined) return;
    const { alerts, backup } = foundations;
    addFoundations(stack, foundations, stack.argocdNamespace);
    addRolloutNotificationsPart(stack, foundations, this.all.fleet, resolved.environment.secretStore);
    if (alerts) addAlertPart(stack, alerts, backup, this.all);
    if (backup === undefined || stack.clusterName !== argocdClusterOf(this.all.fleet)) return;
    this.attempt(`${resolved.environment.name}/release.yaml`, 'services.backup', () => {
      addBackupPart(stack, backup, resolved);
    });
  }

  private charts(
    stack: EnvironmentStack,
    platform: ResolvedPlatform['platform'],
    { environment, charts }: ResolvedEnvironment,
  ): void {
    for (const [name, { images: places, ...chart }] of entries(platform.charts)) {
      const release = charts.get(name);
      if (!release) continue;
      const images = entries(places).flatMap(([image, place]) => {
        const ref = release.images.get(image);
        return ref ? [[place, ref] as const] : [];
      });
      this.attempt(`${environment.name}/release.yaml`, `charts.${name}`, () => {
        stack.addHelmPart(name, { ...chart, version: release.version, images: Object.fromEntries(images) });
      });
    }
  }

  private workloads(
    stack: EnvironmentStack,
    platform: ResolvedPlatform['platform'],
    graph: CallGraph,
    resolved: ResolvedEnvironment,
  ): void {
    const { environment } = resolved;
    const tuning = `${environment.name}/tuning.yaml`;
    const common = (name: string, own: { readonly env?: object }) => ({
      env: { ...own.env, ...environment.env?.[name] },
      calls: graph.calls(name),
      calledBy: graph.calledBy(name),
    });
    for (const [name, part] of entries(platform.stateful)) {
      const tuned = resolved.stateful.get(name);
      if (!tuned) continue;
      this.attempt(tuning, `services.${name}`, () => {
        new StatefulPart(stack.addPart(name, { kind: 'stateful' }), name, { ...part, ...tuned, ...common(name, part) });
      });
    }
    for (const [name, service] of entries(platform.services)) {
      const tuned = resolved.services.get(name);
      if (!tuned) continue;
      const hosts = environment.hosts?.[name];
      this.attempt(tuning, `services.${name}`, () => {
        new ServiceRollout(stack.addPart(name), name, {
          ...service,
          ...tuned,
          ...common(name, service),
          ...(hosts ? { hosts } : {}),
        });
      });
    }
  }

  /** Runs `build`; what a construct refuses becomes an issue of the file that a person edits. */
  private attempt(file: string, field: string, build: () => void): void {
    try {
      build();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.note(file, field, error.problem);
    }
  }

  private note(file: string, field: string, problem: Problem): void {
    this.issues.push({ ...problem, severity: 'error', at: { file: `${this.folder}/${file}`, field } });
  }
}

/** The environment's namespace is as strict as the loosest chart in it needs. */
function namespaceSecurity(platform: ResolvedPlatform['platform']): 'privileged' | 'baseline' | 'restricted' {
  const levels = entries(platform.charts).map(([, chart]) =>
    chart.namespace === undefined ? chart.podSecurity : undefined,
  );
  if (levels.includes('privileged')) return 'privileged';
  return levels.includes('baseline') ? 'baseline' : 'restricted';
}
