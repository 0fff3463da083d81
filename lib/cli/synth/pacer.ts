/** Rest after the last change of a burst before work begins, in ms. */
const REST = 20;
/** A burst that does not rest is interrupted after this long, in ms. */
const PATIENCE = 500;

/** Turns bursts of changes into runs of one piece of work, never two at a time. */
export interface Pacer {
  /** Something changed: work soon, once more if it is being done right now. */
  readonly soon: () => void;
  /** Resolves when no work is being done. */
  readonly idle: () => Promise<void>;
}

/** @param work done once for each burst; it must not throw */
export function pacer(work: () => Promise<void>): Pacer {
  let timer: NodeJS.Timeout | undefined;
  let burst: number | undefined;
  let asked = 0;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (let answered = 0; answered !== asked;) {
      answered = asked;
      await work();
    }
    running = undefined;
  };
  const begin = (): void => {
    burst = undefined;
    asked++;
    running ??= run();
  };
  return {
    soon: () => {
      const now = performance.now();
      burst ??= now;
      clearTimeout(timer);
      timer = setTimeout(begin, Math.min(REST, Math.max(0, burst + PATIENCE - now)));
    },
    idle: () => {
      clearTimeout(timer);
      return running ?? Promise.resolve();
    },
  };
}
