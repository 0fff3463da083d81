import { ControlPlane } from '../../lib/constructs/control-plane.ts';
import type { PlatformProjectProps } from '../../lib/constructs/platform-project.ts';
import { REPOSITORY, at, platform, stack } from './platform-fixture.ts';

/** The AppProject and the settings of a control plane with one platform. */
function made(props: Partial<PlatformProjectProps>) {
  const { app, project } = platform(props);
  stack(project);
  new ControlPlane(app, 'argocd', { repository: REPOSITORY }).addPlatform(project, 10);
  const settings = (name: string) => at(app, `argocd/ConfigMap-${name}.yaml`)['data'] as Record<string, string>;
  const project$ = at(app, 'shop/argocd/AppProject-shop.yaml');
  return { spec: project$.spec, cm: settings('argocd-cm'), params: settings('argocd-cmd-params-cm') };
}

describe('a project without special rules', () => {
  it('asks nothing of the settings of Argo CD', () => {
    const { spec, cm, params } = made({});
    for (const field of ['orphanedResources', 'sourceNamespaces', 'destinationServiceAccounts'])
      expect(spec).not.toHaveProperty(field);
    expect(Object.keys(cm).filter((key) => key.includes('impersonation'))).toEqual([]);
    expect(params).not.toHaveProperty('application.namespaces');
  });
});

describe('orphans', () => {
  it('are reported but for what Kubernetes and cert-manager make, and what is excepted', () => {
    const objects = [
      { group: 'coordination.k8s.io', kind: 'Lease', name: '*-lock' },
      { group: '', kind: 'Endpoints' },
    ];
    const { spec } = made({ rules: { reportOrphans: true, ignoreOrphans: { reason: 'leaders', objects } } });
    expect(spec['orphanedResources']).toEqual({
      warn: true,
      ignore: [
        { kind: 'ConfigMap', name: 'kube-root-ca.crt' },
        { kind: 'ServiceAccount', name: 'default' },
        { kind: 'Secret', name: '*-tls' },
        { group: 'coordination.k8s.io', kind: 'Lease', name: '*-lock' },
        { kind: 'Endpoints' },
      ],
    });
  });
});

describe('Applications that people make themselves', () => {
  it('may be in the namespaces that the project names, where Argo CD then looks for them', () => {
    const { spec, params } = made({ rules: { sourceNamespaces: { reason: 'previews', namespaces: ['shop-apps'] } } });
    expect(spec['sourceNamespaces']).toEqual(['shop-apps']);
    expect(params['application.namespaces']).toBe('shop-apps');
  });
});

describe('a platform that is synced as an account of its own', () => {
  const leaving = { reason: 'eu leaves', namespaces: [{ cluster: 'eu', namespace: 'shop-eu' }] };

  it('has it in each of its namespaces, and no other platform has to', () => {
    const rules = { syncAs: 'deployer', alsoNamespaces: leaving };
    const { spec, cm } = made({ rules, clusters: { eu: { server: 'https://eu.example.com' } } });
    expect(spec['destinationServiceAccounts']).toEqual([
      { server: 'https://kubernetes.default.svc', namespace: 'shop-live', defaultServiceAccount: 'deployer' },
      { server: 'https://eu.example.com', namespace: 'shop-eu', defaultServiceAccount: 'deployer' },
    ]);
    expect(spec['destinations']).toHaveLength(2);
    expect(cm).toMatchObject({
      'application.sync.impersonation.enabled': 'true',
      'application.sync.impersonation.enforced': 'false',
    });
  });

  it('is refused on a cluster whose address nobody knows', () => {
    expect(() => made({ rules: { syncAs: 'deployer', alsoNamespaces: leaving } })).toThrow('no shop/argocd');
  });
});
