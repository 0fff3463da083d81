import { globMatch } from '../glob.ts';
import type { Membership, Policy, Rule } from './policy.ts';

/** What somebody wants to do. */
export interface Question {
  /** A user, a group, a role. */
  readonly subject: string;
  readonly resource: string;
  readonly action: string;
  /** `project/application`, or a plain name. */
  readonly object: string;
}

/** Yes or no, and the line that decides. */
export interface Decision {
  readonly allowed: boolean;
  /** @default - none: no line allows it */
  readonly rule?: Rule;
  /** How the subject comes to have the role that the line is about, in order. */
  readonly through: readonly Membership[];
}

/** Inherited roles are followed so far (casbin's default). */
const DEPTH = 10;

/** Every role of a subject, itself among them -> how it comes to have it; the shortest way. */
function rolesOf(subject: string, memberships: readonly Membership[]): ReadonlyMap<string, readonly Membership[]> {
  const found = new Map<string, readonly Membership[]>([[subject, []]]);
  let last = [subject];
  for (let depth = 0; depth < DEPTH && last.length > 0; depth++) {
    const next: string[] = [];
    for (const membership of memberships) {
      if (!last.includes(membership.member) || found.has(membership.role)) continue;
      found.set(membership.role, [...(found.get(membership.member) ?? []), membership]);
      next.push(membership.role);
    }
    last = next;
  }
  return found;
}

/**
 * Answers as Argo CD's enforcer does (its `assets/model.conf`): of the lines about the subject and its roles that match,
 * one must allow, and none may deny.
 */
export function decide(policy: Policy, { subject, resource, action, object }: Question): Decision {
  const roles = rolesOf(subject, policy.memberships);
  const matching = policy.rules.filter(
    (rule) =>
      roles.has(rule.subject) &&
      globMatch(rule.resource, resource) &&
      globMatch(rule.action, action) &&
      globMatch(rule.object, object),
  );
  const deny = matching.find(({ effect }) => effect === 'deny');
  const rule = deny ?? matching.find(({ effect }) => effect === 'allow');
  if (!rule) return { allowed: false, through: [] };
  return { allowed: rule !== deny, rule, through: roles.get(rule.subject) ?? [] };
}
