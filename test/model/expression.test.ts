import { expressionProblems } from '../../lib/model/expression/condition.ts';
import { parseExpression } from '../../lib/model/expression/parse.ts';
import { OF_APPLICATIONS, OF_ROLLOUTS } from '../../lib/model/expression/variables.ts';
import { BUILT_IN_TRIGGERS } from '../../lib/model/notification/catalogue.ts';
import { engineOf } from '../../lib/model/notification/notification.ts';

const problems = (text: string): string[] =>
  expressionProblems(text, OF_APPLICATIONS, true).map(({ code, message }) => `${code}: ${message}`);

describe('reads as expr-lang does', () => {
  it.each([
    ['a or b and c', 'a or (b and c)'],
    ['not a == b', '(not a) == b'],
    ['not (a in b)', 'a not in b'],
    ['!a && b || c', '((not a) and b) or c'],
    ['1 + 2 * 3 ** 2 == 19', '(1 + (2 * (3 ** 2))) == 19'],
    ['1 < a <= 3', '1 < a and a <= 3'],
    ['a ? b : c ? d : e', 'a ? b : (c ? d : e)'],
    ['(a ?? b) == c', '((a) ?? (b)) == c'],
    ['a["b"]', "a['b']"],
    ['any(a, .b == 1)', 'any(a, {#.b == 1})'],
    ['a // what it is\n == 1_000', 'a == 1000'],
  ])('%s as %s', (text, same) => {
    const shape = (of: string): string =>
      JSON.stringify(parseExpression(of), (key, value: unknown) =>
        key === 'at' || key === 'operator' ? word(value) : value,
      );
    const word = (value: unknown): unknown =>
      value === '&&' ? 'and' : value === '||' ? 'or' : typeof value === 'number' ? 0 : value;
    expect(shape(text)).toBe(shape(same));
  });

  it.each([
    ["app.metadata.name == 'x", "at character 22 a ' that nothing closes"],
    ['app.spec ==', 'at character 12 cannot read on at the end'],
    ['a ?? b == c', '== beside ?? needs parentheses'],
    ['foo(app)', 'there is no function foo'],
    ['app.spec & 1', '& means nothing here'],
    ['any(app.spec.x ?? [])', ', is missing before )'],
    ['#.a == 1', 'only a predicate has #'],
    ['let x = 1; x == 1', 'let is not supported in a trigger'],
    ['app | len() == 1', '| is not supported in a trigger'],
    ['app.spec.sources[0:1] == []', ': is not supported in a trigger'],
    ["'deployed'", "must be true or false, got 'deployed'"],
    ['app.spec.a + 1', 'must be true or false, got app.spec.a + 1'],
  ])('refuses %s', (text, message) => {
    expect(problems(text)).toEqual([expect.stringMatching('^notify/expression: ') as string]);
    expect(problems(text)[0]).toContain(message);
  });
});

describe('an object that was just made', () => {
  it.each([
    "app.status?.operationState?.phase in ['Error', 'Failed']",
    "app.status != nil and app.status.health != nil and app.status.health.status == 'Degraded'",
    "app.status == nil or app.status.health?.status == 'Missing'",
    "app.status?.operationState?.phase == 'Failed' and app.status.operationState.message != 'x'",
    "not (app.status?.health == nil) and app.status.health.status == 'Healthy'",
    "app.status?.health != nil ? app.status.health.status == 'Healthy' : false",
    "any(app.status?.conditions ?? [], .type == 'SyncError' and #.message != nil)",
    "(app.metadata.annotations?.['a.b/c'] ?? '') startsWith 'x'",
    'app.spec.project == app.metadata.name',
    "time.Parse(app.status?.reconciledAt ?? '2006-01-02T15:04:05Z').Before(time.Now())",
    'app.status?.health?.lastTransitionTime != nil and time.Parse(app.status.health.lastTransitionTime).Add(1 * time.Minute).Before(time.Now())',
  ])('is safe from %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ["app.status.operationState.phase == 'Failed'", 'app.status', 'app.status?.operationState?.phase'],
    ["app.status?.operationState.phase == 'Failed'", 'app.status?.operationState', 'app.status?.operationState?.phase'],
    ['app.status?.a != nil or app.status.b == 1', 'app.status', 'app.status?.b'],
    ['app.status?.conditions[0] == nil', 'app.status?.conditions', 'app.status?.conditions?.[0]'],
    ["app.metadata.labels['team'] == 'a'", 'app.metadata.labels', 'app.metadata.labels?.["team"]'],
    ['any(app.status?.c ?? [], .a.b == 1)', '.a', '.a?.b'],
  ])('breaks %s', (text, missing, mended) => {
    const [problem, ...more] = expressionProblems(text, OF_APPLICATIONS, true);
    expect(more).toEqual([]);
    expect(problem?.code).toBe('notify/nil');
    expect(problem?.message).toContain(`must not go through ${missing}, which may be missing`);
    expect(problem?.fix).toBe(`write ${mended}, or ask before: ${missing} != nil and …`);
  });

  it.each([
    ['not app.status?.abort', 'must give not a value, but app.status?.abort may be missing'],
    ['app.status?.abort and true', 'must give and a value'],
    ["app.metadata.annotations?.a startsWith 'x'", 'must give startsWith a value'],
    ['any(app.status?.conditions, .a == 1)', 'must give any() a value'],
    ['time.Parse(app.status?.reconciledAt).Before(time.Now())', 'must give time.Parse() a value'],
  ])('has nothing to give to %s', (text, message) => {
    expect(problems(text)).toEqual([expect.stringContaining(message) as string]);
  });

  it.each([
    ["ap.metadata.name == 'a'", 'must be a variable of its engine, got ap'],
    ["rollout.metadata.name == 'a'", 'must be a variable of its engine, got rollout'],
    ['time.Pars(app.metadata.name) == nil', 'must be something that time has, got time.Pars'],
  ])('knows nothing of %s', (text, message) => {
    expect(problems(text)).toEqual([`notify/unknown-variable: ${message}`]);
  });

  it('has no minutes for the engine of Rollouts', () => {
    const [problem] = expressionProblems('time.Now().Add(time.Minute) == nil', OF_ROLLOUTS, true);
    expect(problem?.fix).toBe('known: Parse, Now');
  });

  it.each(Object.entries(BUILT_IN_TRIGGERS))('is safe from %s', (trigger, conditions) => {
    const variables = engineOf(trigger) === 'rollout' ? OF_ROLLOUTS : OF_APPLICATIONS;
    for (const { when, oncePer } of conditions) {
      expect(expressionProblems(when, variables, true)).toEqual([]);
      if (oncePer !== undefined) expect(expressionProblems(oncePer, variables, false)).toEqual([]);
    }
  });
});
