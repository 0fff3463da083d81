import { isMap } from '../../model/map.ts';
import { TemplateError } from '../go-template/nodes.ts';
import { pathMatch } from '../path-match.ts';
import type { Generator } from './application-set.ts';
import { filled, type Parameters } from './filled.ts';

/** What a generator can look at. */
export interface Surroundings {
  /** The repository that holds `dist/`. */
  readonly repository: string;
  /** Every folder of it that we know, `dist/pern/production`, in order. */
  readonly directories: readonly string[];
}

const refuseOthers = (what: string, value: object, known: readonly string[]): void => {
  const [other] = Object.keys(value).filter((key) => !known.includes(key));
  if (other !== undefined) throw new TemplateError(`${other} of ${what} is not expanded offline`);
};

/** As Argo CD makes a name of a folder's: lower case letters, digits, `-` and `.` (`SanitizeName`). */
const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, '');

function ofGit(git: NonNullable<Generator['git']>, { repository, directories }: Surroundings): readonly Parameters[] {
  refuseOthers('a git generator', git, ['repoURL', 'revision', 'directories', 'requeueAfterSeconds']);
  if (git.repoURL !== repository) throw new TemplateError(`the folders of ${git.repoURL} are not known offline`);
  const fits = (path: string, exclude: boolean): boolean =>
    (git.directories ?? []).some((one) => (one.exclude ?? false) === exclude && pathMatch(one.path, path));
  return directories
    .filter((path) => fits(path, false) && !fits(path, true))
    .map((path) => {
      const segments = path.split('/');
      const basename = segments.at(-1) ?? '';
      return { path: { path, basename, basenameNormalized: normalized(basename), segments } };
    });
}

/** Both; where they differ `first` wins, also with nothing (mergo with override, as the controller merges). */
function merged(second: Parameters, first: Parameters): Parameters {
  const result: Record<string, unknown> = { ...second };
  for (const [key, value] of Object.entries(first)) {
    const other = result[key];
    result[key] = isMap(value) && isMap(other) ? merged(other, value) : value;
  }
  return result;
}

function ofMatrix({ generators }: NonNullable<Generator['matrix']>, around: Surroundings): readonly Parameters[] {
  const [first, second, ...others] = generators;
  if (!first || !second || others.length > 0)
    throw new TemplateError(`a matrix has two generators, this one has ${generators.length}`);
  return parametersOf(first, around).flatMap((own) =>
    // What the first one makes, the second one may name.
    parametersOf(Object.keys(own).length === 0 ? second : (filled(second, own) as Generator), around).map((other) =>
      merged(other, own),
    ),
  );
}

/**
 * The sets of parameters that a generator makes, in its order.
 * @throws TemplateError for a generator that looks at what is not in git, and for options whose result we do not vouch for
 */
export function parametersOf(generator: Generator, around: Surroundings): readonly Parameters[] {
  refuseOthers('a generator', generator, ['list', 'git', 'matrix']);
  if (Object.keys(generator).length !== 1) throw new TemplateError('a generator has exactly one kind');
  if (generator.git) return ofGit(generator.git, around);
  if (generator.matrix) return ofMatrix(generator.matrix, around);
  refuseOthers('a list generator', generator.list ?? {}, ['elements']);
  return generator.list?.elements ?? [];
}
