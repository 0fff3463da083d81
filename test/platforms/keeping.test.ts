import { objectAt, pathsBelow, projectOf } from '../support/platform.ts';

const FOLDER = 'foundation/primary/backup';
const specOf = (path: string) => objectAt(path)['spec'] as Readonly<Record<string, unknown>>;

interface Job {
  readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: Pod } } };
}

interface Pod {
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
  readonly containers: readonly [
    {
      readonly image: string;
      readonly args: readonly [string];
      readonly env: readonly { readonly name: string; readonly value: string }[];
    },
  ];
}

const cron = specOf(`${FOLDER}/CronJob-argocd-backup.yaml`) as unknown as Job & Readonly<Record<string, unknown>>;
const pod = cron.jobTemplate.spec.template.spec;
const [{ image, args, env }] = pod.containers;
const [script] = args;
const variable = (name: string): string | undefined => env.find((one) => one.name === name)?.value;

describe('the backup of Argo CD', () => {
  it('is made every night, by the Argo CD that runs', () => {
    expect(cron).toMatchObject({ schedule: '15 2 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
    expect(image).toMatch(/^quay\.io\/argoproj\/argocd:v3\.5\.1@sha256:[0-9a-f]{64}$/);
  });

  it('writes what anybody can read to memory only, and to the volume what only the owner of the key can', () => {
    const memory = variable('HOME');
    expect(pod.volumes).toContainEqual({ name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } });
    expect(pod.containers[0]).toMatchObject({
      volumeMounts: expect.arrayContaining([{ name: 'memory', mountPath: memory }]) as unknown,
      securityContext: { readOnlyRootFilesystem: true },
    });
    const written = [...script.matchAll(/(?:>|--output) ("?\S+)/g)].map(([, to]) => to);
    expect(written.filter((to) => !to?.startsWith('&'))).toEqual(['export.yaml', 'names', '"$BACKUPS/.$file"']);
    expect(script.indexOf('cd "$HOME"')).toBeLessThan(script.indexOf('> export.yaml'));
  });

  it('is none without the settings, the root and its project in it', () => {
    expect(variable('WANTED')?.split(' ')).toEqual(
      expect.arrayContaining(['ConfigMap/argocd-cm', 'Secret/argocd-secret', 'AppProject/root', 'Application/root']),
    );
  });

  it('may read what it exports, and nothing else, with a token that no other pod has', () => {
    expect(objectAt(`${FOLDER}/Role-argocd-backup.yaml`)['rules']).toEqual([
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['cm', 'cmd-params-cm', 'rbac-cm', 'ssh-known-hosts-cm', 'tls-certs-cm'].map(
          (name) => `argocd-${name}`,
        ),
        verbs: ['get'],
      },
      { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
      { apiGroups: ['argoproj.io'], resources: ['applications', 'applicationsets', 'appprojects'], verbs: ['list'] },
    ]);
    expect(objectAt(`${FOLDER}/ServiceAccount-argocd-backup.yaml`)).toMatchObject({
      automountServiceAccountToken: false,
    });
    expect(pod).toMatchObject({ serviceAccountName: 'argocd-backup', automountServiceAccountToken: true });
  });

  it('is reached by nobody, and reaches the API server only', () => {
    expect(specOf(`${FOLDER}/NetworkPolicy-argocd-backup.yaml`)).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ ports: [{ port: 443 }, { port: 6443 }] }],
    });
    expect(specOf(`${FOLDER}/NetworkPolicy-argocd-backup.yaml`)).not.toHaveProperty('ingress');
  });

  it('stays when its volume waits for a first user, and when somebody removes it by mistake', () => {
    expect(objectAt(`${FOLDER}/PersistentVolumeClaim-argocd-backup.yaml`).metadata).toMatchObject({
      annotations: {
        'argocd.argoproj.io/ignore-healthcheck': 'true',
        'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
      },
    });
  });

  it('lies in the namespace of Argo CD, which is not ours', () => {
    for (const path of pathsBelow(FOLDER)) expect(objectAt(path).metadata.namespace).toBe('argocd');
    expect(projectOf('foundation').spec.destinations).toContainEqual({ name: 'in-cluster', namespace: 'argocd' });
    for (const { kind, name } of projectOf('foundation').spec.clusterResourceWhitelist)
      expect(`${kind}/${name ?? ''}`).not.toBe('Namespace/argocd');
  });
});

it('tells when a credential of Argo CD is 90 days old, of every platform that has one', () => {
  const { groups } = specOf('foundation/primary/alerts/PrometheusRule-argocd-credentials.yaml') as unknown as {
    readonly groups: readonly {
      readonly rules: readonly { alert: string; expr: string; labels: { credential: string } }[];
    }[];
  };
  const credentials = [
    'bookverse/argocd/ExternalSecret-bookverse-helm.yaml',
    'traffic-tacos/argocd/ExternalSecret-traffic-tacos-repository.yaml',
  ];
  const wanted = credentials.map((path) => {
    const { name, annotations } = objectAt(path).metadata as unknown as {
      readonly name: string;
      readonly annotations: Readonly<Record<string, string>>;
    };
    expect(annotations['argosy.dev/rotate-every']).toBe('2160h');
    return `${name}: vector(time()) >= ${String(Date.parse(annotations['argosy.dev/rotated-at'] ?? '') / 1000 + 90 * 86400)}`;
  });
  const rules = groups.flatMap((group) => group.rules).filter(({ alert }) => alert === 'ArgoCdCredentialOverdue');
  expect(rules.map(({ labels, expr }) => `${labels.credential}: ${expr}`)).toEqual(wanted);
});
