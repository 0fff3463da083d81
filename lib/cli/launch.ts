import type { Fleet } from '../model/fleet.ts';
import type { Issue } from '../model/issue.ts';

/** What the launcher hands to the command. The launcher is JavaScript: keep this in step with launcher.mjs and session.mjs. */
export interface Launch {
  /** The repository's folder, absolute. */
  readonly root: string;
  /** What was typed after the command's name. */
  readonly args: readonly string[];
  /** What keeps `environments/` from being bundled. @default - nothing */
  readonly broken?: readonly Issue[];
  /** Starts bundling a file of the repository again and again, as `--watch` needs it. */
  readonly openSession: (entry: string) => Promise<Session>;
}

/** A bundle that follows the sources. */
export interface Session {
  /** The module as the sources are now, or what is wrong with them. @throws Error when it cannot be evaluated */
  readonly load: () => Promise<{ readonly module: unknown } | { readonly issues: readonly Issue[] }>;
  readonly close: () => Promise<void>;
}

/** Evaluates `environments/index.ts`. */
export type Environments = () => Promise<{ readonly fleet?: Fleet }>;
