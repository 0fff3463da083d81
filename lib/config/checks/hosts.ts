import type { Fleet } from '../../model/fleet.ts';
import type { DataReport } from './data-report.ts';
import { environmentFile, type EnvironmentSubject, isActive, platformFile } from './subject.ts';

const HOST = /^(?=.{1,253}$)(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Hosts of an environment: of services that are reachable, and of each of these at least one. */
export function checkHosts({ platform, environment, report }: EnvironmentSubject): void {
  const { services = {} } = platform;
  const { hosts = {} } = environment;
  report.entries('hosts', hosts, (name, names, at) => {
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    if (service === undefined) {
      report.unknown(at, 'host/unknown-service', 'a service of the platform', name, Object.keys(services));
    } else if (service.publicPath === undefined) {
      const fix = `add publicPath to services.${name} in platform.ts, or remove the hosts`;
      report.add(at, {
        code: 'host/without-path',
        message: `must be a service with a publicPath, ${name} has none`,
        fix,
      });
    }
    report.items(at, names, (host, field) => report.form(field, host, HOST, 'a host name like shop.example.com'));
    report.distinct(at, names);
    if (Array.isArray(names) && (names as readonly string[]).length === 0)
      report.wrong(at, 'a list with a host in it', names);
  });
  for (const [name, { publicPath, port }] of Object.entries(services)) {
    if (publicPath === undefined || port === undefined || Object.hasOwn(hosts, name)) continue;
    const message = `is missing: ${name} has the publicPath ${publicPath} and is reached under no host`;
    report.add(`hosts.${name}`, { code: 'host/missing', message, fix: `add hosts: { ${name}: ['…'] }` });
  }
}

/** One host and path on one cluster leads to one service. */
export function checkRoutes(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const taken = new Map<string, string>();
  for (const platform of fleet.platforms) {
    reportOf(platformFile(platform.name)).guard('environments', () => {
      for (const environment of platform.environments.filter(isActive)) {
        const report = reportOf(environmentFile(platform.name, environment.name));
        report.entries('hosts', environment.hosts, (name, hosts, at) => {
          const path = platform.services?.[name]?.publicPath;
          if (path === undefined) return;
          for (const host of new Set<string>(hosts)) {
            const route = `${host}${path.replace(/\/+$/, '')}/`;
            const owner = `${platform.name}/${environment.name}/${name}`;
            const first = taken.get(`${environment.cluster} ${route}`);
            taken.set(`${environment.cluster} ${route}`, first ?? owner);
            if (first === undefined || first === owner) continue;
            const message = `must lead to one service, got ${route} for ${owner}; ${first} has it as well`;
            report.add(at, { code: 'host/shared', message, fix: 'choose another host or another publicPath' });
          }
        });
      }
    });
  }
}
