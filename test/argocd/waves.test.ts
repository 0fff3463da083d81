import { waveIssues } from '../../lib/argocd/waves/check.ts';
import type { RenderedFile } from '../../lib/model/synthesis.ts';
import { shipped } from '../support/shipped.ts';

const { files } = shipped();

/** The shipped files with one in another wave, and perhaps with something else in its `spec`. */
function moved(path: string, wave: number, spec: object = {}): readonly RenderedFile[] {
  if (!files.some((file) => file.path === path)) throw new Error(`no ${path}`);
  return files.map((file) => {
    if (file.path !== path || !file.object) return file;
    const { metadata } = file.object;
    const annotations = { ...(metadata['annotations'] as object), 'argocd.argoproj.io/sync-wave': String(wave) };
    const changed = { ...(file.object['spec'] as object), ...spec };
    return { ...file, object: { ...file.object, metadata: { ...metadata, annotations }, spec: changed } };
  });
}

/** Who waits, for what: `pern/staging/backend: Rollout backend needs Service backend`. */
const found = (changed: readonly RenderedFile[]): string[] =>
  waveIssues(changed, 'environments').map(({ code, message, at }) => {
    const folder = at.field?.split('/').slice(0, 3).join('/') ?? '';
    const needs = message.replace(/^.*later: (\S+ \S+), in.*needs (\S+ \S+) of.*$/, '$1 needs $2');
    const between = needs.replace(/^.*, the Application (\S+) in.*, the Application (\S+) in.*$/, '$1 needs $2');
    return code === 'wave/not-last'
      ? `${at.field ?? ''} is not last`
      : between === needs
        ? `${folder}: ${needs}`
        : between;
  });

it('finds nothing in what is shipped', () => {
  expect(found(files)).toEqual([]);
});

const BACKEND = 'pern/staging/backend';
const GATEWAY = 'traffic-tacos/staging/gateway-api';

describe('inside an Application', () => {
  it.each<readonly [string, number, readonly string[]]>([
    [
      `${BACKEND}/Service-backend.yaml`,
      2,
      ['Ingress backend needs Service backend', 'Rollout backend needs Service backend'],
    ],
    [`${BACKEND}/Service-backend-canary.yaml`, 2, ['Rollout backend needs Service backend-canary']],
    [`${BACKEND}/Ingress-backend.yaml`, 2, ['Rollout backend needs Ingress backend']],
    [`${BACKEND}/ServiceAccount-backend.yaml`, 2, ['Rollout backend needs ServiceAccount backend']],
    [`${GATEWAY}/HTTPRoute-gateway-api.yaml`, 2, ['Rollout gateway-api needs HTTPRoute gateway-api']],
    [`${GATEWAY}/Service-gateway-api-canary.yaml`, 1, ['HTTPRoute gateway-api needs Service gateway-api-canary']],
    [
      `${GATEWAY}/HorizontalPodAutoscaler-gateway-api.yaml`,
      0,
      ['HorizontalPodAutoscaler gateway-api needs Rollout gateway-api'],
    ],
    ['pern/staging/cache/Service-cache.yaml', 2, ['StatefulSet cache needs Service cache']],
  ])('%s in wave %i', (path, wave, wanted) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const waits = found(moved(path, wave)).filter((one) => !one.endsWith('is not last'));
    expect(waits).toEqual(wanted.map((one) => `${folder}: ${one}`));
  });

  it('nothing comes after what may pause for days', () => {
    expect(found(moved(`${BACKEND}/PodDisruptionBudget-backend.yaml`, 2))).toEqual([
      `${BACKEND}/backend/rollout is not last`,
    ]);
    expect(found(moved(`${GATEWAY}/PodDisruptionBudget-gateway-api.yaml`, 5))).toEqual([
      `${GATEWAY}/gateway-api/hpa is not last`,
      `${GATEWAY}/gateway-api/rollout is not last`,
    ]);
  });

  it('says which of the two is where, and what to do', () => {
    expect(waveIssues(moved(`${BACKEND}/Ingress-backend.yaml`, 2), 'environments')[0]).toEqual({
      code: 'wave/waits-for-later',
      severity: 'error',
      at: { file: 'environments/pern/staging', field: 'pern/staging/backend/backend/rollout' },
      message:
        'must not wait for something later: Rollout backend, in wave 1, needs Ingress backend of pern/staging/backend/Ingress-backend.yaml, in wave 2',
      fix: 'put Ingress backend into wave 1 or an earlier one',
    });
  });
});

describe('between Applications', () => {
  const application = (part: string) => `pern/staging/argocd/Application-pern-staging-${part}.yaml`;

  it.each<readonly [string, number, readonly string[]]>([
    ['secrets', 30, ['backend needs shared', 'database needs shared']],
    ['gates', 30, ['backend needs analysis', 'frontend needs analysis']],
  ])('a part waits for %s', (what, wave, wanted) => {
    const part = what === 'secrets' ? 'shared' : 'analysis';
    const names = wanted.map((one) => one.replaceAll(/(\w+) needs (\w+)/g, 'pern-staging-$1 needs pern-staging-$2'));
    expect(found(moved(application(part), wave))).toEqual(names);
  });

  it('everything waits for its namespace', () => {
    const parts = ['analysis', 'backend', 'cache', 'database', 'frontend', 'shared'];
    const late = parts.map((part) => `pern-staging-${part} needs pern-staging-cluster`);
    expect(found(moved(application('cluster'), 30))).toEqual(late);
  });

  it('a chart waits for its namespace too, unless Argo CD makes it', () => {
    expect(
      waveIssues(moved('bookverse/prod/argocd/Application-bookverse-prod-cluster.yaml', 8), 'environments'),
    ).toEqual([
      expect.objectContaining({
        at: expect.objectContaining({ field: 'bookverse/prod/shared/secret-jfrog-docker-pull' }) as unknown,
      }),
    ]);
    const late = waveIssues(moved('bookverse/prod/argocd/Application-bookverse-prod-cluster.yaml', 11), 'environments');
    expect(late.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Application bookverse-prod-platform, in wave 10, needs Namespace bookverse-prod of'),
    );
  });

  it('a platform waits for the stores and the Gateway of another', () => {
    const platforms = ['bookverse', 'minishop', 'pern', 'traffic-tacos'].map((name) => `${name} needs foundation`);
    const secret = 'argocd/argocd-notifications-secret: ExternalSecret argocd-notifications-secret needs';
    expect(found(moved('argocd/Application-foundation.yaml', 20))).toEqual([
      `${secret} ClusterSecretStore platform`,
      ...platforms,
    ]);
  });

  it('an Application waits for its project', () => {
    expect(
      waveIssues(moved('pern/argocd/AppProject-pern.yaml', 1), 'environments').map(({ message }) => message),
    ).toContainEqual(
      expect.stringMatching(/the Application pern-staging in wave 0, needs AppProject pern of \S+, in wave 1$/),
    );
  });

  it('nobody waits for what a person syncs', () => {
    expect(found(moved('pern/production/argocd/Application-pern-production-shared.yaml', 30))).toEqual([]);
  });
});
