import fc from 'fast-check';
import { ProblemError } from '../../lib/model/issue.ts';
import { toYaml } from '../../lib/render/yaml.ts';
import { ATOMS, jsonData, POSITIONS, written } from './support/nasty.ts';
import { canonical, go, hasGo, hasPython, JAVASCRIPT, python } from './support/readers.ts';
import { deep } from './support/problem.ts';

const problemOf = (value: unknown): string => {
  try {
    return `no error: ${toYaml(value)}`;
  } catch (error) {
    return error instanceof ProblemError ? `${error.problem.code}: ${error.problem.message}` : String(error);
  }
};

class Point {
  readonly x = 1;
}

const cycle: Record<string, unknown> = { name: 'a' };
cycle['list'] = [{ back: cycle }];

describe('what is no plain JSON data', () => {
  test.each<[string, unknown, string]>([
    ['a date', { spec: { at: new Date(0) } }, 'spec.at must be plain JSON data, got an instance of Date'],
    ['a map', { spec: [{ m: new Map() }] }, 'spec[0].m must be plain JSON data, got an instance of Map'],
    ['a set', [new Set()], '[0] must be plain JSON data, got an instance of Set'],
    ['an object of a class', { 'a/b': new Point() }, '["a/b"] must be plain JSON data, got an instance of Point'],
    ['a boxed string', { a: Object('x') as unknown }, 'a must be plain JSON data, got an instance of String'],
    ['a function', { a: { b: () => 1 } }, 'a.b must be plain JSON data, got a function'],
    ['a symbol', { a: Symbol('x') }, 'a must be plain JSON data, got a symbol'],
    ['a bigint', { a: 1n }, 'a must be plain JSON data, got a bigint'],
    ['NaN', { a: [0, NaN] }, 'a[1] must be plain JSON data, got NaN'],
    ['Infinity', { a: -Infinity }, 'a must be plain JSON data, got -Infinity'],
    ['undefined in a list', { a: ['x', undefined] }, 'a[1] must be plain JSON data, got undefined'],
    ['a hole in a list', { a: new Array(2) }, 'a[0] must be plain JSON data, got undefined'],
    ['undefined alone', undefined, 'the value must be plain JSON data, got undefined'],
    ['a cycle', cycle, 'list[0].back must be plain JSON data, got a reference back to the whole'],
    [
      'half of a pair',
      { a: 'x\ud800' },
      'a must be plain JSON data, got a text with half of a surrogate pair: "x\\ud800"',
    ],
    [
      'half of a pair in a block',
      { a: 'x\n\udc00' },
      'a must be plain JSON data, got a text with half of a surrogate pair: "x\\n\\udc00"',
    ],
    [
      'half of a pair in a key',
      { a: { '\ud800': 1 } },
      'a["\\ud800"] must be plain JSON data, got a key with half of a surrogate pair',
    ],
  ])('refuses %s and says where it is', (_name, value, message) => {
    expect(problemOf(value)).toBe(`render/not-json-data: ${message}`);
  });

  test('refuses what is nested too deep for any manifest', () => {
    expect(toYaml(deep(150)).split('\n')).toHaveLength(151);
    expect(problemOf(deep(5000))).toMatch(
      /^render\/not-json-data: a(\.a){200} must be .* got more than 200 levels of nesting$/,
    );
  });

  test('accepts the same object in two places, and objects of another realm', () => {
    const shared = { x: 1 };
    expect(toYaml({ a: shared, b: [shared] })).toBe('a:\n  x: 1\nb:\n  - x: 1\n');
    expect(toYaml(structuredClone({ a: { b: [1] } }))).toBe('a:\n  b:\n    - 1\n');
    expect(toYaml(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('a: 1\n');
  });
});

describe('every reader reads back what was written', () => {
  const values: unknown[] = [];
  for (const atom of ATOMS) for (const position of Object.values(POSITIONS)) values.push(position(atom));
  values.push(...fc.sample(jsonData, { seed: 20240115, numRuns: 4000 }));
  // Every string of up to three characters that numbers, dates and times are made of, several hundred to a document.
  const signs = Array.from('0179.-+_:eExobkm%');
  const short = signs.flatMap((a) => [a, ...signs.flatMap((b) => [a + b, ...signs.map((c) => a + b + c)])]);
  for (let start = 0; start < short.length; start += 400) {
    const part = short.slice(start, start + 400);
    values.push({ values: part, keys: Object.fromEntries(part.map((key) => [key, key])) });
  }
  const documents = values.map(toYaml);
  const wanted = values.map((value) => canonical(written(value)));
  const misread = (answers: readonly string[]): object[] =>
    documents
      .map((document, index) => ({ document, read: answers[index], wanted: wanted[index] }))
      .filter(({ read, wanted: right }) => read !== right)
      .slice(0, 3);

  test('a document has one newline at its end, no other white space at the end of a line, no tab and no carriage return', () => {
    expect(
      documents.filter((text) => !/[^\n]\n$/.test(text) || /[ \t]$|\r/m.test(text) || /^\s*\t/m.test(text)),
    ).toEqual([]);
  });

  test.each(Object.keys(JAVASCRIPT))('%s', (name) => {
    const reader = JAVASCRIPT[name];
    expect(reader && misread(reader(documents))).toEqual([]);
  });

  (hasPython ? test : test.skip)('PyYAML, in Python and on libyaml', () => {
    const readers = python(documents);
    expect(readers.length).toBeGreaterThan(0);
    for (const answers of readers) expect(misread(answers)).toEqual([]);
  });

  // ARGOSY_FUZZ_GO=1: Go may have to fetch its modules.
  (hasGo ? test : test.skip)(
    'Go: sigs.k8s.io/yaml, yaml.v2 and yaml.v3',
    () => {
      const readers = go(documents);
      expect(readers).toHaveLength(3);
      for (const answers of readers) expect(misread(answers)).toEqual([]);
    },
    120_000,
  );

  test('a misreading would be noticed', () => {
    const [plain] = JAVASCRIPT['yaml as 1.1']?.(['a: yes\nb: 12:30:45\n']) ?? [];
    expect(plain).toBe(canonical({ a: true, b: 45045 }));
  });
});
