import { OF_PROJECTS } from '../../model/permission.ts';
import type { KubeObject, RenderedFile } from '../../model/synthesis.ts';
import { BUILT_IN } from './built-in.ts';
import { decide, type Decision, type Question } from './enforcer.ts';
import { joined, type Policy, readPolicy } from './policy.ts';

interface Project extends KubeObject {
  readonly spec: { readonly roles?: readonly ProjectRole[] };
}

interface ProjectRole {
  readonly name: string;
  readonly policies?: readonly string[];
  readonly groups?: readonly string[];
}

interface Settings extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

const ofProjects: ReadonlySet<string> = new Set(OF_PROJECTS);

const isSettings = (object: KubeObject | undefined): object is Settings =>
  object?.kind === 'ConfigMap' && object.metadata.name === 'argocd-rbac-cm';

/** What Argo CD reads of an AppProject: each of its roles may see the project (`ProjectPoliciesString`). */
function policyOf({ metadata: { name }, spec }: Project, file: string): Policy {
  const policies = (spec.roles ?? []).map((role) => {
    const subject = `proj:${name}:${role.name}`;
    const lines = [
      `p, ${subject}, projects, get, ${name}, allow`,
      ...(role.policies ?? []),
      ...(role.groups ?? []).map((group) => `g, ${group}, ${subject}`),
    ];
    return readPolicy(lines.join('\n'), file);
  });
  return joined(policies);
}

/** `policy.csv` first, then every other `policy.*.csv` by name. */
function settingsPolicy(data: Readonly<Record<string, string>>, file: string): Policy {
  const more = Object.keys(data)
    .filter((key) => key !== 'policy.csv' && key.startsWith('policy.') && key.endsWith('.csv'))
    .sort();
  return joined(['policy.csv', ...more].map((key) => readPolicy(data[key] ?? '', file)));
}

/** Who may do what in Argo CD, as `dist/` says it. */
export class Access {
  readonly #projects: ReadonlyMap<string, Policy>;
  /** What counts for the objects of a project: its own policy, and what counts everywhere. */
  readonly #whole: ReadonlyMap<string, Policy>;
  readonly #global: Policy;
  readonly #defaultRole: string;

  constructor(files: readonly RenderedFile[]) {
    const projects = files.flatMap(({ object, path }): [string, Policy][] =>
      object?.kind === 'AppProject' ? [[object.metadata.name, policyOf(object as Project, path)]] : [],
    );
    this.#projects = new Map(projects);
    const settings = files.find(({ object }) => isSettings(object));
    const data = isSettings(settings?.object) ? (settings.object.data ?? {}) : {};
    this.#global = joined([BUILT_IN, settingsPolicy(data, settings?.path ?? '')]);
    // One line that cannot be read, and Argo CD leaves the whole policy of the project out.
    const readable = projects.filter(([, { broken }]) => broken.length === 0);
    this.#whole = new Map(readable.map(([name, own]) => [name, joined([this.#global, own])]));
    this.#defaultRole = data['policy.default'] ?? '';
  }

  /** What is not read because it is broken, everywhere. */
  get broken(): Policy['broken'] {
    return [this.#global, ...this.#projects.values()].flatMap(({ broken }) => broken);
  }

  /** Roles that a project has, as subjects: `proj:pern:developer`. */
  rolesOf(project: string): readonly string[] {
    const policy = this.#projects.get(project);
    return [...new Set(policy?.rules.map(({ subject }) => subject).filter((name) => name.startsWith('proj:')))];
  }

  /** Yes or no. What everybody may do is asked first: no line denies it to anybody. */
  may(question: Question): Decision {
    const policy = this.#policyFor(question);
    if (this.#defaultRole !== '') {
      const everybody = decide(policy, { ...question, subject: this.#defaultRole });
      if (everybody.allowed) return everybody;
    }
    return decide(policy, question);
  }

  #policyFor({ resource, object }: Question): Policy {
    const parts = object.split('/');
    const isOfProject = ofProjects.has(resource) && parts.length > 1;
    const name = isOfProject ? parts[0] : resource === 'projects' ? object : undefined;
    return this.#whole.get(name ?? '') ?? this.#global;
  }
}
