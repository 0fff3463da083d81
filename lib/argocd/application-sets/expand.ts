import { parse } from 'yaml';
import type { Application } from '../application.ts';
import { TemplateError } from '../go-template/nodes.ts';
import type { ApplicationSet } from './application-set.ts';
import { filled, filledText, type Parameters } from './filled.ts';
import { parametersOf, type Surroundings } from './generators.ts';
import { mergePatch } from './merge-patch.ts';
import { stepsOf } from './rolling-sync.ts';

type Json = Readonly<Record<string, unknown>>;

/** What Argo CD sets where the template says nothing (`RenderTemplateParams`). */
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** Argo CD reads it as YAML 1.1. */
function parsedYaml(text: string): unknown {
  try {
    return parse(text, { version: '1.1', logLevel: 'error' });
  } catch (error) {
    throw new TemplateError(`templatePatch is no YAML: ${(error as Error).message.split('\n')[0] ?? ''}`);
  }
}

/** The patch of one Application. */
function patchFor(template: string, parameters: Parameters): Json {
  const patch = parsedYaml(filledText(template, parameters));
  if (patch === null || patch === undefined) return {};
  if (typeof patch !== 'object' || Array.isArray(patch)) throw new TemplateError('templatePatch must be an object');
  const { metadata } = patch as { readonly metadata?: Json };
  // The only list of an Application that a strategic merge does not replace.
  if (metadata?.['finalizers'] !== undefined)
    throw new TemplateError('finalizers in templatePatch are not expanded offline');
  return patch as Json;
}

/** The ApplicationSet's own controller starts the syncs then, and says so in what it makes. */
function withoutAutomation(spec: Application['spec']): Application['spec'] {
  const automated = spec.syncPolicy?.automated;
  return automated
    ? { ...spec, syncPolicy: { ...spec.syncPolicy, automated: { ...automated, enabled: false } } }
    : spec;
}

function rendered(set: ApplicationSet, parameters: Parameters): Application {
  const { template, templatePatch, syncPolicy } = set.spec;
  // Without any parameter the controller takes the template as it stands, braces and all.
  const isEmpty = Object.keys(parameters).length === 0;
  const { metadata = {}, spec } = (isEmpty ? template : filled(template, parameters)) as Pick<Application, 'spec'> & {
    metadata?: Json;
  };
  const whole = { metadata, spec };
  const patched = (
    templatePatch === undefined ? whole : mergePatch(whole, patchFor(templatePatch, parameters))
  ) as typeof whole;
  const { name } = patched.metadata;
  const finalizers =
    metadata['finalizers'] ?? (isEmpty || syncPolicy?.preserveResourcesOnDeletion ? undefined : [FINALIZER]);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      ...patched.metadata,
      name: typeof name === 'string' ? name : '',
      // Wherever the template puts it, it is made beside its ApplicationSet.
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      ...(finalizers === undefined ? {} : { finalizers }),
    },
    spec: { ...(stepsOf(set).length > 0 ? withoutAutomation(patched.spec) : patched.spec), project: spec.project },
  };
}

/**
 * The Applications that the ApplicationSet controller of Argo CD 3.5 makes of a set.
 * @throws TemplateError where it would make none of them, and where we do not vouch for what it makes
 */
export function expand(set: ApplicationSet, around: Surroundings): readonly Application[] {
  if (set.spec.goTemplate !== true) throw new TemplateError('only sets with goTemplate: true are expanded offline');
  return set.spec.generators.flatMap((generator) =>
    parametersOf(generator, around).map((parameters) => rendered(set, parameters)),
  );
}
