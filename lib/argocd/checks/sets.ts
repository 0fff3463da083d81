import type { Problem } from '../../model/issue.ts';
import type { ApplicationSet } from '../application-sets/application-set.ts';
import { stepsOf, takes } from '../application-sets/rolling-sync.ts';
import type { OwnedApplication } from '../applications.ts';

/** Policies under which a set deletes no Application that its generators lose. */
const KEEPS = ['create-only', 'create-update'];

const isDistinct = <T>(value: T, index: number, all: readonly T[]): boolean => all.indexOf(value) === index;

/** What is wrong with the steps of a RollingSync, seen from what the set makes. */
function stepProblems(set: ApplicationSet, own: readonly OwnedApplication[]): readonly Problem[] {
  const steps = stepsOf(set);
  if (steps.length === 0) return [];
  const { name } = set.metadata;
  const empty = steps.flatMap((step, index): readonly Problem[] =>
    own.some(({ application }) => takes(step, application))
      ? []
      : [
          {
            code: 'rolling-sync/empty-step',
            message: `step ${index + 1} of the ApplicationSet ${name} must match an Application that it makes`,
            fix: 'compare the matchExpressions of the step with the labels of the template',
          },
        ],
  );
  const lost = own.flatMap(({ application }): readonly Problem[] => {
    const matching = steps.flatMap((step, index) => (takes(step, application) ? [index + 1] : []));
    if (matching.length === 1) return [];
    const found = matching.length === 0 ? 'no step: it would never be synced' : `the steps ${matching.join(' and ')}`;
    return [
      {
        code: 'rolling-sync/not-one-step',
        message: `one step of the ApplicationSet ${name} must match ${application.metadata.name}, got ${found}`,
        fix: 'every Application needs exactly one step whose matchExpressions its labels fit',
      },
    ];
  });
  return [...empty, ...lost];
}

/** What is wrong with an ApplicationSet, whatever it makes. */
function ownProblems({ metadata: { name }, spec }: ApplicationSet): readonly Problem[] {
  const policy = spec.syncPolicy?.applicationsSync;
  const problems: Problem[] = [];
  if (!(spec.goTemplateOptions ?? []).includes('missingkey=error'))
    problems.push({
      code: 'application-set/missing-key',
      message: `the ApplicationSet ${name} must have goTemplateOptions: [missingkey=error]`,
      fix: 'without it a parameter that is missing becomes "<no value>" in names and paths',
    });
  if (policy === undefined || !KEEPS.includes(policy))
    problems.push({
      code: 'application-set/deletes',
      message: `the ApplicationSet ${name} must not delete what its generators lose, got applicationsSync: ${policy ?? 'sync'}`,
      fix: 'set spec.syncPolicy.applicationsSync to create-update: who removes an Application deletes it by hand',
    });
  if (spec.syncPolicy?.preserveResourcesOnDeletion)
    problems.push({
      code: 'application-set/orphans',
      message: `the ApplicationSet ${name} must not leave behind what an Application runs when a person deletes it`,
      fix: 'set spec.syncPolicy.preserveResourcesOnDeletion to false',
    });
  return problems;
}

/** What is wrong with an ApplicationSet. @param own the Applications that it makes; undefined when they are not known */
export function setProblems(set: ApplicationSet, own: readonly OwnedApplication[] | undefined): readonly Problem[] {
  const { name } = set.metadata;
  if (own === undefined) return ownProblems(set);
  const none: readonly Problem[] =
    own.length > 0
      ? []
      : [
          {
            code: 'application-set/no-application',
            message: `the ApplicationSet ${name} must make an Application, its generators find nothing`,
            fix: 'a list needs elements, a git generator a path that fits folders of dist/',
          },
        ];
  const twice = own
    .map(({ application }) => application.metadata.name)
    .filter((one, index, all) => all.indexOf(one) !== index)
    .filter(isDistinct)
    .map((one): Problem => ({
      code: 'application-set/same-name',
      message: `the ApplicationSet ${name} must make one Application of each name, it makes ${one} more than once`,
      fix: 'the name in its template must use every parameter that tells them apart',
    }));
  return [...ownProblems(set), ...none, ...twice, ...(own.length > 0 ? stepProblems(set, own) : [])];
}
