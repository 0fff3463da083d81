import type { Construct } from 'constructs';
import { ServiceMonitor } from '../../../imports/monitoring.coreos.com.ts';
import { ProblemError } from '../../model/issue.ts';
import type { Service } from '../../model/workload.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import { checkedPort } from './checks.ts';
import type { Identity } from './identity.ts';
import { addHeadlessService, HTTP, servicePort } from './services.ts';

/** Seconds between two scrapes. A rate needs four of them in its window, so the shortest window of a gate is four times this. */
export const SCRAPE_SECONDS = 30;

const METRICS = 'metrics';

/** Where a service serves its metrics. */
export interface Scrape {
  readonly path: string;
  readonly port: number;
  /** Name of the container's port. */
  readonly portName: string;
}

/** Where metrics are served, or undefined where there are none. @throws ProblemError `metrics/no-port`, `port/invalid` */
export function scrapeOf({ port, metrics }: Pick<Service, 'port' | 'metrics'>): Scrape | undefined {
  if (metrics === false || (metrics === undefined && port === undefined)) return undefined;
  const own = metrics?.port ?? port;
  if (own === undefined) {
    throw new ProblemError({
      code: 'metrics/no-port',
      message: 'metrics need a port, and this service has none',
      fix: 'name it: metrics: { port: 9090 }',
    });
  }
  return { path: metrics?.path ?? '/metrics', port: checkedPort(own), portName: own === port ? HTTP : METRICS };
}

/**
 * A ServiceMonitor, and a headless Service for it alone that selects the pods of every version. The Services that carry
 * traffic would not do: Argo Rollouts narrows each to one version, so one of them misses the canary, and both together
 * scrape every pod twice between updates. The pod-template hash becomes a label, by which a gate tells versions apart.
 */
export function addMonitor(
  scope: Construct,
  id: Identity,
  scrape: Scrape,
  monitorLabels: Readonly<Record<string, string>>,
): void {
  const component = { 'app.kubernetes.io/component': METRICS };
  addHeadlessService(scope, 'metrics-service', id, {
    name: `${id.name}-metrics`,
    labels: component,
    port: servicePort(METRICS, scrape.port, scrape.portName),
  });
  new Manifest(
    scope,
    'service-monitor',
    ServiceMonitor.manifest({
      metadata: id.metadata(WAVE.supports, { labels: { ...monitorLabels } }),
      spec: {
        jobLabel: 'app.kubernetes.io/name',
        selector: { matchLabels: { ...id.selector, ...component } },
        podTargetLabels: ['rollouts-pod-template-hash'],
        endpoints: [{ port: METRICS, path: scrape.path, interval: `${SCRAPE_SECONDS}s` }],
      },
    }),
  );
}
