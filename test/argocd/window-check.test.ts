import { argocdIssues } from '../../lib/argocd/checks/data.ts';
import { windowProblems } from '../../lib/argocd/windows/check.ts';
import type { SyncWindow } from '../../lib/model/sync.ts';
import { shipped } from '../support/shipped.ts';

const window = (kind: SyncWindow['kind'], schedule: string, duration: SyncWindow['duration']): SyncWindow => ({
  ...{ kind, schedule, duration, manualSync: false, description: 'because' },
});

const found = (...windows: SyncWindow[]): string[] =>
  windowProblems(windows).map(({ code, severity, index }) => `${severity} ${code} ${String(index ?? 'all')}`);

const workdays = window('allow', '0 8 * * 1-5', '8h');
const CLOSED = ['error window/closed-for-good all'];

describe('windows of one environment', () => {
  it.each<readonly [string, readonly SyncWindow[], readonly string[]]>([
    ['none', [], []],
    ['one', [workdays], []],
    ['one that opens on a leap day', [window('allow', '0 0 29 2 *', '1h')], []],
    ['a deny window that never starts is always open', [window('deny', '0 0 30 2 *', '24h')], CLOSED],
    ['a deny window without an end', [workdays, window('deny', '0 0 * * *', '24h')], CLOSED],
    ['a deny window that covers each opening', [workdays, window('deny', '0 7 * * *', '10h')], CLOSED],
    ['a deny window that covers some of it', [workdays, window('deny', '0 12 * * *', '1h')], []],
    ['one inside another', [workdays, window('allow', '0 9 * * 1', '1h')], ['warning window/no-effect 1']],
    [
      'a deny window while all is closed',
      [workdays, window('deny', '0 20 * * *', '1h')],
      ['warning window/no-effect 1'],
    ],
    ['the same twice', [workdays, workdays], ['warning window/no-effect 0', 'warning window/no-effect 1']],
  ])('%s', (_title, windows, wanted) => {
    expect(found(...windows)).toEqual(wanted);
  });
});

it('names the file and the window', () => {
  const { fleet } = shipped();
  if (!fleet) throw new Error('the shipped platforms have errors');
  expect(argocdIssues(fleet, 'environments')).toEqual([]);
  const [platform] = fleet.platforms;
  const [environment] = platform?.environments ?? [];
  if (!platform || !environment) throw new Error('there is no environment');
  const broken = {
    ...fleet,
    platforms: [
      {
        ...platform,
        environments: [{ ...environment, environment: { ...environment.environment, windows: [workdays, workdays] } }],
      },
    ],
  };
  const { name } = environment.environment;
  expect(argocdIssues(broken, 'environments').map(({ at }) => at)).toEqual([
    { file: `environments/${platform.platform.name}/${name}/environment.ts`, field: 'windows[0]' },
    { file: `environments/${platform.platform.name}/${name}/environment.ts`, field: 'windows[1]' },
  ]);
});
