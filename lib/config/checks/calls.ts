import type { Container } from '../../model/workload.ts';
import { containersOf, type PlatformSubject } from './subject.ts';

/** Who calls whom: only what exists, listens, and is somebody else. */
export function checkCalls({ platform, report }: PlatformSubject): void {
  const containers: Readonly<Record<string, Container>> = containersOf(platform);
  const visit = (name: string, { calls }: Container, at: string): void => {
    report.distinct(`${at}.calls`, calls);
    report.items(`${at}.calls`, calls, (callee, field) => {
      const target = typeof callee === 'string' && Object.hasOwn(containers, callee) ? containers[callee] : undefined;
      if (callee === name) {
        report.add(field, {
          code: 'call/self',
          message: `must not be the service itself: ${name}`,
          fix: 'remove it: nothing is denied inside a pod',
        });
      } else if (target === undefined) {
        const others = Object.keys(containers).filter((other) => other !== name);
        report.unknown(field, 'call/unknown', 'a service of the platform', callee, others);
      } else if (target.port === undefined) {
        const message = `must be a service with a port, ${callee} is a worker`;
        report.add(field, { code: 'call/no-port', message, fix: `add a port to ${callee}, or remove the call` });
      }
    });
  };
  report.entries('services', platform.services, visit);
  report.entries('stateful', platform.stateful, visit);
}
