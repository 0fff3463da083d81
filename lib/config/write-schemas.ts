import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas, SCHEMA_FOLDER } from './schemas.ts';

/** Writes the JSON Schemas below the working directory: what `make schemas` runs. */
mkdirSync(SCHEMA_FOLDER, { recursive: true });
for (const [name, text] of jsonSchemas()) writeFileSync(`${SCHEMA_FOLDER}/${name}`, text);
