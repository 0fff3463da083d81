import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { log } from '../harness/log.ts';
import { inTurns } from '../harness/parallel.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, none } from '../harness/until.ts';
import { type Api, ApiError } from '../plane/api.ts';
import { VARIANTS } from './api-variants.ts';

interface Rollout extends KubeObject {
  readonly spec: { readonly selector: unknown; readonly template: unknown };
}

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** Argo CD knows no other finalizer of a project or an ApplicationSet; that of an Application has a name with a path. */
const isKnown = ({ kind }: KubeObject, warning: string): boolean =>
  ['AppProject', 'ApplicationSet'].includes(kind) &&
  warning.includes('"resources-finalizer.argocd.argoproj.io": prefer a domain-qualified');

/** What the API server says against an object, with its warnings. */
async function objections(api: Api, path: string, object: KubeObject): Promise<string[]> {
  try {
    const { warnings } = await api.apply(object, { dryRun: true });
    return warnings.filter((warning) => !isKnown(object, warning)).map((warning) => `${path}: ${warning}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [`${path}: ${error.message}`];
  }
}

/** The pods of a Rollout as those of a Deployment: its own CRD knows nothing of what is inside. */
const asDeployment = ({ metadata: { name, namespace: space = '' }, spec }: Rollout): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: space },
  spec: { selector: spec.selector, template: spec.template },
});

export const api: Scenario = {
  name: 'api',
  shows: 'The API server accepts every object of dist/, and refuses what is broken',
  tier: 'api',
  sabotage: {
    what: 'a pod template that asks for more CPU than its limit, in one Rollout',
    file: /pern\/production\/backend\/Rollout-backend\.yaml$/,
    find: 'cpu: 500m',
    replace: 'cpu: 5000m',
  },
  async run({ plane, dist }) {
    const own = dist.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object);
    // With the labels that they have in dist/: Pod Security is judged by these.
    const named = new Set(own.map(({ metadata }) => metadata.name));
    const others = new Set(
      dist.map(({ object }) => object.metadata.namespace ?? 'default').filter((name) => !named.has(name)),
    );
    await inTurns([...own, ...[...others].map(namespace)], (object) => plane.api.apply(object));

    const rollouts = dist.filter(({ object }) => object.kind === 'Rollout');
    const found = await inTurns(dist, ({ path, object }) => objections(plane.api, path, object));
    const inside = await inTurns(rollouts, ({ path, object }) =>
      objections(plane.api, `${path} (pods)`, asDeployment(object as Rollout)),
    );
    none('objects that are refused, or warned of', [...found, ...inside].flat());
    log(`  ${String(dist.length)} objects and ${String(rollouts.length)} pod templates are accepted without a warning`);

    const answers = await inTurns(VARIANTS, async ({ name, broken, says }) => {
      const [answer = 'accepted'] = await objections(plane.api, name, broken(dist));
      const good = says === undefined ? answer === 'accepted' : answer.includes(says);
      return good
        ? []
        : [`${answer}\n      expected ${says === undefined ? 'that it is accepted' : JSON.stringify(says)}`];
    });
    none('broken variants that are answered otherwise', answers.flat());
    expect(
      'broken variants that are refused, at least',
      VARIANTS.filter(({ says }) => says !== undefined).length >= 30,
      true,
    );
  },
};
