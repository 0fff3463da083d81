import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { built } from '../build/cache.ts';

const PART_OF_ARGOCD = { 'app.kubernetes.io/part-of': 'argocd' };

const configMap = (namespace: string, name: string, data: Readonly<Record<string, string>> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name, ...PART_OF_ARGOCD } },
  data,
});

const secret = (name: string, stringData: Readonly<Record<string, string>> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'argocd', labels: { 'app.kubernetes.io/name': name, ...PART_OF_ARGOCD } },
  stringData,
});

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** What Argo CD signs its tokens with. */
export const SIGNING_KEY = 'end-to-end-only';

const SETTINGS = {
  // Commits are announced as a webhook would; this is the net below, as seldom as by default.
  'timeout.reconciliation': '180s',
  'timeout.reconciliation.jitter': '0s',
  // Somebody without a role of their own: only what groups may do, they may.
  'accounts.somebody': 'login',
};

/** The settings that Argo CD's own manifests bring along. */
const brought = (): Readonly<Record<string, string>> =>
  (parse(readFileSync(built('argocd-cm.yaml'), 'utf8')) as { data: Record<string, string> }).data;

/** What a bare installation of Argo CD and Argo Rollouts brings along. */
export function installation(gatewayPlugin: string): readonly KubeObject[] {
  const plugins = `- name: argoproj-labs/gatewayAPI\n  location: file://${gatewayPlugin}\n`;
  return [
    namespace('argocd'),
    namespace('argo-rollouts'),
    configMap('argo-rollouts', 'argo-rollouts-config', { trafficRouterPlugins: plugins }),
    secret('argocd-secret', { 'server.secretkey': SIGNING_KEY }),
    secret('argocd-notifications-secret'),
    configMap('argocd', 'argocd-cm', { ...brought(), ...SETTINGS }),
    ...['rbac', 'cmd-params', 'ssh-known-hosts', 'tls-certs', 'gpg-keys', 'notifications'].map((name) =>
      configMap('argocd', `argocd-${name}-cm`),
    ),
  ];
}
