import { memoryBytes } from '../../model/quantity.ts';
import type { Container, Service, StatefulService } from '../../model/workload.ts';
import { cidrProblem } from './cidr.ts';
import { type DataReport, show } from './data-report.ts';
import type { PlatformSubject } from './subject.ts';

const ABSOLUTE = /^\/(?:[^\s/]+\/?)+$/;
const URL_PATH = /^\/[^\s?#]*$/;
const PORTS = [1, 65_535] as const;

function checkUser(user: unknown, at: string, report: DataReport): void {
  if (user === 0) {
    const fix = 'leave it out for 10001, or name the user that the image was built for';
    report.add(at, { code: 'container/root', message: 'must not be 0: root in the container', fix });
  } else if (user !== undefined) report.whole(at, user, 1, 2 ** 31 - 1);
}

function checkScratch(container: Container, at: string, taken: string | undefined, report: DataReport): void {
  const paths = new Set(taken === undefined ? [] : [taken.replace(/\/$/, '')]);
  report.items(`${at}.scratch`, container.scratch, ({ path, size }, field) => {
    if (size !== undefined) report.rule(`${field}.size`, size, memoryBytes);
    if (!report.form(`${field}.path`, path, ABSOLUTE, 'an absolute path like /tmp')) return;
    const plain = path.replace(/\/$/, '');
    if (paths.has(plain))
      report.add(`${field}.path`, { code: 'data/duplicate', message: `must be mounted once, got ${show(path)} again` });
    paths.add(plain);
  });
}

function checkContainer(container: Container, at: string, report: DataReport): void {
  if (container.port !== undefined) report.whole(`${at}.port`, container.port, ...PORTS);
  checkUser(container.user, `${at}.user`, report);
  report.items(`${at}.reaches`, container.reaches, ({ reason, cidr, port }, field) => {
    report.text(`${field}.reason`, reason);
    report.whole(`${field}.port`, port, ...PORTS);
    const problem = report.text(`${field}.cidr`, cidr) ? cidrProblem(cidr) : undefined;
    if (problem) report.add(`${field}.cidr`, problem);
  });
  for (const list of ['command', 'args'] as const) {
    report.items(`${at}.${list}`, container[list], (word, field) => {
      if (typeof word !== 'string') report.wrong(field, 'text', word);
    });
  }
  report.items(`${at}.permissions`, container.permissions, (permission, field) => {
    for (const list of ['apiGroups', 'resources', 'verbs'] as const) {
      if (!Array.isArray(permission[list]) || permission[list].length === 0)
        report.wrong(`${field}.${list}`, 'a list with something in it', permission[list]);
    }
  });
}

function checkService(service: Service, at: string, report: DataReport): void {
  checkContainer(service, at, report);
  checkScratch(service, at, undefined, report);
  report.duration(`${at}.minReady`, service.minReady);
  report.duration(`${at}.terminationGrace`, service.terminationGrace);
  const { publicPath, metrics, port } = service;
  if (
    publicPath !== undefined &&
    report.form(`${at}.publicPath`, publicPath, URL_PATH, 'a path like /api') &&
    port === undefined
  ) {
    const fix = 'add the port that it listens on, or remove the path';
    report.add(`${at}.publicPath`, {
      code: 'container/no-port',
      message: 'must not be there: a worker has no port to be reached at',
      fix,
    });
  }
  if (metrics === undefined || metrics === false) return;
  if (metrics.path !== undefined) report.form(`${at}.metrics.path`, metrics.path, URL_PATH, 'a path like /metrics');
  if (metrics.port !== undefined) report.whole(`${at}.metrics.port`, metrics.port, ...PORTS);
  else if (port === undefined) {
    const message = 'must name a port: a worker has none of its own';
    report.add(`${at}.metrics`, { code: 'container/no-port', message, fix: 'add metrics.port, or leave metrics out' });
  }
}

function checkStateful(part: StatefulService, at: string, report: DataReport): void {
  report.whole(`${at}.port`, part.port, ...PORTS);
  checkContainer(part, at, report);
  const mounted = report.form(`${at}.dataPath`, part.dataPath, ABSOLUTE, 'an absolute path like /data')
    ? part.dataPath
    : undefined;
  checkScratch(part, at, mounted, report);
  report.duration(`${at}.terminationGrace`, part.terminationGrace);
}

/** What runs: ports, users, volumes, permissions, and what is reached outside. */
export function checkContainers({ platform, report }: PlatformSubject): void {
  report.entries('services', platform.services, (_, service, at) => {
    checkService(service, at, report);
  });
  report.entries('stateful', platform.stateful, (_, part, at) => {
    checkStateful(part, at, report);
  });
}
