import { applicationsOf } from '../../../lib/argocd/applications.ts';
import { listed } from '../../../lib/argocd/listing.ts';
import type { Scenario } from '../harness/scenario.ts';
import { none, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Application } from '../plane/kinds.ts';

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** What git says of an Application. What stands elsewhere on this machine is no difference. */
function said({ metadata, spec }: Application): string {
  const { annotations = {}, labels, finalizers } = metadata;
  const own = Object.entries(annotations).filter(
    ([key]) =>
      !/^(kubectl\.kubernetes\.io|notified\.notifications\.argoproj\.io|argocd\.argoproj\.io\/(tracking-id|refresh|deletion-approved))/.test(
        key,
      ),
  );
  return plain({
    own: Object.fromEntries(own),
    labels,
    finalizers,
    spec: { ...spec, source: { ...spec.source, repoURL: '' } },
  });
}

const makers = ({ metadata: { ownerReferences = [] } }: Application): string =>
  ownerReferences.map(({ kind, name }) => `${kind}-${name}`).join();

export const deliveries: Scenario = {
  name: 'deliveries',
  shows:
    'The Applications that exist are exactly those of argosy ls applications: the same names, specs, labels, annotations and finalizers, whether a file or an ApplicationSet makes them',
  sabotage: {
    what: 'the patch of an ApplicationSet gives production another number of retries',
    file: /ApplicationSet-minishop\.yaml$/,
    find: 'limit: 3',
    replace: 'limit: 4',
  },
  async run({ repository, view }: World) {
    const files = repository.shippedFiles();
    const wanted = applicationsOf(files);
    const names = (): string =>
      view.applications
        .list()
        .map(({ metadata }) => metadata.name)
        .sort()
        .join(' ');
    await until(
      'Applications',
      names,
      (seen) => seen === wanted.map(({ application }) => application.metadata.name).join(' '),
      { quiet: true },
    );
    const found = wanted.flatMap(({ application, file, set }) => {
      const live = view.applications.get(application.metadata.name, 'argocd') ?? ({} as Application);
      const [ours, theirs] = [said(application as unknown as Application), said(live)];
      const maker = set === undefined ? '' : `ApplicationSet-${set}`;
      return [
        ...(ours === theirs ? [] : [`${file}: ours ${ours}, in the cluster ${theirs}`]),
        ...(makers(live) === maker ? [] : [`${file}: made by ${makers(live)}`]),
      ];
    });
    none('Applications that differ', found);
    // And what the command says of them, field by field.
    const wrong = listed(files).flatMap((one) => {
      const { spec } = view.applications.get(one.name, 'argocd') ?? ({} as Application);
      const { name = '', namespace = '' } = spec.destination ?? {};
      const live = [spec.project, spec.source.path ?? spec.source.chart, spec.source.targetRevision, name, namespace];
      const ours = [one.project, one.source, one.revision, one.cluster, one.namespace];
      return plain(live) === plain(ours) ? [] : [`${one.name}: ${plain(ours)}, in the cluster ${plain(live)}`];
    });
    none('lines of argosy ls applications that differ', wrong);
  },
};
