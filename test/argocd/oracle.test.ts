import fc from 'fast-check';
import { applicationsOf } from '../../lib/argocd/applications.ts';
import { globMatch } from '../../lib/argocd/glob.ts';
import { Access } from '../../lib/argocd/rbac/access.ts';
import type { Question } from '../../lib/argocd/rbac/enforcer.ts';
import { isAbout } from '../../lib/argocd/windows/matching.ts';
import { Agenda } from '../../lib/argocd/windows/verdict.ts';
import type { SyncWindow } from '../../lib/argocd/windows/window.ts';
import type { KubeObject, RenderedFile } from '../../lib/model/synthesis.ts';
import { ask, haveOracle } from '../support/oracle.ts';
import { shipped } from '../support/shipped.ts';

const describeBuilt = haveOracle ? describe : describe.skip;

jest.setTimeout(120_000);

const SEED = 20261121;
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(arbitrary, { seed: SEED, numRuns: count });

/** The questions to which we answer something else. */
const differences = <T extends object>(questions: readonly T[], ours: (question: T) => boolean, theirs: object[]) => {
  const answers = ask(theirs);
  return questions
    .map((question, index) => ({ question, ours: ours(question), theirs: answers[index] }))
    .filter((one) => one.ours !== one.theirs);
};

const settings = (policy: string, defaultRole: string): RenderedFile => ({
  ...{ path: 'argocd/ConfigMap-argocd-rbac-cm.yaml', text: '', node: '' },
  object: {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-rbac-cm' } },
    data: { 'policy.csv': policy, 'policy.default': defaultRole },
  },
});

describeBuilt('globs', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'c',
    '/',
    '-',
    '.',
    '*',
    '?',
    '[ab]',
    '[!a]',
    '[a-c]',
    '[c-a]',
    '[ab-]',
    '[!-a]',
    '[a-cb]',
    '[a\\]]',
    '[]',
    '{a,b}',
    '{ab,c*}',
    '\\*',
    '*/*',
  );
  // Nothing that is asked about is empty; there gobwas lets one character be none.
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '/', '-', '.', '*'), { minLength: 1, maxLength: 6 });
  const questions = sample(
    fc.record({
      glob: fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
      text: text.map((letters) => letters.join('')),
    }),
    5000,
  );

  it('fit what they fit in Argo CD', () => {
    expect(differences(questions, ({ glob, text: words }) => globMatch(glob, words), questions)).toEqual([]);
  });
});

describeBuilt('permissions', () => {
  const who = fc.constantFrom('alice', 'devs', 'role:a', 'role:b', 'role:c', 'role:readonly', 'role:admin', 'admin');
  const rule = fc
    .tuple(
      who,
      fc.constantFrom('applications', 'logs', 'projects', '*', 'app*'),
      fc.constantFrom(
        'get',
        'sync',
        '*',
        'action/*',
        'action/argoproj.io/Rollout/abort',
        'update',
        'update/*',
        '"{get,sync}"',
      ),
      fc.constantFrom('*/*', 'a/*', 'a/b', '*', 'a/?', '[ab]/*', 'a*'),
      fc.constantFrom('allow', 'allow', 'allow', 'deny', 'Allow'),
    )
    .map((words) => `p, ${words.join(', ')}`);
  const membership = fc.tuple(who, who).map(([member, role]) => `g, ${member}, ${role}`);
  const policy = fc.array(fc.oneof({ weight: 3, arbitrary: rule }, membership), { maxLength: 12 });
  const question = fc.record({
    subject: who,
    resource: fc.constantFrom('applications', 'logs', 'projects'),
    action: fc.constantFrom('get', 'sync', 'update', 'action/argoproj.io/Rollout/abort', 'update/apps/Deployment/x/y'),
    object: fc.constantFrom('a/b', 'a/c', 'b/b', 'a', 'a/b/c'),
  });

  it('are those that its enforcer gives, under policies of any kind', () => {
    const all = sample(
      fc.record({
        policy: policy.map((lines) => lines.join('\n')),
        defaultRole: fc.constantFrom('', '', 'role:readonly', 'role:a'),
        question,
      }),
      4000,
    );
    const ours = (one: (typeof all)[number]): boolean =>
      new Access([settings(one.policy, one.defaultRole)]).may(one.question).allowed;
    expect(
      differences(
        all,
        ours,
        all.map(({ question: asked, ...rest }) => ({ ...rest, ...asked })),
      ),
    ).toEqual([]);
  });

  it('are those of the shipped platforms, for every role and every Application', () => {
    const { files } = shipped();
    const access = new Access(files);
    const projects = files.flatMap(({ object }) => (object?.kind === 'AppProject' ? [object as Project] : []));
    const names = applicationsOf(files).map(({ application }) => application.metadata.name);
    const all = projects.flatMap((project) =>
      rolesOf(project).flatMap((subject) =>
        names.flatMap((name) =>
          ['get', 'sync', 'update', 'delete', 'override', 'action/argoproj.io/Rollout/promote-full'].map((action) => ({
            policy: policyOf(project),
            question: { subject, resource: 'applications', action, object: `${project.metadata.name}/${name}` },
          })),
        ),
      ),
    );
    expect(all.length).toBeGreaterThan(3000);
    const ours = ({ question: asked }: { readonly question: Question }): boolean => access.may(asked).allowed;
    expect(
      differences(
        all,
        ours,
        all.map(({ policy: text, question: asked }) => ({ policy: text, ...asked })),
      ),
    ).toEqual([]);
  });
});

interface Project extends KubeObject {
  readonly spec: {
    readonly roles?: readonly { readonly name: string; readonly policies?: string[]; readonly groups?: string[] }[];
  };
}

const rolesOf = ({ metadata, spec }: Project): string[] =>
  (spec.roles ?? []).flatMap(({ name, groups = [] }) => [`proj:${metadata.name}:${name}`, ...groups]);

const policyOf = ({ metadata, spec }: Project): string =>
  (spec.roles ?? [])
    .flatMap(({ name, policies = [], groups = [] }) => [
      ...policies,
      ...groups.map((group) => `g, ${group}, proj:${metadata.name}:${name}`),
    ])
    .join('\n');

describeBuilt('sync windows', () => {
  const number = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
  const field = (least: number, most: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant('*'),
      number(least, most),
      fc.tuple(number(least, most), fc.integer({ min: 1, max: 9 })).map(([from, step]) => `${from}/${String(step)}`),
      fc.integer({ min: 1, max: 9 }).map((step) => `*/${String(step)}`),
      fc
        .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
        .map(([a, b]) => `${String(Math.min(a, b))}-${String(Math.max(a, b))}`),
      fc.tuple(number(least, most), number(least, most)).map(([a, b]) => `${a},${b}`),
    );
  const schedule = fc
    .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
    .map((fields) => fields.join(' '));
  const names = (...all: string[]) => fc.array(fc.constantFrom(...all), { maxLength: 2 });
  const window: fc.Arbitrary<SyncWindow> = fc.record({
    kind: fc.constantFrom('allow' as const, 'deny' as const),
    schedule,
    duration: fc.constantFrom('30m', '1h', '8h', '26h', '1h30m', '200h'),
    // Their clocks are never changed: Argo CD asks for the offset of today.
    timeZone: fc.constantFrom('UTC', 'Asia/Seoul', 'Asia/Kolkata', 'America/Phoenix'),
    manualSync: fc.boolean(),
    andOperator: fc.boolean(),
    applications: names('shop-web', 'shop-*', 'other'),
    namespaces: names('shop', '*', 'other'),
    clusters: names('in-cluster', 'other'),
  });
  const application = {
    metadata: { name: 'shop-web' },
    spec: { destination: { name: 'in-cluster', namespace: 'shop' } },
  };
  const target = { application: 'shop-web', namespace: 'shop', cluster: ['in-cluster'] };

  it('open and close when they do in Argo CD, for it and for people', () => {
    const all = sample(
      fc.record({
        windows: fc.array(window, { minLength: 1, maxLength: 3 }),
        // Half a minute past: neither the first nor the last moment of anything.
        at: fc.integer({ min: 0, max: 525_600 }).map((minute) => Date.UTC(2026, 0, 1) + minute * 60_000 + 30_000),
        manual: fc.boolean(),
      }),
      4000,
    );
    const ours = ({ windows, at, manual }: (typeof all)[number]): boolean => {
      const verdict = new Agenda(windows.filter((one) => isAbout(one, target))).at(at);
      return manual ? verdict.manual : verdict.automatic;
    };
    const theirs = all.map(({ at, ...rest }) => ({ ...rest, application, at: new Date(at).toISOString() }));
    expect(differences(all, ours, theirs)).toEqual([]);
  });
});
