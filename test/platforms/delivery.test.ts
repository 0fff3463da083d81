import type { ApplicationSet } from '../../lib/argocd/application-sets/application-set.ts';
import { applicationsOf as all, isAutomatic } from '../../lib/argocd/applications.ts';
import { objectAt, pathsBelow } from '../support/platform.ts';
import { shipped } from '../support/shipped.ts';

const setOf = (platform: string) =>
  (objectAt(`${platform}/argocd/ApplicationSet-${platform}.yaml`) as unknown as ApplicationSet).spec;

const owned = all(shipped().files).filter(({ application }) => application.spec.project !== 'root');
const of = (platform: string) =>
  owned.filter(({ application }) => application.metadata.name.startsWith(`${platform}-`));

describe('delivery', () => {
  it.each(['bookverse', 'foundation', 'traffic-tacos'])('%s: one file for each Application', (platform) => {
    expect(of(platform).length).toBeGreaterThan(2);
    expect(of(platform).filter(({ set }) => set !== undefined)).toEqual([]);
  });

  it.each([
    ['pern', 21],
    ['minishop', 24],
  ])('%s: one ApplicationSet, that neither deletes nor orphans', (platform, count) => {
    expect(of(platform).map(({ set }) => set)).toEqual(Array(count).fill(platform));
    expect(pathsBelow(platform).filter((path) => path.includes('/Application-'))).toEqual([]);
    expect(setOf(platform)).toMatchObject({
      ...{ goTemplate: true, goTemplateOptions: ['missingkey=error'] },
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: false },
    });
  });

  it('pern: the folders of its parts in git, development before staging, production by approval', () => {
    const { generators, strategy } = setOf('pern');
    expect(generators).toEqual([
      { git: expect.objectContaining({ revision: 'main', directories: [{ path: 'dist/pern/*/*' }] }) as unknown },
    ]);
    const steps = strategy?.rollingSync?.steps ?? [];
    const environments = steps.map(({ matchExpressions: [first] = [], maxUpdate }) => [
      ...(first?.values ?? []),
      maxUpdate,
    ]);
    const automatic = (name: string) => Array.from({ length: 4 }, () => [name, undefined]);
    expect(strategy?.type).toBe('RollingSync');
    expect(environments).toEqual([...automatic('development'), ...automatic('staging'), ['production', 0]]);
    const waiting = of('pern').filter((one) => !isAutomatic(one));
    expect(waiting.map(({ application }) => application.metadata.name.split('-')[1])).toEqual(
      Array(7).fill('production'),
    );
  });

  it('minishop: list x list of environments and parts, and what differs by environment in a patch', () => {
    const { generators, strategy, templatePatch } = setOf('minishop');
    const [first, second] = generators[0]?.matrix?.generators ?? [];
    expect(first).toEqual({ list: { elements: ['dev', 'staging', 'prod'].map((environment) => ({ environment })) } });
    expect(second?.list?.elements).toContainEqual({ part: 'order-service' });
    expect(templatePatch).toContain('{{- if has .environment (list "dev" "staging") }}');
    expect(strategy).toBeUndefined();
  });
});
