import pc from 'picocolors';
import { issuesText, sortedIssues, totals } from '../../lib/cli/issues.ts';
import { table } from '../../lib/cli/text.ts';
import { wantsColors } from '../../lib/cli/terminal.ts';
import type { Issue } from '../../lib/model/issue.ts';

const plain = pc.createColors(false);
const issue = (
  file: string,
  line: number | undefined,
  field: string,
  message: string,
  more: Partial<Issue> = {},
): Issue => ({
  severity: 'error',
  code: 'area/problem',
  message,
  at: { file, field, ...(line === undefined ? {} : { line, column: 12 }) },
  ...more,
});

describe('issues as text', () => {
  it('are grouped by file, place first, code last, a fix below, and counted', () => {
    const text = issuesText(
      [
        issue('b/release.yaml', 106, 'services.order.image', 'must be pinned by digest, got order:1', {
          code: 'image/not-pinned',
        }),
        issue('a/tuning.yaml', 7, 'services.backend.canary[1].weight', 'must be above 8, got 7', {
          code: 'canary/not-increasing',
          fix: 'raise it to at least 9, or remove the step',
        }),
        issue('c/environment.ts', undefined, 'sync', 'must be manual', { severity: 'warning', code: 'sync/automatic' }),
      ],
      plain,
    );
    expect(text).toBe(`a/tuning.yaml
  ✖ 7:12    services.backend.canary[1].weight  must be above 8, got 7                 canary/not-increasing
            raise it to at least 9, or remove the step
b/release.yaml
  ✖ 106:12  services.order.image               must be pinned by digest, got order:1  image/not-pinned
c/environment.ts
  ⚠ sync                                       must be manual                         sync/automatic

2 errors and 1 warning in 3 files
`);
  });

  it('are sorted by file, line and column, whatever the locale', () => {
    const sorted = sortedIssues([
      issue('b', 1, '', ''),
      issue('a', 10, '', ''),
      issue('a', 9, '', ''),
      issue('Z', 1, '', ''),
    ]);
    expect(sorted.map(({ at }) => `${at.file}:${String(at.line)}`)).toEqual(['Z:1', 'a:9', 'a:10', 'b:1']);
  });

  it('are counted in the singular and in the plural', () => {
    expect(totals([issue('a', 1, '', '')])).toBe('1 error in 1 file');
    expect(totals([issue('a', 1, '', '', { severity: 'warning' })])).toBe('1 warning in 1 file');
    expect(totals([issue('a', 1, '', ''), issue('b', 1, '', '')])).toBe('2 errors in 2 files');
    expect(issuesText([], plain)).toBe('');
  });

  it('cannot move the cursor, colour the terminal or pretend to be several', () => {
    const text = issuesText([issue('a', 1, 'x', 'got \u001b[31mred\u0007 and\n  another line')], plain);
    expect(text).toContain('got \\x1b[31mred\\x07 and another line');
  });

  it('keep one long message from pushing every code away', () => {
    const [, long = '', short = ''] = issuesText(
      [issue('a', 1, 'x', 'm'.repeat(200)), issue('a', 2, 'x', 'short')],
      plain,
    ).split('\n');
    expect(long).toContain(`${'m'.repeat(200)}  area/problem`);
    expect(short.length).toBeLessThan(110);
  });
});

describe('colours', () => {
  const terminal = { isTTY: true };
  const pipe = {};

  it('are for terminals', () => {
    expect(wantsColors(terminal, [], {})).toBe(true);
    expect(wantsColors(pipe, [], {})).toBe(false);
    expect(wantsColors(terminal, [], { TERM: 'dumb' })).toBe(false);
  });

  it('are forced by FORCE_COLOR, and refused by NO_COLOR and --no-color whatever else is set', () => {
    expect(wantsColors(pipe, [], { FORCE_COLOR: '1' })).toBe(true);
    expect(wantsColors(terminal, [], { FORCE_COLOR: '0' })).toBe(false);
    expect(wantsColors(terminal, [], { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
    expect(wantsColors(terminal, [], { NO_COLOR: '' })).toBe(true);
    expect(wantsColors(terminal, ['synth', '--no-color'], { FORCE_COLOR: '1' })).toBe(false);
  });
});

describe('a table', () => {
  it('has columns as wide as their widest cell, and no spaces at the end of a line', () => {
    expect(
      table(
        ['NAME', 'KIND'],
        [
          ['a', 'service'],
          ['longer', ''],
        ],
      ),
    ).toBe('NAME     KIND\na        service\nlonger\n');
  });
});
