import fc from 'fast-check';
import type { ApplicationSet } from '../../lib/argocd/application-sets/application-set.ts';
import { directoriesOf } from '../../lib/argocd/application-sets/directories.ts';
import { expand } from '../../lib/argocd/application-sets/expand.ts';
import { TemplateError } from '../../lib/argocd/go-template/nodes.ts';
import { ask, haveOracle } from '../support/oracle.ts';
import { shipped } from '../support/shipped.ts';

const describeBuilt = haveOracle ? describe : describe.skip;

jest.setTimeout(120_000);

const REPOSITORY = 'https://git.example.com/shop.git';
const SEED = 20261121;

/** Without what is empty: Go's types write it out, or leave it away. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => tidy(item) ?? null);
  if (typeof value !== 'object' || value === null)
    return value === '' || value === null || value === false ? undefined : value;
  const entries = Object.entries(value).map(([key, inner]) => [key, tidy(inner)] as const);
  const kept = entries.filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

interface Made {
  readonly metadata: object;
  readonly spec: object;
}

const plain = (applications: readonly Made[]): string =>
  JSON.stringify(applications.map(({ metadata, spec }) => tidy({ metadata, spec })));

interface Case {
  readonly set: ApplicationSet;
  readonly directories: readonly string[];
}

/** What we say, `broken` where Argo CD would make nothing, `unknown` where we do not say. */
function ours({ set, directories }: Case): string {
  try {
    return plain(expand(set, { repository: REPOSITORY, directories }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.message.includes('offline') ? 'unknown' : 'broken';
  }
}

function differences(cases: readonly Case[]) {
  const theirs = ask(cases.map(({ set, directories }) => ({ applicationSet: set, directories })));
  return cases.flatMap((one, index) => {
    const answer = theirs[index];
    const [a, b] = [ours(one), answer === 'broken' ? 'broken' : plain((answer ?? []) as readonly Made[])];
    return a === 'unknown' || a === b ? [] : [{ set: one.set.spec, ours: a, theirs: b }];
  });
}

const setOf = (spec: object): ApplicationSet => ({
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'shop', namespace: 'argocd' } },
  spec: { goTemplate: true, goTemplateOptions: ['missingkey=error'], ...spec } as unknown as ApplicationSet['spec'],
});

describeBuilt('ApplicationSets', () => {
  it('make what those of the shipped platforms make', () => {
    const { files } = shipped();
    const cases = files.flatMap(({ object }): Case[] => {
      if (object?.kind !== 'ApplicationSet') return [];
      // The strategy is the business of another part of the controller.
      const { spec, ...rest } = JSON.parse(
        JSON.stringify(object).replaceAll('https://github.com/argosy-example/platforms.git', REPOSITORY),
      ) as ApplicationSet;
      return [
        {
          set: {
            ...rest,
            spec: { ...spec, strategy: undefined },
          },
          directories: directoriesOf(files),
        },
      ];
    });
    expect(cases.map(ours).map((text) => (JSON.parse(text) as object[]).length)).toEqual([24, 21]);
    expect(differences(cases)).toEqual([]);
  });

  it('make what random ones make', () => {
    const word = fc.constantFrom('a', 'b', 'prod', 'dev', 'x-y', '', 'B_c');
    const value: fc.Arbitrary<unknown> = fc.oneof(
      word,
      fc.integer({ min: 0, max: 3 }),
      fc.boolean(),
      fc.array(word, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('k', 'l'), word, { maxKeys: 2 }),
    );
    const path = fc.record({ basename: word, basenameNormalized: word, segments: fc.constant(['dist', 'x']) });
    const whole = { name: word, env: word, part: value, extra: value, deep: fc.record({ k: value }), path };
    const element = fc.oneof({ weight: 6, arbitrary: fc.record(whole) }, fc.record(whole, { requiredKeys: [] }));
    const list = fc.array(element, { maxLength: 3 }).map((elements) => ({ list: { elements } }));
    const pattern = fc.constantFrom(
      'dist/*/*',
      'dist/shop/*',
      'dist/*',
      '*',
      'dist/shop/{{ .env }}',
      'dist/*/[a-d]*',
      'dist/[^s]*/*',
      'dist/*/?',
    );
    const git = fc
      .array(fc.record({ path: pattern, exclude: fc.boolean() }), { minLength: 1, maxLength: 3 })
      .map((directories) => ({ git: { repoURL: REPOSITORY, revision: 'main', directories } }));
    const generator = fc.oneof(
      list,
      git,
      fc.tuple(fc.oneof(list, git), fc.oneof(list, git)).map((generators) => ({ matrix: { generators } })),
    );
    const operand = fc.constantFrom(
      '.name',
      '.env',
      '.part',
      '.deep.k',
      '.path.basename',
      '.path.basenameNormalized',
      '(index .path.segments 1)',
      '"dev"',
      '2',
      '.extra',
    );
    const call = fc.oneof(
      operand,
      fc
        .tuple(fc.constantFrom('lower', 'upper', 'quote', 'toJson', 'not', 'len'), operand)
        .map((words) => words.join(' ')),
      fc
        .tuple(
          fc.constantFrom(
            'eq',
            'ne',
            'and',
            'or',
            'default',
            'has',
            'contains',
            'hasPrefix',
            'hasSuffix',
            'trimPrefix',
            'trimSuffix',
            'index',
            'printf "%s.%v"',
          ),
          operand,
          operand,
        )
        .map((words) => words.join(' ')),
      fc
        .tuple(
          operand,
          fc.constantFrom('upper', 'lower', 'replace "a" "$&"', 'default "none"', 'has (list "dev" "prod")'),
        )
        .map((words) => words.join(' | ')),
    );
    const piece = fc.oneof(
      fc.constantFrom('x', '-', ' '),
      call.map((text) => `{{ ${text} }}`),
      fc
        .tuple(call, call, fc.constantFrom('-', ''))
        .map(
          ([test, text, trim]) =>
            `{{${trim} if ${test} ${trim}}} y{{ ${text} }}{{${trim} else }}n {{${trim} end ${trim}}}`,
        ),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''));
    const patch = fc.oneof(
      fc.constant(undefined),
      fc
        .tuple(call, text)
        .map(
          ([test, inner]) =>
            `{{- if ${test} }}\nmetadata:\n  labels:\n    a: "${inner.replaceAll('"', '`')}"\n{{- end }}\nspec:\n  source: {path: null, chart: c}\n`,
        ),
      fc.constantFrom(
        'spec: {project: other, syncPolicy: {syncOptions: [a]}}',
        'metadata: {annotations: null}',
        '{"spec": {"revisionHistoryLimit": 3}}',
        '',
      ),
    );
    const cases = fc.sample(
      fc.record({
        set: fc
          .record({
            generators: fc.array(generator, { minLength: 1, maxLength: 2 }),
            name: text,
            path: text,
            patch,
            preserve: fc.boolean(),
          })
          .map(({ generators, name, path, patch: templatePatch, preserve }) =>
            setOf({
              generators,
              syncPolicy: { preserveResourcesOnDeletion: preserve },
              template: {
                metadata: { name, annotations: { 'b/{{ .env }}': 'c' } },
                spec: {
                  project: 'shop',
                  source: { repoURL: REPOSITORY, path },
                  destination: { name: 'in-cluster', namespace: 'n' },
                  syncPolicy: { syncOptions: ['b'] },
                },
              },
              ...(templatePatch === undefined ? {} : { templatePatch }),
            }),
          ),
        directories: fc.subarray([
          'dist',
          'dist/shop',
          'dist/shop/a',
          'dist/shop/b',
          'dist/shop/prod',
          'dist/other',
          'dist/other/B_c',
          'docs',
        ]),
      }),
      { seed: SEED, numRuns: 1200 },
    );
    expect(differences(cases).slice(0, 5)).toEqual([]);
    // Most of them are of no use; enough are.
    const said = cases.map(ours);
    expect(said.filter((one) => one.startsWith('[{')).length).toBeGreaterThan(80);
  });
});
