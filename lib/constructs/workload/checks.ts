import { ProblemError } from '../../model/issue.ts';

/** Returns a TCP port. @throws ProblemError `port/invalid` */
export function checkedPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new ProblemError({ code: 'port/invalid', message: `must be a whole number from 1 to 65535, got ${port}` });
}

/** Returns the id of a user that is not root. @throws ProblemError `user/invalid` */
export function checkedUser(user: number): number {
  if (Number.isInteger(user) && user >= 1 && user <= 2 ** 31 - 1) return user;
  throw new ProblemError({
    code: 'user/invalid',
    message: `must be the number of a user that is not root, got ${user}`,
    fix: 'name a user from 1 up that the image can run as',
  });
}

/** Returns a folder in a container: absolute, not the root, nothing to be normalised. @throws ProblemError `path/invalid` */
export function checkedFolder(path: string): string {
  if (/^(?:\/(?!\.{1,2}(?:\/|$))[^/:\0]+)+$/.test(path)) return path;
  throw new ProblemError({
    code: 'path/invalid',
    message: `must be an absolute folder like /var/cache, without ":" and without a "/" at the end, got ${JSON.stringify(path)}`,
  });
}

/** Returns the path under which the outside reaches a service: `/`, `/api`. @throws ProblemError `path/invalid` */
export function checkedUrlPath(path: string): string {
  if (/^\/$|^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~!$&'()*+,;=:@-]+)+\/?$/.test(path)) return path;
  throw new ProblemError({
    code: 'path/invalid',
    message: `must be a path like / or /api, got ${JSON.stringify(path)}`,
  });
}

const HOST = /^(?:\*\.)?[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)+$/;

/** Returns a host name, with at most a first label `*`. @throws ProblemError `host/invalid` */
export function checkedHost(host: string): string {
  if (HOST.test(host) && host.length <= 253) return host;
  throw new ProblemError({
    code: 'host/invalid',
    message: `must be a host name like shop.example.com, in lower case, got ${JSON.stringify(host)}`,
  });
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/;
const IPV6 = /^(?=[^/]*:[^/]*:)[0-9a-f:]{2,39}\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/i;

/** Returns a block of addresses. @throws ProblemError `reach/cidr` */
export function checkedCidr(cidr: string): string {
  if (IPV4.test(cidr) || IPV6.test(cidr)) return cidr;
  throw new ProblemError({
    code: 'reach/cidr',
    message: `must be a block of addresses like 203.0.113.0/24, got ${JSON.stringify(cidr)}`,
    fix: 'write /32 behind a single address; a NetworkPolicy knows no host names',
  });
}
