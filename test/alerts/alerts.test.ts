import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { addCredentialAlerts } from '../../lib/constructs/argocd/credential-alerts.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { built } from '../e2e/build/cache.ts';
import { objectFiles, ROOT, shipped } from '../support/shipped.ts';

interface Rule {
  readonly alert: string;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Rules extends KubeObject {
  readonly spec: { readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[] };
}

const FILES = ['argocd.test.yaml', 'backup.test.yaml', 'credentials.test.yaml'].map((file) => join(__dirname, file));

const objects = objectFiles(shipped()).flatMap(({ object }) =>
  object.kind === 'PrometheusRule' ? [object as Rules] : [],
);
const named = (name: string): Rules['spec'] => objects.find(({ metadata }) => metadata.name === name)?.spec as never;
const { groups } = named('argocd');
const rules = groups.flatMap((group) => group.rules);
const names = [
  ...new Set([...rules, ...named('argocd-credentials').groups.flatMap((g) => g.rules)].map(({ alert }) => alert)),
];

/** A credential that lives 90 days, and one that lives ten. */
function reminders(): unknown {
  const chart = new Chart(new App(), 'alerts');
  const git = { use: 'repository', type: 'git', url: 'https://a.b/c', properties: { password: 'p' } } as const;
  const common = { ...git, description: 'reads', path: 'x', rotatedAt: '2026-01-01' };
  const credentials = [
    { platform: 'shop', name: 'shop-git', credential: common },
    { platform: 'shop', name: 'shop-helm', credential: { ...common, rotateEvery: '240h' } as const },
  ];
  addCredentialAlerts(chart, credentials, {});
  return (chart.toJson()[0] as Rules).spec.groups;
}

/** promtool as `make e2e-build` made it, or as it is installed. */
const promtool = [
  built('promtool'),
  ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'promtool')),
].find((path) => existsSync(path));

const folder = mkdtempSync(join(tmpdir(), 'argosy-alerts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('are found by the Prometheus operator, and say what they are about', () => {
  for (const { metadata, spec } of objects) {
    expect(metadata['labels']).toMatchObject({ release: 'kube-prometheus-stack' });
    for (const { annotations } of spec.groups.flatMap((group) => group.rules))
      expect(annotations['summary']).toMatch(/\S/);
  }
});

it('are each explained', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/alerts.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(explained.sort()).toEqual([...names].sort());
});

it('are each tried in the file for promtool', () => {
  const tried = FILES.map(
    (file) =>
      load(readFileSync(file, 'utf8')) as {
        tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
      },
  );
  const fired = tried
    .flatMap(({ tests }) => tests)
    .flatMap((one) =>
      one.alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0).map(({ alertname }) => alertname),
    );
  expect([...new Set(fired)].sort()).toEqual([...names].sort());
});

(promtool === undefined ? it.skip : it)('fire when they should, as promtool sees it', () => {
  writeFileSync(join(folder, 'rules.yaml'), JSON.stringify({ groups }));
  // Those that are shipped change with each rotation.
  writeFileSync(join(folder, 'credentials.yaml'), JSON.stringify({ groups: reminders() }));
  for (const file of FILES) copyFileSync(file, join(folder, basename(file)));
  /** What it complains of. */
  const complaints = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync(promtool ?? '', words, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}`;
  };
  expect(complaints('check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml', 'credentials.yaml')).toBe('');
  expect(complaints('test', 'rules', ...FILES.map((file) => basename(file)))).toBe('');
});
