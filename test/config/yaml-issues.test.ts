import { DIGEST, RELEASE, TUNING } from '../support/fleet.ts';
import { type Kind, issuesOf, damaged, FIRST } from './yaml-fixture.ts';

describe('tells what to do', () => {
  const fixOf = (kind: Kind, from: string, to: string): string | undefined =>
    issuesOf(kind, damaged(kind, from, to).text)[0]?.fix;

  // prettier-ignore
  test.each<[string, Kind, string, string, string]>([
    ['the nearest key', 'tuning', '    replicas: 3', '    ¦replica: 3', 'did you mean replicas?'],
    ['the nearest part', 'release', '  worker:', '  ¦workr:', 'did you mean worker?'],
    ['the nearest gate', 'tuning', '[smoke]', '[¦smok]', 'did you mean smoke?'],
    ['the keys that exist', 'tuning', '  database:', '  database:\n    ¦backup: daily', 'known: replicas, resources, storage'],
    ['to quote text', 'tuning', 'cpu: 500m', 'cpu: ¦2', 'quote it: "2"'],
    ['to take quotes away', 'tuning', 'count: 4', 'count: ¦"4"', 'remove the quotes: 4'],
    ['what YAML 1.1 would read', 'tuning', 'approval: true', 'approval: ¦yes', 'write true, or quote it: "yes"'],
    ['the decimal number', 'tuning', 'replicas: 3', 'replicas: ¦012', 'write 12, or quote it: "012"'],
    ['a point for a comma', 'tuning', 'storage: 20Gi', 'storage: ¦2,5Gi', 'write a point, not a comma: 2.5Gi'],
    ['the next weight', 'tuning', 'weight: 50', 'weight: ¦5', 'raise it to at least 6, or remove the step'],
    ['the line that names the schema', 'tuning', FIRST, '¦# yaml-language-server: $schema=x', `make line 1: ${FIRST}`],
    ['to move that line up', 'tuning', FIRST, `¦# tuning of the shop\n${FIRST}`, `move it to line 1: ${FIRST}`],
  ])('names %s', (_, kind, from, to, fix) => {
    expect(fixOf(kind, from, to)).toBe(fix);
  });
});

describe('one mistake is one line', () => {
  const places = (kind: Kind, text: string): string[] =>
    issuesOf(kind, text).map(({ at, code }) => `${at.line ?? ''}:${at.column ?? ''} ${code}`);

  test('and two mistakes are two, in one value or in two', () => {
    const two = TUNING.replace('weight: 5,', 'weight: 0,').replace('weight: 50', 'weight: 200');
    expect(places('tuning', two)).toEqual(['10:19 canary/weight', '11:19 canary/weight']);
    expect(places('tuning', TUNING.replace('rolling:', 'canary: []\n    rolling:'))).toEqual([
      '20:13 canary/no-steps',
      '21:5 strategy/several',
    ]);
  });

  test('a line of invisible characters is one', () => {
    const text = TUNING.replace('20Gi', '20Gi # \u00a0 \u200b \u00a0').replace('replicas: 3', 'replicas: 3 # \u00a0');
    expect(places('tuning', text)).toEqual(['14:19 yaml/invisible-character', '24:21 yaml/invisible-character']);
  });

  test('a weight out of range does not make the next one wrong', () => {
    expect(places('tuning', TUNING.replace('weight: 5,', 'weight: 60.5,'))).toEqual(['10:19 canary/weight']);
  });

  test('weights are checked even where something else in the steps is wrong', () => {
    const text = TUNING.replace('weight: 50', 'weight: 5')
      .replace('wait: 5m', 'wait: soon')
      .replace('approval: true', 'aproval: true');
    expect(places('tuning', text)).toEqual([
      '10:28 duration/invalid',
      '11:56 data/unknown-key',
      '11:19 canary/not-increasing',
    ]);
  });

  test('a broken structure reports what stands above it, every tab, and nothing that follows', () => {
    const text = TUNING.replace('count: 4', 'count: none')
      .replace('    replicas: 3', '\treplicas: 3')
      .replace('    storage', '\tstorage')
      .replace('cpu: 50m', 'cpu: 50x');
    expect(places('tuning', text)).toEqual(['14:1 yaml/tab', '24:1 yaml/tab', '2:35 data/type']);
  });

  test('mistakes inside lines are reported together, however many', () => {
    const text = TUNING.replace('count: 4', 'count: @4').replace('storage: 20Gi', 'storage: `20Gi`');
    expect(places('tuning', text)).toEqual(['2:35 yaml/syntax', '24:14 yaml/syntax']);
  });

  test('a value of a megabyte does not make a message of one', () => {
    const [issue] = issuesOf('release', RELEASE.replace(`ghcr.io/acme/web:1.8.2@${DIGEST}`, 'A'.repeat(900_000)));
    expect(issue?.code).toBe('image/invalid');
    expect(issue?.message.length).toBeLessThan(320);
  });
});

// What a bomb costs is bounded by jest's own limit per test; each of them would otherwise take minutes, or the memory.
describe('refuses bombs', () => {
  const header = `${FIRST}\n`;
  // prettier-ignore
  test.each<[string, string, string]>([
    ['brackets', '['.repeat(900_000), '2:33'],
    ['braces', '{a: '.repeat(200_000), '2:129'],
    ['dashes', '- '.repeat(400_000), '2:65'],
    ['question marks', '? '.repeat(400_000), '2:65'],
    ['indentation', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), '35:34'],
  ])('refuses a bomb of %s', (_, bomb, place) => {
    const issues = issuesOf('tuning', header + bomb);
    expect(issues.map(({ at, code }) => `${at.line ?? ''}:${at.column ?? ''} ${code}`)).toContain(
      `${place} yaml/too-deep`,
    );
  });

  test('refuses the laughs of a billion aliases without a single one being expanded', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `l${n}: &l${n} [${`*l${n - 1}, `.repeat(9)}]`).join('\n');
    const codes = new Set(issuesOf('tuning', `${header}${laughs}\n`).map(({ code }) => code));
    expect(codes).toEqual(new Set(['yaml/anchor', 'yaml/alias', 'data/missing-key', 'data/unknown-key']));
  });

  test('reads many keys, and reports each of them', () => {
    const keys = Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n');
    expect(issuesOf('tuning', header + keys)).toHaveLength(20_001);
  });
});
