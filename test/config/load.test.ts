import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadFleet } from '../../lib/config/load.ts';
import type { Fleet } from '../../lib/model/fleet.ts';
import type { Issue } from '../../lib/model/issue.ts';
import { DIGEST, FLEET, inFolder, RELEASE, SHOP, TUNING, withShop, writeFleet } from '../support/fleet.ts';

const FOLDER = 'environments/shop/production';
const release = `${FOLDER}/release.yaml`;

/** One line an issue, as a person reads it. */
const lines = (issues: readonly Issue[]): string[] =>
  issues.map(({ at, code, message, severity }) => {
    const place = [at.file.replace('environments/', ''), at.line, at.column]
      .filter((part) => part !== undefined)
      .join(':');
    return `${place} ${severity === 'warning' ? 'warning ' : ''}${code}: ${message}`;
  });

/** Writes the fleet, damages it, and returns the issues of loading it. */
const issuesAfter = (damage: (root: string) => void, fleet: Fleet = FLEET): string[] =>
  inFolder((root) => {
    writeFleet(root);
    damage(root);
    return lines(loadFleet(fleet, root).issues);
  });

describe('a fleet without a mistake', () => {
  const loaded = inFolder((root) => {
    writeFleet(root);
    return loadFleet(FLEET, root);
  });
  const production = loaded.fleet?.platforms[0]?.environments[1];

  test('has no issues, and every active environment in order of promotion', () => {
    expect(loaded.issues).toEqual([]);
    expect(loaded.fleet?.fleet).toBe(FLEET);
    expect(loaded.fleet?.platforms[0]?.environments.map(({ environment }) => environment.name)).toEqual([
      'dev',
      'production',
    ]);
  });

  test('knows what runs: images, versions, and where they came from', () => {
    expect(production?.services.get('web')?.image.toString()).toBe(`ghcr.io/acme/web:1.8.2@${DIGEST}`);
    expect(production?.services.get('web')?.from).toBe('build 1423 of github.com/acme/web@4f2c1d9');
    expect(production?.stateful.get('database')?.image.tag).toBe('16.4');
    const chart = production?.charts.get('dashboards');
    expect([chart?.version, chart?.from, chart?.images.get('server')?.tag]).toEqual([
      '1.4.2',
      'recommended platform version 2.1',
      '2.1.0',
    ]);
  });

  test('knows how it runs: replicas, resources, strategies, storage, sampling', () => {
    expect(production?.sampling).toEqual({ interval: '30s', count: 4, failureLimit: 1 });
    expect(production?.services.get('web')).toMatchObject({
      replicas: { min: 2, max: 6, targetCpuPercent: 70 },
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '640Mi' } },
      strategy: {
        kind: 'canary',
        steps: [
          { weight: 5, wait: '5m', gates: ['success-rate'] },
          { weight: 50, wait: '30m', gates: ['success-rate'], approval: true },
        ],
        surge: { maxSurge: 1, maxUnavailable: 0 },
      },
    });
    expect(production?.services.get('api')).toMatchObject({
      replicas: { count: 3 },
      strategy: { kind: 'blue-green', gatesBefore: ['smoke'], promoteAfter: 'manual', keepOld: '10m' },
    });
    expect(production?.services.get('worker')?.strategy).toMatchObject({
      kind: 'rolling',
      surge: { maxSurge: '25%', maxUnavailable: 0 },
    });
    expect(production?.stateful.get('database')).toMatchObject({ replicas: { count: 1 }, storage: '20Gi' });
  });

  test('takes one-minute sampling and rolling updates where nothing is said', () => {
    const bare = TUNING.replace(/sampling.*\n/, '').replace(/ {4}rolling.*\n/, '');
    const read = inFolder((root) => {
      writeFleet(root, { [`${FOLDER}/tuning.yaml`]: bare });
      return loadFleet(FLEET, root).fleet?.platforms[0]?.environments[1];
    });
    expect(read?.sampling).toEqual({ interval: '1m', count: 5, failureLimit: 1 });
    expect(read?.services.get('worker')?.strategy.kind).toBe('rolling');
  });

  test('needs no tuning.yaml for a platform of charts only', () => {
    const charts = RELEASE.replace(/services:[^]*charts:/, 'charts:');
    const environments = SHOP.environments.map(({ hosts: _hosts, sealed: _sealed, env: _env, ...rest }) => rest);
    const { issues, fleet } = inFolder((root) => {
      writeFleet(root, {
        'environments/shop/dev/release.yaml': charts,
        'environments/shop/dev/tuning.yaml': null,
        [release]: charts,
        [`${FOLDER}/tuning.yaml`]: null,
      });
      return loadFleet(withShop({ services: {}, stateful: {}, secrets: {}, environments }), root);
    });
    expect(lines(issues)).toEqual([]);
    expect(fleet?.platforms[0]?.environments[1]?.charts.size).toBe(1);
  });
});

describe('every problem of every file in one run', () => {
  test('three files with two mistakes each, and one in TypeScript, give seven issues in the order of their places', () => {
    inFolder((root) => {
      writeFleet(root, {
        'environments/shop/dev/release.yaml': RELEASE.replace(`web:1.8.2@${DIGEST}`, 'web:1.8.2').replace(
          '1.4.2',
          '^1.4.2',
        ),
        'environments/shop/dev/tuning.yaml': TUNING.replace('weight: 50', 'weight: 5').replace('20Gi', '20,5Gi'),
        [`${FOLDER}/tuning.yaml`]: TUNING.replace('wait: 5m', 'wait: 5 minutes').replace(
          'replicas: 3',
          'replicas: yes',
        ),
      });
      const { issues, fleet } = loadFleet(
        withShop({ services: { ...SHOP.services, web: { port: 0, publicPath: '/' } } }),
        root,
      );
      expect(fleet).toBeUndefined();
      expect(issues.map(({ at, code }) => `${at.file.replace('environments/', '')}:${at.line ?? ''} ${code}`)).toEqual([
        'shop/dev/release.yaml:4 image/not-pinned',
        'shop/dev/release.yaml:14 chart/not-exact',
        'shop/dev/tuning.yaml:11 canary/not-increasing',
        'shop/dev/tuning.yaml:24 quantity/invalid',
        'shop/platform.ts: data/range',
        'shop/production/tuning.yaml:10 duration/invalid',
        'shop/production/tuning.yaml:14 yaml/ambiguous',
      ]);
    });
  });

  test('a broken file does not hide the good ones, and a broken platform does not hide the next', () => {
    const other = { ...SHOP, name: 'other', environments: [] };
    const seen = issuesAfter(() => undefined, { ...FLEET, platforms: [undefined as never, other, SHOP] });
    expect(seen).toEqual(
      expect.arrayContaining([
        expect.stringContaining('index.ts data/invalid'),
        expect.stringContaining('other/platform.ts data/type'),
      ]),
    );
  });
});

describe('files that cannot be read', () => {
  const replaced = (path: string, put: (target: string) => void) => (root: string) => {
    rmSync(join(root, path));
    put(join(root, path));
  };
  const file = 'shop/production/release.yaml';

  // prettier-ignore
  test.each<[string, (root: string) => void, string]>([
    ['a missing file', replaced(release, () => undefined), `${file}:1:1 file/missing: is missing`],
    ['a directory in its place', replaced(release, (path) => { mkdirSync(path); }), `${file}:1:1 file/is-directory: must be a file, got a directory`],
    ['a link to itself', replaced(release, (path) => { symlinkSync('release.yaml', path); }), `${file}:1:1 file/link-loop: must be a file, got a symbolic link that leads to itself`],
    ['a link to nothing', replaced(release, (path) => { symlinkSync('nowhere', path); }), `${file}:1:1 file/dangling-link: must be a file, got a symbolic link that leads nowhere`],
    ['a device', replaced(release, (path) => { symlinkSync('/dev/null', path); }), `${file}:1:1 file/not-a-file: must be a file, got a pipe, socket or device`],
    ['bytes that are not UTF-8', (root) => { writeFleet(root, { [release]: Buffer.concat([ Buffer.from(RELEASE.replace('acme/web:', 'äcme/')), Buffer.from([0x23, 0xc3, 0x28]), ]), }); }, `${file}:18:2 file/not-utf8: must be UTF-8, got another byte here`],
    ['a cut character at the end', (root) => { writeFleet(root, { [release]: Buffer.from([0x61, 0xe2, 0x82]) }); }, `${file}:1:2 file/not-utf8: must be UTF-8, got another byte here`],
    ['UTF-16', (root) => { writeFleet(root, { [release]: Buffer.from(`\ufeff${RELEASE}`, 'utf16le') }); }, `${file}:1:1 file/not-utf8: must be UTF-8, got UTF-16`],
    ['a byte order mark', (root) => { writeFleet(root, { [release]: `\ufeff${RELEASE}` }); }, `${file}:1:1 file/byte-order-mark: must not begin with a byte order mark`],
    ['an empty file', (root) => { writeFleet(root, { [release]: '' }); }, `${file}:1:1 file/empty: must not be empty`],
    ['a file of comments', (root) => { writeFleet(root, { [release]: RELEASE.replace(/\n[^]*/, '\n# nothing yet\n') }); }, `${file}:1:1 file/empty: must not be empty`],
    ['a file of a byte too many', (root) => { writeFleet(root, { [release]: RELEASE.padEnd(1024 * 1024 + 1, '#') }); }, `${file}:1:1 file/too-large: must have at most 1048576 bytes, got 1048577`],
  ])('fails for %s', (_, damage, expected) => {
    expect(issuesAfter(damage)).toEqual([expected]);
  });

  test('refuses a file of 50 MB without reading it', () => {
    const seen = issuesAfter((root) => {
      writeFleet(root, { [release]: Buffer.alloc(50_000_000, '[') });
    });
    expect(seen).toEqual([`${file}:1:1 file/too-large: must have at most 1048576 bytes, got 50000000`]);
  });

  test('reads through a link that leads to a file', () => {
    const seen = issuesAfter((root) => {
      renameSync(join(root, release), join(root, `${FOLDER}/real`));
      symlinkSync('real', join(root, release));
    });
    expect(seen).toEqual([]);
  });

  test('fails for a file that the system refuses to read', () => {
    const refused = '/proc/self/mem';
    const seen = issuesAfter((root) => {
      if (existsSync(refused))
        replaced(release, (path) => {
          symlinkSync(refused, path);
        })(root);
      else chmodSync(join(root, release), 0);
    });
    expect(seen).toEqual([expect.stringMatching(/release\.yaml:1:1 file\/unreadable: cannot be read \(E[A-Z]+\)/)]);
  });
});

describe('folders', () => {
  // prettier-ignore
  test.each<[string, (root: string) => void, string[]]>([
    ['an environment that no platform names', (root) => { writeFleet(root, { 'environments/shop/prodution/environment.ts': '' }); }, ['shop/prodution folder/unknown-environment: is no environment that environments/shop/platform.ts names']],
    ['a platform that the fleet lacks', (root) => { writeFleet(root, { 'environments/shopping/platform.ts': '' }); }, ['shopping folder/unknown-platform: is no platform that environments/index.ts names']],
    ['an environment without a folder', (root) => { rmSync(join(root, FOLDER), { recursive: true }); }, ['shop/production folder/missing: must be a folder, there is none']],
    ['a platform without a folder', (root) => { rmSync(join(root, 'environments/shop'), { recursive: true }); }, ['shop folder/missing: must be a folder, there is none']],
    ['no environments at all', (root) => { rmSync(join(root, 'environments'), { recursive: true }); }, ['environments folder/missing: must be a folder, there is none']],
    ['a file where an environment belongs', (root) => { rmSync(join(root, FOLDER), { recursive: true }); symlinkSync('platform.ts', join(root, FOLDER)); }, ['shop/production folder/missing: must be a folder, got something else']],
    ['YAML beside the platforms, with a warning', (root) => { writeFleet(root, { 'environments/shop.yaml': '' }); }, ['shop.yaml warning folder/stray-file: is read by nobody']],
    ['YAML beside the environments, with a warning', (root) => { writeFleet(root, { 'environments/shop/values.yml': '' }); }, ['shop/values.yml warning folder/stray-file: is read by nobody']],
    ['a YAML file that nobody reads, with a warning', (root) => { writeFleet(root, { [`${FOLDER}/tunning.yaml`]: '' }); }, ['shop/production/tunning.yaml warning folder/stray-file: is read by nobody']],
  ])('fails for %s', (_, damage, expected) => {
    expect(issuesAfter(damage)).toEqual(expected);
  });

  test('fails for a folder in another case, on every file system', () => {
    const seen = inFolder((root) => {
      writeFleet(root);
      renameSync(join(root, FOLDER), join(root, 'environments/shop/Production'));
      return loadFleet(FLEET, root).issues;
    });
    expect(lines(seen)).toEqual([
      'shop/Production folder/unknown-environment: is no environment that environments/shop/platform.ts names',
      'shop/production folder/missing: must be a folder, there is none',
    ]);
    expect(seen[1]?.fix).toBe('rename Production to production: case counts');
  });

  test('are left alone where they begin with a dot, hold notes or help in TypeScript, or are inactive', () => {
    const seen = issuesAfter((root) => {
      writeFleet(root, {
        'environments/.cache/x': '',
        'environments/README.md': '',
        'environments/shop/gates.ts': '',
        'environments/shop/legacy/release.yaml': 'not: [checked',
      });
    });
    expect(seen).toEqual([]);
  });

  test('may be missing for an inactive environment', () => {
    const seen = issuesAfter((root) => {
      rmSync(join(root, 'environments/shop/legacy'), { recursive: true });
    });
    expect(seen).toEqual([]);
  });

  test('an environment that is a link to a folder is read', () => {
    const seen = issuesAfter((root) => {
      renameSync(join(root, FOLDER), join(root, 'elsewhere'));
      symlinkSync(join(root, 'elsewhere'), join(root, FOLDER));
    });
    expect(seen).toEqual([]);
  });
});
