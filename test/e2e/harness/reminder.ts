import type { Followed } from '../plane/api.ts';
import { OPERATION_PROCESSORS } from '../plane/argo.ts';
import type { ArgoCd } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';
import type { Figure } from './figures.ts';
import { log } from './log.ts';

/** Milliseconds after which a request is lost, if it does not stand in a queue. */
const LOST = 8000;
const LOOK = 1000;

/** An operation that somebody asked for and nobody has begun. */
const isWaiting = ({ operation, status }: Application): boolean =>
  operation !== undefined && status?.operationState?.phase !== 'Running';

/** Tells requests that were lost from those that stand in a queue: some processor is free, or has long begun nothing. */
export class Waiting {
  private readonly since = new Map<string, number>();
  /** When a request that waited was last begun. */
  private begun = 0;

  /** Answers those of the waiting that are lost. They wait anew from now on. @param running operations that were begun */
  lost(names: ReadonlySet<string>, running: number, now: number): readonly string[] {
    for (const name of this.since.keys()) {
      if (names.has(name)) continue;
      this.since.delete(name);
      this.begun = now;
    }
    for (const name of names) if (!this.since.has(name)) this.since.set(name, now);
    const noQueue = names.size + running <= OPERATION_PROCESSORS || now - this.begun >= LOST;
    const lost = [...this.since].filter(([, since]) => noQueue && now - since >= LOST);
    for (const [name] of lost) this.since.set(name, now);
    return lost.map(([name]) => name);
  }
}

/**
 * Asks again for what Argo CD 3.5.1 forgets. When its controller has written a status, it puts what it wrote into its own
 * memory of the Application, over anything that came meanwhile (`writeBackToInformer`): an operation that an ApplicationSet
 * or a person began in that moment waits until the next change of the Application, or for minutes. A person would ask to
 * refresh it; so does this, and counts. Answers how to stop it.
 */
export function remind(argocd: ArgoCd, applications: Followed<Application>, figures: Figure[]): () => void {
  const waiting = new Waiting();
  let times = 0;
  const look = (): void => {
    const all = applications.list();
    const names = new Set(all.filter(isWaiting).map(({ metadata }) => metadata.name));
    const running = all.filter(({ status }) => status?.operationState?.phase === 'Running').length;
    for (const name of waiting.lost(names, running, Date.now())) {
      times += 1;
      log(`argocd app get --refresh ${name}: its operation was forgotten`);
      argocd
        .refresh(name, 'not')
        .then(() => argocd.refresh(name))
        .catch(() => undefined);
    }
  };
  const timer = setInterval(look, LOOK);
  return () => {
    clearInterval(timer);
    figures.push({ name: 'operations that Argo CD forgot and was reminded of', value: times, unit: '' });
  };
}
