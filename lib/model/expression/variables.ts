/** What an engine of notifications hands to expressions and templates. */
export interface Variables {
  /** Variable -> what it has, where that is known and fixed; undefined for data of any shape. */
  readonly roots: Readonly<Record<string, readonly string[] | undefined>>;
  /** Paths that every object has. Anything else may be missing: an object that was just made has no status. */
  readonly certain: readonly string[];
}

const TIME = [
  ...['Parse', 'Now', 'Nanosecond', 'Microsecond', 'Millisecond', 'Second', 'Minute', 'Hour', 'Layout', 'ANSIC'],
  ...[
    'UnixDate',
    'RubyDate',
    'RFC822',
    'RFC822Z',
    'RFC850',
    'RFC1123',
    'RFC1123Z',
    'RFC3339',
    'RFC3339Nano',
    'Kitchen',
  ],
  ...['Stamp', 'StampMilli', 'StampMicro', 'StampNano'],
];

/** Argo CD 3.5: `util/notification/settings` and `util/notification/expression`. */
export const OF_APPLICATIONS: Variables = {
  roots: {
    app: undefined,
    appProject: undefined,
    context: undefined,
    secrets: undefined,
    time: TIME,
    strings: ['ReplaceAll', 'ToUpper', 'ToLower'],
    repo: ['RepoURLToHTTPS', 'FullNameByRepoURL', 'QueryEscape', 'GetCommitMetadata', 'GetAppDetails'],
  },
  certain: [
    ...['app.metadata', 'app.metadata.name', 'app.metadata.namespace', 'app.spec', 'app.spec.project'],
    'app.spec.destination',
  ],
};

/** Argo Rollouts 1.9: `utils/record`. */
export const OF_ROLLOUTS: Variables = {
  roots: { rollout: undefined, analysisRuns: undefined, secrets: undefined, time: ['Parse', 'Now'] },
  certain: ['rollout.metadata', 'rollout.metadata.name', 'rollout.metadata.namespace', 'rollout.spec'],
};
