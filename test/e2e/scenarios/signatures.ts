import { named } from '../harness/applications.ts';
import { manifestAt } from '../harness/dist.ts';
import { act } from '../harness/log.ts';
import { applicationsOf, remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, Unmet, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';

const PROJECT = 'pern/argocd/AppProject-pern.yaml';
const APP = 'pern-staging-shared';
const project: Reference = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
  ...{ namespace: 'argocd', name: 'pern' },
};
const quota: Reference = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: 'pern-app-staging', name: 'quota' };

interface Demanding {
  readonly spec: { readonly sourceIntegrity?: { readonly git: { readonly policies: readonly Policy[] } } };
}

interface Policy {
  readonly repos: readonly { readonly url: string }[];
  readonly gpg: { readonly mode: string; readonly keys: readonly string[] };
}

/** What `dist/` demands, of the repository of the test, and with a key that is here. */
function demandOf({ dist, repository: { address } }: World, key: string): unknown {
  const { sourceIntegrity } = (manifestAt(dist, PROJECT) as unknown as Demanding).spec;
  const policies = sourceIntegrity?.git.policies ?? [];
  return {
    git: { policies: policies.map(({ gpg }) => ({ repos: [{ url: address }], gpg: { ...gpg, keys: [key] } })) },
  };
}

/** Asks all Applications of the platform to look again, until none of them complains. */
async function noComplaints(world: World): Promise<void> {
  act('argocd app get --refresh pern-…');
  const own = applicationsOf(world, 'pern');
  await Promise.all(own.map(({ metadata }) => world.argocd.refresh(metadata.name)));
  const complaints = (): number =>
    world.view.applications.list().filter(({ status }) => (status?.conditions ?? []).length > 0).length;
  await until('Applications with a condition', complaints, (seen) => seen === 0, { seconds: 120 });
}

export const signatures: Scenario = {
  name: 'signatures',
  shows:
    'Where a project demands signatures, a commit without one, or with one of a key that the project does not name, is shown and never synced; a signed one is',
  sabotage: {
    what: 'AppProject pern demands nothing of a signature',
    file: /pern\/argocd\/AppProject-pern\.yaml$/,
    find: 'mode: head',
    replace: 'mode: none',
  },
  async run(world) {
    const { plane, repository, view, signing } = world;
    if (!signing) throw new Unmet('GnuPG is not installed, and so Argo CD cannot look at signatures: install gnupg');
    const [release, other] = signing.keys;
    const asBefore = remember(world);
    const { hard } = (await plane.api.get<{ spec: { hard: { pods: string } } }>(quota)).spec;
    let pods = hard.pods;
    const out = [
      repository.through(
        objectFilter(/AppProject-pern\.yaml$/, ({ spec }) => (spec['sourceIntegrity'] = demandOf(world, release))),
      ),
      repository.through(
        objectFilter(/pern\/staging\/shared\/ResourceQuota-/, ({ spec }) => (spec['hard'] = { ...hard, pods })),
      ),
    ];
    await repository.commit('pern demands signatures');
    const demanded = async (): Promise<boolean> =>
      (await plane.api.get<Demanding>(project)).spec.sourceIntegrity !== undefined;
    await until('AppProject pern', demanded, (seen) => seen, {
      show: (seen) => (seen ? 'demands signatures' : 'takes all'),
    });

    const inCluster = async (): Promise<string> =>
      (await plane.api.get<{ spec: { hard: { pods: string } } }>(quota)).spec.hard.pods;
    const complaint = (): string =>
      named(view.applications, APP).status?.conditions?.[0]?.message ?? 'nothing to complain of';
    const refused = async (message: string, value: string, words: string): Promise<void> => {
      pods = value;
      const commit = await repository.commit(message);
      const wanted = `GIT/GPG: Failed verifying revision ${commit?.id ?? ''} by 'e2e <e2e@example.test>': ${words}`;
      await until(APP, complaint, (seen) => seen === wanted);
      await holds('pods of the quota', inCluster, (seen) => seen === hard.pods, { seconds: 10 });
    };
    await refused('17 pods, unsigned', '17', 'unsigned (key_id=)');
    await repository.signWith(signing.ring, other);
    await refused('18 pods, signed by somebody', '18', `signed with unallowed key (key_id=${other})`);
    await repository.signWith(signing.ring, release);
    pods = '19';
    await repository.commit('19 pods, signed for a release');
    await until('pods of the quota', inCluster, (seen) => seen === pods);
    expect('what its Application complains of', complaint(), 'nothing to complain of');

    for (const takeOut of out) takeOut();
    await repository.commit('pern takes all commits');
    await repository.signWith();
    await until('pods of the quota', inCluster, (seen) => seen === hard.pods);
    await asBefore();
    await noComplaints(world);
    await asBefore();
  },
};
