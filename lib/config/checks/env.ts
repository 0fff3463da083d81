import type { Platform } from '../../model/platform.ts';
import type { SecretSource } from '../../model/secret.ts';
import type { EnvValue } from '../../model/workload.ts';
import type { DataReport } from './data-report.ts';
import { containersOf, type EnvironmentSubject, type PlatformSubject } from './subject.ts';

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Keys of the Secret that a source becomes. */
const keysOf = (source: SecretSource): readonly string[] =>
  source.kind === 'stored' ? Object.keys(source.properties) : source.keys;

function checkValue(value: EnvValue, at: string, platform: Platform, report: DataReport): void {
  if (typeof value === 'string') return;
  const given: unknown = value;
  if (typeof given !== 'object' || given === null) {
    report.wrong(at, 'text, or a secret with its key', given);
    return;
  }
  const { secrets = {} } = platform;
  const source = Object.hasOwn(secrets, value.secret) ? secrets[value.secret] : undefined;
  if (source === undefined)
    report.unknown(`${at}.secret`, 'secret/unknown', 'a secret of the platform', value.secret, Object.keys(secrets));
  else if (!keysOf(source).includes(value.key)) {
    report.unknown(`${at}.key`, 'secret/unknown', `a key of the secret ${value.secret}`, value.key, keysOf(source));
  }
}

function checkVariables(
  env: Readonly<Record<string, EnvValue>> | undefined,
  at: string,
  platform: Platform,
  report: DataReport,
): void {
  report.entries(at, env, (name, value, field) => {
    report.form(field, name, VARIABLE, 'the name of a variable like DATABASE_URL');
    checkValue(value, field, platform, report);
  });
}

/** Variables of services and stateful parts, and the pull secrets of their images. */
export function checkEnv({ platform, report }: PlatformSubject): void {
  for (const kind of ['services', 'stateful'] as const) {
    report.entries(kind, platform[kind], (_, container, at) => {
      checkVariables(container.env, `${at}.env`, platform, report);
      report.distinct(`${at}.imagePullSecrets`, container.imagePullSecrets);
      report.items(`${at}.imagePullSecrets`, container.imagePullSecrets, (name, field) => {
        const { secrets = {} } = platform;
        const source = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
        if (source === undefined)
          report.unknown(field, 'secret/unknown', 'a secret of the platform', name, Object.keys(secrets));
        else if (source.kind === 'stored' && source.type !== 'kubernetes.io/dockerconfigjson') {
          const fix = `add type: 'kubernetes.io/dockerconfigjson' to secrets.${name}`;
          report.add(field, {
            code: 'secret/type',
            message: `must be a secret for pulling images, ${name} is of another type`,
            fix,
          });
        }
      });
    });
  }
}

/** Variables that differ in one environment: of something that exists, and with no second home. */
export function checkEnvironmentEnv({ platform, environment, report }: EnvironmentSubject): void {
  const containers = containersOf(platform);
  report.entries('env', environment.env, (service, env, at) => {
    const container = Object.hasOwn(containers, service) ? containers[service] : undefined;
    if (container === undefined) {
      report.unknown(at, 'env/unknown-service', 'a service of the platform', service, Object.keys(containers));
      return;
    }
    checkVariables(env, at, platform, report);
    for (const name of Object.keys(env).filter((variable) => Object.hasOwn(container.env ?? {}, variable))) {
      const message = `must have one home, ${name} is in platform.ts as well`;
      report.add(`${at}.${name}`, {
        code: 'env/two-homes',
        message,
        fix: 'keep it in platform.ts where it is equal everywhere, else in every environment.ts',
      });
    }
  });
}
