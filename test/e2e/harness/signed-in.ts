import { createHmac, randomUUID } from 'node:crypto';
import { SIGNING_KEY } from '../plane/installation.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The token of somebody who has signed in, and of whom the identity provider says a group. There is no provider here, so
 * it is signed with Argo CD's own key; what Argo CD makes of the group is the same.
 */
export function tokenOf(group: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: 'argocd', sub: 'somebody:login', iat: now, nbf: now, exp: now + 3600, jti: randomUUID() },
    groups: [group],
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', SIGNING_KEY).update(signed).digest('base64url')}`;
}
