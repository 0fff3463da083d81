import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parseDocument } from 'yaml';

/** Reads many documents; answers one canonical text for each, or `!` and why it refused. */
export type Reader = (documents: readonly string[]) => readonly string[];

/** JSON with sorted keys: two values are the same exactly when their texts are. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) return `!${String(member)}`;
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    const members = member as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(members)
        .sort()
        .map((key) => [`:${key}`, members[key]]),
    );
  });
}

const each =
  (read: (document: string) => unknown): Reader =>
  (documents) =>
    documents.map((document) => {
      try {
        return canonical(read(document));
      } catch (error) {
        return `!${String(error)}`;
      }
    });

const strict = (version: '1.1' | '1.2') => (text: string) => {
  const document = parseDocument(text, { version });
  const complaint = document.errors[0] ?? document.warnings[0];
  if (complaint) throw complaint;
  return document.toJS() as unknown;
};

/** Readers written in JavaScript: always there. */
export const JAVASCRIPT: Readonly<Record<string, Reader>> = {
  'yaml as 1.1': each(strict('1.1')),
  'yaml as 1.2': each(strict('1.2')),
  'js-yaml': each((text) => load(text)),
};

/** Runs a program that takes all documents at once and answers a list of results for each of its readers. */
function batch(command: string, args: readonly string[], cwd: string, documents: readonly string[]): string[][] {
  const run = spawnSync(command, args, {
    cwd,
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`${command}: ${run.stderr}`);
  return (JSON.parse(run.stdout) as string[][]).map((answers) =>
    answers.map((answer) => (answer.startsWith('!') ? answer : canonical(JSON.parse(answer)))),
  );
}

/** PyYAML, in Python and, where it is built, on libyaml. */
export const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0;
export const python = (documents: readonly string[]): string[][] =>
  batch('python3', [join(__dirname, 'read_yaml.py')], __dirname, documents);

/** sigs.k8s.io/yaml, yaml.v2 and yaml.v3. Asked for by name, because Go may have to fetch the modules first. */
export const hasGo = process.env.ARGOSY_FUZZ_GO === '1' && spawnSync('go', ['version']).status === 0;
export const go = (documents: readonly string[]): string[][] =>
  batch('go', ['run', '.'], join(__dirname, '../go'), documents);
