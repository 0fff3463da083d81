import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ProblemError } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';

/** The object that plays a role in `scope`, to patch what has no prop. @throws ProblemError `construct/no-such-object` */
export function objectInRole(scope: Construct, role: string): ApiObject {
  const found = scope.node.tryFindChild(role);
  if (found && ApiObject.isApiObject(found)) return found;
  const roles = scope.node.children.map((child) => child.node.id);
  throw new ProblemError({
    code: 'construct/no-such-object',
    message: `${scope.node.id} has no ${role} here`,
    fix: suggestion(role, roles),
  });
}
