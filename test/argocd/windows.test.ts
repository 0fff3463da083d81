import { isAbout } from '../../lib/argocd/windows/matching.ts';
import { Agenda } from '../../lib/argocd/windows/verdict.ts';
import type { SyncWindow } from '../../lib/argocd/windows/window.ts';

const window = (
  kind: SyncWindow['kind'],
  schedule: string,
  duration: string,
  timeZone?: string,
  manualSync = false,
): SyncWindow => ({ kind, schedule, duration, manualSync, ...(timeZone === undefined ? {} : { timeZone }) });

const BERLIN = 'Europe/Berlin';
/** Monday to Thursday, 8 to 16. */
const promotions = window('allow', '0 8 * * 1-4', '8h', BERLIN, true);
const strict = { ...promotions, manualSync: false };
const nights = window('deny', '0 22 * * *', '8h');
const lunch = window('deny', '0 12 * * 1', '1h', BERLIN);
const christmas = window('deny', '0 0 24 12 *', '72h');

/** `yes yes` is what Argo CD and a person may, in this order. */
type Answer = 'yes yes' | 'no yes' | 'no no';

const answer = (windows: readonly SyncWindow[], at: string): string => {
  const { automatic, manual } = new Agenda(windows).at(Date.parse(at));
  return `${automatic ? 'yes' : 'no'} ${manual ? 'yes' : 'no'}`;
};

describe('may it be synced', () => {
  it.each<readonly [string, readonly SyncWindow[], string, Answer]>([
    ['no window', [], '2026-11-23T03:00Z', 'yes yes'],
    // Berlin is an hour ahead in winter, two in summer.
    ['the first moment of an allow window', [promotions], '2026-11-23T07:00Z', 'yes yes'],
    ['a second before it', [promotions], '2026-11-23T06:59:59Z', 'no yes'],
    ['its last second', [promotions], '2026-11-23T14:59:59Z', 'yes yes'],
    ['its end', [promotions], '2026-11-23T15:00Z', 'no yes'],
    ['a day that it does not name', [promotions], '2026-11-27T10:00Z', 'no yes'],
    ['the same clock in summer', [promotions], '2026-07-06T06:00Z', 'yes yes'],
    ['a minute earlier in summer', [promotions], '2026-07-06T05:59Z', 'no yes'],
    ['outside, where people are bound too', [strict], '2026-11-27T10:00Z', 'no no'],
    ['inside, where people are bound too', [strict], '2026-11-26T10:00Z', 'yes yes'],
    ['a deny window', [nights], '2026-11-23T23:00Z', 'no no'],
    ['a deny window past midnight', [nights], '2026-11-24T05:59:59Z', 'no no'],
    ['after a deny window', [nights], '2026-11-24T06:00Z', 'yes yes'],
    ['a deny window that does not bind people', [{ ...nights, manualSync: true }], '2026-11-23T23:00Z', 'no yes'],
    ['deny beats allow', [promotions, lunch], '2026-11-23T11:30Z', 'no no'],
    ['allow again after it', [promotions, lunch], '2026-11-23T12:00Z', 'yes yes'],
    [
      'two deny windows, one of which binds people',
      [nights, { ...nights, manualSync: true }],
      '2026-11-23T23:00Z',
      'no no',
    ],
    [
      'a closed deny window that binds people does not count',
      [{ ...nights, manualSync: true }, lunch],
      '2026-11-23T23:00Z',
      'no yes',
    ],
    [
      'any open allow window is enough',
      [promotions, window('allow', '0 0 * * 5', '24h')],
      '2026-11-27T10:00Z',
      'yes yes',
    ],
    [
      'two closed allow windows, one of which binds people',
      [promotions, window('allow', '0 0 * * 6', '24h')],
      '2026-11-27T10:00Z',
      'no no',
    ],
    ['the last day of three', [christmas], '2026-12-26T23:59Z', 'no no'],
    ['after three days', [christmas], '2026-12-27T00:00Z', 'yes yes'],
    [
      'a window that is longer than what lies between two',
      [window('allow', '0 0 * * *', '48h')],
      '2026-11-23T12:00Z',
      'yes yes',
    ],
    // Its next start is Go's zero time, which lies in the past.
    [
      'an allow window on 30 February is always open',
      [window('allow', '0 0 30 2 *', '24h')],
      '2026-11-23T12:00Z',
      'yes yes',
    ],
    ['so is a deny window', [window('deny', '0 0 31 4 *', '24h')], '2026-11-23T12:00Z', 'no no'],
    // Tuesday 2 o'clock in Seoul is Monday 17 o'clock in UTC.
    ['a zone that is ahead', [window('allow', '0 2 * * 2,4', '3h', 'Asia/Seoul')], '2026-11-23T17:30Z', 'yes yes'],
    [
      'a zone that is ahead, by the clock of UTC',
      [window('allow', '0 2 * * 2,4', '3h', 'Asia/Seoul')],
      '2026-11-24T02:30Z',
      'no no',
    ],
    ['two fields of days: the weekday', [window('allow', '0 0 1 * 1', '24h')], '2026-11-23T12:00Z', 'yes yes'],
    ['two fields of days: the day of the month', [window('allow', '0 0 1 * 1', '24h')], '2026-12-01T12:00Z', 'yes yes'],
    ['two fields of days: neither', [window('allow', '0 0 1 * 1', '24h')], '2026-12-02T12:00Z', 'no no'],
    // The 25th is no Monday: "every second day" is a condition of its own, as robfig/cron reads it.
    ['every second day, or Monday', [window('allow', '0 0 */2 * 1', '24h')], '2026-11-25T12:00Z', 'yes yes'],
    ['not every second day, nor Monday', [window('allow', '0 0 */2 * 1', '24h')], '2026-11-28T12:00Z', 'no no'],
    ['any day of the month is no condition', [window('allow', '0 0 * * 1', '24h')], '2026-11-25T12:00Z', 'no no'],
    ['words', [window('allow', '0 0 * NOV sun', '24h')], '2026-11-22T12:00Z', 'yes yes'],
    ['from 10 on by 20: 50', [window('allow', '10/20 * * * *', '5m')], '2026-11-22T12:54:59Z', 'yes yes'],
    ['from 10 on by 20: not 0', [window('allow', '10/20 * * * *', '5m')], '2026-11-22T12:04Z', 'no no'],
  ])('%s', (_title, windows, at, wanted) => {
    expect(answer(windows, at)).toBe(wanted);
  });
});

describe('the nights on which clocks change', () => {
  const open = (opening: SyncWindow, from: string, to: string): string[] =>
    new Agenda([opening])
      .changes(Date.parse(from), Date.parse(to))
      .map(({ at, verdict }) => `${new Date(at).toISOString().slice(11, 16)} ${verdict.automatic ? 'open' : 'closed'}`);

  const fourHours = window('allow', '0 0 * * 0', '4h', BERLIN);
  const early = window('allow', '30 2 * * *', '1h', BERLIN);
  const SPRING = ['2027-03-27T22:00Z', '2027-03-28T12:00Z'] as const;
  const AUTUMN = ['2026-10-24T21:00Z', '2026-10-25T12:00Z'] as const;

  it('spring: four hours by the clock are three', () => {
    expect(open(fourHours, ...SPRING)).toEqual(['22:00 closed', '23:00 open', '02:00 closed']);
  });

  it('autumn: four hours by the clock are five', () => {
    expect(open(fourHours, ...AUTUMN)).toEqual(['21:00 closed', '22:00 open', '03:00 closed']);
  });

  it('spring: what starts in the hour that is left out is open for what the clock shows of it', () => {
    expect(open(early, ...SPRING)).toEqual(['22:00 closed', '01:00 open', '01:30 closed']);
  });

  it('autumn: what starts in the hour that comes twice opens twice', () => {
    const short = { ...early, duration: '15m' };
    expect(open(short, ...AUTUMN)).toEqual([
      '21:00 closed',
      '00:30 open',
      '00:45 closed',
      '01:30 open',
      '01:45 closed',
    ]);
  });

  it('the same on the other side of the Atlantic, on another night', () => {
    const york = { ...fourHours, timeZone: 'America/New_York' };
    expect(open(york, '2026-11-01T03:00Z', '2026-11-01T12:00Z')).toEqual([
      '03:00 closed',
      '04:00 open',
      '09:00 closed',
    ]);
    expect(open(york, '2027-03-14T03:00Z', '2027-03-14T12:00Z')).toEqual([
      '03:00 closed',
      '05:00 open',
      '08:00 closed',
    ]);
  });

  it('never where clocks are not changed', () => {
    expect(open({ ...fourHours, timeZone: 'Asia/Seoul' }, '2027-03-27T12:00Z', '2027-03-28T12:00Z')).toEqual([
      '12:00 closed',
      '15:00 open',
      '19:00 closed',
    ]);
  });
});

describe('when next', () => {
  const next = (windows: readonly SyncWindow[], at: string): string | undefined => {
    const change = new Agenda(windows).next(Date.parse(at));
    return change && `${new Date(change.at).toISOString()} ${change.verdict.reason}`;
  };

  it.each<readonly [string, readonly SyncWindow[], string, string | undefined]>([
    ['it opens', [promotions], '2026-11-21T12:00Z', '2026-11-23T07:00:00.000Z allowed'],
    ['it closes', [promotions], '2026-11-23T12:00Z', '2026-11-23T15:00:00.000Z outside'],
    ['at the very moment it opens', [promotions], '2026-11-23T07:00Z', '2026-11-23T15:00:00.000Z outside'],
    ['it is denied', [promotions, lunch], '2026-11-23T08:00Z', '2026-11-23T11:00:00.000Z denied'],
    ['a deny window that is far away', [christmas], '2026-12-28T00:00Z', '2027-12-24T00:00:00.000Z denied'],
    ['never', [window('allow', '0 0 * * *', '24h')], '2026-11-23T12:00Z', undefined],
    ['no window', [], '2026-11-23T12:00Z', undefined],
  ])('%s', (_title, windows, at, wanted) => {
    expect(next(windows, at)).toBe(wanted);
  });
});

describe('whom a window is about', () => {
  const target = { application: 'pern-production-backend', namespace: 'pern-app', cluster: ['in-cluster'] };

  it.each<readonly [string, Partial<SyncWindow>, boolean]>([
    ['one list of two', { applications: ['other'], namespaces: ['pern-app'] }, true],
    ['all of two', { clusters: ['in-cluster'], namespaces: ['pern-app'], andOperator: true }, true],
    ['not all of two', { clusters: ['other'], namespaces: ['pern-app'], andOperator: true }, false],
    ['all that are given', { namespaces: ['pern-app'], andOperator: true }, true],
    ['a glob', { applications: ['pern-*-backend'] }, true],
    ['a glob of another', { applications: ['pern-*-frontend'] }, false],
    ['one of several words', { applications: ['{tacos,pern}-production-*'] }, true],
    ['a cluster by any of its names', { clusters: ['in-?luster'] }, true],
    ['nobody', {}, false],
    ['nobody, even with the operator', { andOperator: true }, false],
  ])('%s', (_title, lists, wanted) => {
    expect(isAbout({ ...promotions, ...lists }, target)).toBe(wanted);
  });
});
