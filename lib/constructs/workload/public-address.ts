import { ProblemError } from '../../model/issue.ts';
import type { Service } from '../../model/workload.ts';
import { checkedHost, checkedUrlPath } from './checks.ts';

/** Where the outside reaches a service. */
export interface PublicAddress {
  readonly hosts: readonly string[];
  readonly path: string;
  /** Port of its Services. */
  readonly port: number;
}

/**
 * Where the outside reaches a service in one environment, or undefined where it does not.
 * @throws ProblemError `service/hosts-without-path`, `path/invalid`, `host/invalid`
 */
export function publicAddress(
  { publicPath, port }: Pick<Service, 'publicPath' | 'port'>,
  hosts: readonly string[] = [],
): PublicAddress | undefined {
  if (publicPath === undefined) {
    if (hosts.length === 0) return undefined;
    throw new ProblemError({
      code: 'service/hosts-without-path',
      message: `has hosts (${hosts.join(', ')}) and no publicPath`,
      fix: "say which path the outside reaches: publicPath: '/'",
    });
  }
  const path = checkedUrlPath(publicPath);
  return hosts.length === 0 || port === undefined ? undefined : { path, hosts: hosts.map(checkedHost), port };
}
