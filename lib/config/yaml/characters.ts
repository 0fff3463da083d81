import type { FileReport } from './file-report.ts';

/**
 * Characters that no editor shows and that change what is read: controls, the no-break space, zero-width and
 * direction marks, and line breaks that only some readers know.
 */
const INVISIBLE = new RegExp(
  [
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f',
    '\\u00a0\\u00ad\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]',
  ].join(''),
  'gu',
);

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00a0, 'a no-break space'],
  [0x200b, 'a zero-width space'],
  [0x0000, 'a NUL'],
]);

/** Reports the first invisible character of each line. */
export function checkCharacters(text: string, report: FileReport): void {
  let last = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    const line = report.lineOf(match.index);
    if (line === last) continue;
    last = line;
    const code = match[0].codePointAt(0) ?? 0;
    const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    report.add(
      {
        code: 'yaml/invisible-character',
        message: `must not hold invisible characters, got ${NAMES.get(code) ?? 'one'} (${hex})`,
        fix: 'delete it and type a plain space where one is meant',
      },
      match.index,
    );
  }
}
