import type { Issue } from '../../lib/model/issue.ts';
import { DIGEST, RELEASE, TUNING } from '../support/fleet.ts';
import { type Kind, issuesOf, damaged, FIRST } from './yaml-fixture.ts';

/** A row: what is wrong, in which file, what is replaced, by what, and the code, field and message of the one issue. */
type Row = [
  title: string,
  kind: Kind,
  from: string,
  to: string,
  code: string,
  field: string | undefined,
  message: string,
];

function expectOne([, kind, from, to, code, field, message]: Row): Issue | undefined {
  const { text, line, column } = damaged(kind, from, to);
  const issues = issuesOf(kind, text);
  expect(issues.map(({ at, ...issue }) => ({ code: issue.code, message: issue.message, at }))).toEqual([
    { code, message, at: { file: `${kind}.yaml`, line, column, ...(field === undefined ? {} : { field }) } },
  ]);
  return issues[0];
}

test('a file without a mistake has no issues', () => {
  expect([...issuesOf('release', RELEASE), ...issuesOf('tuning', TUNING)]).toEqual([]);
});

test('Windows line ends, a document marker and quoted names change nothing', () => {
  const crlf = TUNING.replaceAll('\n', '\r\n');
  const marked = TUNING.replace('sampling', '---\nsampling').replace('  web:', '  "web":');
  expect([...issuesOf('tuning', crlf), ...issuesOf('tuning', marked)]).toEqual([]);
});

test('forty flat steps are not deep, and text of several lines may hold tabs', () => {
  const steps = Array.from({ length: 40 }, (_, n) => `      - { weight: ${n + 1}, gates: [success-rate] }\n`).join('');
  const flat = TUNING.slice(0, TUNING.indexOf('      - {')) + steps + TUNING.slice(TUNING.indexOf('    surge:'));
  const prose = RELEASE.replace('from: build 1423', 'from: |\n      build\n      \t1423').replace('@4f2c1d9', '');
  expect([...issuesOf('tuning', flat), ...issuesOf('release', prose)]).toEqual([]);
});

const W = 'services.web';

// prettier-ignore
const YAML_ROWS: Row[] = [
  ['no line that names the schema', 'tuning', `${FIRST}\n`, '¦', 'yaml/schema-line', undefined, 'must begin with the line that names the schema'],
  ['the schema of the other file', 'tuning', '# yaml-language-server: $schema=../../../lib/config/schemas/tuning', '¦# yaml-language-server: $schema=../../../lib/config/schemas/release', 'yaml/schema-line', undefined, 'must begin with the line that names the schema'],
  ['a key written twice', 'tuning', '    replicas: 3\n', '    replicas: 3\n    ¦replicas: 4\n', 'yaml/duplicate-key', 'services.api.replicas', 'is written twice: "replicas" stands in line 14 already'],
  ['a service written twice', 'release', '  api:', '  ¦web:\n    image: x\n  api:', 'yaml/duplicate-key', 'services.web', 'is written twice: "web" stands in line 3 already'],
  ['an anchor', 'tuning', 'replicas: 3', 'replicas: ¦&three 3', 'yaml/anchor', undefined, 'must not use anchors, got &three'],
  ['an alias', 'tuning', 'replicas: 3', 'replicas: ¦*three', 'yaml/alias', undefined, 'must not use aliases, got *three'],
  ['a merge key', 'tuning', '    replicas: 3', '    ¦<<: { a: 1 }\n    replicas: 3', 'yaml/merge-key', 'services.api', 'must not merge maps with <<'],
  ['a known tag', 'tuning', 'storage: 20Gi', 'storage: ¦!!binary aGVsbG8=', 'yaml/tag', undefined, 'must not use tags, got !!binary'],
  ['a tag that turns a number into text', 'tuning', 'cpu: 500m', 'cpu: ¦!!str 5', 'yaml/tag', undefined, 'must not use tags, got !!str'],
  ['a tag of somebody', 'tuning', 'storage: 20Gi', 'storage: ¦!vault x', 'yaml/tag', undefined, 'must not use tags, got !vault'],
  ['a tag on a key', 'tuning', '  api:', '  ¦!!str api:', 'yaml/tag', undefined, 'must not use tags, got !!str'],
  ['a directive', 'release', 'services:', '¦%YAML 1.1\n---\nservices:', 'yaml/directive', undefined, 'must not use directives, got %YAML 1.1'],
  ['a second document', 'tuning', '    storage: 20Gi\n', '    storage: 20Gi\n¦---\nservices: {}\n', 'yaml/several-documents', undefined, 'must hold one document, a second one starts here'],
  ['a tab that indents', 'tuning', '    replicas: 3', '¦\treplicas: 3', 'yaml/tab', undefined, 'must be indented with spaces, got a tab'],
  ['a tab behind spaces', 'tuning', '    replicas: 3', '  ¦\treplicas: 3', 'yaml/tab', undefined, 'must be indented with spaces, got a tab'],
  ['a tab inside brackets', 'tuning', 'sampling: { interval', 'sampling: {\n ¦\tinterval', 'yaml/tab', undefined, 'must be indented with spaces, got a tab'],
  ['indentation that fits nothing', 'tuning', '    replicas: 3', '    replicas: 3\n¦   canary: []', 'yaml/syntax', undefined, 'indentation does not fit the lines above'],
  ['a bracket that is never closed', 'tuning', 'gates: [smoke]', 'gates: ¦[smoke', 'yaml/syntax', undefined, '[ is closed by }'],
  ['a brace that is never closed', 'tuning', 'sampling: { interval: 30s, count: 4, failureLimit: 1 }', 'sampling: ¦{ interval: 30s, count: 4, failureLimit: 1', 'yaml/syntax', undefined, '{ is never closed'],
  ['a quote that is never closed', 'tuning', 'storage: 20Gi', 'storage: ¦"20Gi', 'yaml/syntax', undefined, 'a quote is not closed'],
  ['a colon that is missing', 'release', '  database:\n', '  ¦database\n', 'yaml/syntax', undefined, 'must be "key: value", a colon with a space behind it is missing'],
  ['two colons on a line', 'release', 'from: recommended', 'from: ¦chart: recommended', 'yaml/syntax', undefined, 'must hold one "key: value" a line'],
  ['a character that is reserved', 'release', 'from: build', 'from: ¦@build', 'yaml/syntax', undefined, 'text without quotes must not begin with this character'],
  ['an unknown escape', 'release', 'from: build 1423 of github.com/acme/web@4f2c1d9', 'from: "¦\\q"', 'yaml/syntax', undefined, 'unknown escape after \\'],
  ['a number as a key', 'tuning', '  api:\n', '  ¦404: {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got the number 404'],
  ['nothing as a key', 'tuning', '  api:\n', '  ¦null: {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got nothing'],
  ['an empty key', 'tuning', '  api:\n', '  ¦: {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got nothing'],
  ['true as a key', 'tuning', '  api:\n', '  ¦true: {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got the boolean true'],
  ['a map as a key', 'tuning', '  api:\n', '  ¦{ a: b }: {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got a map'],
  ['a list as a key', 'tuning', '  api:\n', '  ? ¦[a]\n  : {}\n  api:\n', 'yaml/key-not-text', 'services', 'keys must be text, got a list'],
  ['a key that is a boolean to others', 'tuning', '  api:\n', '  ¦on: {}\n  api:\n', 'yaml/ambiguous', 'services', 'must be quoted: on is true to some YAML readers and the text "on" to others'],
  ['yes', 'tuning', 'approval: true', 'approval: ¦yes', 'yaml/ambiguous', `${W}.canary[1].approval`, 'must be quoted: yes is true to some YAML readers and the text "yes" to others'],
  ['no', 'release', 'from: build 1423 of github.com/acme/web@4f2c1d9', 'from: ¦no', 'yaml/ambiguous', `${W}.from`, 'must be quoted: no is false to some YAML readers and the text "no" to others'],
  ['a number with a leading zero', 'tuning', 'replicas: 3', 'replicas: ¦012', 'yaml/ambiguous', 'services.api.replicas', 'must be quoted: 012 is the number 10 to some YAML readers and the number 12 to others'],
  ['a number with underscores', 'tuning', 'replicas: 3', 'replicas: ¦1_000', 'yaml/ambiguous', 'services.api.replicas', 'must be quoted: 1_000 is the number 1000 to some YAML readers and the text "1_000" to others'],
  ['an octal number', 'tuning', 'replicas: 3', 'replicas: ¦0o17', 'yaml/ambiguous', 'services.api.replicas', 'must be quoted: 0o17 is the text "0o17" to some YAML readers and the number 15 to others'],
  ['a binary number', 'tuning', 'replicas: 3', 'replicas: ¦0b11', 'yaml/ambiguous', 'services.api.replicas', 'must be quoted: 0b11 is the number 3 to some YAML readers and the text "0b11" to others'],
  ['a time that is a number to others', 'release', 'from: recommended platform version 2.1', 'from: ¦12:30:45', 'yaml/ambiguous', 'charts.dashboards.from', 'must be quoted: 12:30:45 is the number 45045 to some YAML readers and the text "12:30:45" to others'],
  ['a date', 'release', 'from: recommended platform version 2.1', 'from: ¦2026-11-21', 'yaml/ambiguous', 'charts.dashboards.from', 'must be quoted: 2026-11-21 is a date to some YAML readers and the text "2026-11-21" to others'],
  ['an exponent', 'tuning', 'replicas: 3', 'replicas: ¦1e2', 'yaml/ambiguous', 'services.api.replicas', 'must be quoted: 1e2 is the text "1e2" to some YAML readers and the number 100 to others'],
  ['a no-break space', 'tuning', 'storage: 20Gi', 'storage: 20Gi #¦\u00a0big', 'yaml/invisible-character', undefined, 'must not hold invisible characters, got a no-break space (U+00A0)'],
  ['a NUL', 'tuning', 'storage: 20Gi', 'storage: 20Gi #¦\u0000', 'yaml/invisible-character', undefined, 'must not hold invisible characters, got a NUL (U+0000)'],
  ['a mark that turns the direction of text', 'release', 'from: build', 'from: ¦\u202ebuild', 'yaml/invisible-character', undefined, 'must not hold invisible characters, got one (U+202E)'],
];

// prettier-ignore
const SHAPE_ROWS: Row[] = [
  ['an unknown key', 'tuning', '    replicas: 3', '    replicas: 3\n    ¦nodeSelector: {}', 'data/unknown-key', 'services.api.nodeSelector', 'is not known here'],
  ['a misspelt key', 'tuning', '    replicas: 3', '    ¦replica: 3', 'data/unknown-key', 'services.api.replica', 'is not known here'],
  ['an unknown key of the file', 'release', 'charts:', '¦chart: {}\ncharts:', 'data/unknown-key', 'chart', 'is not known here'],
  ['a key that every object has in JavaScript', 'tuning', '    replicas: 3', '    replicas: 3\n    ¦__proto__: {}', 'data/unknown-key', 'services.api.__proto__', 'is not known here'],
  ['a key with a space', 'tuning', '    replicas: 3', '    replicas: 3\n    ¦max surge: 1', 'data/unknown-key', 'services.api["max surge"]', 'is not known here'],
  ['a part that the platform lacks', 'release', '  api:', '  ¦mailer:\n    image: x\n  api:', 'part/unknown', 'services.mailer', 'is no part of the platform'],
  ['a misspelt part', 'release', '  worker:', '  ¦workr:', 'part/unknown', 'services.workr', 'is no part of the platform'],
  ['a part in another case', 'tuning', '  worker:', '  ¦Worker:', 'part/unknown', 'services.Worker', 'is no part of the platform'],
  ['a part without a block', 'release', `services:\n  web:\n    image: ghcr.io/acme/web:1.8.2@${DIGEST}\n    from: build 1423 of github.com/acme/web@4f2c1d9\n`, '¦services:\n', 'part/missing', 'services.web', 'is missing: platform.ts has this part'],
  ['a chart without a block', 'release', RELEASE.slice(RELEASE.indexOf('charts:')), '¦charts: {}\n', 'part/missing', 'charts.dashboards', 'is missing: platform.ts has this part'],
  ['no charts at all', 'release', RELEASE.slice(RELEASE.indexOf('# yaml')), `¦${RELEASE.slice(0, RELEASE.indexOf('charts:'))}`, 'data/missing-key', 'charts', 'is missing: platform.ts has dashboards'],
  ['a key that is missing', 'tuning', '  database:\n    replicas: 1\n', '  ¦database:\n', 'data/missing-key', 'services.database.replicas', 'is missing'],
  ['a weight that is missing', 'tuning', '{ weight: 5, wait: 5m', '¦{ wait: 5m', 'data/missing-key', `${W}.canary[0].weight`, 'is missing'],
  ['an image of a chart that is missing', 'release', `    images:\n      server: ghcr.io/acme/dashboards:2.1.0@${DIGEST}\n`, '    ¦images: {}\n', 'data/missing-key', 'charts.dashboards.images.server', 'is missing'],
  ['an image that the chart does not take', 'release', '      server:', '      ¦client: x\n      server:', 'data/unknown-key', 'charts.dashboards.images.client', 'is not known here'],
  ['a number where text belongs', 'release', `ghcr.io/acme/web:1.8.2@${DIGEST}`, '¦5', 'data/type', `${W}.image`, 'must be a string, got the number 5'],
  ['cores without quotes', 'tuning', 'cpu: 500m', 'cpu: ¦2', 'data/type', 'services.database.resources.requests.cpu', 'must be a string, got the number 2'],
  ['text where a number belongs', 'tuning', 'count: 4', 'count: ¦"4"', 'data/type', 'sampling.count', 'must be a whole number, got the string "4"'],
  ['text where true belongs', 'tuning', 'approval: true', 'approval: ¦"true"', 'data/type', `${W}.canary[1].approval`, 'must be true or false, got the string "true"'],
  ['a list where a map belongs', 'tuning', '    resources: { requests: { cpu: 100m, memory: 128Mi } }', '    resources: ¦[]', 'data/type', 'services.api.resources', 'must be a map, got a list'],
  ['a map where a list belongs', 'tuning', 'gates: [smoke]', 'gates: ¦{ smoke: 1 }', 'data/type', 'services.api.blueGreen.gates', 'must be a list, got a map'],
  ['nothing where a map belongs', 'tuning', '    resources: { requests: { cpu: 100m, memory: 128Mi } }', '    ¦resources:', 'data/type', 'services.api.resources', 'must be a map, got nothing'],
  ['text for replicas', 'tuning', 'replicas: 3', 'replicas: ¦three', 'data/type', 'services.api.replicas', 'must be a whole number or a map, got the string "three"'],
  ['half a replica', 'tuning', 'replicas: 3', 'replicas: ¦2.5', 'data/type', 'services.api.replicas', 'must be a whole number or a map, got the number 2.5'],
  ['no replica', 'tuning', 'replicas: 3', 'replicas: ¦0', 'data/range', 'services.api.replicas', 'must be at least 1, got 0'],
  ['very many replicas', 'tuning', 'replicas: 3', 'replicas: ¦99999999999999999999', 'data/range', 'services.api.replicas', 'must be at most 1000, got 99999999999999999999'],
  ['infinity', 'tuning', 'count: 4', 'count: ¦.inf', 'data/type', 'sampling.count', 'must be a whole number, got .inf, which is not finite'],
  ['more than any number', 'tuning', 'count: 4', 'count: ¦1e400', 'data/type', 'sampling.count', 'must be a whole number, got 1e400, which is not finite'],
  ['a number where steps belong', 'tuning', TUNING.slice(TUNING.indexOf('    canary:'), TUNING.indexOf('    surge:')), '    canary: ¦5\n', 'data/type', 'services.web.canary', 'must be a list, got the number 5'],
  ['a number where a list of gates belongs', 'tuning', 'gates: [smoke]', 'gates: ¦5', 'data/type', 'services.api.blueGreen.gates', 'must be a list, got the number 5'],
  ['no number', 'tuning', 'weight: 5,', 'weight: ¦.nan,', 'data/type', `${W}.canary[0].weight`, 'must be a whole number, got .nan, which is not finite'],
  ['a range for a stateful part', 'tuning', '  database:\n    replicas: 1', '  database:\n    replicas: ¦{ min: 1, max: 2, targetCpuPercent: 70 }', 'data/type', 'services.database.replicas', 'must be a whole number, got a map'],
  ['a range upside down', 'tuning', 'max: 6', 'max: ¦1', 'replicas/range', `${W}.replicas.max`, 'must be at least min, which is 2, got 1'],
  ['more than all of the CPU', 'tuning', 'targetCpuPercent: 70', 'targetCpuPercent: ¦170', 'data/range', `${W}.replicas.targetCpuPercent`, 'must be at most 100, got 170'],
  ['a list as the whole file', 'release', RELEASE.slice(RELEASE.indexOf('services:')), '¦- services\n', 'data/type', undefined, 'must be a map, got a list'],
  ['a word as the whole file', 'release', RELEASE.slice(RELEASE.indexOf('services:')), '¦services\n', 'data/type', undefined, 'must be a map, got the string "services"'],
];

// prettier-ignore
const VALUE_ROWS: Row[] = [
  ['latest', 'release', `ghcr.io/acme/web:1.8.2@${DIGEST}`, '¦ghcr.io/acme/web:latest', 'image/latest', `${W}.image`, 'must not use the tag latest, got ghcr.io/acme/web:latest'],
  ['an image without a digest', 'release', `ghcr.io/acme/web:1.8.2@${DIGEST}`, '¦ghcr.io/acme/web:1.8.2', 'image/not-pinned', `${W}.image`, 'must be pinned by tag and digest (repository:tag@sha256:…), got ghcr.io/acme/web:1.8.2'],
  ['a digest that is cut', 'release', `ghcr.io/acme/web:1.8.2@${DIGEST}`, '¦ghcr.io/acme/web:1.8.2@sha256:abc', 'image/invalid', `${W}.image`, 'must end in @sha256: and 64 hexadecimal digits, got @sha256:abc'],
  ['no image at all', 'release', `ghcr.io/acme/web:1.8.2@${DIGEST}`, '¦""', 'image/invalid', `${W}.image`, 'must be repository:tag@sha256:…, got ""'],
  ['a range of versions', 'release', 'version: 1.4.2', 'version: ¦^1.4.2', 'chart/not-exact', 'charts.dashboards.version', 'must be an exact version like 1.4.2, got "^1.4.2"'],
  ['any version', 'release', 'version: 1.4.2', 'version: ¦"*"', 'chart/not-exact', 'charts.dashboards.version', 'must be an exact version like 1.4.2, got "*"'],
  ['a version with an x', 'release', 'version: 1.4.2', 'version: ¦1.x', 'chart/not-exact', 'charts.dashboards.version', 'must be an exact version like 1.4.2, got "1.x"'],
  ['the latest version', 'release', 'version: 1.4.2', 'version: ¦latest', 'chart/not-exact', 'charts.dashboards.version', 'must be an exact version like 1.4.2, got "latest"'],
  ['a version of two numbers', 'release', 'version: 1.4.2', 'version: ¦v1.4', 'chart/not-exact', 'charts.dashboards.version', 'must be an exact version like 1.4.2, got "v1.4"'],
  ['a comma in a quantity', 'tuning', 'memory: 1Gi', 'memory: ¦"1,5Gi"', 'quantity/invalid', 'services.database.resources.requests.memory', 'must be a quantity like 512Mi or 2Gi, got "1,5Gi"'],
  ['memory without a unit', 'tuning', 'memory: 1Gi', 'memory: ¦"512"', 'quantity/invalid', 'services.database.resources.requests.memory', 'must be at least 1Mi, got "512"'],
  ['CPU with the unit of memory', 'tuning', 'cpu: 500m', 'cpu: ¦1Gi', 'quantity/invalid', 'services.database.resources.requests.cpu', 'must be cores like 250m or 2, got "1Gi"'],
  ['a limit below the request', 'tuning', 'memory: 640Mi', 'memory: ¦256Mi', 'resources/limit-below-request', `${W}.resources.limits.memory`, 'must be at least the request of 512Mi, got 256Mi'],
  ['a duration in words', 'tuning', 'wait: 5m', 'wait: ¦5 minutes', 'duration/invalid', `${W}.canary[0].wait`, 'must be a duration like 30s, 5m or 1h30m, got "5 minutes"'],
  ['a duration of days', 'tuning', 'keepOld: 10m', 'keepOld: ¦1d', 'duration/invalid', 'services.api.blueGreen.keepOld', 'must be a duration like 30s, 5m or 1h30m, got "1d"'],
  ['a duration of nothing', 'tuning', 'interval: 30s', 'interval: ¦0s', 'duration/invalid', 'sampling.interval', 'must be longer than nothing, got "0s"'],
  ['a promotion by a word', 'tuning', 'promoteAfter: manual', 'promoteAfter: ¦never', 'duration/invalid', 'services.api.blueGreen.promoteAfter', 'must be a duration like 30s, 5m or 1h30m, got "never"'],
  ['weights that do not increase', 'tuning', 'weight: 50', 'weight: ¦5', 'canary/not-increasing', `${W}.canary[1].weight`, 'must be above 5, got 5'],
  ['a weight of 0', 'tuning', 'weight: 5,', 'weight: ¦0,', 'canary/weight', `${W}.canary[0].weight`, 'must be a whole percentage from 1 to 99, got 0'],
  ['a weight of 100', 'tuning', 'weight: 50', 'weight: ¦100', 'canary/weight', `${W}.canary[1].weight`, 'must be a whole percentage from 1 to 99, got 100'],
  ['a huge weight', 'tuning', 'weight: 50', 'weight: ¦12345678901234567890', 'canary/weight', `${W}.canary[1].weight`, 'must be a whole percentage from 1 to 99, got 12345678901234567000'],
  ['a canary without steps', 'tuning', TUNING.slice(TUNING.indexOf('    canary:'), TUNING.indexOf('    surge:')), '    canary: ¦[]\n', 'canary/no-steps', `${W}.canary`, 'must have at least one step'],
  ['a gate that does not exist', 'tuning', 'gates: [success-rate] }', 'gates: [¦sucess-rate] }', 'analysis/unknown-gate', `${W}.canary[0].gates[0]`, 'must be a gate of the platform, got "sucess-rate"'],
  ['a gate that does not exist, of a blue-green', 'tuning', 'gates: [smoke]', 'gates: [smoke, ¦latency]', 'analysis/unknown-gate', 'services.api.blueGreen.gates[1]', 'must be a gate of the platform, got "latency"'],
  ['a canary without traffic', 'tuning', '    rolling: { maxSurge: 25%, maxUnavailable: 0 }', '    ¦canary: [{ weight: 10 }]', 'strategy/worker-without-traffic', 'services.worker.canary', 'must not be used by a service without a port: it has no traffic to shift'],
  ['a blue-green without traffic', 'tuning', '    rolling: { maxSurge: 25%, maxUnavailable: 0 }', '    ¦blueGreen: {}', 'strategy/worker-without-traffic', 'services.worker.blueGreen', 'must not be used by a service without a port: it has no traffic to shift'],
  ['a surge without a canary', 'tuning', '    replicas: 3', '    replicas: 3\n    ¦surge: { maxSurge: 1 }', 'strategy/surge', 'services.api.surge', 'belongs to canary, which is not there'],
  ['a surge in no unit', 'tuning', 'maxSurge: 25%', 'maxSurge: ¦25x', 'strategy/surge', 'services.worker.rolling.maxSurge', 'maxSurge must be a whole number or a percentage like 25%, got "25x"'],
  ['half a pod', 'tuning', 'maxUnavailable: 0', 'maxUnavailable: ¦2.5', 'strategy/surge', 'services.worker.rolling.maxUnavailable', 'maxUnavailable must be a whole number or a percentage like 25%, got 2.5'],
  ['an update that cannot start', 'tuning', 'rolling: { maxSurge: 25%', 'rolling: ¦{ maxSurge: 0', 'strategy/surge', 'services.worker.rolling', 'maxSurge and maxUnavailable must not both be 0'],
  ['a gate that tolerates every miss', 'tuning', 'failureLimit: 1', 'failureLimit: ¦4', 'sampling/failure-limit', 'sampling.failureLimit', 'must be below count, which is 4, got 4'],
  ['no measurement', 'tuning', 'count: 4', 'count: ¦0', 'data/range', 'sampling.count', 'must be at least 1, got 0'],
];

describe('refuses YAML that readers disagree about', () => {
  test.each(YAML_ROWS)('refuses %s', (...row) => {
    expectOne(row);
  });
});

describe('refuses a wrong shape', () => {
  test.each(SHAPE_ROWS)('refuses %s', (...row) => {
    expectOne(row);
  });
});

describe('refuses wrong values', () => {
  test.each(VALUE_ROWS)('refuses %s', (...row) => {
    expectOne(row);
  });
});
