// What esbuild says, as issues: the same data that every other check returns (lib/model/issue.ts).

const FLEET = 'environments/index.ts';
const NO_FLEET = /^No matching export in "environments\/index\.ts"/;

/** esbuild's messages as issues of the files that people edit. */
export function issuesOf(messages) {
  return messages.map((message) => ({ severity: 'error', ...problemOf(message), at: placeOf(message) }));
}

function problemOf({ text, notes }) {
  const unresolved = /^Could not resolve "(.+)"$/.exec(text)?.[1];
  if (unresolved?.endsWith(FLEET)) {
    return {
      code: 'environments/missing',
      message: 'is missing',
      fix: 'export the fleet from it: export const fleet = defineFleet({ … })',
    };
  }
  if (unresolved !== undefined) {
    const fix = /^\.{0,2}\//.test(unresolved) ? undefined : 'install it, or correct the name';
    return {
      code: 'typescript/import',
      message: `must name a file that exists, got ${JSON.stringify(unresolved)}`,
      ...(fix ? { fix } : {}),
    };
  }
  if (NO_FLEET.test(text)) {
    return {
      code: 'environments/no-fleet',
      message: 'exports no fleet',
      fix: 'write: export const fleet = defineFleet({ … })',
    };
  }
  if (text.startsWith('No matching export in ')) return { code: 'typescript/import', message: lowered(text) };
  const fix = notes.map((note) => lowered(note.text)).join('; ');
  return { code: 'typescript/syntax', message: lowered(text), ...(fix === '' ? {} : { fix }) };
}

function placeOf({ text, location }) {
  if (/^Could not resolve ".*environments\/index\.ts"$/.test(text) || NO_FLEET.test(text)) return { file: FLEET };
  if (!location) return { file: 'package.json' };
  // esbuild counts columns in bytes from 0; editors count characters from 1.
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return { file: location.file, line: location.line, column: before.length + 1 };
}

const lowered = (text) => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
