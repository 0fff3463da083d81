import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../lib/model/synthesis.ts';

/** A JSON schema as it stands in a CRD or in Kubernetes' API description. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly $ref?: string;
  readonly [key: string]: unknown;
}

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Copies of the CRDs and of Kubernetes' own definitions lie beside the repository, where there are any. */
const SHARED = join(__dirname, '../../../shared');
const CRDS = join(SHARED, 'crds');
const KUBERNETES = join(SHARED, 'kubernetes');

/** Whether the schemas are here; without them the tests that need them report themselves as skipped. */
export const haveSchemas = existsSync(CRDS) && existsSync(join(KUBERNETES, 'definitions.json'));

const OPEN = ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', 'io.k8s.apimachinery.pkg.api.resource.Quantity'];

/** The schema with unknown fields forbidden wherever fields are listed. */
function closed(schema: Schema, root = false): Schema {
  if (schema['x-kubernetes-int-or-string'] === true) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const { format: _format, nullable, ...rest } = schema;
  const result: Record<string, unknown> = { ...rest };
  for (const key of Object.keys(result)) if (key.startsWith('x-kubernetes-')) Reflect.deleteProperty(result, key);
  if (schema.properties) {
    result['properties'] = Object.fromEntries(
      Object.entries(schema.properties).map(([key, value]) => [key, closed(value)]),
    );
    if (!root && schema['x-kubernetes-preserve-unknown-fields'] !== true) result['additionalProperties'] ??= false;
  }
  if (schema.items) result['items'] = closed(schema.items);
  if (typeof schema.additionalProperties === 'object')
    result['additionalProperties'] = closed(schema.additionalProperties);
  if (nullable === true && schema.type !== undefined) result['type'] = [schema.type, 'null'];
  return result;
}

interface Kind {
  readonly schema: Schema;
  readonly namespaced: boolean;
  readonly custom: boolean;
}

const keyOf = (apiVersion: string, kind: string): string => `${apiVersion}/${kind}`;

function* customKinds(): Iterable<[string, Kind]> {
  for (const folder of readdirSync(CRDS, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of readdirSync(join(CRDS, folder.name)).filter((name) => name.endsWith('.yaml'))) {
      const text = readFileSync(join(CRDS, folder.name, file), 'utf8');
      for (const document of parseAllDocuments(text)) {
        const crd = document.toJS() as CustomResourceDefinition | null;
        if (crd?.kind !== 'CustomResourceDefinition') continue;
        for (const version of crd.spec.versions.filter((v) => v.served)) {
          const schema = version.schema.openAPIV3Schema;
          yield [
            keyOf(`${crd.spec.group}/${version.name}`, crd.spec.names.kind),
            { schema, namespaced: crd.spec.scope === 'Namespaced', custom: true },
          ];
        }
      }
    }
  }
}

interface Definitions {
  readonly definitions: Readonly<
    Record<
      string,
      Schema & {
        readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
      }
    >
  >;
}

interface Scope {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Every kind that Kubernetes and the CRDs know, with what the API server would say of an object. */
/** Patterns of CRDs are Go's, which says at the beginning that case does not count. */
const goRegExp = Object.assign(
  (pattern: string, flags: string): RegExp =>
    pattern.startsWith('^(?i)') ? new RegExp(pattern.replace('(?i)', ''), `${flags}i`) : new RegExp(pattern, flags),
  { code: 'new RegExp' },
);

export class Schemas {
  readonly #kinds = new Map<string, Kind>();
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp: goRegExp } });
  readonly #definitions: Readonly<Record<string, Schema>>;

  constructor() {
    const { definitions } = JSON.parse(readFileSync(join(KUBERNETES, 'definitions.json'), 'utf8')) as Definitions;
    const scopes = readScopes();
    const namespaced = new Map(
      scopes.map((scope) => [
        keyOf([scope.group, scope.version].filter(Boolean).join('/'), scope.kind),
        scope.namespaced,
      ]),
    );
    this.#definitions = Object.fromEntries(
      Object.entries(definitions).map(([name, schema]) => [
        name,
        OPEN.includes(name) ? { type: ['string', 'number'] } : closed(schema),
      ]) as [string, Schema][],
    );
    for (const [name, schema] of Object.entries(definitions)) {
      for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) {
        const key = keyOf([gvk.group, gvk.version].filter(Boolean).join('/'), gvk.kind);
        this.#kinds.set(key, {
          schema: { $ref: `#/definitions/${name}` },
          namespaced: namespaced.get(key) ?? true,
          custom: false,
        });
      }
    }
    for (const [key, kind] of customKinds()) this.#kinds.set(key, kind);
  }

  /** Whether objects of this kind live in a namespace. @throws Error for a kind that nobody knows */
  isNamespaced(object: KubeObject): boolean {
    return this.#kind(object).namespaced;
  }

  /** What is wrong with the object, unknown fields included; empty when it would be accepted. */
  problems(object: KubeObject): string[] {
    const key = keyOf(object.apiVersion, object.kind);
    let validate = this.#validators.get(key);
    if (!validate) {
      const { schema, custom } = this.#kind(object);
      const root = custom
        ? {
            ...closed(schema),
            properties: {
              ...closed(schema).properties,
              metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
            },
          }
        : schema;
      validate = this.#ajv.compile({ ...root, definitions: this.#definitions });
      this.#validators.set(key, validate);
    }
    return validate(object)
      ? []
      : (validate.errors ?? []).map(
          (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
        );
  }

  /**
   * Fields that the API server would add inside lists of a custom resource. Argo CD compares such lists as a whole, so
   * each of them would be a difference for ever.
   */
  defaultsInLists(object: KubeObject): string[] {
    const { schema, custom } = this.#kind(object);
    return custom ? missingDefaults(schema, object, '', false) : [];
  }

  #kind(object: KubeObject): Kind {
    const kind = this.#kinds.get(keyOf(object.apiVersion, object.kind));
    if (!kind) throw new Error(`no schema for ${object.apiVersion} ${object.kind}`);
    return kind;
  }
}

function readScopes(): readonly Scope[] {
  return JSON.parse(readFileSync(join(KUBERNETES, 'scopes.json'), 'utf8')) as Scope[];
}

function missingDefaults(schema: Schema, value: unknown, path: string, inList: boolean): string[] {
  if (Array.isArray(value)) {
    return schema.items
      ? value.flatMap((item, index) => missingDefaults(schema.items ?? {}, item, `${path}[${index}]`, true))
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const members = value as Record<string, unknown>;
  const found: string[] = [];
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const member = members[key];
    if (member === undefined) {
      if (inList && property.default !== undefined) found.push(`${path}.${key} = ${JSON.stringify(property.default)}`);
    } else found.push(...missingDefaults(property, member, `${path}.${key}`, inList));
  }
  if (typeof schema.additionalProperties === 'object') {
    for (const [key, member] of Object.entries(members)) {
      if (!schema.properties?.[key])
        found.push(...missingDefaults(schema.additionalProperties, member, `${path}.${key}`, inList));
    }
  }
  return found;
}
