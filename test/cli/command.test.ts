import { Misuse } from '../../lib/cli/exit-code.ts';
import { checkedSelection } from '../../lib/cli/selection.ts';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const workspace = new Workspace();
const argosy = workspace.argosy.bind(workspace);
const escape = '\u001b';

afterAll(() => {
  workspace.remove();
});

describe('help', () => {
  it.each([
    [['--help']],
    [['synth', '--help']],
    [['ls', '--help']],
    [['version', '--help']],
    [['completion', '--help']],
    [['help', 'synth']],
  ])('of %p is data, with the exit codes', (args) => {
    const { code, stdout, stderr } = argosy(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: argosy/);
    for (const line of [
      '0    fine',
      '1    problems found',
      '2    wrong use',
      '70   internal error',
      '130  interrupted',
    ])
      expect(stdout).toContain(line);
  });

  it('shows examples, and no command that only the shell calls', () => {
    expect(argosy(['--help']).stdout).toContain('$ argosy synth --check');
    expect(argosy(['synth', '--help']).stdout).toContain('$ argosy synth --stdout pern/production/backend');
    expect(argosy(['ls', '--help']).stdout).toContain('$ argosy ls images');
    expect(argosy(['--help']).stdout).not.toMatch(/^ {2}complete /m);
  });

  it('is shown on stderr when nothing is asked for, which is wrong use', () => {
    const { code, stdout, stderr } = argosy([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: argosy/);
  });
});

describe('wrong use', () => {
  it.each([
    [['sinth'], /unknown command 'sinth'\n\(Did you mean synth\?\)/],
    [['synth', '--chekc'], /unknown option '--chekc'\n\(Did you mean --check\?\)/],
    [['synth', 'pern'], /a selection needs --stdout\ndist\/ is always written whole/],
    [['synth', '--stdout', 'pern/prodution'], /no environment "prodution" in pern\ndid you mean production\?/],
    [['synth', '--check', '--stdout'], /'--check' cannot be used with option '--stdout'/],
    [['synth', '--check', '--watch'], /'--check' cannot be used with option '--watch'/],
    [['synth', '--stdout', '--watch'], /'--stdout' cannot be used with option '--watch'/],
    [['synth', '--stdout', '--json'], /'--stdout' cannot be used with option '--json'/],
    [['synth', '--stdout', '--out', 'x'], /'--stdout' cannot be used with option '--out <dir>'/],
    [['synth', '--out'], /'--out <dir>' argument missing/],
    [['synth', '--out', ''], /--out must not hold the repository/],
    [['synth', '--out', '/'], /--out must not hold the repository, got "\/"/],
    [['ls', 'enviroments'], /cannot list "enviroments"\ndid you mean environments\?/],
    [['ls', '-o', 'yaml'], /Allowed choices are table, json/],
    [['completion', 'powershell'], /Allowed choices are bash, zsh, fish/],
  ])('%p fails with 2, says what is wrong on stderr, and nothing on stdout', (args, message) => {
    const { code, stdout, stderr } = argosy(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^argosy: /);
  });
});

describe('a selection', () => {
  const paths = ['pern/production/backend', 'pern/production/frontend', 'pern/staging/backend', 'shop/dev'];
  const refusal = (typed: string): string[] => {
    try {
      return [checkedSelection(typed, paths)];
    } catch (error) {
      expect(error).toBeInstanceOf(Misuse);
      return error instanceof Misuse ? [error.message, error.hint ?? ''] : [];
    }
  };

  it('may end at any level, and with the slash that a shell completes', () => {
    expect(checkedSelection('pern', paths)).toBe('pern');
    expect(checkedSelection('pern/staging/', paths)).toBe('pern/staging');
    expect(checkedSelection('pern/staging/backend', paths)).toBe('pern/staging/backend');
  });

  it.each([
    ['prn', 'no platform "prn"', 'did you mean pern?'],
    ['pern/stagin', 'no environment "stagin" in pern', 'did you mean staging?'],
    ['pern/production/bakend', 'no part "bakend" in pern/production', 'did you mean backend?'],
    ['pern/staging/frontend', 'no part "frontend" in pern/staging', 'known: backend'],
    ['shop/dev/web', 'no part "web" in shop/dev', ''],
    ['', 'no platform ""', 'known: pern, shop'],
    ['pern/production/backend/x', 'must be PLATFORM[/ENVIRONMENT[/PART]], got "pern/production/backend/x"', ''],
  ])('fails for %p with what is known at that level', (typed, message, hint) => {
    expect(refusal(typed)).toEqual([message, hint]);
  });
});

describe('version', () => {
  const expected = (JSON.parse(workspace.read('package.json')) as { version: string }).version;

  it('is that of the package', () => {
    expect(argosy(['version']).stdout).toBe(`argosy ${expected}, Node ${process.versions.node}\n`);
    expect(argosy(['--version']).stdout).toBe(`${expected}\n`);
  });

  it('is JSON on demand', () => {
    expect(JSON.parse(argosy(['version', '-o', 'json']).stdout)).toEqual({
      version: 1,
      argosy: expected,
      node: process.versions.node,
    });
  });
});

describe('colours', () => {
  it('are used where they are forced, and not with NO_COLOR or --no-color', () => {
    expect(argosy(['--help']).stdout).not.toContain(escape);
    expect(argosy(['--help'], { env: { FORCE_COLOR: '1' } }).stdout).toContain(escape);
    expect(argosy(['--help'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain(escape);
    expect(argosy(['--help', '--no-color'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(escape);
  });

  it('are not in what programs read', () => {
    expect(argosy(['ls', '-o', 'json'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(escape);
    expect(
      argosy(['synth', '--stdout', 'pern/production/backend'], { env: { FORCE_COLOR: '1' } }).stdout,
    ).not.toContain(escape);
  });
});

describe('completion', () => {
  const candidates = (...words: string[]): string[] =>
    argosy(['complete', '--', ...words])
      .stdout.split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')[0] ?? '');

  it('offers commands, options and the values of options', () => {
    expect(candidates('')).toEqual(['synth', 'ls', 'can', 'windows', 'bootstrap', 'version', 'completion', 'help']);
    expect(candidates('synth', '--c')).toEqual(['--check']);
    expect(candidates('ls', '-o', '')).toEqual(['table', 'json']);
    expect(candidates('ls', '--output=j')).toEqual(['--output=json']);
    // bash makes three words of it.
    expect(candidates('ls', '--output', '=', 'j')).toEqual(['json']);
    expect(candidates('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(candidates('synth', '--out', 'li')).toEqual(['lib/']);
  });

  it('offers the names in environments/, a level at a time', () => {
    expect(candidates('ls', 'pe')).toEqual(['pern/']);
    expect(candidates('windows', 'pe')).toEqual(['pern/']);
    expect(candidates('can', 'pe')).toEqual([]);
    expect(candidates('ls', 'parts', 'pern/prod')).toEqual(['pern/production/']);
    expect(candidates('synth', '--stdout', 'pern/production/back')).toEqual(['pern/production/backend']);
  });

  it('is silent about data that cannot be evaluated', () => {
    workspace.with(
      'environments/index.ts',
      (text) => `${text}\nthrow new Error('no');\n`,
      () => {
        expect(argosy(['complete', '--', 'ls', 'p'])).toEqual({
          code: 0,
          stdout: 'platforms\t\nparts\t\n',
          stderr: '',
        });
      },
    );
  });

  it('completes in bash, twice sourced, and evaluates nothing that was typed', () => {
    const { stdout, stderr } = workspace.shell(`
      argosy() { "$NODE" "$ARGOSY" "$@"; }
      source <(argosy completion bash); source <(argosy completion bash)
      complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _argosy; echo "\${COMPREPLY[*]}"; }
      complete_line argosy syn
      complete_line argosy ls pern/production/back
      complete_line argosy ls '$(touch pwned)'
      ls pwned 2>/dev/null`);
    expect(stdout).toBe('synth\npern/production/backend\n\n');
    expect(stderr).toBe('');
  });

  it.each(['bash', 'zsh', 'fish'])('prints a script for %s', (shell) => {
    const { code, stdout } = argosy(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('argosy complete -- ');
  });
});

describe('a reader that goes away', () => {
  it('ends the printing without a word', () => {
    const { stdout, stderr } = workspace.shell('"$NODE" "$ARGOSY" synth --stdout | head -n 1; echo "${PIPESTATUS[0]}"');
    expect({ stdout, stderr }).toEqual({ stdout: '---\n0\n', stderr: '' });
  });
});
