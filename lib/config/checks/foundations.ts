import type { Routing } from '../../model/platform.ts';
import { checkBackup } from './backup.ts';
import type { DataReport } from './data-report.ts';
import type { PlatformSubject } from './subject.ts';

const HTTPS = /^https:\/\/[^\s/]+\S*$/;
const HTTP = /^https?:\/\/[^\s/]+\S*$/;
const NAMESPACED = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

function checkRouting(routing: Routing, report: DataReport): void {
  if (!report.word('routing.kind', routing.kind, ['gateway', 'nginx']) || routing.kind === 'gateway') return;
  if (routing.className !== undefined) report.label('routing.className', routing.className);
  if (routing.issuer !== undefined) report.label('routing.issuer', routing.issuer);
}

/** Stores, issuers and gateways of an administrators' platform, and how a platform is reached. */
export function checkFoundations({ platform, report }: PlatformSubject): void {
  const { foundations, routing } = platform;
  if (routing !== undefined) checkRouting(routing, report);
  report.entries('foundations.secretStores', foundations?.secretStores, (name, store, at) => {
    report.label(at, name);
    report.form(`${at}.server`, store.server, HTTP, 'an address like https://vault.example.com');
    report.text(`${at}.path`, store.path);
    report.text(`${at}.role`, store.role);
    report.items(`${at}.namespaces`, store.namespaces, (namespace, field) => report.label(field, namespace));
  });
  report.entries('foundations.issuers', foundations?.issuers, (name, issuer, at) => {
    report.label(at, name);
    report.form(`${at}.server`, issuer.server, HTTPS, 'an address like https://acme-v02.api.letsencrypt.org/directory');
    report.form(`${at}.email`, issuer.email, /^[^\s@]+@[^\s@]+$/, 'an address of mail');
    if ('ingressClass' in issuer) report.label(`${at}.ingressClass`, issuer.ingressClass);
    else report.form(`${at}.gateway`, issuer.gateway, NAMESPACED, 'namespace/name of a Gateway');
  });
  for (const time of ['outOfSync', 'degraded', 'progressing', 'paused'] as const)
    report.duration(`foundations.alerts.${time}`, foundations?.alerts?.[time]);
  report.guard('foundations.backup', () => {
    checkBackup(foundations?.backup, report);
  });
  const issuers = Object.keys(foundations?.issuers ?? {});
  report.entries('foundations.gateways', foundations?.gateways, (_, gateway, at) => {
    report.label(`${at}.className`, gateway.className);
    report.form(
      `${at}.controllerName`,
      gateway.controllerName,
      /^[a-z0-9.-]+\/\S+$/,
      'a name like gateway.envoyproxy.io/gatewayclass-controller',
    );
    report.items(`${at}.hosts`, gateway.hosts, (host, field) =>
      report.form(field, host, HOST, 'a host like *.example.com'),
    );
    report.distinct(`${at}.hosts`, gateway.hosts);
    if (issuers.includes(gateway.issuer)) return;
    report.unknown(`${at}.issuer`, 'foundation/unknown-issuer', 'an issuer of the platform', gateway.issuer, issuers);
  });
}
