/** What the environment variables of the command say. */
export interface Options {
  /** `ONLY`: names of scenarios, or their first words, with commas. @default - all */
  readonly only: readonly string[];
  /** `PLATFORMS`: platforms that are synced, with commas. @default - all: scenarios may need each of them */
  readonly platforms: readonly string[];
  /** `KEEP`: leaves the plane up until Ctrl-C. */
  readonly keep: boolean;
  /** `SABOTAGE`: breaks `dist/` as the one chosen scenario says, and expects that it fails. */
  readonly sabotage: boolean;
  /** `RESULTS`: folder of the JUnit files. @default 'test/e2e/results' */
  readonly results: string;
}
