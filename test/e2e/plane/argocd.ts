import { ApiError, type Api, type Reference } from './api.ts';
import type { Application } from './kinds.ts';

export const application = (name: string): Reference => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  namespace: 'argocd',
  name,
});

export const applicationSet = (name: string): Reference => ({ ...application(name), kind: 'ApplicationSet' });

/** Argo CD as its users reach it: what a click or `argocd app …` asks of its API server. */
export class ArgoCd {
  /** @param token of whoever asks. @default - none: a server that asks nobody who they are */
  constructor(
    readonly address: string,
    private readonly api: Api,
    private readonly token?: string,
  ) {}

  /** `argocd app sync NAME`. @throws ApiError when Argo CD refuses, as in a closed window */
  async sync(name: string, options: { readonly prune?: boolean } = {}): Promise<void> {
    await this.post(`/api/v1/applications/${name}/sync`, { name, prune: options.prune ?? true });
  }

  /** `argocd app actions run NAME ACTION --kind Rollout`: `resume`, `abort`, `promote-full`, `retry`. */
  async act(
    app: string,
    rollout: { readonly name: string; readonly namespace: string },
    action: string,
  ): Promise<void> {
    await this.post(`/api/v1/applications/${app}/resource/actions/v2`, {
      name: app,
      action,
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Rollout',
      resourceName: rollout.name,
      namespace: rollout.namespace,
    });
  }

  /** `argocd app confirm-deletion NAME`: approves what waits to be pruned or deleted. */
  async confirmDeletion(name: string): Promise<void> {
    const annotations = { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() };
    await this.api.merge(application(name), { metadata: { annotations } });
  }

  /** Asks to look at git again, as a webhook does; `not` takes a request back. */
  async refresh(name: string, kind: 'normal' | 'hard' | 'not' = 'normal'): Promise<void> {
    const annotations = { 'argocd.argoproj.io/refresh': kind === 'not' ? null : kind };
    await this.api.merge(application(name), { metadata: { annotations } });
  }

  /** Asks to look for folders again, as a webhook of the ApplicationSet controller does. */
  async refreshSet(name: string): Promise<void> {
    const set = await this.api.find(applicationSet(name));
    const annotations = { 'argocd.argoproj.io/application-set-refresh': 'true' };
    if (set) await this.api.merge(applicationSet(name), { metadata: { annotations } });
  }

  /** `argocd proj role create-token PROJECT ROLE`: Argo CD writes into the project that there is one. */
  async createToken(project: string, role: string): Promise<string> {
    const answer = await this.ask('POST', `/api/v1/projects/${project}/roles/${role}/token`, { project, role });
    return ((await answer.json()) as { token: string }).token;
  }

  /** `argocd proj role delete-token PROJECT ROLE ISSUED-AT`. */
  async deleteToken(project: string, role: string, token: string): Promise<void> {
    const { iat, jti } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      readonly iat: number;
      readonly jti: string;
    };
    await this.ask('DELETE', `/api/v1/projects/${project}/roles/${role}/token/${String(iat)}?id=${jti}`);
  }

  /** `argocd account can-i ACTION RESOURCE OBJECT`. */
  async canI(action: string, resource: string, object: string): Promise<boolean> {
    const answer = await this.ask('GET', `/api/v1/account/can-i/${resource}/${action}/${object}`);
    return ((await answer.json()) as { value?: string }).value === 'yes';
  }

  /** Any request. @returns the HTTP status: 403 to whoever may not */
  async status(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<number> {
    return this.ask(method, path, body).then(
      ({ status }) => status,
      (error: unknown) => {
        if (error instanceof ApiError) return error.status;
        throw error;
      },
    );
  }

  /** Whether its sync windows let a person sync it now. */
  async canSync(name: string): Promise<boolean> {
    const answer = await this.ask('GET', `/api/v1/applications/${name}/syncwindows`);
    return ((await answer.json()) as { canSync?: boolean }).canSync ?? false;
  }

  /** `argocd app terminate-op NAME`: ends the sync that runs, or waits. */
  async terminate(name: string): Promise<void> {
    await this.ask('DELETE', `/api/v1/applications/${name}/operation`);
  }

  private async post(path: string, body: unknown): Promise<void> {
    await this.ask('POST', path, body);
  }

  private async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.address}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new ApiError(answer.status, ((await answer.json()) as { message: string }).message);
    return answer;
  }
}

/** Sync status, health and the phase of the last operation: `Synced/Healthy/Succeeded`. */
export function stateOf({ status = {} }: Application): string {
  const { sync, health, operationState } = status;
  return [sync?.status, health?.status, operationState?.phase].map((word) => word || '-').join('/');
}

/** Whether it is as git says, well, and at rest. */
export const isDone = ({ operation, status = {} }: Application): boolean =>
  operation === undefined &&
  status.sync?.status === 'Synced' &&
  status.health?.status === 'Healthy' &&
  status.operationState?.phase !== 'Running';
