/** Characters that mean themselves in a glob and something else in a regular expression. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;
const escaped = (text: string): string => text.replace(SPECIAL, '\\$&');

const inClass = (character: string): string => (/[\\^\][-]/.test(character) ? `\\${character}` : character);

/** `a-z` at `at`, and nothing else before the bracket that closes it. */
function readRange(pattern: string, at: number): { readonly members: string; readonly end: number } | undefined {
  const [low, high] = [pattern.charAt(at), pattern.charAt(at + 2)];
  if (pattern.charAt(at + 3) !== ']' || high < low) return undefined;
  return { members: `${inClass(low)}-${inClass(high)}`, end: at + 3 };
}

/** `abc` at `at`: a `-` that is not its second character is a member like others. */
function readMembers(pattern: string, at: number): { readonly members: string; readonly end: number } | undefined {
  let members = '';
  for (let end = at; end < pattern.length; end++) {
    const character = pattern.charAt(end);
    if (character === ']') return members === '' ? undefined : { members, end };
    if (character === '\\') end++;
    members += inClass(pattern.charAt(end));
  }
  return undefined;
}

/** A class that starts at `start`: either one range, `[!a-z]`, or a list, `[abc]`; undefined when it is broken. */
function readClass(pattern: string, start: number): { readonly source: string; readonly end: number } | undefined {
  const negated = pattern.charAt(start + 1) === '!';
  const at = start + (negated ? 2 : 1);
  const found = pattern.charAt(at + 1) === '-' ? readRange(pattern, at) : readMembers(pattern, at);
  return found && { source: `[${negated ? '^' : ''}${found.members}]`, end: found.end };
}

/** The source of a regular expression; undefined when the glob is broken. @param any what `*` repeats and `?` stands for */
function translate(pattern: string, any: string): string | undefined {
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*' && pattern.charAt(at + 1) === '*') {
      source += '.*';
      at++;
    } else if (character === '*') source += `${any}*`;
    else if (character === '?') source += any;
    else if (character === '{') {
      depth++;
      source += '(?:';
    } else if (character === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (character === ',' && depth > 0) source += '|';
    else if (character === '[') {
      const found = readClass(pattern, at);
      if (!found) return undefined;
      source += found.source;
      at = found.end;
    } else if (character === '\\') {
      at++;
      if (at === pattern.length) return undefined;
      source += escaped(pattern.charAt(at));
    } else source += escaped(character);
  }
  return depth === 0 ? source : undefined;
}

const known = new Map<string, RegExp | undefined>();

function compiled(pattern: string, separator: '' | '/'): RegExp | undefined {
  const key = `${separator} ${pattern}`;
  if (!known.has(key)) {
    const source = translate(pattern, separator === '' ? '.' : `[^${separator}]`);
    known.set(key, source === undefined ? undefined : new RegExp(`^(?:${source})$`, 'su'));
  }
  return known.get(key);
}

/**
 * Whether a text fits a glob as Argo CD reads it. A broken glob fits nothing. (`util/glob` of Argo CD 3.5, which uses
 * gobwas/glob.)
 * @param separator that `*` and `?` stop at, as in repositories of projects; `**` does not. @default - none: they stop at nothing
 */
export const globMatch = (pattern: string, text: string, separator: '' | '/' = ''): boolean =>
  compiled(pattern, separator)?.test(text) ?? false;
