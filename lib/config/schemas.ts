import { z } from 'zod';
import { anyReleaseShape } from './shape/release.ts';
import { anyTuningShape } from './shape/tuning.ts';

/** Where the generated schemas are committed, from the root. YAML files name this path in their first line. */
export const SCHEMA_FOLDER = 'lib/config/schemas';

/** Removes what goes without saying, such as bounds within which a number is exact in JavaScript. */
function withoutNoise(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  // Every key is a string.
  delete schema.propertyNames;
}

function schemaText(title: string, shape: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(shape, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      withoutNoise(jsonSchema);
    },
  });
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}

/**
 * File name -> JSON Schema text, made from the shapes that check the files.
 *
 * Draft-07, because every release of yaml-language-server validates and completes by it, and by later drafts only the newest.
 * It says what an editor can know without the platform: names of services and gates are checked by the synthesis.
 */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['release.schema.json', schemaText('release.yaml', anyReleaseShape())],
    ['tuning.schema.json', schemaText('tuning.yaml', anyTuningShape())],
  ]);
}
