import type { Followed } from '../plane/api.ts';
import type { ArgoCd } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';
import type { Figure } from './figures.ts';
import { log } from './log.ts';

/** Milliseconds after which a request is lost: Argo CD begins with what it has seen within one. */
const LOST = 8000;
const LOOK = 1000;

/** An operation that somebody asked for and nobody has begun. */
const isWaiting = ({ operation, status }: Application): boolean =>
  operation !== undefined && status?.operationState?.phase !== 'Running';

/**
 * Asks again for what Argo CD 3.5.1 forgets. When its controller has written a status, it puts what it wrote into its own
 * memory of the Application, over anything that came meanwhile (`writeBackToInformer`): an operation that an ApplicationSet
 * or a person began in that moment waits until the next change of the Application, or for minutes. A person would ask to
 * refresh it; so does this, and counts. Answers how to stop it.
 */
export function remind(argocd: ArgoCd, applications: Followed<Application>, figures: Figure[]): () => void {
  const since = new Map<string, number>();
  let times = 0;
  const look = (): void => {
    const waiting = applications.list().filter(isWaiting);
    const names = new Set(waiting.map(({ metadata }) => metadata.name));
    for (const name of since.keys()) if (!names.has(name)) since.delete(name);
    for (const name of names) {
      const first = since.get(name) ?? Date.now();
      since.set(name, first);
      if (Date.now() - first < LOST) continue;
      since.set(name, Date.now());
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
