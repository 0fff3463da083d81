import type { Problem } from '../../model/issue.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const isIpv6 = (address: string): boolean => address.includes(':') && URL.canParse(`http://[${address}]/`);

/** Says why text is no block of addresses, or undefined. */
export function cidrProblem(text: string): Problem | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const bits = IPV4.test(address) ? 32 : isIpv6(address) ? 128 : 0;
  const fits = rest.length === 0 && length !== undefined && /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits;
  if (bits > 0 && fits) return undefined;
  return {
    code: 'container/cidr',
    message: `must be a block of addresses like 10.20.0.0/16, got ${JSON.stringify(text)}`,
    ...(bits > 0 && length === undefined ? { fix: `did you mean ${address}/${bits}?` } : {}),
  };
}
