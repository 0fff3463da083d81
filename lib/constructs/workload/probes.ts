import { IntOrString, type Probe as KubeProbe } from 'cdk8s-plus-28/lib/imports/k8s';
import { ProblemError } from '../../model/issue.ts';
import type { Probe, Probes } from '../../model/workload.ts';

/** What a service answers that says nothing about probes: the paths of the platform's contract, five minutes to start. */
export const DEFAULT_PROBES: Probes = {
  startup: { path: '/health/startup', failureThreshold: 30 },
  liveness: { path: '/health/live' },
  readiness: { path: '/health/ready' },
};

interface Timing {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The timing with Kubernetes' defaults. @throws ProblemError `probe/timing` */
function timing(probe: Probe): Timing {
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
  const all = { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold };
  for (const [field, value] of Object.entries(all)) {
    const least = field === 'initialDelaySeconds' ? 0 : 1;
    if (Number.isInteger(value) && value >= least) continue;
    throw new ProblemError({
      code: 'probe/timing',
      message: `${field} must be a whole number from ${least} up, got ${value}`,
    });
  }
  return all;
}

/** How a probe asks. @throws ProblemError `probe/no-port`, `probe/path` */
function check(probe: Probe, port: string | undefined): KubeProbe {
  if ('command' in probe) return { exec: { command: [...probe.command] } };
  if (port === undefined) {
    throw new ProblemError({
      code: 'probe/no-port',
      message: 'a probe by path or TCP needs a port, and this service has none',
      fix: 'ask with a command, or name the port that it listens on',
    });
  }
  if ('tcp' in probe) return { tcpSocket: { port: IntOrString.fromString(port) } };
  if (!probe.path.startsWith('/')) {
    throw new ProblemError({ code: 'probe/path', message: `must start with "/", got ${JSON.stringify(probe.path)}` });
  }
  return { httpGet: { path: probe.path, port: IntOrString.fromString(port), scheme: 'HTTP' } };
}

/**
 * A probe with its timing written out. A delay of 0 is left out: the API's own types drop it, and a field that comes and
 * goes inside a list is a difference for Argo CD.
 * @param port name of the container's port
 */
function kubeProbe(probe: Probe, port: string | undefined): KubeProbe {
  const { initialDelaySeconds, ...rest } = timing(probe);
  return {
    ...check(probe, port),
    ...(initialDelaySeconds > 0 ? { initialDelaySeconds } : {}),
    ...rest,
    successThreshold: 1,
  };
}

/** The three probes of a container. @throws ProblemError `probe/no-port`, `probe/path`, `probe/timing` */
export function containerProbes(probes: Probes, port: string | undefined) {
  return {
    startupProbe: kubeProbe(probes.startup, port),
    livenessProbe: kubeProbe(probes.liveness, port),
    readinessProbe: kubeProbe(probes.readiness, port),
  };
}

/** The longest time that a pod may take to start before it is killed, in seconds. */
export function startupSeconds(probes: Probes): number {
  const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = timing(probes.startup);
  return initialDelaySeconds + periodSeconds * failureThreshold + timeoutSeconds;
}
