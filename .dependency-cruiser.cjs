/** Who may import whom. Each rule has its sentence: it is printed when the rule is broken. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
});
const own = (...folders) => folders.map((folder) => `^lib/${folder}`);

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'a cycle has no beginning to read from',
      from: {},
      to: { circular: true },
    },
    { name: 'not-resolvable', severity: 'error', comment: 'it must be there', from: {}, to: { couldNotResolve: true } },
    only('model', '^lib/model/', own('model/'), 'the model imports nothing, so that everything may depend on it'),
    only(
      'config',
      '^lib/config/',
      [...own('model/', 'config/'), '^node_modules/(yaml|zod)/', '^(node:)?(fs|path|url)$'],
      'config reads files and makes a model; it knows no constructs',
    ),
    only(
      'constructs',
      '^lib/constructs/',
      [...own('model/', 'constructs/'), '^imports/', '^node_modules/(cdk8s|cdk8s-plus-28|constructs)/'],
      'a construct knows no files, so that it can be used from plain values',
    ),
    only(
      'render',
      '^lib/render/',
      [...own('model/', 'render/'), '^node_modules/(cdk8s|constructs)/', '^(node:)?(fs|path)$'],
      'rendering knows trees and files, not what they mean',
    ),
    only(
      'synthesis',
      '^lib/synthesis\\.ts$',
      [...own('model/', 'config/', 'constructs/', 'render/', 'argocd/'), '^node_modules/cdk8s/'],
      'synthesis is the wiring of the layers below the command',
    ),
    only(
      'siblings',
      '^lib/(policies|release|report)/',
      [...own('model/', '$1/'), '^node_modules/'],
      'policies, release and report read the synthesis, never one another',
    ),
    only(
      'argocd',
      '^lib/argocd/',
      [...own('model/', 'argocd/'), '^node_modules/(croner|yaml)/'],
      'what Argo CD makes of dist/ is read from the synthesis, and from nothing else',
    ),
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      comment: 'the command line is the outermost layer',
      from: { path: '^lib/(?!cli/)' },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'lib-knows-no-platform',
      severity: 'error',
      comment: 'the library does not know what is run with it; main.ts and cli/main.ts hand it over',
      from: { path: '^lib/', pathNot: '^lib/cli/main\\.ts$' },
      to: { path: '^environments/' },
    },
    {
      name: 'environments-use-the-public-api',
      severity: 'error',
      comment: 'data is written against lib/index.ts',
      from: { path: '^environments/' },
      to: { pathNot: ['^environments/', '^lib/index\\.ts$'] },
    },
    {
      name: 'imports-in-constructs',
      severity: 'error',
      comment: 'generated code has one user',
      from: { path: '^(lib|main\\.ts)', pathNot: '^lib/constructs/' },
      to: { path: '^imports/' },
    },
    {
      name: 'writer-of-dist',
      severity: 'error',
      comment: 'only config reads, only the writer writes',
      from: { path: '^lib/', pathNot: '^lib/(config|cli|render)/' },
      to: { path: '^(node:)?fs$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'a file that nobody imports is dead',
      from: { orphan: true, path: '^lib/', pathNot: '\\.mjs$|write-schemas' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
