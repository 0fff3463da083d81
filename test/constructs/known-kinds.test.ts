import { App } from 'cdk8s';
import { unknownKinds } from '../../lib/constructs/argocd/known-kinds.ts';
import { buildFleet } from '../../lib/constructs/fleet.ts';
import { shipped } from '../support/shipped.ts';
import { platform } from './platform-fixture.ts';

const also = (group: string, kind: string) => ({ alsoNamespaced: { reason: 'a chart', kinds: [{ group, kind }] } });

const FINE = 'fine';

describe('kinds that a project allows', () => {
  it.each<readonly [string, string, string, string]>([
    ['apps', 'Deployment', FINE, ''],
    ['apps', 'Deploymnt', 'must be a kind of apps, got Deploymnt', 'did you mean Deployment?'],
    ['apps', 'deployment', 'must be a kind of apps, got deployment', 'did you mean Deployment?'],
    ['', 'Servce', 'must be a kind of the core group, got Servce', 'did you mean Service?'],
    // Nobody applies a list.
    ['', 'SecretList', 'must be a kind of the core group, got SecretList', 'known: Event, '],
    // In another group than the one that is named.
    [
      'networking.k8s.io',
      'PodDisruptionBudget',
      'must be a kind of networking.k8s.io, got PodDisruptionBudget',
      'known: ',
    ],
    // Newer than the imported classes.
    ['networking.k8s.io', 'ServiceCIDR', FINE, ''],
    ['app', 'Deployment', 'must be an API group, got app', 'did you mean apps?'],
    // Of these groups some kinds are known: only what is hardly anything else is refused.
    ['argoproj.io', 'Rolout', 'must be a kind of argoproj.io, got Rolout', 'did you mean Rollout?'],
    ['gateway.networking.k8s.io', 'TCPRoute', FINE, ''],
    ['monitoring.coreos.com', 'Alertmanager', FINE, ''],
    ['example.com', 'Anything', FINE, ''],
    ['*', 'Anything', FINE, ''],
    ['apps', '*', FINE, ''],
  ])('%s %s', (group, kind, message, fix) => {
    const [found] = unknownKinds(also(group, kind));
    expect(found?.problem.message ?? FINE).toBe(message);
    expect(found?.problem.fix ?? '').toContain(fix);
  });

  it('are refused where they are written, all of them', () => {
    const { fleet } = shipped();
    const resolved = fleet?.platforms.find(({ platform: { name } }) => name === 'bookverse');
    if (!fleet || !resolved) throw new Error('no bookverse');
    const kinds = [
      { group: 'apps', kind: 'Deployment' },
      { group: 'apps', kind: 'Deploymnt' },
    ];
    const project = {
      alsoNamespaced: { reason: 'x', kinds },
      alsoCluster: { reason: 'x', kinds: [{ group: '', kind: 'Nod' }] },
    };
    const changed = { ...resolved, platform: { ...resolved.platform, project } };
    const issues = buildFleet(new App(), { ...fleet, platforms: [changed] }, 'environments');
    const file = 'environments/bookverse/platform.ts';
    expect(issues).toMatchObject([
      { code: 'kind/unknown', at: { file, field: 'project.alsoNamespaced.kinds[1].kind' } },
      { code: 'kind/unknown', at: { file, field: 'project.alsoCluster.kinds[0].kind' } },
    ]);
  });

  it('are refused by the construct itself', () => {
    expect(() => platform({ rules: also('apps', 'Deploymnt') })).toThrow('must be a kind of apps, got Deploymnt');
  });
});
