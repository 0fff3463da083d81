import type { Fleet } from '../../model/fleet.ts';
import type { SecretSource, StoredSecret } from '../../model/secret.ts';
import type { DataReport } from './data-report.ts';
import { sealProblem } from './sealed-text.ts';
import { type EnvironmentSubject, platformFile, type PlatformSubject } from './subject.ts';

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const KEY_WORDS = 'a key of letters, digits, "-", "_" and "."';
const GIT_ADDRESS = /^(https:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)\S+$/;

/** Keys that Kubernetes insists on, by type of the Secret. */
const NEEDED: Readonly<Record<NonNullable<StoredSecret['type']>, readonly string[]>> = {
  Opaque: [],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function checkProperties(properties: Readonly<Record<string, string>>, at: string, report: DataReport): void {
  report.entries(at, properties, (key, property, field) => {
    report.form(field, key, KEY, KEY_WORDS);
    report.text(field, property);
  });
  if (Object.keys(properties).length === 0) report.wrong(at, 'an object with a key in it', properties);
}

function checkSource(source: SecretSource, at: string, report: DataReport): void {
  report.text(`${at}.description`, source.description);
  if (!report.word(`${at}.kind`, source.kind, ['stored', 'sealed'])) return;
  if (source.kind === 'sealed') {
    report.items(`${at}.keys`, source.keys, (key, field) => report.form(field, key, KEY, KEY_WORDS));
    report.distinct(`${at}.keys`, source.keys);
    if (source.keys.length === 0) report.wrong(`${at}.keys`, 'a list with a key in it', source.keys);
    return;
  }
  checkProperties(source.properties, `${at}.properties`, report);
  if (source.path !== undefined) report.text(`${at}.path`, source.path);
  report.duration(`${at}.refresh`, source.refresh);
  const { type = 'Opaque' } = source;
  if (!report.word(`${at}.type`, type, Object.keys(NEEDED))) return;
  const lacking = NEEDED[type].filter((key) => !Object.hasOwn(source.properties, key));
  if (lacking.length > 0) {
    report.add(`${at}.properties`, {
      code: 'secret/type',
      message: `must have ${lacking.join(' and ')}: the secret is of type ${type}`,
    });
  }
}

/** References to secrets, and the credentials of Argo CD itself. */
export function checkSecrets({ platform, report }: PlatformSubject): void {
  report.entries('secrets', platform.secrets, (name, source, at) => {
    report.label(at, name);
    checkSource(source, at, report);
  });
  report.entries('credentials', platform.credentials, (name, credential, at) => {
    report.label(at, name);
    report.text(`${at}.description`, credential.description);
    report.word(`${at}.use`, credential.use, ['repository', 'repo-creds']);
    report.word(`${at}.type`, credential.type, ['git', 'helm', 'oci']);
    if (credential.type === 'git')
      report.form(`${at}.url`, credential.url, GIT_ADDRESS, 'the address of a git repository');
    else report.form(`${at}.url`, credential.url, /^[^\s]+$/, 'an address');
    checkProperties(credential.properties, `${at}.properties`, report);
    report.text(`${at}.path`, credential.path);
    report.duration(`${at}.rotateEvery`, credential.rotateEvery);
  });
}

/** Credentials of all platforms lie side by side in the namespace of Argo CD. */
export function checkCredentialNames(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const owners = new Map<string, string>();
  for (const platform of fleet.platforms) {
    const report = reportOf(platformFile(platform.name));
    report.entries('credentials', platform.credentials, (name, _, at) => {
      const owner = owners.get(name) ?? platform.name;
      owners.set(name, owner);
      if (owner === platform.name) return;
      const message = `must be the name of one credential, ${owner} has ${name} as well`;
      report.add(at, {
        code: 'name/duplicate',
        message,
        fix: `rename one of them, for example to ${platform.name}-${name}`,
      });
    });
  }
}

/** Ciphertexts of one environment: one for every key of every sealed secret, and no others. */
export function checkSealed({ platform, environment, report }: EnvironmentSubject): void {
  const sealed = new Map(
    Object.entries(platform.secrets ?? {}).flatMap(([name, source]) =>
      source.kind === 'sealed' ? [[name, source.keys] as const] : [],
    ),
  );
  for (const [name, keys] of sealed) {
    const texts = environment.sealed?.[name] ?? {};
    for (const key of keys.filter((one) => KEY.test(one) && !Object.hasOwn(texts, one))) {
      const message = `is missing: the secret ${name} of platform.ts has the key ${key}`;
      report.add(`sealed.${name}.${key}`, {
        code: 'sealed/missing',
        message,
        fix: `seal it for the namespace ${environment.namespace} and the name ${name}`,
      });
    }
  }
  report.entries('sealed', environment.sealed, (name, texts, at) => {
    const keys = sealed.get(name);
    if (keys === undefined) {
      report.unknown(at, 'sealed/unknown', 'a sealed secret of the platform', name, sealed.keys());
      return;
    }
    report.entries(at, texts, (key, text, field) => {
      if (!keys.includes(key)) report.unknown(field, 'sealed/unknown', `a key of ${name}`, key, keys);
      const problem = sealProblem(text);
      if (problem) report.add(field, problem);
    });
  });
}
