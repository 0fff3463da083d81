import fc from 'fast-check';
import type { ApplicationSet } from '../../lib/argocd/application-sets/application-set.ts';
import { expand } from '../../lib/argocd/application-sets/expand.ts';
import { parametersOf } from '../../lib/argocd/application-sets/generators.ts';
import { pathMatch } from '../../lib/argocd/path-match.ts';
import { common, templatePatch, type Wanted } from '../../lib/constructs/argocd/application-set/template-patch.ts';

const around = {
  repository: 'https://git.example.com/shop.git',
  directories: [
    'dist',
    'dist/shop',
    'dist/shop/argocd',
    'dist/shop/live',
    'dist/shop/live/Web.App_',
    'dist/shop/live/db',
  ],
};

const list = (...elements: Record<string, unknown>[]) => ({ list: { elements } });

describe('generators', () => {
  it('git: the folders that fit and are not excluded, with what is known of each', () => {
    const git = {
      repoURL: around.repository,
      directories: [{ path: 'dist/shop/*/*' }, { path: 'dist/*/*/d?', exclude: true }],
    };
    expect(parametersOf({ git }, around)).toEqual([
      {
        path: {
          ...{ path: 'dist/shop/live/Web.App_', basename: 'Web.App_', basenameNormalized: 'web.app' },
          segments: ['dist', 'shop', 'live', 'Web.App_'],
        },
      },
    ]);
  });

  it('matrix: every pair; the first wins, also with nothing', () => {
    const generators = [
      list({ a: 'first', b: '', c: { x: 1, y: '' }, e: [] }),
      list({ a: 'second', b: 'lost', c: { y: 2, z: 3 }, d: '{{ .a }}', e: [1] }, { a: 'third' }),
    ];
    expect(parametersOf({ matrix: { generators } }, around)).toEqual([
      { a: 'first', b: '', c: { x: 1, y: '', z: 3 }, d: 'first', e: [] },
      { a: 'first', b: '', c: { x: 1, y: '' }, e: [] },
    ]);
  });

  it.each<readonly [string, object]>([
    ['clusters', { clusters: {} }],
    ['files', { git: { repoURL: around.repository, files: [] } }],
    ['elsewhere', { git: { repoURL: 'https://elsewhere/elsewhere.git', directories: [] } }],
    ['elementsYaml', { list: { elementsYaml: '' } }],
    ['two generators', { matrix: { generators: [list({})] } }],
    ['selector', { list: { elements: [] }, selector: {} }],
  ])('what is not in git, or not vouched for, is refused: %s', (words, generator) => {
    expect(() => parametersOf(generator, around)).toThrow(words);
  });
});

test('a pattern of folders is read as Go reads it', () => {
  const answers = [
    ['dist/*/x', 'dist/a/x'],
    ['dist/*', 'dist/a/x'],
    ['d[^a-h]st', 'dist'],
    ['d[a-h]st', 'dist'],
    ['a\\*', 'a*'],
    ['a[', 'a['],
    ['a.c', 'abc'],
    ['a?c', 'a/c'],
  ].map(([pattern = '', path = '']) => pathMatch(pattern, path));
  expect(answers).toEqual([true, false, true, false, true, false, false, false]);
});

const set = (spec: object): ApplicationSet => ({
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'shop', namespace: 'argocd' } },
  spec: {
    goTemplate: true,
    generators: [list({ name: 'a', extra: 'yes' })],
    template: { metadata: { name: 'shop-{{ .name }}' }, spec: { project: 'shop', source: { path: '{{ .name }}' } } },
    ...spec,
  },
});

describe('what a set makes', () => {
  it('has its namespace, a finalizer where the template has none, and the patch over the template', () => {
    const templatePatch =
      'metadata:\n  labels: {"{{ .name }}": "{{ .extra }}"}\nspec: {project: other, source: {path: null, chart: c}}';
    expect(expand(set({ templatePatch }), around)).toEqual([
      {
        ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
        metadata: {
          ...{ name: 'shop-a', namespace: 'argocd', labels: { a: 'yes' } },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        // The project cannot be patched.
        spec: { project: 'shop', source: { chart: 'c' } },
      },
    ]);
  });

  it('reads the patch as YAML 1.1, as Argo CD does', () => {
    const [application] = expand(set({ templatePatch: 'spec: {on: {{ .extra }}, off: "yes"}' }), around);
    expect(application?.spec).toMatchObject({ true: true, false: 'yes' });
  });

  it.each<readonly [string, object]>([
    ['goTemplate', { goTemplate: false }],
    ['the function now', { templatePatch: '{{ now }}' }],
    ['finalizers', { templatePatch: 'metadata: {finalizers: [a]}' }],
    ['$patch', { templatePatch: 'spec: {$patch: replace}' }],
    ['must be an object', { templatePatch: '- a' }],
    ['no YAML', { templatePatch: 'a: ""b""' }],
  ])('is unknown where we do not vouch for it: %s', (words, spec) => {
    expect(() => expand(set(spec), around)).toThrow(words);
  });
});

test('whatever Applications should be, template and patch together make them', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.constantFrom('a', 'yes', '0x1'), { maxLength: 2 }),
  );
  const { tree } = fc.letrec<{ tree: Record<string, unknown>; node: unknown }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, leaf, tie('tree')),
    tree: fc.dictionary(fc.constantFrom('a', 'b/c', 'd e', 'on', '1'), tie('node'), { minKeys: 1, maxKeys: 3 }),
  }));
  const grid = ['x', 'y', 'z'].flatMap((environment) => ['p', 'q', 'r'].map((part) => ({ environment, part })));
  const objects = fc.tuple(
    fc.array(tree, { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
    fc.subarray(grid, { minLength: 1 }),
  );
  fc.assert(
    fc.property(objects, ([kinds, choice, cells]) => {
      const wanted = cells.map((cell, index): Wanted => ({
        ...cell,
        object: { spec: kinds[(choice[index] ?? 0) % kinds.length] },
      }));
      fc.pre(!JSON.stringify(wanted).includes('{{'));
      const base = common(wanted.map(({ object }) => object));
      const patch = templatePatch(wanted, base, { environment: '.environment', part: '.part' });
      const made = expand(
        set({
          generators: [list(...cells)],
          template: { metadata: { name: '{{ .environment }}-{{ .part }}' }, spec: {}, ...base },
          templatePatch: patch,
        }),
        around,
      );
      expect(made.map(({ spec }) => ({ ...spec, project: undefined }))).toEqual(
        wanted.map(({ object }) => ({ ...(object['spec'] as object), project: undefined })),
      );
    }),
    { numRuns: 100 },
  );
});
