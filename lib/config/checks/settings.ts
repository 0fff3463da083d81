import type { ArgoCdSettings, Exclusion, OwnedFields } from '../../model/argocd-settings.ts';
import type { DataReport } from './data-report.ts';

const GROUP = /^[a-z0-9.*-]*$/;
const KIND = /^[A-Z][A-Za-z0-9]*$/;
const POINTER = /^(?:\/(?:[^/~]|~[01])+)+$/;
const EXPRESSION = /^\.\S*/;
const A_GROUP = "an API group, '' for the core group";

function notEmpty(at: string, list: readonly unknown[] | undefined, report: DataReport): void {
  if (Array.isArray(list) && list.length === 0) report.wrong(at, 'a list with something in it', list);
}

function checkExclusion({ reason, apiGroups, kinds }: Exclusion, at: string, report: DataReport): void {
  report.text(`${at}.reason`, reason);
  // An empty list would be all groups, or all kinds.
  notEmpty(`${at}.apiGroups`, apiGroups, report);
  notEmpty(`${at}.kinds`, kinds, report);
  report.items(`${at}.apiGroups`, apiGroups, (group, field) => {
    report.form(field, group, /^(?!\*+$)[a-z0-9.*-]*$/, `${A_GROUP}, or a glob that does not fit all`);
  });
  report.items(`${at}.kinds`, kinds, (kind, field) => {
    report.form(field, kind, /^(?:\*|[A-Z][A-Za-z0-9]*)$/, 'a kind like ConfigMap, or * for all');
  });
  report.distinct(`${at}.apiGroups`, apiGroups);
  report.distinct(`${at}.kinds`, kinds);
}

function checkFields(fields: OwnedFields, at: string, report: DataReport): void {
  report.form(`${at}.group`, fields.group, GROUP, A_GROUP);
  report.form(`${at}.kind`, fields.kind, KIND, 'a kind like ConfigMap');
  report.text(`${at}.reason`, fields.reason);
  const { jsonPointers, jqPathExpressions, managedFieldsManagers } = fields;
  const ways = [jsonPointers, jqPathExpressions, managedFieldsManagers];
  if (ways.every((list) => list === undefined))
    report.wrong(at, 'with jsonPointers, jqPathExpressions or managedFieldsManagers', fields);
  report.items(`${at}.jsonPointers`, jsonPointers, (pointer, field) =>
    report.form(field, pointer, POINTER, 'a JSON pointer like /spec/replicas'),
  );
  report.items(`${at}.jqPathExpressions`, jqPathExpressions, (expression, field) =>
    report.form(field, expression, EXPRESSION, 'an expression like .webhooks[]?.clientConfig.caBundle'),
  );
  report.items(`${at}.managedFieldsManagers`, managedFieldsManagers, (manager, field) => report.text(field, manager));
}

/** What Argo CD looks at, and what it leaves to others. */
export function checkSettings({ exclusions, ignoreDifferences }: ArgoCdSettings, report: DataReport): void {
  report.items('argocdSettings.exclusions', exclusions, (exclusion, at) => {
    checkExclusion(exclusion, at, report);
  });
  const known = new Set<string>();
  report.items('argocdSettings.ignoreDifferences', ignoreDifferences, (fields, at) => {
    checkFields(fields, at, report);
    const name = `${fields.group}/${fields.kind}`;
    if (known.has(name))
      report.add(at, {
        code: 'data/duplicate',
        message: `must be the only one for ${fields.kind}, there is one before`,
        fix: 'put the fields of a kind together',
      });
    known.add(name);
  });
}
