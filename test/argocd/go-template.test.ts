import { evaluateTemplate } from '../../lib/argocd/go-template/evaluate.ts';
import { fieldsOf } from '../../lib/argocd/go-template/fields.ts';
import { parseTemplate } from '../../lib/argocd/go-template/parse.ts';

const VALUES = {
  environment: 'prod',
  part: 'backend',
  number: 5,
  empty: '',
  patch: { b: '<&>', a: [1, true] },
  path: { path: 'dist/pern/prod/backend', basename: 'backend', segments: ['dist', 'pern', 'prod', 'backend'] },
};

const said = (template: string): string => evaluateTemplate(parseTemplate(template), VALUES);

/** What Go's text/template and sprig say, with `missingkey=error`; the oracle compares whole ApplicationSets. */
const TEMPLATES: readonly (readonly [template: string, text: string])[] = [
  ['plain', 'plain'],
  ['{{ .environment }}-{{.part}}', 'prod-backend'],
  ['{{ index .path.segments 2 }}', 'prod'],
  ['a {{- /* nothing */ -}} b', 'ab'],
  ['a\n  {{- if eq .environment "prod" }}\n  b\n  {{- end }}\nc', 'a\n  b\nc'],
  ['{{ if eq .environment "dev" "prod" }}yes{{ else }}no{{ end }}', 'yes'],
  ['{{ if .empty }}a{{ else if ne .part "backend" }}b{{ else }}c{{ end }}', 'c'],
  ['{{ if has .part (list "frontend" "backend") }}in{{ end }}', 'in'],
  ['{{ if or (eq .environment "dev") (has .part (list "x")) }}a{{ else }}b{{ end }}', 'b'],
  ['{{ if and .part (not .empty) }}both{{ end }}', 'both'],
  ['{{ if and .empty .missing }}a{{ else }}stops at the first{{ end }}', 'stops at the first'],
  ['{{ printf "%s/%s" .environment .part }}', 'prod/backend'],
  ['{{ .number }} {{ quote .part }} {{ `raw}}` }}', '5 "backend" raw}}'],
  ['{{ .patch | toJson }}', '{"a":[1,true],"b":"\\u003c\\u0026\\u003e"}'],
  ['{{ default "none" .empty }} {{ .part | upper | trimPrefix "BACK" }}', 'none END'],
  ['{{ replace "a" "$&" .part }}', 'b$&ckend'],
  ['{{ (index .path.segments 0) }} {{ len .path.segments }} {{ $.part }}', 'dist 4 backend'],
];

const REFUSED: readonly (readonly [template: string, message: string])[] = [
  ['{{ .enviroment }}', 'does not exist'],
  ['{{ .path.path.x }}', 'does not exist'],
  ['{{ index .path.segments 9 }}', 'outside of a list of 4'],
  ['{{ now }}', 'the function now is not expanded offline'],
  ['{{ range .path.segments }}{{ . }}{{ end }}', 'range }} is not expanded offline'],
  ['{{ $x := .part }}', 'the variable $x is not expanded offline'],
  ['{{ .path.segments }}', 'a list in a text is not expanded offline'],
  ['{{ eq .number "5" }}', 'cannot compare'],
  ['{{ if .part }}', 'without {{ end }}'],
  ['{{ end }}', 'of no block'],
  ['{{ .part', '{{ without }}'],
  ['{{ template "x" }}', 'not supported'],
  ['{{ "a" "b" }}', 'only a function takes values'],
  ['{{ (eq .part "a" }}', 'that nothing closes'],
  ['{{ }}', 'empty'],
];

test('templates say what Go says', () => {
  expect(TEMPLATES.map(([template]) => [template, said(template)])).toEqual(TEMPLATES);
});

test('what we cannot vouch for is refused, and no guess', () => {
  for (const [template, message] of REFUSED) expect(() => said(template)).toThrow(message);
});

test('the fields of a template are known without its values', () => {
  const nodes = parseTemplate(
    '{{ .app.metadata.name }}{{ range $i, $c := .app.status.conditions }}{{ .type }}{{ $.recipient }}{{ end }}',
  );
  expect(fieldsOf(nodes).map(({ root, path }) => [root, ...path].join('/'))).toEqual([
    './app/metadata/name',
    './app/status/conditions',
    '$/recipient',
  ]);
});
