/** How bad it is: an error stops the synthesis, a warning does not. */
export type Severity = 'error' | 'warning';

/** Where a person can fix it. Lines and columns count from 1; `field` is the path inside the file, `services.backend.image`. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

/** What is wrong with one value, before anybody knows where the value stands. */
export interface Problem {
  /** Stable and greppable, `area/problem`: `image/not-pinned`. Listed in `docs/reference/issues.md`. */
  readonly code: `${string}/${string}`;
  /** What is wrong: lower case, no full stop, shows the value: `must be above 8, got 7`. */
  readonly message: string;
  /** What to do next. @default - nothing better is known than the message */
  readonly fix?: string;
}

/** A problem with its place: what every check returns and every printer prints. */
export interface Issue extends Problem {
  readonly severity: Severity;
  readonly at: Place;
}

/** Thrown by values that cannot be made, with the problem as data. Whoever knows the place turns it into an `Issue`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Thrown where several issues stop the work at once. */
export class IssuesError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.at.file}: ${issue.message}`).join('\n'));
    this.name = 'IssuesError';
    this.issues = issues;
  }
}
