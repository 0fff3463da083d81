import { ProblemError, type Problem } from './issue.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** What a name becomes part of, and the longest it may be there. */
export const NAME_LIMITS = {
  /** A DNS label (RFC 1123): Services, Namespaces, label values. */
  label: 63,
  /** Pods are named `<rollout>-<hash of 10>-<5 random>`, and a pod's name is its host name: 63 - 17. */
  rollout: 46,
  /** The label `controller-revision-hash` is `<name>-<hash of 10>`: 63 - 11. */
  statefulSet: 52,
} as const;

/** Says why `text` is no DNS label of at most `limit` characters, or undefined when it is one. */
export function nameProblem(text: string, limit: number = NAME_LIMITS.label): Problem | undefined {
  if (!DNS_LABEL.test(text)) {
    return {
      code: 'name/not-a-dns-label',
      message: `must be lower-case letters, digits and "-", starting and ending with a letter or digit, got ${JSON.stringify(text)}`,
    };
  }
  if (text.length > limit) {
    return {
      code: 'name/too-long',
      message: `must have at most ${String(limit)} characters, got ${String(text.length)}: ${text}`,
      fix: 'shorten it: names of pods, Services and label values are derived from it',
    };
  }
  return undefined;
}

/** Returns `text` when it is a DNS label of at most `limit` characters. @throws ProblemError `name/not-a-dns-label`, `name/too-long` */
export function checkedName(text: string, limit: number = NAME_LIMITS.label): string {
  const problem = nameProblem(text, limit);
  if (problem) throw new ProblemError(problem);
  return text;
}
