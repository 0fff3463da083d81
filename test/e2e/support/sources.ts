import { execFileSync } from 'node:child_process';

/**
 * `imports/generator/sources.mjs` for tests: jest knows CommonJS only, so that a process of its own reads.
 * Use it as `jest.mock('../../imports/generator/sources.mjs', () => jest.requireActual('./support/sources.ts'))`.
 */
export function readSources(configFile: string): readonly unknown[] {
  const script = `import { readSources } from './imports/generator/sources.mjs';
    console.log(JSON.stringify(readSources(process.argv[1])));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, configFile]);
  return JSON.parse(output.toString()) as readonly unknown[];
}
