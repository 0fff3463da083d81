import type { FileReport } from './file-report.ts';

/** First line of `environments/<platform>/<environment>/<name>.yaml`, by which editors find the JSON Schema. */
export const schemaLine = (name: string): string =>
  `# yaml-language-server: $schema=../../../lib/config/schemas/${name}.schema.json`;

/** Reports a first line that is not the one by which editors find the schema. */
export function checkSchemaLine(text: string, name: string, report: FileReport): void {
  const [first = ''] = text.split(/\r?\n/, 1);
  const wanted = schemaLine(name);
  if (first === wanted) return;
  const elsewhere = text.split(/\r?\n/).includes(wanted);
  report.add(
    {
      code: 'yaml/schema-line',
      message: elsewhere
        ? 'must begin with the line that names the schema; it stands further down'
        : 'must begin with the line that names the schema',
      fix: elsewhere ? `move it to line 1: ${wanted}` : `make line 1: ${wanted}`,
    },
    0,
  );
}
