import { checkData } from '../../lib/config/checks/data.ts';
import { DEFAULT_CLUSTER, type Fleet } from '../../lib/model/fleet.ts';
import { DEV, FLEET, PRODUCTION, SHOP, withProduction, withShop } from '../support/fleet.ts';
import {
  wrong,
  web,
  api,
  dashboards,
  deny,
  fleet,
  services,
  withApi,
  withChart,
  withSecret,
  withMetric,
  withPermission,
  withWindow,
  seen,
} from './data-fixture.ts';

describe('names that are near are suggested', () => {
  // prettier-ignore
  test.each<[string, Fleet, string]>([
    ['a call', withApi({ calls: ['databse'] }), 'did you mean database?'],
    ['a cluster', withProduction({ cluster: 'in-clusterr' }), 'did you mean in-cluster?'],
    ['a secret', withApi({ env: { A: { secret: 'database-logn', key: 'password' } } }), 'did you mean database-login?'],
    ['an action', withPermission({ action: 'snyc' }), 'did you mean sync?'],
    ['a time zone', withWindow({ timeZone: 'europe/berlin' }), 'did you mean Europe/Berlin?'],
    ['the block of one address', withApi({ reaches: [{ reason: 'x', cidr: '10.0.0.1', port: 1 }] }), 'did you mean 10.0.0.1/32?'],
    ['Sunday', withWindow({ schedule: '0 22 * * 7' }), 'Sunday is 0'],
  ])('for %s', (_, bad, fix) => {
    expect(checkData(bad)[0]?.fix).toBe(fix);
  });
});

describe('good data of every form is accepted', () => {
  // prettier-ignore
  test.each<[string, Fleet]>([
    ['cron on a leap day', withWindow({ schedule: '0 0 29 2 *' })],
    ['cron beside a weekday', withWindow({ schedule: '0 0 31 2 1' })],
    ['cron with names, steps and lists', withWindow({ schedule: '*/15 0-6,22 ? jan-mar MON-FRI' })],
    ['UTC and a city', withProduction({ windows: [{ ...deny, timeZone: 'UTC' }, { ...deny, timeZone: 'Etc/UTC' }, { ...deny, timeZone: 'America/Argentina/Buenos_Aires' }] })],
    ['addresses of both families', withApi({ reaches: [{ reason: 'x', cidr: '2001:db8::/32', port: 443 }, { reason: 'y', cidr: '10.1.2.3/32', port: 53 }] })],
    ['actions on objects', withPermission({ action: 'action/argoproj.io/Rollout/promote-full' })],
    ['no project rules', withShop({ project: wrong(undefined) })],
    ['values beside an image', withChart({ values: { server: { image: { pullPolicy: 'Always' } } } })],
    ['all actions', withPermission({ resource: 'exec', action: '*' })],
    ['a registry', withChart({ repository: 'ghcr.io/acme/charts' })],
    ['a query with braces in text', withMetric({ query: 'up{a=~"[{(",b="\\"",ns="{{args.namespace}}",h="{{args.hash}}"}' })],
    ['one namespace on two clusters', { ...withProduction({ namespace: 'shop-dev', cluster: 'eu' }), clusters: { ...FLEET.clusters, eu: { ...DEFAULT_CLUSTER, credentialElsewhere: 'made with the cluster' } } }],
    ['two charts in one namespace of one environment', withShop({ environments: [DEV], project: {}, charts: { dashboards: { ...dashboards, namespace: 'dashboards' }, more: { ...dashboards, namespace: 'dashboards' } } })],
    ['development without a quota', withShop({ environments: [DEV], project: {} })],
    ['an inactive environment with mistakes', withShop({ environments: [DEV, PRODUCTION, { ...DEV, name: 'old', cluster: 'gone', active: false }] })],
  ])('such as %s', (_, good) => {
    expect(seen(good)).toEqual([]);
  });
});

describe('data of the wrong shape is an issue, never an exception', () => {
  const codesOf = (bad: unknown): string[] =>
    seen(bad as Fleet).map(([file, code, field]) => [file, code, field].join(' '));

  // prettier-ignore
  test.each<[string, unknown, string]>([
    ['no fleet', undefined, 'index.ts data/invalid '],
    ['a fleet of nothing', {}, 'index.ts data/type repository'],
    ['platforms that are no list', fleet({ platforms: wrong({ shop: SHOP }) }), 'index.ts data/type platforms'],
    ['a platform that is undefined', fleet({ platforms: [SHOP, wrong(undefined)] }), 'index.ts data/invalid platforms[1]'],
    ['a platform without a name', fleet({ platforms: [wrong({ ...SHOP, name: undefined })] }), 'index.ts data/type platforms[0].name'],
    ['no environments', withShop({ environments: wrong(undefined) }), 'shop/platform.ts data/invalid environments'],
    ['an environment that is null', withShop({ environments: [DEV, wrong(null)] }), 'shop/platform.ts data/invalid environments[1]'],
    ['a service that is undefined', services({ mail: wrong(undefined) }), 'shop/platform.ts data/invalid services.mail'],
    ['services that are a list', withShop({ services: wrong([web]) }), 'shop/platform.ts data/type services'],
    ['calls that are text', withApi({ calls: wrong('database') }), 'shop/platform.ts data/type services.api.calls'],
    ['a call that is a number', withApi({ calls: wrong([5]) }), 'shop/platform.ts call/unknown services.api.calls[0]'],
    ['a gate without metrics', withShop({ gates: { ...SHOP.gates, bad: wrong({ description: 'x' }) } }), 'shop/platform.ts data/invalid gates.bad'],
    ['a secret that is text', withSecret('pay', 'hunter2'), 'shop/platform.ts data/type secrets.pay.kind'],
    ['no sync policy', withProduction({ sync: wrong(undefined) }), 'shop/production/environment.ts data/invalid sync'],
    ['hosts that are text', withProduction({ hosts: wrong({ web: 'shop.example.com' }) }), 'shop/production/environment.ts data/type hosts.web'],
    ['a quota that is text', withProduction({ quota: wrong('8') }), 'shop/production/environment.ts data/type quota.cpu'],
  ])('such as %s', (_, bad, expected) => {
    expect(codesOf(bad)).toContain(expected);
  });

  test('and what is right beside it is checked all the same', () => {
    const codes = codesOf(services({ mail: wrong(undefined), api: { ...api, port: 0 } }));
    expect(codes).toEqual(
      expect.arrayContaining([
        'shop/platform.ts data/invalid services.mail',
        'shop/platform.ts data/range services.api.port',
      ]),
    );
  });
});
