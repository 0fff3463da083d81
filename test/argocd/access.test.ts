import { Access } from '../../lib/argocd/rbac/access.ts';
import { decide } from '../../lib/argocd/rbac/enforcer.ts';
import { readPolicy } from '../../lib/argocd/rbac/policy.ts';
import { resourceOf } from '../../lib/argocd/rbac/vocabulary.ts';
import { isAction } from '../../lib/model/permission.ts';
import type { RenderedFile } from '../../lib/model/synthesis.ts';
import { shipped } from '../support/shipped.ts';

/** `subject action resource object`, as it is typed after `argosy can`. */
const asked = (words: string) => {
  const [subject = '', action = '', resource = '', object = ''] = words.split(' ');
  return { subject, action, resource: resourceOf(resource), object };
};

describe('the shipped platforms', () => {
  const access = new Access(shipped().files);
  const PROMOTE = 'action/argoproj.io/Rollout/promote-full';

  it.each<readonly [string, boolean]>([
    // Developers of Traffic Tacos sync and read logs, and may not change where an Application deploys to.
    ['traffic-tacos:developers sync app traffic-tacos/traffic-tacos-staging-gateway-api', true],
    ['traffic-tacos:developers get logs traffic-tacos/traffic-tacos-prod-gateway-api', true],
    [`traffic-tacos:developers ${PROMOTE} app traffic-tacos/traffic-tacos-staging-gateway-api`, true],
    ['traffic-tacos:developers update app traffic-tacos/traffic-tacos-staging-gateway-api', false],
    ['traffic-tacos:developers create app traffic-tacos/something-new', false],
    ['traffic-tacos:developers delete app traffic-tacos/traffic-tacos-dev-gateway-api', false],
    ['traffic-tacos:developers override app traffic-tacos/traffic-tacos-dev-gateway-api', false],
    ['traffic-tacos:developers update projects traffic-tacos', false],
    // Every role sees its own project.
    ['traffic-tacos:developers get projects traffic-tacos', true],
    ['traffic-tacos:developers get projects pern', false],
    ['traffic-tacos:developers sync app pern/pern-staging-backend', false],
    // The five roles of PERN.
    ['pern:developers get app pern/pern-production-backend', true],
    ['pern:developers sync app pern/pern-staging-backend', true],
    ['pern:developers sync app pern/pern-development-database', true],
    ['pern:developers sync app pern/pern-production-backend', false],
    [`pern:developers ${PROMOTE} app pern/pern-staging-backend`, true],
    [`pern:developers ${PROMOTE} app pern/pern-production-backend`, false],
    ['pern:developers get logs pern/pern-staging-backend', true],
    ['pern:developers get logs pern/pern-production-backend', false],
    ['pern:developers create exec pern/pern-staging-backend', false],
    ['pern:production-admins sync app pern/pern-production-backend', true],
    [`pern:production-admins ${PROMOTE} app pern/pern-production-backend`, true],
    ['pern:production-admins sync app pern/pern-staging-backend', false],
    ['pern:production-admins get logs pern/pern-staging-backend', true],
    ['pern:production-admins update app pern/pern-production-backend', false],
    ['pern:platform-admins delete app pern/pern-production-cache', true],
    ['pern:platform-admins create exec pern/pern-production-backend', true],
    ['pern:platform-admins update/apps/Deployment/x/y app pern/pern-production-backend', true],
    ['pern:platform-admins update projects pern', false],
    ['pern:viewers get app pern/pern-production-backend', true],
    ['pern:viewers get logs pern/pern-production-backend', false],
    ['pern:viewers sync app pern/pern-development-backend', false],
    ['proj:pern:ci sync app pern/pern-staging-frontend', true],
    ['proj:pern:ci sync app pern/pern-production-frontend', false],
    // MiniShop: whoever develops does not promote.
    ['minishop:developers sync app minishop/minishop-dev-order-service', true],
    ['minishop:developers sync app minishop/minishop-prod-order-service', false],
    ['minishop:release sync app minishop/minishop-prod-order-service', true],
    ['minishop:release sync app minishop/minishop-staging-order-service', false],
    // Nobody's group, and the Applications that make Applications, which are in the project of the administrators.
    ['somebody:else get app pern/pern-staging-backend', false],
    ['pern:platform-admins sync app root/pern-production', false],
    // Administrators, and what Argo CD brings along.
    ['platform:admins sync app root/pern-production', true],
    ['platform:admins create exec pern/pern-production-backend', true],
    ['admin delete app root/root', true],
    ['role:readonly get app pern/pern-production-backend', true],
    ['role:readonly get exec pern/pern-production-backend', false],
  ])('%s: %s', (words, wanted) => {
    expect(access.may(asked(words)).allowed).toBe(wanted);
  });

  it('names the line that decides, and how the subject comes to it', () => {
    const { allowed, rule, through } = access.may(asked('pern:developers sync app pern/pern-staging-backend'));
    expect({ allowed, rule: rule?.text, through: through.map(({ text }) => text) }).toEqual({
      allowed: true,
      rule: 'p, proj:pern:developer, applications, sync, pern/pern-staging-*, allow',
      through: ['g, pern:developers, proj:pern:developer'],
    });
    expect(rule?.source).toBe('pern/argocd/AppProject-pern.yaml');
  });

  it('has no line that Argo CD cannot read', () => {
    expect(access.broken).toEqual([]);
  });
});

describe('lines of policy', () => {
  const may = (policy: string, words: string): boolean => decide(readPolicy(policy, 'test'), asked(words)).allowed;

  it.each<readonly [string, string, string, boolean]>([
    [
      'deny beats allow, whatever comes first',
      'p, u, applications, *, a/*, allow\np, u, applications, sync, a/b, deny',
      'u sync app a/b',
      false,
    ],
    [
      'a deny of something else does not count',
      'p, u, applications, *, a/*, allow\np, u, applications, sync, a/b, deny',
      'u sync app a/c',
      true,
    ],
    [
      'a deny of one role beats the allow of another',
      'g, u, x\ng, u, y\np, x, applications, get, */*, allow\np, y, applications, get, a/*, deny',
      'u get app a/b',
      false,
    ],
    ['roles are inherited', 'g, u, x\ng, x, y\np, y, applications, get, */*, allow', 'u get app a/b', true],
    ['not the other way', 'g, u, x\ng, x, y\np, u, applications, get, */*, allow', 'y get app a/b', false],
    ['a circle of roles ends', 'g, x, y\ng, y, x\np, x, applications, get, */*, allow', 'y get app a/b', true],
    ['a star goes past slashes', 'p, u, applications, get, a*, allow', 'u get app a/b/c', true],
    ['sync is not override', 'p, u, applications, sync, */*, allow', 'u override app a/b', false],
    [
      'update does not cover what the Application made',
      'p, u, applications, update, */*, allow',
      'u update/apps/Deployment/x/y app a/b',
      false,
    ],
    ['every action covers it', 'p, u, applications, *, */*, allow', 'u update/apps/Deployment/x/y app a/b', true],
    ['quotes are read', 'p, u, applications, get, "a/*", allow', 'u get app a/b', true],
    ['another word than allow allows nothing', 'p, u, applications, get, */*, Allow', 'u get app a/b', false],
    ['a broken glob fits nothing', 'p, u, applications, get, "a/[b", allow', 'u get app a/[b', false],
    ['a range whose ends are swapped fits nothing', 'p, u, applications, get, a/[b-a]*, allow', 'u get app a/b', false],
    ['a dash that is no range is a dash', 'p, u, applications, get, a/[xy-], allow', 'u get app a/-', true],
    ['words of which one fits', 'p, u, applications, "{get,sync}", a/?, allow', 'u sync app a/b', true],
  ])('%s', (_title, policy, words, wanted) => {
    expect(may(policy, words)).toBe(wanted);
  });

  it('keeps what cannot be read', () => {
    const { broken } = readPolicy('p, u, applications, get, */*\n# a comment\n\nq, u, v\np, "u, a, b, c, d', 'test');
    expect(broken.map(({ text }) => text)).toEqual(['p, u, applications, get, */*', 'q, u, v', 'p, "u, a, b, c, d']);
  });
});

describe('settings and projects', () => {
  const project = (policies: readonly string[]): RenderedFile => ({
    ...{ path: 'x/AppProject-x.yaml', text: '', node: '' },
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'x' },
      spec: { roles: [{ name: 'dev', groups: ['devs'], policies }] },
    },
  });
  const settings = (data: Readonly<Record<string, string>>): RenderedFile => ({
    ...{ path: 'argocd/ConfigMap-argocd-rbac-cm.yaml', text: '', node: '' },
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-rbac-cm' }, data },
  });
  const GET = 'p, proj:x:dev, applications, get, x/*, allow';

  it('one line that cannot be read, and the policy of the whole project counts for nothing', () => {
    expect(new Access([project([GET])]).may(asked('devs get app x/a')).allowed).toBe(true);
    expect(new Access([project([GET, 'p, oops'])]).may(asked('devs get app x/a')).allowed).toBe(false);
  });

  it('what everybody may do is denied to nobody', () => {
    const all = settings({
      'policy.default': 'role:readonly',
      'policy.csv': 'p, devs, applications, get, x/secret, deny',
    });
    expect(new Access([all]).may(asked('devs get app x/secret')).allowed).toBe(true);
  });

  it('more files of policy count, the rest of the settings do not', () => {
    const more = settings({ 'policy.more.csv': 'p, devs, applications, sync, x/*, allow', scopes: '[groups]' });
    expect(new Access([more]).may(asked('devs sync app x/a')).allowed).toBe(true);
  });

  it('the policy of a project counts for its own objects only', () => {
    const wide = project(['p, proj:x:dev, applications, get, */*, allow']);
    expect(new Access([wide]).may(asked('devs get app x/a')).allowed).toBe(true);
    expect(new Access([wide]).may(asked('devs get app y/a')).allowed).toBe(false);
  });
});

it('knows what can be done to what', () => {
  expect(isAction('applications', 'action/argoproj.io/Rollout/abort')).toBe(true);
  expect(isAction('applications', 'action/')).toBe(false);
  expect(isAction('logs', 'sync')).toBe(false);
});
