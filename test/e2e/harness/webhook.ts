import type { Followed } from '../plane/api.ts';
import type { ArgoCd } from '../plane/argocd.ts';
import type { Commit } from '../plane/git-server.ts';
import type { Application } from '../plane/kinds.ts';
import { Unmet, until } from './until.ts';

/** Where a commit cannot be read, its folder is gone for example, there is no comparison: that is what some scenarios are about. */
const cannotRead = ({ status }: Application): boolean =>
  status?.conditions?.some(({ type }) => type === 'ComparisonError' || type === 'InvalidSpecError') ?? false;

/** Milliseconds after which a request to look is lost: a look takes less. */
const LOST = 5000;

/** Tells Argo CD of a commit, as a webhook of a Git host does. */
export class Webhook {
  /** In the order in which they were pushed. */
  private readonly commits: string[] = [];

  constructor(
    private readonly argocd: ArgoCd,
    private readonly applications: Followed<Application>,
  ) {}

  /** Returns when each Application that reads a changed file has looked at this commit, or a newer one. */
  async announce({ id, folders }: Commit): Promise<void> {
    this.commits.push(id);
    const readers = this.applications.list().filter(({ spec }) => folders.has(spec.source.path ?? ''));
    // `dist/pern/staging/backend`: what an ApplicationSet of that platform may look for.
    const platforms = new Set([...folders].flatMap((folder) => folder.split('/')[1] ?? []));
    await Promise.all([
      ...readers.map(({ metadata }) => this.tell(metadata.name, id)),
      ...[...platforms].map((name) => this.argocd.refreshSet(name)),
    ]);
  }

  /**
   * A request that comes while Argo CD is looking is lost when it has looked: it is made again. Sometimes its mark stays as
   * well, and nobody looks at it for minutes: it is taken away before.
   */
  private async tell(name: string, id: string): Promise<void> {
    let told = 0;
    const seen = async (): Promise<boolean> => {
      const application = this.applications.get(name, 'argocd');
      if (application === undefined) return true;
      if (this.commits.indexOf(application.status?.sync?.revision ?? '') >= this.commits.indexOf(id)) return true;
      const isMarked = application.metadata.annotations?.['argocd.argoproj.io/refresh'] !== undefined;
      if (isMarked && Date.now() - told < LOST) return false;
      if (told > 0 && !isMarked && cannotRead(application)) return true;
      // It may go while it is asked: then there is nobody to tell.
      await this.argocd.refresh(name, isMarked ? 'not' : 'normal').catch(() => undefined);
      told = Date.now();
      return false;
    };
    await until(name, seen, (done) => done, { seconds: 30, quiet: true }).catch((error: unknown) => {
      if (!(error instanceof Unmet)) throw error;
    });
  }
}
