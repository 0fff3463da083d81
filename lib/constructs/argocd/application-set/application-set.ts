import { ApplicationSet } from '@cdk8s/argo';
import type { Chart } from 'cdk8s';
import type { GeneratedDelivery } from '../../../model/delivery.ts';
import { ProblemError } from '../../../model/issue.ts';
import { OUTPUT_FOLDER } from '../../../model/output-folder.ts';
import { ENVIRONMENT_LABEL, PART_LABEL } from '../../labels.ts';
import { Manifest } from '../../manifest.ts';
import { CONFIRM_REMOVAL } from '../../sync-options.ts';
import type { Words } from './condition.ts';
import { type Ordered, rollingSync } from './rolling-sync.ts';
import { common, type Json, templatePatch, type Wanted } from './template-patch.ts';

/** An Application that an ApplicationSet should make: its metadata and spec, and its place in the order. */
export interface Member extends Ordered {
  readonly metadata: Json;
  readonly spec: Json;
}

export interface ApplicationSetOptions {
  /** Name of the set and of the platform's folder. */
  readonly name: string;
  readonly delivery: GeneratedDelivery;
  readonly repository: string;
  readonly revision: string;
  /** The Applications, when all of them are known. */
  readonly members: () => readonly Member[];
}

/** Where the folder of a part stands in its path: `dist/pern/production/backend`. */
const WORDS: Readonly<Record<GeneratedDelivery['kind'], Words>> = {
  git: { environment: '(index .path.segments 2)', part: '.path.basename' },
  matrix: { environment: '.environment', part: '.part' },
};

const inBraces = (word: string): string => `{{ ${word.replace(/^\((.*)\)$/, '$1')} }}`;

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** Every environment must have every part: that is what a matrix makes. */
function checkEven(members: readonly Member[], name: string): void {
  for (const environment of distinct(members.map((one) => one.environment)))
    for (const part of distinct(members.map((one) => one.part)))
      if (!members.some((one) => one.environment === environment && one.part === part))
        throw new ProblemError({
          code: 'delivery/uneven',
          message: `a matrix must have every part in every environment, but ${name}/${environment} has no ${part}`,
          fix: "deliver the platform by kind 'git' or 'explicit'",
        });
}

function generators(
  { name, delivery, repository, revision }: ApplicationSetOptions,
  members: readonly Member[],
): Json[] {
  if (delivery.kind === 'git')
    return [{ git: { repoURL: repository, revision, directories: [{ path: `${OUTPUT_FOLDER}/${name}/*/*` }] } }];
  checkEven(members, name);
  const list = (key: 'environment' | 'part') => ({
    list: { elements: distinct(members.map((member) => member[key])).map((value) => ({ [key]: value })) },
  });
  return [{ matrix: { generators: [list('environment'), list('part')] } }];
}

/** `pern-app-` where the namespace of each environment is that and the environment's name. */
function prefixOf(members: readonly Member[]): string | undefined {
  const prefixes = members.map(({ environment, spec }) => {
    const { namespace } = spec['destination'] as { readonly namespace: string };
    return namespace.endsWith(environment) ? namespace.slice(0, -environment.length) : undefined;
  });
  return new Set(prefixes).size === 1 ? prefixes[0] : undefined;
}

/** A copy of `object` with other values in one of its fields. */
const within = (object: Json, field: string, values: Json): Json => ({
  ...object,
  [field]: { ...(object[field] as Json | undefined), ...values },
});

/** Nothing of an Application may look like a template: it would be filled. */
function checkPlain(members: readonly Member[]): void {
  const found = members.find(({ metadata, spec }) => JSON.stringify([metadata, spec]).includes('{{'));
  if (!found) return;
  throw new ProblemError({
    code: 'delivery/template-text',
    message: `must not have {{ in it where an ApplicationSet makes it: the Application of ${found.environment}/${found.part}`,
    fix: "take it out, or deliver the platform by kind 'explicit'",
  });
}

function specOf(options: ApplicationSetOptions): Json {
  const { name, delivery } = options;
  const members = options.members();
  checkPlain(members);
  const words = WORDS[delivery.kind];
  const environment = inBraces(words.environment);
  const part = inBraces(words.part);
  const prefix = prefixOf(members);
  const namespace = prefix === undefined ? {} : { namespace: `${prefix}${environment}` };
  // What the template says for all of them need not be told apart.
  const own = {
    metadata: { name: `${name}-${environment}-${part}` },
    labels: { [ENVIRONMENT_LABEL]: environment, [PART_LABEL]: part },
    path: delivery.kind === 'git' ? '{{ .path.path }}' : `${OUTPUT_FOLDER}/${name}/${environment}/${part}`,
  };
  const wanted = members.map((member): Wanted => {
    const metadata = within({ ...member.metadata, ...own.metadata }, 'labels', own.labels);
    const spec = within(within(member.spec, 'source', { path: own.path }), 'destination', namespace);
    return { environment: member.environment, part: member.part, object: { metadata, spec } };
  });
  const template = common(wanted.map(({ object }) => object));
  return {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: generators(options, members),
    // An Application that the generators lose runs on until a person deletes it, and what it runs goes with it then.
    syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: false },
    ...(delivery.strategy === 'RollingSync' ? { strategy: rollingSync(members) } : {}),
    template,
    templatePatch: templatePatch(wanted, template, words),
  };
}

/**
 * Adds the ApplicationSet of a platform. It makes and updates Applications, and deletes none: neither when its generators
 * lose one, nor when it is deleted itself, for which it needs its finalizer.
 *
 * Throws while rendering: ProblemError `delivery/uneven`, `delivery/template-text`
 */
export function addApplicationSet(scope: Chart, id: string, options: ApplicationSetOptions): Manifest {
  const metadata = {
    name: options.name,
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
    annotations: CONFIRM_REMOVAL,
  };
  return new Manifest(scope, id, { ...ApplicationSet.GVK, metadata }, () => ({
    ...ApplicationSet.GVK,
    spec: JSON.parse(JSON.stringify(specOf(options))) as Json,
  }));
}
