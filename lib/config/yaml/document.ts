import { Composer, type Document, LineCounter, Parser } from 'yaml';
import { checkCharacters } from './characters.ts';
import { DEEPEST, tooDeepAt } from './depth.ts';
import { FileReport } from './file-report.ts';
import { checkSchemaLine } from './schema-line.ts';
import { checkSyntax } from './syntax.ts';
import { checkSingleDocument, checkTokens, openBrackets } from './tokens.ts';
import { type Tree, TreeBuilder } from './tree.ts';

/** A file that was read as far as it could be. */
export interface ParsedFile {
  /** Holds the problems found so far; whoever checks the values adds to it. */
  readonly report: FileReport;
  /** @default - undefined when there is nothing to check */
  readonly tree?: Tree;
  /** Problems of values from this line on are consequences of a syntax error, not findings. */
  readonly trustedBefore: number;
}

const EMPTY = {
  code: 'file/empty',
  message: 'must not be empty',
  fix: 'write what the platform needs, or remove the file where it needs nothing',
} as const;

/** Line starts of a text, for files that are too strange to parse. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const match of text.matchAll(/\n/g)) lines.addNewLine(match.index + 1);
  return lines;
}

function parse(text: string) {
  // Duplicate keys are found by the tree: the parser's own check is quadratic.
  const options = {
    uniqueKeys: false,
    resolveKnownTags: false,
    merge: false,
    version: '1.2',
    logLevel: 'silent',
  } as const;
  const tokens = [...new Parser().parse(text)];
  const documents = [...new Composer(options).compose(tokens, true, text.length)] as Document.Parsed[];
  return { tokens, documents };
}

/**
 * Reads one YAML file strictly: every place where readers of YAML disagree, or where a value would have a second home, is
 * a problem. Never throws.
 * @param schema name of its JSON Schema, `release` or `tuning`
 */
export function parseFile(file: string, text: string, schema: string): ParsedFile {
  const report = new FileReport(file, linesOf(text));
  if (text.trim() === '') {
    report.add(EMPTY, 0);
    return { report, trustedBefore: 0 };
  }
  checkSchemaLine(text, schema, report);
  checkCharacters(text, report);
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    report.add({ code: 'yaml/too-deep', message: `must not nest deeper than ${DEEPEST} levels` }, deep);
    return { report, trustedBefore: 0 };
  }
  const { tokens, documents } = parse(text);
  checkTokens(tokens, report);
  checkSingleDocument(tokens, report);
  const trustedBefore = checkSyntax(text, { documents, open: openBrackets(tokens) }, report);
  const [first] = documents;
  if (!first?.contents || first.contents.range[0] === first.contents.range[1]) {
    if (trustedBefore === Infinity) report.add(EMPTY, 0);
    return { report, trustedBefore };
  }
  const inner = new FileReport(file, linesOf(text));
  const tree = new TreeBuilder(text, inner).build(first.contents, [], first.contents.range[0]);
  report.issues.push(...inner.issues.filter((issue) => (issue.at.line ?? 0) < trustedBefore));
  return { report, tree, trustedBefore };
}
