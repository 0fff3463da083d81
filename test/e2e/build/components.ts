/** A program that is built from a Go module below `test/e2e/modules/`. */
export interface Binary {
  readonly name: string;
  /** Import path, or a folder of the module that starts with `./`. */
  readonly package: string;
  /** Go build tags. @default - none */
  readonly tags?: string;
}

/** A Go module of ours, which pins what is built from it. */
export interface Component {
  /** Its folder below `test/e2e/modules/`. */
  readonly module: string;
  /** The module of others whose version is the component's version; undefined where the program is ours. */
  readonly from?: string;
  readonly binaries: readonly Binary[];
  /** `-X name=value` for the linker, where `{version}`, `{major}` and `{minor}` are those of `from`. @default - none */
  readonly variables?: readonly string[];
  /** Files of `from` that are kept beside the binaries: path in that module -> name. @default - none */
  readonly files?: Readonly<Record<string, string>>;
}

// Without these Argo Rollouts exits, and Argo CD tells Helm that this is Kubernetes 0.0.0.
const KUBERNETES_VERSION = [
  'k8s.io/component-base/version.gitVersion=v{version}',
  'k8s.io/component-base/version.gitMajor={major}',
  'k8s.io/component-base/version.gitMinor={minor}',
  'k8s.io/component-base/version.gitCommit=unknown',
  'k8s.io/component-base/version.gitTreeState=clean',
];
const ARGOCD = 'github.com/argoproj/argo-cd/v3';
const PROMETHEUS = 'github.com/prometheus/prometheus';

/** Enough for server-side dry run. */
export const API: readonly Component[] = [
  {
    module: 'etcd',
    from: 'go.etcd.io/etcd/server/v3',
    binaries: [{ name: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
  },
  {
    module: 'kubernetes',
    from: 'k8s.io/kubernetes',
    binaries: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'].map((name) => ({
      name,
      package: `k8s.io/kubernetes/cmd/${name}`,
    })),
    variables: KUBERNETES_VERSION,
  },
];

/** The whole control plane. */
export const ALL: readonly Component[] = [
  ...API,
  {
    module: 'kwok',
    from: 'sigs.k8s.io/kwok',
    binaries: [{ name: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' }],
    // How a node and a pod live: kwok has no stages of its own once it is given any.
    files: {
      'kustomize/stage/node/fast/node-initialize.yaml': 'node-initialize.yaml',
      'kustomize/stage/pod/fast/pod-ready.yaml': 'pod-ready.yaml',
      'kustomize/stage/pod/fast/pod-complete.yaml': 'pod-complete.yaml',
      'kustomize/stage/pod/fast/pod-delete.yaml': 'pod-delete.yaml',
    },
  },
  { module: 'redis', binaries: [{ name: 'redis', package: '.' }] },
  {
    module: 'prometheus',
    from: PROMETHEUS,
    // The scrape targets are written down: no service discovery, and so none of the clouds' libraries.
    binaries: ['prometheus', 'promtool'].map((name) => ({
      name,
      package: `${PROMETHEUS}/cmd/${name}`,
      tags: 'remove_all_sd',
    })),
  },
  {
    module: 'helm',
    from: 'helm.sh/helm/v4',
    binaries: [{ name: 'helm', package: 'helm.sh/helm/v4/cmd/helm' }],
  },
  {
    module: 'argo-rollouts',
    from: 'github.com/argoproj/argo-rollouts',
    binaries: [
      { name: 'rollouts-controller', package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller' },
      { name: 'gateway-plugin', package: './gateway-plugin' },
    ],
    variables: ['github.com/argoproj/argo-rollouts/utils/version.version=v{version}'],
    // The one of its CRDs that nobody writes by hand, and that cdk8s.yaml therefore does not name.
    files: { 'manifests/crds/analysis-run-crd.yaml': 'analysis-run-crd.yaml' },
  },
  {
    module: 'argo-cd',
    from: ARGOCD,
    binaries: [
      { name: 'argocd', package: `${ARGOCD}/cmd` },
      { name: 'argocd-oracle', package: './oracle' },
    ],
    variables: [
      `${ARGOCD}/common.version={version}`,
      `${ARGOCD}/common.gitCommit=unknown`,
      `${ARGOCD}/common.gitTreeState=clean`,
    ],
    // The repo-server calls it for every manifest, whether or not commits are verified.
    files: {
      'hack/git-verify-wrapper.sh': 'git-verify-wrapper.sh',
      // What its manifests bring along: which updates of objects it ignores, and which kinds.
      'manifests/base/config/argocd-cm.yaml': 'argocd-cm.yaml',
    },
  },
];
