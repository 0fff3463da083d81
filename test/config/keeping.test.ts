import { checkData } from '../../lib/config/checks/data.ts';
import type { Backup } from '../../lib/model/backup.ts';
import { cronSchedule } from '../../lib/model/cron.ts';
import { longestGap } from '../../lib/model/cron-gap.ts';
import { dayOf, dayStart } from '../../lib/model/day.ts';
import { DEFAULT_CLUSTER, type Fleet } from '../../lib/model/fleet.ts';
import type { Platform } from '../../lib/model/platform.ts';
import type { ClusterCredential } from '../../lib/model/secret.ts';
import { backupKey } from '../../environments/foundation/backup-key.ts';
import { DEV, FLEET, withShop } from '../support/fleet.ts';
import { wrong } from './data-fixture.ts';

const BACKUP: Backup = { schedule: '15 2 * * *', publicKey: backupKey };

const CREDENTIAL: ClusterCredential = {
  use: 'cluster',
  description: 'Deploys to eu',
  cluster: 'eu',
  properties: { bearerToken: 'token', caData: 'ca' },
  path: 'argocd/eu',
  rotatedAt: '2026-01-31',
};

/** The shop, with a second cluster. */
const inTwo = (change: Partial<Platform>, eu: object = {}): Fleet => ({
  ...withShop({ foundations: { alerts: {} }, ...change }),
  clusters: { ...FLEET.clusters, eu: { ...DEFAULT_CLUSTER, server: 'https://eu.k8s.example.com:6443', ...eu } },
});
const reached = (change: object): Fleet => inTwo({ credentials: { eu: { ...CREDENTIAL, ...change } } });
const backedUp = (change: object): Fleet => withShop({ foundations: { alerts: {}, backup: { ...BACKUP, ...change } } });

/** A key that signs, and encrypts nothing: that of the example without its second half. */
const SIGNING = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEaVW5ABYJKwYBBAHaRw8BAQdAx68ym06aKbkud28uDQOV6u7fmgMNIomuc63G
bVBUcnQ=
-----END PGP PUBLIC KEY BLOCK-----
`;

type Row = [title: string, fleet: Fleet, file: string, code: string, field: string, message: string];
const P = 'shop/platform.ts';
const AT = 'credentials.eu';
const B = 'foundations.backup';

// prettier-ignore
const ROWS: Row[] = [
  ['a day that there is not', reached({ rotatedAt: '2026-02-30' }), P, 'date/invalid', `${AT}.rotatedAt`, 'must be a day like 2026-03-01, got "2026-02-30"'],
  ['a day in another order', reached({ rotatedAt: '31.01.2026' }), P, 'date/invalid', `${AT}.rotatedAt`, 'must be a day like 2026-03-01, got "31.01.2026"'],
  ['no day', reached({ rotatedAt: undefined }), P, 'data/type', `${AT}.rotatedAt`, 'must be text, got undefined'],
  ['a cluster that nobody reaches', inTwo({}), 'index.ts', 'cluster/no-credential', 'clusters.eu', 'must have a credential: Argo CD runs in in-cluster and cannot reach eu'],
  ['a credential for no cluster', inTwo({ credentials: { eu: CREDENTIAL, us: { ...CREDENTIAL, cluster: 'us' } } }), P, 'cluster/unknown', 'credentials.us.cluster', 'must be a cluster of the fleet, got "us"'],
  ['two credentials for one cluster', inTwo({ credentials: { eu: CREDENTIAL, too: CREDENTIAL } }), P, 'cluster/two-credentials', 'credentials.too.cluster', 'must be a cluster with one credential, eu has eu as well'],
  ['a credential that is somewhere else as well', inTwo({ credentials: { eu: CREDENTIAL } }, { credentialElsewhere: 'made by Terraform' }), P, 'cluster/two-credentials', `${AT}.cluster`, 'must be a cluster with one credential, eu has credentialElsewhere as well'],
  ['no reason for a credential elsewhere', inTwo({}, { credentialElsewhere: ' ' }), 'index.ts', 'data/type', 'clusters.eu.credentialElsewhere', 'must be text that is not empty, got " "'],
  ['no address', inTwo({ credentials: { eu: CREDENTIAL } }, { server: undefined }), P, 'cluster/no-server', `${AT}.cluster`, 'must be a cluster whose address is known, got eu'],
  ['half a certificate', reached({ properties: { certData: 'c' } }), P, 'credential/keys', `${AT}.properties`, 'must have bearerToken, or certData and keyData, or exec beside it, got certData'],
  ['two ways to prove who one is', reached({ exec: { command: 'aws' } }), P, 'credential/keys', `${AT}.properties`, 'must have bearerToken, or certData and keyData, or exec beside it, got bearerToken, exec'],
  ['a key that Argo CD does not know', reached({ properties: { bearerToken: 't', ca: 'c' } }), P, 'credential/keys', `${AT}.properties`, 'must have bearerToken, or certData and keyData, or exec beside it, got bearerToken, ca'],
  ['a namespace of the fleet that it leaves out', inTwo({ environments: [{ ...DEV, cluster: 'eu' }], credentials: { eu: { ...CREDENTIAL, namespaces: ['other'] } } }), P, 'credential/namespaces', `${AT}.namespaces`, 'must have every namespace of the fleet on eu, it lacks shop-dev'],
  ['a platform that is not there', reached({ platform: 'shpo' }), P, 'credential/unknown-platform', `${AT}.platform`, 'must be a platform of the fleet, got "shpo"'],
  ['a backup on a day that there is not', backedUp({ schedule: '0 2 30 2 *' }), P, 'backup/schedule', `${B}.schedule`, 'must name a day that there is, got "0 2 30 2 *"'],
  ['a backup that is told missing every week', backedUp({ schedule: '0 2 * * 1' }), P, 'backup/max-age', `${B}.maxAge`, 'must be longer than the longest wait from one backup to the next, 168h, got 36h'],
  ['a backup in no time zone', backedUp({ timeZone: 'Europe/Lodnon' }), P, 'window/time-zone', `${B}.timeZone`, 'must be a time zone, got "Europe/Lodnon"'],
  ['a backup that is kept for no day', backedUp({ keepDays: 0 }), P, 'data/range', `${B}.keepDays`, 'must be a whole number from 1 to 3650, got 0'],
  ['a backup for nobody', backedUp({ publicKey: 'backup@example.com' }), P, 'backup/public-key', `${B}.publicKey`, 'must be an OpenPGP key in its text form'],
  ['a key that is cut', backedUp({ publicKey: backupKey.replace(/\n.*\n=.*\n/, '\n') }), P, 'backup/public-key', `${B}.publicKey`, 'must be an OpenPGP key in its text form'],
  ['a key that only signs', backedUp({ publicKey: SIGNING }), P, 'backup/public-key', `${B}.publicKey`, 'must be a key that can encrypt, got one that only signs'],
  ['a private key', backedUp({ publicKey: backupKey.replaceAll('PUBLIC', 'PRIVATE') }), P, 'backup/private-key', `${B}.publicKey`, 'must be a public key, got a private one'],
  ['addresses that are none', backedUp({ apiServer: { cidr: '10.0.0.1', port: 6443 } }), P, 'container/cidr', `${B}.apiServer.cidr`, 'must be a block of addresses like 10.20.0.0/16, got "10.0.0.1"'],
  ['a size that is none', backedUp({ storage: wrong('big') }), P, 'quantity/invalid', `${B}.storage`, 'must be a quantity like 512Mi or 2Gi, got "big"'],
  ['two backups', withShop({ foundations: { backup: BACKUP } }), P, 'backup/place', B, 'must have one environment to be in, on in-cluster where Argo CD runs, got shop/dev, shop/production'],
];

test.each(ROWS)('refuses %s', (_, fleet, file, code, field, message) => {
  const issues = checkData(fleet).filter(
    (issue) => issue.severity === 'error' && (code === 'backup/place' || issue.code !== 'backup/place'),
  );
  expect(issues).toMatchObject([{ code, message, at: { file: `environments/${file}`, field } }]);
});

it.each([
  ['one credential for each cluster', reached({})],
  ['an exec command', reached({ properties: { caData: 'ca' }, exec: { command: 'argocd-k8s-auth', args: ['gcp'] } })],
  ['a credential elsewhere', inTwo({}, { credentialElsewhere: 'made with the cluster, by its Terraform module' })],
  ['the only platform that may use it', reached({ platform: 'shop' })],
  ['one backup', { ...backedUp({}), platforms: [{ ...backedUp({}).platforms[0], environments: [DEV] } as Platform] }],
])('takes %s', (_, fleet) => {
  expect(checkData(fleet)).toEqual([]);
});

const NO_ALERT = { severity: 'warning', code: 'credential/no-alert', at: { field: 'credentials' } };
const OTHER: Platform = { ...inTwo({}).platforms[0], name: 'other' } as Platform;

it.each([
  ['a credential', inTwo({ foundations: {}, credentials: { eu: CREDENTIAL } }), [NO_ALERT]],
  [
    'a credential, with alerts elsewhere',
    {
      ...inTwo({ foundations: {}, credentials: { eu: CREDENTIAL } }),
      platforms: [...inTwo({ foundations: {}, credentials: { eu: CREDENTIAL } }).platforms, OTHER],
    },
    [],
  ],
  [
    'a credential, with alerts in another cluster',
    inTwo({ environments: [{ ...DEV, cluster: 'eu' }], credentials: { eu: CREDENTIAL } }),
    [NO_ALERT],
  ],
  [
    'a backup',
    withShop({ environments: [DEV], foundations: { backup: BACKUP } }),
    [{ severity: 'warning', code: 'backup/no-alert', at: { field: 'foundations.backup' } }],
  ],
])('warns of %s that nobody hears of', (_, fleet, expected) => {
  const codes = checkData(fleet).filter(({ code }) => code.endsWith('/no-alert'));
  expect(codes).toMatchObject(expected);
});

it.each([
  ['* * * * *', 60],
  ['15 2 * * *', 24 * 3600],
  ['0 8,20 * * *', 12 * 3600],
  ['0 8-18/2 * * 1-5', (14 + 2 * 24) * 3600],
  ['0 0 29 2 *', undefined],
  // The 1st, and each Monday.
  ['0 3 1 * 1', 7 * 24 * 3600],
  ['30 1 1 * *', 31 * 24 * 3600],
])('knows how long %s leaves nobody', (schedule, gap) => {
  const found = longestGap(cronSchedule(schedule));
  if (gap === undefined) expect(found).toBeGreaterThan(365 * 24 * 3600);
  else expect(found).toBe(gap);
});

it('counts days from midnight in UTC', () => {
  expect(dayStart('2026-01-31')).toBe(Date.UTC(2026, 0, 31) / 1000);
  expect(dayOf(dayStart('2026-01-31') + 2160 * 3600)).toBe('2026-05-01');
});
