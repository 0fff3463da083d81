import type { Question } from '../../../lib/argocd/rbac/enforcer.ts';
import { act } from '../harness/log.ts';
import { inTurns } from '../harness/parallel.ts';
import type { Scenario } from '../harness/scenario.ts';
import { policiesOf, type Policies, type Subject, subjectsOf } from '../harness/subjects.ts';
import { expect, none, until } from '../harness/until.ts';
import { ArgoCd } from '../plane/argocd.ts';

/** What `argocd account can-i` takes; actions on objects are not among it. */
const OF_APPLICATIONS = {
  applications: ['get', 'create', 'update', 'delete', 'sync', 'override'],
  applicationsets: ['get', 'create'],
  logs: ['get'],
  exec: ['create'],
};
const OF_PROJECTS = { projects: ['get', 'update'], repositories: ['get'] };

const asked = (subject: string, object: string, actions: Readonly<Record<string, readonly string[]>>): Question[] =>
  Object.entries(actions).flatMap(([resource, words]) =>
    words.map((action) => ({ subject, resource, action, object })),
  );

/** Every action on Applications of every project, and on one that is not there yet. */
const questionsOf = ({ name }: Subject, { applications }: Policies): readonly Question[] =>
  [...applications].flatMap(([project, names]) => [
    ...[...names, 'something-new'].flatMap((one) => asked(name, `${project}/${one}`, OF_APPLICATIONS)),
    ...asked(name, project, OF_PROJECTS),
  ]);

const yesNo = (answer: boolean): string => (answer ? 'yes' : 'no');

/** @returns how many were asked */
async function answersAreOurs(subjects: readonly Subject[], policies: Policies): Promise<number> {
  const questions = subjects.flatMap((subject) =>
    questionsOf(subject, policies).map((question) => ({ question, asks: subject.asks })),
  );
  act(`argocd account can-i …: ${String(questions.length)} questions of ${String(subjects.length)} subjects`);
  const answers = await inTurns(questions, async ({ question, asks }) => {
    const ours = policies.access.may(question).allowed;
    const theirs = await asks.canI(question.action, question.resource, question.object);
    return { question, ours, theirs };
  });
  none(
    'answers that differ from argosy can',
    answers
      .filter(({ ours, theirs }) => ours !== theirs)
      .map(
        ({ question: { subject, action, resource, object }, ours, theirs }) =>
          `${subject} ${action} ${resource} ${object}: ${yesNo(theirs)}, and argosy can says ${yesNo(ours)}`,
      ),
  );
  const allowed = answers.filter(({ ours }) => ours).length;
  if (allowed === 0 || allowed === answers.length)
    throw new Error('every question has one answer: that proves nothing');
  return answers.length;
}

/** A request that changes nothing, whoever sends it. 403 is no; anything else is yes, though the object be missing. */
interface Deed {
  readonly resource: string;
  readonly action: string;
  request(application: string, asks: Subject['asks']): Promise<number>;
}

const NOTHING = { name: 'no-such', namespace: 'default' } as const;
const DEEDS: readonly Deed[] = [
  {
    ...{ resource: 'applications', action: 'get' },
    request: (name, asks) => asks.status('GET', `/api/v1/applications/${name}`),
  },
  {
    ...{ resource: 'logs', action: 'get' },
    request: (name, asks) =>
      asks.status('GET', `/api/v1/applications/${name}/pods/${NOTHING.name}/logs?namespace=${NOTHING.namespace}`),
  },
  ...['promote-full', 'abort'].map((action): Deed => ({
    ...{ resource: 'applications', action: `action/argoproj.io/Rollout/${action}` },
    request: (name, asks) =>
      asks.status('POST', `/api/v1/applications/${name}/resource/actions/v2`, {
        ...{ name, action, group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout' },
        ...{ resourceName: NOTHING.name, namespace: NOTHING.namespace },
      }),
  })),
];

/** What would change something: asked for by those only who must be refused. */
const REFUSED: readonly Deed[] = [
  {
    ...{ resource: 'applications', action: 'sync' },
    request: (name, asks) => asks.status('POST', `/api/v1/applications/${name}/sync`, { name, dryRun: true }),
  },
  {
    // Another destination, which is why developers have no `update`.
    ...{ resource: 'applications', action: 'update' },
    request: (name, asks) =>
      asks.status('PUT', `/api/v1/applications/${name}/spec`, {
        ...{ project: 'default', source: { repoURL: 'https://example.com', path: '.' } },
        destination: { name: 'in-cluster', namespace: 'kube-system' },
      }),
  },
];

/** @returns how many were tried */
async function deedsAreAsAnswered(subjects: readonly Subject[], { access, applications }: Policies): Promise<number> {
  const tried = subjects.flatMap((subject) =>
    (applications.get(subject.project) ?? []).flatMap((application) =>
      [...DEEDS, ...REFUSED].flatMap((deed) => {
        const { resource, action } = deed;
        const question = { subject: subject.name, resource, action, object: `${subject.project}/${application}` };
        const may = access.may(question).allowed;
        return may && REFUSED.includes(deed) ? [] : [{ subject, application, deed, may }];
      }),
    ),
  );
  act(`argocd app get, logs, actions run, sync, set: ${String(tried.length)} requests`);
  const wrong = await inTurns(tried, async ({ subject, application, deed, may }) => {
    const status = await deed.request(application, subject.asks);
    const refused = status === 403;
    return refused === may ? [`${subject.name} ${deed.action} ${application}: ${String(status)}`] : [];
  });
  none('requests that are not refused as argosy can says, or that are', wrong.flat());
  return tried.length;
}

export const permissions: Scenario = {
  name: 'permissions',
  shows:
    'Whoever has a role of a project, by a token or by a group, may do through Argo CD’s API exactly what argosy can says: thousands of questions, and requests that are refused or not',
  lane: 'permissions',
  sabotage: {
    what: 'Argo CD looks for the groups of a person in another claim',
    file: /argocd\/ConfigMap-argocd-rbac-cm\.yaml$/,
    find: 'scopes: "[groups]"',
    replace: 'scopes: "[roles]"',
  },
  async run(world) {
    const policies = policiesOf(world);
    const server = await world.guarded();
    act(`a second argocd-server that asks who somebody is: ${server.address}`);
    const { subjects, forget } = await subjectsOf(world, policies, server.address);
    try {
      const [first] = subjects;
      // Each server learns of a new token by looking on.
      const known = (): Promise<number> => first?.asks.status('GET', '/api/v1/session/userinfo') ?? Promise.resolve(0);
      await until('the token of a role', known, (status) => status === 200, { seconds: 30 });
      const stranger = new ArgoCd(server.address, world.plane.api);
      expect('whoever has no token', await stranger.status('GET', '/api/v1/applications'), 401);
      const [answered, tried] = [
        await answersAreOurs(subjects, policies),
        await deedsAreAsAnswered(subjects, policies),
      ];
      world.figures.push(
        { name: 'questions of who may do what, answered as by argosy can', value: answered, unit: '' },
        { name: 'requests that were refused, or not, as argosy can says', value: tried, unit: '' },
      );
    } finally {
      await forget();
      await server.stop();
    }
  },
};
