import type { Probe, Probes } from '../../model/workload.ts';
import type { DataReport } from './data-report.ts';
import type { PlatformSubject } from './subject.ts';

/** Least value of each number of a probe. */
const LEAST = { initialDelaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 } as const;
const QUESTIONS = ['startup', 'liveness', 'readiness'] as const;

function checkProbe(probe: Probe, at: string, hasPort: boolean, report: DataReport): void {
  for (const [name, least] of Object.entries(LEAST)) {
    const value = probe[name as keyof typeof LEAST];
    if (value !== undefined) report.whole(`${at}.${name}`, value, least, 86_400);
  }
  const ways = ['path', 'tcp', 'command'].filter((way) => way in probe);
  if (ways.length !== 1) {
    const message = `must ask in one way, by path, tcp or command, got ${ways.length === 0 ? 'none' : ways.join(' and ')}`;
    report.add(at, { code: 'probe/way', message });
  }
  if ('command' in probe) {
    report.items(`${at}.command`, probe.command, (word, field) => report.text(field, word));
    if (Array.isArray(probe.command) && probe.command.length === 0)
      report.wrong(`${at}.command`, 'a command with a word in it', probe.command);
    return;
  }
  if ('path' in probe) report.form(`${at}.path`, probe.path, /^\/\S*$/, 'a path like /health/live');
  if (hasPort) return;
  report.add(at, {
    code: 'container/no-port',
    message: 'must be a command: a worker has no port to be asked at',
    fix: 'write command: [...], or give the service a port',
  });
}

function checkAll(probes: Probes | undefined, at: string, hasPort: boolean, report: DataReport): void {
  if (probes === undefined) return;
  for (const question of QUESTIONS) {
    report.guard(`${at}.${question}`, () => {
      checkProbe(probes[question], `${at}.${question}`, hasPort, report);
    });
  }
}

/** The questions of the kubelet: asked in a way that can be answered, with timings that mean something. */
export function checkProbes({ platform, report }: PlatformSubject): void {
  report.entries('services', platform.services, (_, service, at) => {
    checkAll(service.probes, `${at}.probes`, service.port !== undefined, report);
  });
  report.entries('stateful', platform.stateful, (_, part, at) => {
    checkAll(part.probes, `${at}.probes`, true, report);
  });
}
