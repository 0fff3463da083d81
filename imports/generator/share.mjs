// One declaration for shapes that are the same.
//
// cdk8s-cli writes a type for each place in a schema: the source of an Application occurs four times, and what an
// Issuer says a ClusterIssuer says again. Sharing halves the code, and a value made for one place fits the others,
// also where it holds an integer-or-string, which is a class that TypeScript compares by name.

export const INT_OR_STRING = 'IntOrString';

/** The declarations that are left, and for each name that has gone the one that it now stands for. */
export function share(declarations) {
  const homes = new Map(declarations.filter(({ kind }) => kind === 'union').map(({ name }) => [name, INT_OR_STRING]));
  const props = new Set(declarations.filter(({ kind }) => kind === 'class').map(({ name }) => `${name}Props`));
  const candidates = declarations.filter(
    ({ kind, name }) => (kind === 'interface' || kind === 'enum') && !props.has(name),
  );
  candidates.sort((a, b) => a.name.length - b.name.length); // the shortest name says best what is shared

  for (let before = -1; before !== homes.size;) {
    before = homes.size; // again until nothing more is equal: parents become equal when their children have
    const byShape = new Map();
    for (const candidate of candidates.filter(({ name }) => !homes.has(name))) {
      const shape = shapeOf(candidate, homes);
      if (byShape.has(shape)) homes.set(candidate.name, byShape.get(shape));
      else byShape.set(shape, candidate.name);
    }
  }

  const left = declarations.filter(({ name }) => !homes.has(name.replace(/^toJson_/, '')));
  const otherNames = [...homes.keys()].sort().map((name) => ({ name, home: homeOf(name, homes) }));
  return { left, otherNames, rename: (code) => rename(code, homes) };
}

/**
 * Equal for declarations with the same members of the same types. A small shape says too little to be sure that two
 * are one thing, so that it also has to be for a field that is called the same: a header is not an environment variable.
 */
function shapeOf({ kind, name, body, members }, homes) {
  if (kind === 'enum') return body;
  const field = members.length < 4 ? /[A-Z][^A-Z]*?(?=s?$)/.exec(name)[0] : '';
  return JSON.stringify([field, members.map(({ name, optional, type }) => [name, optional, rename(type, homes)])]);
}

function rename(code, homes) {
  return code.replace(/\b(toJson_)?([A-Z]\w*)/g, (_, prefix = '', name) => prefix + homeOf(name, homes));
}

function homeOf(name, homes) {
  return homes.has(name) ? homeOf(homes.get(name), homes) : name;
}
