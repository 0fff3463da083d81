import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { CLUSTER_CONTEXT } from '../../lib/model/context.ts';
import { Manifest } from '../../lib/constructs/manifest.ts';
import { ProblemError } from '../../lib/model/issue.ts';
import { render, type Rendering } from '../../lib/render/render.ts';
import { folderIn, chartAt, object, paths } from './support/tree.ts';

const told = ({ issues }: Rendering): string[] =>
  issues.map(({ severity, at, code, message }) => `${severity} ${at.file} ${at.field ?? '-'}: ${message} [${code}]`);

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
