/** Characters that mean themselves in a glob and something else in a regular expression. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;
const escaped = (text: string): string => text.replace(SPECIAL, '\\$&');

/** A class, `[abc]`, `[!a-z]`, that starts at `start`; undefined when it does not end. */
function readClass(pattern: string, start: number): { readonly source: string; readonly end: number } | undefined {
  const end = pattern.indexOf(']', start + 1);
  if (end < 0) return undefined;
  const inside = pattern.slice(start + 1, end);
  const negated = inside.startsWith('!');
  const members = (negated ? inside.slice(1) : inside).replace(/[\\^\]]/g, '\\$&');
  if (members === '') return undefined;
  return { source: `[${negated ? '^' : ''}${members}]`, end };
}

/** The source of a regular expression; undefined when the glob is broken. */
function translate(pattern: string): string | undefined {
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
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

function compiled(pattern: string): RegExp | undefined {
  if (!known.has(pattern)) {
    const source = translate(pattern);
    known.set(pattern, source === undefined ? undefined : new RegExp(`^(?:${source})$`, 'su'));
  }
  return known.get(pattern);
}

/**
 * Whether a text fits a glob as Argo CD reads it where it gives no separators: `*` goes past every slash. A broken glob
 * fits nothing. (`util/glob` of Argo CD 3.5, which uses gobwas/glob.)
 */
export const globMatch = (pattern: string, text: string): boolean => compiled(pattern)?.test(text) ?? false;
