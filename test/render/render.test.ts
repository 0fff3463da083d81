import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { load } from 'js-yaml';
import { CLUSTER_CONTEXT } from '../../lib/model/context.ts';
import { Manifest } from '../../lib/constructs/manifest.ts';
import { ProblemError } from '../../lib/model/issue.ts';
import { isOurs, markdownHeader, yamlHeader } from '../../lib/render/header.ts';
import { render, type Rendering } from '../../lib/render/render.ts';

/** A folder of the tree: a plain construct, made unless it is there. */
function folderIn(parent: Construct, id: string): Construct {
  const child = parent.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(parent, id);
}

/** A chart in folders that are plain constructs, as the parts of an environment are. */
function chartAt(app: App, path: string): Chart {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  return new Chart(segments.reduce<Construct>(folderIn, app), last);
}

const object = (kind: string, name: string, apiVersion = 'v1', namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

const paths = ({ files }: Rendering): string[] => files.map((file) => file.path);
const told = ({ issues }: Rendering): string[] =>
  issues.map(({ severity, at, code, message }) => `${severity} ${at.file} ${at.field ?? '-'}: ${message} [${code}]`);

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

describe('objects that collide', () => {
  test('refuses two objects for one file, and names both', () => {
    const app = new App();
    const chart = chartAt(app, 'p/prod/c');
    new ApiObject(chart, 'one', object('ConfigMap', 'web', 'v1', 'a'));
    new ApiObject(chart, 'two', object('ConfigMap', 'web', 'v1', 'b'));
    expect(told(render(app))).toEqual([
      'error environments/p/prod p/prod/c/two: must be the only object for p/prod/c/ConfigMap-web.yaml, got another from p/prod/c/one [render/duplicate-path]',
    ]);
  });

  test('refuses one object twice in a cluster, once for each pair', () => {
    const app = new App();
    new ApiObject(chartAt(app, 'p/a'), 'x', object('Service', 'web', 'v1', 'n'));
    const b = chartAt(app, 'p/b');
    new ApiObject(b, 'x', object('Service', 'web', 'v1', 'n'));
    new ApiObject(b, 'y', object('Service', 'web', 'v1', 'n'));
    expect(told(render(app))).toEqual([
      'error environments/p p/b/x: must be the only Service web in namespace n of the cluster, got another from p/a/x [render/duplicate-object]',
      'error environments/p p/b/y: must be the only Service web in namespace n of the cluster, got another from p/a/x [render/duplicate-object]',
      'error environments/p p/b/y: must be the only object for p/b/Service-web.yaml, got another from p/b/x [render/duplicate-path]',
    ]);
  });

  test('tells clusters, namespaces, groups and kinds apart', () => {
    const app = new App();
    const one = chartAt(app, 'p/one/c');
    const two = folderIn(folderIn(app, 'p'), 'two');
    two.node.setContext(CLUSTER_CONTEXT, 'east');
    const east = new Chart(two, 'c');
    new ApiObject(one, 'a', object('Service', 'web', 'v1', 'n'));
    new ApiObject(east, 'a', object('Service', 'web', 'v1', 'n'));
    new ApiObject(chartAt(app, 'p/other'), 'a', object('Service', 'web', 'v1', 'm'));
    new ApiObject(chartAt(app, 'p/third'), 'a', object('Service', 'web', 'x.io/v1', 'n'));
    new ApiObject(chartAt(app, 'p/fourth'), 'a', object('Ingress', 'web', 'v1', 'n'));
    expect(render(app).issues).toEqual([]);
    new ApiObject(new Chart(two, 'd'), 'a', object('Service', 'web', 'v2', 'n'));
    expect(told(render(app))).toEqual([
      'error environments/p/two p/two/d/a: must be the only Service web in namespace n of cluster east, got another from p/two/c/a [render/duplicate-object]',
    ]);
  });

  test('refuses names and folders that are one on a disk without upper and lower case', () => {
    const app = new App();
    const chart = chartAt(app, 'p/c');
    new ApiObject(chart, 'a', object('ClusterRole', 'Admin'));
    new ApiObject(chart, 'b', object('ClusterRole', 'admin'));
    new ApiObject(chartAt(app, 'P/d'), 'x', object('Secret', 'x'));
    new ApiObject(chartAt(app, 'p/e/Secret-y.yaml'), 'z', object('Secret', 'z'));
    new ApiObject(chartAt(app, 'p/f'), 'y', object('Secret', 'y'));
    new ApiObject(chartAt(app, 'p/f/secret-y.yaml'), 'w', object('Secret', 'w'));
    expect(told(render(app))).toEqual([
      'error environments/p p/c/b: must be the only object for p/c/ClusterRole-admin.yaml, got another from p/c/a [render/duplicate-path]',
      'error environments/p/f p/f/secret-y.yaml/w: folder p/f/secret-y.yaml must not have the path of a file, got another from p/f/y [render/duplicate-path]',
      'error environments/P P/d/x: folder P must not differ by case only from p, got another from p/c/a [render/duplicate-path]',
    ]);
  });

  test('refuses a name that no file can have', () => {
    const app = new App();
    new ApiObject(chartAt(app, 'p/c'), 'a', object('ConfigMap', 'x'.repeat(253)));
    expect(render(app).issues).toMatchObject([
      { code: 'render/name-too-long', message: expect.stringMatching(/at most 255 characters, got 268/) as string },
    ]);
  });
});

describe('what constructs refuse', () => {
  test('reports every problem of a tree at once, each with its construct', () => {
    const app = new App();
    const chart = chartAt(app, 'p/prod/c');
    const stack = app.node.findChild('p').node.findChild('prod');
    stack.node.addValidation({ validate: () => ['has no parts', 'has no name'] });
    app.node.addValidation({ validate: () => ['is empty'] });
    chart.node.addValidation({
      validate: () => {
        throw new ProblemError({ code: 'chart/broken', message: 'must be whole' });
      },
    });
    const service = new ApiObject(chart, 'service', object('Service', 'web'));
    service.node.addValidation({ validate: () => ['has no ports'] });
    class Failing extends ApiObject {
      override toJson(): unknown {
        throw new ProblemError({
          code: 'image/latest',
          message: 'must not use the tag latest, got a:latest',
          fix: 'name it',
        });
      }
    }
    new Failing(chart, 'failing', object('Job', 'x'));
    const lazy = Lazy.any({
      produce: () => {
        throw new Error('no such port: http');
      },
    }) as string;
    new ApiObject(chart, 'lazy', { ...object('ConfigMap', 'y'), data: { a: lazy } });
    new Manifest(chart, 'date', { ...object('ConfigMap', 'z'), data: { when: new Date(0) } });
    new ApiObject(chart, 'patched', object('ConfigMap', 'v')).addJsonPatch(
      JsonPatch.remove('/metadata/name'),
      JsonPatch.replace('/kind', ''),
    );
    const rendering = render(app);
    expect(told(rendering)).toEqual([
      'error environments -: is empty [render/invalid-construct]',
      'error environments/p/prod p/prod: has no parts [render/invalid-construct]',
      'error environments/p/prod p/prod: has no name [render/invalid-construct]',
      'error environments/p/prod p/prod/c: must be whole [chart/broken]',
      'error environments/p/prod p/prod/c/service: has no ports [render/invalid-construct]',
      'error environments/p/prod p/prod/c/failing: must not use the tag latest, got a:latest [image/latest]',
      'error environments/p/prod p/prod/c/lazy: could not be rendered: no such port: http [render/failed]',
      'error environments/p/prod p/prod/c/date: data.when must be plain JSON data, got an instance of Date [render/not-json-data]',
      'error environments/p/prod p/prod/c/patched: must be an object with apiVersion, kind and metadata.name, got none for kind and metadata.name [render/incomplete-object]',
    ]);
    expect(rendering.issues.find(({ code }) => code === 'image/latest')?.fix).toBe('name it');
    expect(paths(rendering)).toEqual(['p/prod/c/Service-web.yaml']);
  });
});

test('renders in linear time: ten times the charts take less than thirty times as long', () => {
  const seconds = (charts: number): number => {
    const app = new App();
    for (let index = 0; index < charts; index++) {
      const chart = new Chart(app, `c${index}`);
      for (let each = 0; each < 5; each++)
        new Manifest(chart, `m${each}`, object('Secret', `s${each}`, 'v1', `n${index}`));
    }
    const start = performance.now();
    expect(render(app).files).toHaveLength(charts * 5);
    return performance.now() - start;
  };
  const best = (charts: number): number => Math.min(...[1, 2, 3].map(() => seconds(charts)));
  expect(best(3000) / best(300)).toBeLessThan(30);
});
