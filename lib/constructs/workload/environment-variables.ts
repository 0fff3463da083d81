import type { EnvVar } from 'cdk8s-plus-28/lib/imports/k8s';
import { ProblemError } from '../../model/issue.ts';
import type { EnvValue } from '../../model/workload.ts';

const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
/** `$(NAME)`; `$$(NAME)` is an escape. */
const REFERENCE = /\$(\$|\(([^)]*)\))/g;

function references(value: EnvValue): string[] {
  return typeof value === 'string' ? [...value.matchAll(REFERENCE)].flatMap((match) => match[2] ?? []) : [];
}

function variable(name: string, value: EnvValue): EnvVar {
  if (!NAME.test(name)) {
    throw new ProblemError({
      code: 'env/name',
      message: `must be the name of an environment variable, got ${JSON.stringify(name)}`,
    });
  }
  if (typeof value === 'string') return { name, value };
  return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
}

/**
 * Environment variables sorted by name, except that one which refers to another (`$(DB_USER)`) comes after it: the
 * kubelet knows only those that it has already seen.
 * @throws ProblemError `env/name`
 */
export function environmentVariables(env: Readonly<Record<string, EnvValue>> = {}): EnvVar[] {
  const values = new Map(Object.entries(env));
  const ordered: EnvVar[] = [];
  const seen = new Set<string>();
  const add = (name: string): void => {
    const value = values.get(name);
    if (value === undefined || seen.has(name)) return;
    seen.add(name);
    for (const other of references(value)) add(other);
    ordered.push(variable(name, value));
  };
  for (const name of [...values.keys()].sort()) add(name);
  return ordered;
}
