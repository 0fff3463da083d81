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
  const application = (part: string) => `traffic-tacos/staging/argocd/Application-traffic-tacos-staging-${part}.yaml`;

  const services = ['gateway-api', 'inventory-api', 'payment-sim-api', 'reservation-api', 'reservation-worker'];

  it.each<readonly [string, readonly string[]]>([
    ['shared', ['gateway-api', 'inventory-api', 'reservation-api', 'reservation-worker']],
    ['analysis', ['gateway-api']],
    ['cluster', ['analysis', ...services, 'shared']],
  ])('a part waits for %s', (part, late) => {
    const names = late.map((one) => `traffic-tacos-staging-${one} needs traffic-tacos-staging-${part}`);
    expect(found(moved(application(part), 30))).toEqual(names);
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

  it('a platform waits for the stores and the Gateway of another; what an ApplicationSet makes, nobody waits for', () => {
    const platforms = ['bookverse', 'traffic-tacos'].map((name) => `${name} needs foundation`);
    const secret = 'argocd/argocd-notifications-secret: ExternalSecret argocd-notifications-secret needs';
    expect(found(moved('argocd/Application-foundation.yaml', 20))).toEqual([
      `${secret} ClusterSecretStore platform`,
      ...platforms,
    ]);
  });

  it.each([
    ['traffic-tacos', 'the Application traffic-tacos-staging in wave 0'],
    ['pern', 'ApplicationSet pern, in wave 0'],
  ])('an Application waits for its project: %s', (project, late) => {
    const issues = waveIssues(moved(`${project}/argocd/AppProject-${project}.yaml`, 1), 'environments');
    const words = `${late}, needs AppProject ${project} of ${project}/argocd/AppProject-${project}.yaml, in wave 1`;
    expect(issues.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  });

  it('a step of a RollingSync waits for an earlier one, and no step for a later one', () => {
    const set = files.find(({ path }) => path === 'pern/argocd/ApplicationSet-pern.yaml')?.object as unknown as {
      spec: { strategy: { rollingSync: { steps: unknown[] } } };
    };
    const { steps } = set.spec.strategy.rollingSync;
    const [first, second, third, ...rest] = steps;
    const strategy = { type: 'RollingSync', rollingSync: { steps: [first, third, second, ...rest] } };
    expect(found(moved('pern/argocd/ApplicationSet-pern.yaml', 0, { strategy }))).toEqual([
      'pern-development-database needs pern-development-shared',
    ]);
  });

  it('nobody waits for what a person syncs', () => {
    const path = 'traffic-tacos/prod/argocd/Application-traffic-tacos-prod-shared.yaml';
    expect(found(moved(path, 30))).toEqual([]);
  });
});
