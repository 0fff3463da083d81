import { Interrupted, watch } from './until.ts';

/** The exit code of a program that a signal has ended, as shells give it. */
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof CODES;

/**
 * Knows whether a person or the system wants the run to end: then every wait is over. A second signal ends the harness at
 * once, and its keeper the rest.
 */
export class Ending {
  private signal: Signal | undefined;
  private readonly wanted: Promise<void>;

  constructor() {
    this.wanted = new Promise((resolve) => {
      for (const signal of Object.keys(CODES) as Signal[])
        process.once(signal, () => {
          this.signal = signal;
          resolve();
        });
    });
    watch(() => {
      if (this.signal) throw new Interrupted(this.text);
    });
  }

  /** @default - undefined: nobody wants it */
  get exitCode(): number | undefined {
    return this.signal && CODES[this.signal];
  }

  /** What ended it, in words. */
  get text(): string {
    return `ended by ${this.signal ?? 'nobody'}`;
  }

  /** Waits until somebody wants it. */
  wait(): Promise<void> {
    return this.wanted;
  }
}
