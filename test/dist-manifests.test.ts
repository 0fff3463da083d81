import { statSync } from 'node:fs';
import { join } from 'node:path';
import { applicationsOf } from '../lib/argocd/applications.ts';
import type { KubeObject } from '../lib/model/synthesis.ts';
import { haveSchemas, Schemas } from './support/schemas.ts';
import { DIST, folderOf, type ObjectFile } from './support/shipped.ts';
import { files } from './support/shipped-objects.ts';

interface Application extends KubeObject {
  readonly spec: {
    readonly project: string;
    readonly destination: { readonly name?: string; readonly server?: string; readonly namespace: string };
    readonly source: { readonly repoURL: string; readonly path?: string; readonly chart?: string };
    readonly syncPolicy: { readonly syncOptions: readonly string[] };
  };
}

interface Project extends KubeObject {
  readonly spec: {
    readonly sourceRepos: readonly string[];
    readonly destinations: readonly { readonly name: string; readonly namespace: string }[];
    readonly clusterResourceWhitelist: readonly {
      readonly group: string;
      readonly kind: string;
      readonly name?: string;
    }[];
    readonly namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  };
}

const ofKind = <T extends KubeObject>(kind: string): T[] =>
  files.filter((f) => f.object.kind === kind).map((f) => f.object as T);

const made = applicationsOf(files);

const applications = made.map(({ application }) => application as unknown as Application);

const projects = new Map(ofKind<Project>('AppProject').map((project) => [project.metadata.name, project]));

const groupOf = (object: KubeObject): string =>
  object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';

const waveOf = (object: KubeObject): number => {
  const annotations = object.metadata['annotations'] as Record<string, unknown> | undefined;
  const value = annotations?.['argocd.argoproj.io/sync-wave'] ?? '0';
  expect(typeof value).toBe('string');
  return Number(value);
};

/** Every string that stands somewhere in a value under one of these keys. */
function* valuesOf(value: unknown, key: string): Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === key) yield member;
    yield* valuesOf(member, key);
  }
}

describe('Applications', () => {
  it('sync a folder that exists, and every folder is synced by exactly one', () => {
    const paths = applications.flatMap((application) => application.spec.source.path ?? []);
    for (const path of paths) expect(statSync(join(DIST, '..', path)).isDirectory()).toBe(true);
    const leaves = [...new Set(files.map((file) => `dist/${folderOf(file.path)}`))].sort();
    expect([...paths].sort()).toEqual(leaves);
  });

  it('lie in the argocd/ folder beside the folder that they sync', () => {
    for (const { file: path, application } of made) {
      const source = application.spec.source.path;
      if (source === undefined) continue;
      const parent = folderOf(folderOf(path));
      const synced = source.replace(/^dist\//, '');
      expect(path.split('/').at(-2)).toBe('argocd');
      expect(synced === folderOf(path) || folderOf(synced) === parent || folderOf(folderOf(synced)) === parent).toBe(
        true,
      );
    }
  });

  it('name a project that exists, is not default, and permits their source, destination and kinds', () => {
    for (const application of applications) {
      const project = projects.get(application.spec.project);
      if (!project)
        throw new Error(`${application.metadata.name} names project ${application.spec.project}, which does not exist`);
      const { destination, source } = application.spec;
      expect(Object.keys(destination).sort()).toEqual(['name', 'namespace']);
      expect(project.spec.destinations).toContainEqual({ name: destination.name, namespace: destination.namespace });
      expect(project.spec.sourceRepos).toContain(source.repoURL);
      for (const file of files.filter((f) => `dist/${folderOf(f.path)}` === source.path)) {
        const { kind, metadata } = file.object;
        const group = groupOf(file.object);
        const allowed =
          metadata.namespace === undefined
            ? project.spec.clusterResourceWhitelist
            : project.spec.namespaceResourceWhitelist;
        const match = allowed.some(
          (item) => item.group === group && item.kind === kind && (!('name' in item) || item.name === metadata.name),
        );
        expect(`${application.metadata.name} ${group}/${kind} ${String(match)}`).toBe(
          `${application.metadata.name} ${group}/${kind} true`,
        );
        if (metadata.namespace !== undefined) {
          expect(project.spec.destinations).toContainEqual({ name: destination.name, namespace: metadata.namespace });
        }
      }
    }
  });

  it('remove what they manage when they are removed, and never share it', () => {
    const sets = ofKind('ApplicationSet').map(({ metadata }) => metadata.name);
    for (const application of applications) {
      // What makes an ApplicationSet must leave the Applications of that to its controller.
      const cascade = sets.includes(application.metadata.name) ? 'background' : 'foreground';
      expect(application.metadata['finalizers']).toEqual([`resources-finalizer.argocd.argoproj.io/${cascade}`]);
      expect(application.spec.syncPolicy.syncOptions).toContain(`PrunePropagationPolicy=${cascade}`);
      expect(application.spec.syncPolicy.syncOptions).toContain('FailOnSharedResource=true');
    }
  });

  it('let Argo CD make a namespace only for a chart, and only with the permission of the project', () => {
    for (const application of applications.filter((a) =>
      a.spec.syncPolicy.syncOptions.includes('CreateNamespace=true'),
    )) {
      expect(application.spec.source.chart).toBeDefined();
      expect(projects.get(application.spec.project)?.spec.clusterResourceWhitelist).toContainEqual({
        group: '',
        kind: 'Namespace',
        name: application.spec.destination.namespace,
      });
    }
  });

  it('write no empty group into ignoreDifferences, which Argo CD would drop', () => {
    const groups = applications.flatMap((application) =>
      [...valuesOf(application.spec, 'ignoreDifferences')].flatMap((list) => [...valuesOf(list, 'group')]),
    );
    expect(groups).not.toContain('');
  });
});

describe('manifests', () => {
  const describeWithSchemas = haveSchemas ? describe : describe.skip;

  describeWithSchemas('against the schemas of Kubernetes and of the CRDs', () => {
    const schemas = haveSchemas ? new Schemas() : undefined;

    it('are accepted, unknown fields forbidden', () => {
      const problems = files.flatMap((file) =>
        (schemas?.problems(file.object) ?? []).map((problem) => `${file.path} ${problem}`),
      );
      expect(problems).toEqual([]);
    });

    it('leave no default to the API server inside a list of a custom resource', () => {
      const added = files.flatMap((file) =>
        (schemas?.defaultsInLists(file.object) ?? []).map((field) => `${file.path} ${field}`),
      );
      expect(added).toEqual([]);
    });

    it('carry a namespace exactly when their kind has one, and cluster-scoped ones lie in cluster/', () => {
      for (const { path, object } of files) {
        const namespaced = schemas?.isNamespaced(object);
        expect(`${path} ${String(object.metadata.namespace !== undefined)}`).toBe(`${path} ${String(namespaced)}`);
        if (namespaced === false) expect(folderOf(path).endsWith('/cluster')).toBe(true);
      }
    });
  });

  it('hold no Secret and no image that is not pinned', () => {
    expect(files.filter((file) => file.object.kind === 'Secret')).toEqual([]);
    for (const { path, object } of files.filter((file) => file.object.kind !== 'Application')) {
      for (const image of valuesOf(object, 'image')) {
        expect(`${path} ${String(image)}`).toMatch(/ [^ ]+:[^ @:]+@sha256:[0-9a-f]{64}$/);
        expect(String(image)).not.toContain(':latest');
      }
    }
  });

  it('start a workload in the last wave of its part, after everything that it refers to', () => {
    for (const folder of new Set(files.map((file) => folderOf(file.path)))) {
      const part = files.filter((file) => folderOf(file.path) === folder);
      const workloads = part.filter((file) => ['Rollout', 'StatefulSet'].includes(file.object.kind));
      for (const workload of workloads) {
        const last = Math.max(...part.map((file) => waveOf(file.object)));
        expect(waveOf(workload.object)).toBe(last);
        const supports = part.filter((file) =>
          ['Service', 'HTTPRoute', 'Ingress', 'NetworkPolicy', 'ServiceAccount'].includes(file.object.kind),
        );
        for (const support of supports) expect(waveOf(support.object)).toBeLessThan(last);
      }
    }
  });

  it('refer only to what exists in their namespace', () => {
    const known = new Set(
      files.map(({ object }) => `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`),
    );
    const missing: string[] = [];
    const need = (file: ObjectFile, kinds: readonly string[], name: unknown): void => {
      if (typeof name !== 'string') return;
      const { namespace = '' } = file.object.metadata;
      if (!kinds.some((kind) => known.has(`${kind} ${namespace}/${name}`)))
        missing.push(`${file.path} ${kinds.join('|')} ${name}`);
    };
    for (const file of files) {
      for (const key of ['stableService', 'canaryService', 'activeService', 'previewService']) {
        for (const name of valuesOf(file.object, key)) need(file, ['Service'], name);
      }
      for (const name of valuesOf(file.object, 'templateName')) need(file, ['AnalysisTemplate'], name);
      for (const name of valuesOf(file.object, 'stableIngress')) need(file, ['Ingress'], name);
      for (const name of valuesOf(file.object, 'httpRoute')) need(file, ['HTTPRoute'], name);
      for (const name of valuesOf(file.object, 'serviceAccountName')) need(file, ['ServiceAccount'], name);
      for (const target of valuesOf(file.object, 'scaleTargetRef'))
        need(file, ['Rollout'], (target as { name: string }).name);
      for (const ref of valuesOf(file.object, 'secretKeyRef'))
        need(file, ['ExternalSecret', 'SealedSecret'], (ref as { name: string }).name);
      for (const list of valuesOf(file.object, 'imagePullSecrets')) {
        for (const ref of list as { name: string }[])
          if (typeof ref === 'object') need(file, ['ExternalSecret', 'SealedSecret'], ref.name);
      }
    }
    expect(missing).toEqual([]);
  });

  it('leave replicas to the autoscaler where there is one', () => {
    const scaled = new Set(
      ofKind('HorizontalPodAutoscaler').map((hpa) => `${hpa.metadata.namespace ?? ''}/${hpa.metadata.name}`),
    );
    for (const rollout of ofKind('Rollout')) {
      const has = scaled.has(`${rollout.metadata.namespace ?? ''}/${rollout.metadata.name}`);
      const { replicas } = rollout['spec'] as { replicas?: number };
      expect(`${rollout.metadata.name} ${String(replicas !== undefined)}`).toBe(
        `${rollout.metadata.name} ${String(!has)}`,
      );
    }
  });
});
