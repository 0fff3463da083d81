// A CRD, reduced to one version and to what rules.mjs keeps.
import { KEYWORDS, rules } from './rules.mjs';

export function prune(crd, versionName) {
  const { group, names, scope, versions } = crd.spec;
  const version = versions.find(({ name, served }) => name === versionName && served);
  if (!version) throw new Error(`${names.kind} does not serve ${versionName}`);
  const schema = version.schema.openAPIV3Schema;
  for (const rule of rules.filter(({ kinds }) => !kinds || kinds.includes(names.kind))) {
    for (const path of rule.at) apply(rule, find(schema, path, names.kind), `${names.kind}.${path}`);
  }
  const slim = { name: versionName, served: true, storage: true, schema: { openAPIV3Schema: strip(schema) } };
  return { apiVersion: crd.apiVersion, kind: crd.kind, spec: { group, names, scope, versions: [slim] } };
}

function find(schema, path, kind) {
  return path
    .split('.')
    .filter(Boolean)
    .reduce((node, name) => {
      const next = fieldsOf(node)[name];
      if (!next) throw new Error(`a rule for ${kind} names ${path}, but there is no ${name}`);
      return next;
    }, schema);
}

/** The properties of an object, of the objects in a list, or of the objects in a map. */
function fieldsOf(node) {
  if (node.items) return fieldsOf(node.items);
  if (node.additionalProperties?.properties) return fieldsOf(node.additionalProperties);
  return node.properties ?? {};
}

function apply({ keep, drop, open, map }, node, place) {
  if (open) return replace(node, { type: 'object' });
  if (map) return replace(node, { type: 'object', additionalProperties: { type: 'object' } });
  const fields = fieldsOf(node);
  const unknown = (keep ?? drop).find((name) => !(name in fields));
  if (unknown) throw new Error(`a rule names ${unknown}, but ${place} does not have it`);
  for (const name of Object.keys(fields)) {
    if (keep ? !keep.includes(name) : drop.includes(name)) delete fields[name];
  }
}

function replace(node, schema) {
  const { description } = node;
  for (const keyword of Object.keys(node)) delete node[keyword];
  Object.assign(node, { description, ...schema });
}

/** The schema with nothing but what the generator reads, and one sentence of each description. */
function strip(node) {
  if (node['x-kubernetes-int-or-string']) {
    return { description: firstSentence(node.description), anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  const kept = Object.fromEntries(
    KEYWORDS.filter((keyword) => keyword in node).map((keyword) => [keyword, node[keyword]]),
  );
  if (kept.description) kept.description = firstSentence(kept.description);
  if (kept.format !== 'date-time') delete kept.format; // int32 and the like
  if (kept.items) kept.items = strip(kept.items);
  if (typeof kept.additionalProperties === 'object') kept.additionalProperties = strip(kept.additionalProperties);
  if (kept.properties) {
    kept.properties = Object.fromEntries(Object.entries(kept.properties).map(([name, field]) => [name, strip(field)]));
    kept.required = kept.required?.filter((name) => name in kept.properties);
  }
  return kept;
}

function firstSentence(text = '') {
  const paragraph = text
    .trim()
    .split(/\n\s*\n/)[0]
    .replace(/\s+/g, ' ');
  return /^.*?(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?= [A-Z`"(]|$)/.exec(paragraph)?.[0] ?? paragraph;
}
