// `cdk8s import` ends each of its functions with a copy of the result per key, which is quadratic. Our own imports are
// mended when they are generated; those inside cdk8s-plus-28 are mended here, when they are bundled: one copy, with the
// same members in the same order. Tests run them as they come, and compare what both write.
import { readFileSync } from 'node:fs';

const COPY_PER_KEY =
  'return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});';
const DEFINED = `
function defined(all) {
  const kept = {};
  for (const key in all) if (all[key] !== undefined) kept[key] = all[key];
  return kept;
}
`;

/** Bundles the generated Kubernetes kinds with functions that are linear in the number of members. */
export const linearImports = {
  name: 'linear-imports',
  setup(build) {
    build.onLoad({ filter: /cdk8s-plus-28[\\/]lib[\\/]imports[\\/]k8s\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return { contents: text.replaceAll(COPY_PER_KEY, 'return defined(result);') + DEFINED, loader: 'js' };
    });
  },
};
