/** Exit codes, as `--help` documents them. */
export const EXIT = {
  fine: 0,
  /** The data has errors, or `--check` found differences. */
  problems: 1,
  /** Unknown command, option or name. */
  misuse: 2,
  /** Argosy itself failed, or is not installed. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What `--help` says about them. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    fine
  1    problems found: they are listed on stderr
  2    wrong use: unknown command, option or name
  70   internal error, or an incomplete installation
  130  interrupted`;

/** Thrown when what was typed makes no sense; the message says why, the hint what would. */
export class Misuse extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'Misuse';
  }
}
