/** Where a line stands: a file below `dist/`, or Argo CD itself. */
export interface PolicyLine {
  /** The line as it is written. */
  readonly text: string;
  /** `pern/argocd/AppProject-pern.yaml`, `built into Argo CD`. */
  readonly source: string;
}

/** `p, subject, resource, action, object, effect` */
export interface Rule extends PolicyLine {
  readonly subject: string;
  /** Glob. */
  readonly resource: string;
  /** Glob. */
  readonly action: string;
  /** Glob. */
  readonly object: string;
  readonly effect: string;
}

/** `g, member, role` */
export interface Membership extends PolicyLine {
  readonly member: string;
  readonly role: string;
}

export interface Policy {
  readonly rules: readonly Rule[];
  readonly memberships: readonly Membership[];
  /** Lines that Argo CD cannot read. It then ignores the whole policy of a project. */
  readonly broken: readonly PolicyLine[];
}

/** The words of a line of CSV, without the space before each; undefined when a quote is not closed. */
function words(line: string): string[] | undefined {
  const found: string[] = [];
  let rest = `${line},`;
  while (rest !== '') {
    const match = /^[ \t]*(?:"((?:[^"]|"")*)"|([^",]*)),/.exec(rest);
    if (!match) return undefined;
    found.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** Reads lines of policy as Argo CD does; empty lines and comments are nothing. */
export function readPolicy(text: string, source: string): Policy {
  const policy = { rules: [] as Rule[], memberships: [] as Membership[], broken: [] as PolicyLine[] };
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [kind, ...rest] = words(line) ?? [];
    const place = { text: line, source };
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = rest;
    if (kind === 'p' && rest.length === 5)
      policy.rules.push({ ...place, subject: first, resource: second, action: third, object: fourth, effect: fifth });
    else if (kind === 'g' && rest.length === 2) policy.memberships.push({ ...place, member: first, role: second });
    else policy.broken.push(place);
  }
  return policy;
}

/** Several as one. */
export const joined = (policies: readonly Policy[]): Policy => ({
  rules: policies.flatMap(({ rules }) => rules),
  memberships: policies.flatMap(({ memberships }) => memberships),
  broken: policies.flatMap(({ broken }) => broken),
});
