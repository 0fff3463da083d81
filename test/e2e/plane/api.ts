import { Agent, request } from 'node:https';
import { KubeConfig, ListWatch, Watch } from '@kubernetes/client-node';
import type { KubeObject } from '../../../lib/model/synthesis.ts';

/** What says which object is meant. */
export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What the API server says no to. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** An answer of the API server, with what it warns of. */
export interface Answer<T> {
  readonly body: T;
  readonly warnings: readonly string[];
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface Asked {
  readonly body?: unknown;
  readonly type?: string;
  readonly query?: Readonly<Record<string, string>>;
}

const MANAGER = 'argosy-e2e';
const APPLY = 'application/apply-patch+yaml';
const NO_SPACE: Readonly<Record<string, string>> = {};

/** A set of objects of one kind that follows the cluster. */
export type Followed<T> = Pick<ListWatch<T & KubeObject>, 'get' | 'list' | 'on' | 'off'>;

/**
 * The API server, by requests of plain JSON. The typed classes of @kubernetes/client-node drop the fields that they do not
 * know before they send an object, and so would hide just what strict validation is asked about.
 */
export class Api {
  private readonly config = new KubeConfig();
  private readonly agent: Agent;
  private readonly server: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();
  private closed = false;
  private readonly informers = new Map<string, Promise<ListWatch<KubeObject>>>();

  constructor(readonly kubeconfig: string) {
    this.config.loadFromFile(kubeconfig);
    const cluster = this.config.getCurrentCluster();
    const token = this.config.getCurrentUser()?.token;
    if (!cluster || token === undefined) throw new Error(`${kubeconfig} names no cluster or no token`);
    this.server = cluster.server;
    this.headers = { authorization: `Bearer ${token}` };
    this.agent = new Agent({ ca: Buffer.from(cluster.caData ?? '', 'base64'), keepAlive: true, maxSockets: 8 });
  }

  /** @throws ApiError 404 when there is none */
  async get<T = KubeObject>(reference: Reference): Promise<T> {
    return (await this.ask<T>('GET', await this.path(reference))).body;
  }

  /** @default - undefined: there is none */
  async find<T = KubeObject>(reference: Reference): Promise<T | undefined> {
    return this.get<T>(reference).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  }

  /** Every object of a kind. */
  async list<T = KubeObject>(apiVersion: string, kind: string, namespace?: string): Promise<readonly T[]> {
    const path = await this.path({ apiVersion, kind, name: '', ...(namespace === undefined ? {} : { namespace }) });
    const { body } = await this.ask<{ items: readonly T[] }>('GET', path);
    return body.items.map((item) => ({ apiVersion, kind, ...item }));
  }

  /** Applies an object on the server's side. With `dryRun` nothing is stored and nothing unknown is let pass. */
  async apply(object: KubeObject, { dryRun = false } = {}): Promise<Answer<KubeObject>> {
    const query = { fieldManager: MANAGER, force: 'true', fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) };
    return this.ask('PATCH', await this.path(referenceOf(object)), { body: object, type: APPLY, query });
  }

  /** Asks whether an object could be made as it is. */
  async tryCreate(object: KubeObject): Promise<Answer<KubeObject>> {
    const query = { fieldManager: MANAGER, fieldValidation: 'Strict', dryRun: 'All' };
    const path = await this.path({ ...referenceOf(object), name: '' });
    return this.ask('POST', path, { body: object, query });
  }

  /** A merge patch, also of the status. */
  async merge(reference: Reference, patch: unknown, subresource?: 'status' | 'scale'): Promise<void> {
    const path = await this.path(reference);
    const type = 'application/merge-patch+json';
    await this.ask('PATCH', subresource ? `${path}/${subresource}` : path, { body: patch, type });
  }

  /** A JSON patch (RFC 6902). */
  async patch(reference: Reference, patch: readonly unknown[]): Promise<void> {
    await this.ask('PATCH', await this.path(reference), { body: patch, type: 'application/json-patch+json' });
  }

  /** Deletes an object; that there is none is no error. */
  async delete(reference: Reference): Promise<void> {
    await this.ask('DELETE', await this.path(reference)).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    });
  }

  /** Follows the objects of a kind in all namespaces; asked again, it is the same set. */
  follow<T>(apiVersion: string, kind: string): Promise<Followed<T>> {
    const key = `${apiVersion} ${kind}`;
    const known = this.informers.get(key) ?? this.start(apiVersion, kind);
    this.informers.set(key, known);
    return known as Promise<unknown> as Promise<Followed<T>>;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    this.closed = true;
    this.agent.destroy();
    // One that could not even start has nothing to end.
    for (const started of await Promise.allSettled(this.informers.values()))
      if (started.status === 'fulfilled') await started.value.stop();
  }

  private async start(apiVersion: string, kind: string): Promise<ListWatch<KubeObject>> {
    if (this.closed) throw new Error(`${kind} cannot be followed: the plane is gone`);
    const path = await this.path({ apiVersion, kind, name: '' });
    const list = async () => (await this.ask<{ items: KubeObject[]; metadata: object }>('GET', path)).body;
    const informer = new ListWatch<KubeObject>(path, new Watch(this.config), list, false);
    // A connection that breaks is made again, while there is somebody to connect to.
    informer.on('error', () => {
      setTimeout(() => {
        if (!this.closed) void informer.start();
      }, 200);
    });
    await informer.start();
    return informer;
  }

  /** Where an object is reached; without a name the place of its kind. */
  private async path({ apiVersion, kind, namespace, name }: Reference): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.discover(root)).find((known) => known.kind === kind);
    if (!resource) throw new ApiError(404, `the API server knows no ${kind} in ${apiVersion}`);
    const inside = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root}${inside}/${resource.name}${name === '' ? '' : `/${encodeURIComponent(name)}`}`;
  }

  private discover(root: string): Promise<readonly Resource[]> {
    const known = this.resources.get(root);
    if (known) return known;
    const found = this.ask<{ resources: readonly Resource[] }>('GET', root).then(({ body }) =>
      body.resources.filter(({ name }) => !name.includes('/')),
    );
    this.resources.set(root, found);
    // A CRD may still be on its way.
    found.catch(() => this.resources.delete(root));
    return found;
  }

  /** Forgets which kinds there are: after new CRDs. */
  rediscover(): void {
    this.resources.clear();
  }

  /** One request. @throws ApiError with the server's own words */
  ask<T>(
    method: string,
    path: string,
    { body, type = 'application/json', query = NO_SPACE }: Asked = {},
  ): Promise<Answer<T>> {
    const search = new URLSearchParams(query).toString();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...this.headers, ...(text !== undefined && { 'content-type': type }) };
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.server}${path}${search === '' ? '' : `?${search}`}`,
        { method, agent: this.agent, headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const whole = Buffer.concat(chunks).toString();
            const status = answer.statusCode ?? 0;
            if (status < 200 || status > 299) reject(new ApiError(status, messageOf(whole)));
            else resolve({ body: JSON.parse(whole) as T, warnings: warningsOf(answer.headers['warning']) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

export const referenceOf = ({ apiVersion, kind, metadata }: KubeObject): Reference => ({
  apiVersion,
  kind,
  name: metadata.name,
  ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
});

function messageOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { message: string }).message;
  } catch {
    return answer;
  }
}

/** `299 - "text"`, and more of them after commas. */
const warningsOf = (header: string | string[] | undefined): string[] =>
  [...String(header ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replaceAll('\\"', '"'),
  );
