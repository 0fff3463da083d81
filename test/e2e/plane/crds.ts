import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { built, crdFolder, type Tier } from '../build/cache.ts';
import { until } from '../harness/until.ts';
import type { Api } from './api.ts';

interface Definition extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

const isEstablished = ({ status }: Definition): boolean =>
  status?.conditions?.some(({ type, status: state }) => type === 'Established' && state === 'True') === true;

/**
 * Installs the CRDs that `cdk8s.yaml` names, and what the controllers need besides; returns when all are served.
 * @param only names of those that are needed. @default - all
 */
export async function installCrds(api: Api, tier: Tier, only?: readonly string[]): Promise<void> {
  const folder = crdFolder();
  const named = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as KubeObject);
  const more = tier === 'api' ? [] : [parse(readFileSync(built('analysis-run-crd.yaml'), 'utf8')) as KubeObject];
  const crds = [...named, ...more].filter(({ metadata }) => only?.includes(metadata.name) ?? true);
  await Promise.all(crds.map((crd) => api.apply(crd)));
  await until(
    'CRDs that are served',
    async () => (await api.list<Definition>(CRD.apiVersion, CRD.kind)).filter(isEstablished).length,
    (count) => count >= crds.length,
    { seconds: 60, quiet: true },
  );
  api.rediscover();
}
