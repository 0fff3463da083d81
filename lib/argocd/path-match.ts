const SPECIAL = /[\\^$.|?*+()[\]{}/-]/g;

/** `[a-c]`, `[^a]`: everything but the brackets is as in a regular expression, where a range must not run backwards. */
const CLASS = /^\[\^?(?:\\.|[^\]\\])+\]/s;

/** The source of a regular expression; undefined when the pattern is broken. */
function translate(pattern: string): string | undefined {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const found = CLASS.exec(pattern.slice(at))?.[0];
      if (found === undefined) return undefined;
      source += `(?!/)${found}`;
      at += found.length - 1;
    } else {
      if (character === '\\') at++;
      if (at === pattern.length) return undefined;
      source += pattern.charAt(at).replace(SPECIAL, '\\$&');
    }
  }
  return source;
}

function compiled(pattern: string): RegExp | undefined {
  try {
    const source = translate(pattern);
    return source === undefined ? undefined : new RegExp(`^(?:${source})$`, 's');
  } catch {
    return undefined;
  }
}

const known = new Map<string, RegExp | undefined>();

/** Whether a path fits a pattern as Go's `path.Match` reads it: `*` stops at a slash. A broken pattern fits nothing. */
export function pathMatch(pattern: string, path: string): boolean {
  if (!known.has(pattern)) known.set(pattern, compiled(pattern));
  return known.get(pattern)?.test(path) ?? false;
}
