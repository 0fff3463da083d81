import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a source file of the repository. Lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /(file:\/\/.+?\.mjs)(?:\?[^:]*)?:(\d+):(\d+)\)?$/;

/** Where an exception came from, innermost first, in terms of the TypeScript files. Frames of Node itself are left out. */
export function sourcePlaces(error: unknown): SourcePlace[] {
  const maps = new Map<string, SourceMap | undefined>();
  return stackLines(error).flatMap((line) => mapped(line, maps)?.place ?? []);
}

/** The stack as text, with the bundle's files replaced by the TypeScript files. */
export function sourceStack(error: unknown): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stackLines(error)
    .map((line) => mapped(line, maps)?.text ?? line)
    .join('\n');
}

const stackLines = (error: unknown): string[] =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');

function mapped(
  frame: string,
  maps: Map<string, SourceMap | undefined>,
): { place: SourcePlace; text: string } | undefined {
  const [whole = '', url = '', line, column] = FRAME.exec(frame) ?? [];
  if (whole === '') return undefined;
  if (!maps.has(url)) maps.set(url, sourceMapOf(url));
  const entry = maps.get(url)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (entry === undefined || !('originalSource' in entry)) return undefined;
  const place = { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  const end = whole.endsWith(')') ? ')' : '';
  return { place, text: frame.replace(whole, `${place.file}:${String(place.line)}:${String(place.column)}${end}`) };
}

/** The map that the launcher keeps beside each file of a bundle. */
function sourceMapOf(url: string): SourceMap | undefined {
  try {
    return new SourceMap(
      JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0],
    );
  } catch {
    return undefined;
  }
}
