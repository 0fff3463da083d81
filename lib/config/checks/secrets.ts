import type { SecretSource, StoredSecret } from '../../model/secret.ts';
import type { DataReport } from './data-report.ts';
import { sealProblem } from './sealed-text.ts';
import type { EnvironmentSubject, PlatformSubject } from './subject.ts';

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const KEY_WORDS = 'a key of letters, digits, "-", "_" and "."';

/** Keys that Kubernetes insists on, by type of the Secret. */
const NEEDED: Readonly<Record<NonNullable<StoredSecret['type']>, readonly string[]>> = {
  Opaque: [],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** The keys of a Secret, and the properties of a store that they come from. */
export function checkProperties(properties: Readonly<Record<string, string>>, at: string, report: DataReport): void {
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

/** References to secrets. */
export function checkSecrets({ platform, report }: PlatformSubject): void {
  report.entries('secrets', platform.secrets, (name, source, at) => {
    report.label(at, name);
    checkSource(source, at, report);
  });
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
