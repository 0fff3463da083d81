import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { load } from 'js-yaml';
import { Manifest } from '../../lib/constructs/manifest.ts';
import { isOurs, markdownHeader, yamlHeader } from '../../lib/render/header.ts';
import { render } from '../../lib/render/render.ts';
import { chartAt, object, paths } from './support/tree.ts';

describe('a construct tree as files', () => {
  test('a chart is a folder, an object a file, and the first line says where it comes from', () => {
    const app = new App();
    const backend = chartAt(app, 'pern/production/backend');
    new Manifest(backend, 'rollout', {
      ...object('Rollout', 'backend', 'argoproj.io/v1alpha1'),
      spec: { replicas: 2 },
    });
    new ApiObject(new Construct(backend, 'inner'), 'service', object('Service', 'backend'));
    new ApiObject(chartAt(app, 'pern/argocd'), 'project', object('AppProject', 'pern', 'argoproj.io/v1alpha1'));
    new ApiObject(chartAt(app, 'argocd'), 'root', object('Application', 'root', 'argoproj.io/v1alpha1'));
    const { files, issues } = render(app);
    expect(issues).toEqual([]);
    expect(files.map(({ path, node, text }) => [path, node, text.split('\n')[0]])).toEqual([
      ['argocd/Application-root.yaml', 'argocd/root', '# Generated from environments. Do not edit; run make synth.'],
      [
        'pern/argocd/AppProject-pern.yaml',
        'pern/argocd/project',
        '# Generated from environments/pern. Do not edit; run make synth.',
      ],
      [
        'pern/production/backend/Rollout-backend.yaml',
        'pern/production/backend/rollout',
        '# Generated from environments/pern/production. Do not edit; run make synth.',
      ],
      [
        'pern/production/backend/Service-backend.yaml',
        'pern/production/backend/inner/service',
        '# Generated from environments/pern/production. Do not edit; run make synth.',
      ],
    ]);
    expect(files[2]?.text).toBe(`# Generated from environments/pern/production. Do not edit; run make synth.
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: backend
spec:
  replicas: 2
`);
    expect(files[2]?.object).toEqual({
      ...object('Rollout', 'backend', 'argoproj.io/v1alpha1'),
      spec: { replicas: 2 },
    });
  });

  test('the root of the sources can have another name', () => {
    const app = new App();
    new ApiObject(chartAt(app, 'a/b'), 'x', object('Secret', 'x'));
    expect(render(app, { sourceRoot: 'fleet' }).files[0]?.text.split('\n')[0]).toBe(yamlHeader('fleet/a'));
  });

  test('the order of the tree does not matter, nor does an id that looks like a number', () => {
    const made = (ids: readonly string[]): string => {
      const app = new App();
      for (const id of ids) new ApiObject(chartAt(app, id), id, object('Secret', `s${id}`));
      return JSON.stringify(render(app).files);
    };
    expect(made(['b', '10', 'a', '9', 'B1'])).toBe(made(['9', 'B1', 'b', 'a', '10']));
  });

  test('objects belong to the nearest chart, and a chart inside a chart is a folder of its own', () => {
    const app = new App();
    const outer = chartAt(app, 'p/outer');
    const inner = new Chart(new Construct(outer, 'parts'), 'inner');
    new ApiObject(inner, 'a', object('Secret', 'a'));
    new ApiObject(outer, 'b', object('Secret', 'b'));
    expect(paths(render(app))).toEqual(['p/outer/Secret-b.yaml', 'p/outer/parts/inner/Secret-a.yaml']);
  });

  test('objects of any cdk8s construct are rendered as cdk8s itself does: patches, lazy values, typed props', () => {
    const app = new App();
    const chart = chartAt(app, 'p/c');
    const typed = new k8s.KubeDeployment(chart, 'typed', {
      metadata: { name: 'typed', labels: { b: '1', a: '2' } },
      spec: {
        selector: { matchLabels: { app: 'x' } },
        template: { spec: { containers: [{ name: 'x', ports: [{ containerPort: 80 }] }] } },
        strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromString('25%') } },
      },
    });
    const lazy = new ApiObject(chart, 'lazy', {
      ...object('ConfigMap', 'lazy'),
      data: { at: Lazy.any({ produce: () => 'late' }) as string },
    });
    lazy.addJsonPatch(JsonPatch.add('/data/patched', 'yes'));
    const { files, issues } = render(app);
    expect(issues).toEqual([]);
    expect(files.map(({ text }) => load(text))).toEqual([lazy.toJson(), typed.toJson()]);
    expect(files[0]?.text).toContain('data:\n  at: late\n  patched: "yes"\n');
  });

  test('gives both objects their API group when two kinds share a name, and no other object', () => {
    const app = new App();
    const chart = chartAt(app, 'p/c');
    new ApiObject(chart, 'core', object('Service', 'web'));
    new ApiObject(chart, 'knative', object('Service', 'web', 'serving.knative.dev/v1'));
    new ApiObject(chart, 'other', object('Service', 'api'));
    new ApiObject(chartAt(app, 'p/d'), 'core', object('Service', 'web', 'v1', 'd'));
    const rendering = render(app);
    expect(rendering.issues).toEqual([]);
    expect(paths(rendering)).toEqual([
      'p/c/Service-api.yaml',
      'p/c/Service.core-web.yaml',
      'p/c/Service.serving.knative.dev-web.yaml',
      'p/d/Service-web.yaml',
    ]);
  });

  test('writes unsafe characters of names as escapes, so that no object leaves its folder', () => {
    const app = new App();
    new ApiObject(chartAt(app, 'p/c d'), 'a', object('ClusterRole', 'system:a/../b%é', 'rbac.authorization.k8s.io/v1'));
    new ApiObject(chartAt(app, '../.git'), 'b', object('Secret', 'b'));
    expect(paths(render(app))).toEqual([
      '%2E./%2Egit/Secret-b.yaml',
      'p/c%20d/ClusterRole-system%3Aa%2F..%2Fb%25%C3%A9.yaml',
    ]);
  });
});

describe('the mark of ownership', () => {
  test('is the header of YAML and of Markdown', () => {
    expect(isOurs(yamlHeader('environments/a b'))).toBe(true);
    expect(isOurs(`${yamlHeader('environments')}\r`)).toBe(true);
    expect(isOurs(markdownHeader('environments'))).toBe(true);
  });

  test.each([
    '',
    'apiVersion: v1',
    ' # Generated from environments. Do not edit; run make synth.',
    '# Generated from environments. Do not edit; run make synth. Not really',
    '# Generated from . Do not edit',
    '<!-- Generated from environments. Do not edit; run make synth.',
    '# Generated by hand',
  ])('refuses the line %j', (line) => {
    expect(isOurs(line)).toBe(false);
  });
});

test('asks each construct once, however many charts there are', () => {
  const app = new App();
  const asked = new Map<string, number>();
  const count = (what: string) => asked.set(what, (asked.get(what) ?? 0) + 1);
  for (let index = 0; index < 50; index++) {
    const chart = new Chart(app, `c${index}`);
    chart.node.addValidation({ validate: () => (count(`validate ${index}`), []) });
    const made = new Manifest(chart, 'm', object('Secret', 's', 'v1', `n${index}`), () => {
      count(`render ${index}`);
      return object('Secret', 's', 'v1', `n${index}`);
    });
    expect(made.node.path).toBe(`c${index}/m`);
  }
  expect(render(app).files).toHaveLength(50);
  expect(asked.size).toBe(100);
  expect(new Set(asked.values())).toEqual(new Set([1]));
});
