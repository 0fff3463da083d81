import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { manifestAt } from '../harness/dist.ts';
import { act, log } from '../harness/log.ts';
import { inTurns } from '../harness/parallel.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, none, Unmet } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { type Api, ApiError, referenceOf } from '../plane/api.ts';
import { type Ended, foldersFor, kubeconfigFor, type Pod, runContainer } from '../plane/container.ts';
import { ControlPlane } from '../plane/control-plane.ts';
import { KeyRing } from '../plane/gpg.ts';
import { runArgoCd } from '../plane/admin.ts';
import { installation } from '../plane/installation.ts';

const FOLDER = 'foundation/primary/backup';
const ACCOUNT = { namespace: 'argocd', name: 'argocd-backup' };
const DAY = 24 * 3600;

interface CronJob {
  readonly spec: { readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: Pod } } } };
}

/** What the job needs, and a folder for each of its volumes. */
interface Job {
  readonly pod: Pod;
  readonly kubeconfig: string;
  readonly volumes: ReadonlyMap<string, string>;
  /** Files in the volume of backups. */
  readonly kept: () => string[];
}

async function prepare({ plane, repository }: World): Promise<Job> {
  const manifests = repository.manifests();
  const cron = manifestAt(manifests, `${FOLDER}/CronJob-argocd-backup.yaml`) as unknown as CronJob;
  const pod = cron.spec.jobTemplate.spec.template.spec;
  const folder = mkdtempSync(join(plane.folder, 'backup-'));
  const volumes = foldersFor(folder, ['memory', 'backups', 'key']);
  const key = manifestAt(manifests, `${FOLDER}/ConfigMap-argocd-backup.yaml`) as unknown as {
    data: { 'public.asc': string };
  };
  writeFileSync(join(at(volumes, 'key'), 'public.asc'), key.data['public.asc']);
  const kubeconfig = await kubeconfigFor(plane.api, plane.kubernetes, ACCOUNT, folder);
  return { pod, kubeconfig, volumes, kept: () => readdirSync(at(volumes, 'backups')).sort() };
}

const at = (volumes: ReadonlyMap<string, string>, name: string): string => volumes.get(name) ?? '';

function run(job: Job, more: Readonly<Record<string, string>> = {}): Promise<Ended> {
  act('kubectl create job --from=cronjob/argocd-backup …');
  return runContainer(job.pod, job.kubeconfig, job.volumes, more);
}

/** With the shipped key: nobody here can read it. Old backups go, others stay, and a bad export leaves nothing behind. */
async function prunes(job: Job): Promise<void> {
  const age = (name: string, days: number): void => {
    const file = join(at(job.volumes, 'backups'), name);
    const then = Date.now() / 1000 - days * DAY;
    writeFileSync(file, '');
    utimesSync(file, then, then);
  };
  age('argocd-20260101T021500Z.yaml.gpg', 31);
  age('argocd-20260131T021500Z.yaml.gpg', 29);
  age('notes', 400);
  const before = job.kept();
  const bad = await run(job, { WANTED: 'Application/root Application/not-there' });
  expect('a backup without what must be in it', bad, { code: 1, said: 'the export has no Application/not-there' });
  expect('backups', job.kept(), before);
  const { code, said } = await run(job);
  if (code !== 0) throw new Unmet(`the backup ended with ${String(code)}: ${said}`);
  log(said);
  const fresh = job.kept().filter((name) => !before.includes(name));
  expect('new backups', fresh.length, 1);
  expect(
    'old backups',
    job.kept().filter((name) => !fresh.includes(name)),
    ['argocd-20260131T021500Z.yaml.gpg', 'notes'],
  );
  // One of the same second would have its name.
  for (const name of fresh) rmSync(join(at(job.volumes, 'backups'), name));
}

/** What the API server lets the ServiceAccount do besides: nothing. */
async function mayNothingElse(api: Api): Promise<void> {
  const questions = [
    { verb: 'list', group: '', resource: 'secrets', namespace: 'kube-system' },
    { verb: 'get', group: '', resource: 'secrets', namespace: 'argocd' },
    { verb: 'list', group: '', resource: 'configmaps', namespace: 'argocd' },
    { verb: 'create', group: '', resource: 'pods', namespace: 'argocd' },
    { verb: 'update', group: 'argoproj.io', resource: 'applications', namespace: 'argocd' },
    { verb: 'delete', group: 'argoproj.io', resource: 'appprojects', namespace: 'argocd' },
    { verb: 'list', group: 'argoproj.io', resource: 'applications', namespace: 'default' },
  ];
  const allowed = await Promise.all(
    questions.map(async (resourceAttributes) => {
      const body = {
        ...{ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' },
        spec: { user: `system:serviceaccount:${ACCOUNT.namespace}:${ACCOUNT.name}`, resourceAttributes },
      };
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const { status } = (await api.ask<{ status: { allowed: boolean } }>('POST', path, { body })).body;
      return status.allowed ? [JSON.stringify(resourceAttributes)] : [];
    }),
  );
  none('things that the backup may do, and need not', allowed.flat());
}

/** For a key of the test. Answers what is in the backup. */
async function readable(job: Job, ring: KeyRing): Promise<readonly KubeObject[]> {
  writeFileSync(join(at(job.volumes, 'key'), 'public.asc'), ring.makeRecipient('backup <backup@example.test>'));
  const before = job.kept();
  const { code, said } = await run(job);
  if (code !== 0) throw new Unmet(`the backup ended with ${String(code)}: ${said}`);
  const [name = ''] = job.kept().filter((file) => !before.includes(file));
  const file = join(at(job.volumes, 'backups'), name);
  if (/kind: |server\.secretkey/.test(readFileSync(file, 'latin1'))) throw new Unmet(`${name} can be read by anybody`);
  act(`gpg --decrypt ${name} > backup.yaml`);
  const text = ring.decrypt(file);
  writeFileSync(join(at(job.volumes, 'memory'), 'backup.yaml'), text);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
}

/** Only an Application keeps its status: that of an ApplicationSet is no part of it to the API server. */
const kept = ({ kind }: KubeObject): readonly string[] =>
  kind === 'Application' ? ['spec', 'status'] : ['spec', 'data'];

/** An object without what the API server adds. */
const content = (object: KubeObject): string => {
  const { labels, annotations, finalizers } = object.metadata;
  return JSON.stringify([labels, annotations, finalizers, ...kept(object).map((key) => object[key])]);
};

/** On a plane that has nothing but a bare installation of Argo CD. Answers how long it took. */
async function restores(world: World, objects: readonly KubeObject[], file: string): Promise<number> {
  const ends = (started: { stop(): Promise<void> }): void => {
    world.plane.onStop(() => void started.stop());
  };
  const crds = ['applications', 'applicationsets', 'appprojects'].map((name) => `${name}.argoproj.io`);
  const bare = await ControlPlane.start('api', ends, crds);
  try {
    const installed = installation('').filter(
      ({ metadata: { name, namespace } }) => ![name, namespace].includes('argo-rollouts'),
    );
    for (const space of installed.filter(({ kind }) => kind === 'Namespace')) await bare.api.apply(space);
    await inTurns(installed, (object) => bare.api.apply(object));
    const start = Date.now();
    act('argocd admin import --namespace argocd backup.yaml');
    const { code, said } = await runArgoCd(
      bare.kubernetes.kubeconfig,
      'admin',
      'import',
      '--namespace',
      'argocd',
      file,
    );
    if (code !== 0) throw new Unmet(`the import ended with ${String(code)}: ${said}`);
    const seconds = (Date.now() - start) / 1000;
    const wrong = await inTurns(objects, async (object) => {
      const reference = { ...referenceOf(object), namespace: 'argocd' };
      const found = await bare.api.get(reference).catch((error: unknown) => {
        if (error instanceof ApiError) return undefined;
        throw error;
      });
      return found && content(found) === content(object) ? [] : [`${object.kind}/${object.metadata.name}`];
    });
    none('objects that are not as they were', wrong.flat());
    return seconds;
  } finally {
    await bare.stop();
    bare.forget();
  }
}

export const backup: Scenario = {
  name: 'backup',
  shows:
    'The command of the backup job, with the rights of its ServiceAccount and no others, leaves an encrypted file; decrypted, it makes a bare Argo CD what it was',
  lane: 'backup',
  sabotage: {
    what: 'the job may not list secrets',
    file: /backup\/Role-argocd-backup\.yaml$/,
    find: '- secrets',
    replace: '- secretz',
  },
  async run(world) {
    const { plane, figures } = world;
    const job = await prepare(world);
    await mayNothingElse(plane.api);
    await prunes(job);
    const names = (): string[] => world.view.applications.list().map(({ metadata }) => metadata.name);
    const before = names();
    const objects = await readable(job, new KeyRing(join(plane.folder, 'argo', 'backup')));
    const saved = objects.filter(({ kind }) => kind === 'Application').map(({ metadata }) => metadata.name);
    log(`${String(objects.length)} objects, ${String(saved.length)} of them Applications`);
    // Others come and go meanwhile.
    const there = names().filter((name) => before.includes(name));
    none(
      'Applications that are not in the backup',
      there.filter((name) => !saved.includes(name)),
    );
    const seconds = await restores(world, objects, join(at(job.volumes, 'memory'), 'backup.yaml'));
    figures.push({ name: 'a backup, imported into a bare Argo CD', value: seconds, unit: 's' });
  },
};
