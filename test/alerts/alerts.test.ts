import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { load } from 'js-yaml';
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

const FILE = join(__dirname, 'argocd.test.yaml');

const found = objectFiles(shipped()).find(({ object }) => object.kind === 'PrometheusRule');
const { spec, metadata } = found?.object as Rules;
const rules = spec.groups.flatMap((group) => group.rules);

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
  expect(metadata['labels']).toMatchObject({ release: 'kube-prometheus-stack' });
  for (const { annotations } of rules) expect(annotations['summary']).toMatch(/\S/);
});

it('are each explained', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/alerts.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(explained).toEqual(rules.map(({ alert }) => alert));
});

it('are each tried in the file for promtool', () => {
  const { tests } = load(readFileSync(FILE, 'utf8')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const fired = tests.flatMap((one) =>
    one.alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0).map(({ alertname }) => alertname),
  );
  expect([...new Set(fired)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

(promtool === undefined ? it.skip : it)('fire when they should, as promtool sees it', () => {
  writeFileSync(join(folder, 'rules.yaml'), JSON.stringify({ groups: spec.groups }));
  copyFileSync(FILE, join(folder, 'argocd.test.yaml'));
  const check = (...words: string[]): { status: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(promtool ?? '', words, { cwd: folder, encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };
  expect(check('check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml')).toMatchObject({ status: 0 });
  expect(check('test', 'rules', 'argocd.test.yaml')).toMatchObject({ status: 0 });
});
