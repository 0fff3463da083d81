import { Yaml } from 'cdk8s';
import { type ArgoCdSettings, INSTALLED_EXCLUSIONS, type OwnedFields } from '../../model/argocd-settings.ts';

/** Data as YAML below its reason: whoever reads the settings in the cluster sees why. */
const withReason = (reason: string, data: unknown): string =>
  `# ${reason.replaceAll(/\s+/g, ' ')}\n${Yaml.stringify(data)}`;

function ownedFields({ group, kind, reason, ...fields }: OwnedFields): readonly [string, string] {
  const { jsonPointers, jqPathExpressions, managedFieldsManagers } = fields;
  const given = Object.entries({ jqPathExpressions, jsonPointers, managedFieldsManagers }).filter(([, list]) => list);
  const name = group === '' ? kind : `${group}_${kind}`;
  return [`resource.customizations.ignoreDifferences.${name}`, withReason(reason, Object.fromEntries(given))];
}

/** What Argo CD looks at, as keys of `argocd-cm`. Without exclusions of ours the list of the installation stays its own. */
export function lookedAt({
  exclusions = [],
  ignoreDifferences = [],
}: ArgoCdSettings): Readonly<Record<string, string>> {
  const all = [...INSTALLED_EXCLUSIONS, ...exclusions];
  const text = all.map(({ reason, apiGroups, kinds }) => withReason(reason, [{ apiGroups, kinds }])).join('');
  return {
    ...(exclusions.length > 0 ? { 'resource.exclusions': text } : {}),
    ...Object.fromEntries(ignoreDifferences.map(ownedFields)),
  };
}
