/** Time before each round, in ms. */
const EVERY = 300;
const ROUNDS = 3;

/** Rounds of work that nobody waits for. */
export interface Rehearsals {
  /** Begins, unless it has begun before. */
  readonly start: () => void;
  /** Ends for good. */
  readonly stop: () => void;
}

/** Rehearses `work`: V8 compiles what is hot only after some rounds, and the first real one should not wait for that. */
export function rehearsed(work: () => Promise<void>): Rehearsals {
  let left = ROUNDS;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    left = 0;
    clearInterval(timer);
  };
  const round = (): void => {
    // What goes wrong here goes wrong again where it is reported.
    if (left-- > 0) work().catch(stop);
    else stop();
  };
  return { start: () => (timer ??= setInterval(round, EVERY)), stop };
}
