import type { Fleet } from '../../model/fleet.ts';
import { IssuesError } from '../../model/issue.ts';
import type { Environments } from '../launch.ts';
import { sourcePlaces } from '../stack.ts';
import { dataIssue, issuesOf } from '../thrown.ts';

/** Evaluates `environments/index.ts`. @throws IssuesError when that fails, or when it exports no fleet */
export async function readFleet(environments: Environments): Promise<Fleet> {
  const fleet = await evaluated(environments);
  if (fleet !== undefined) return fleet;
  throw new IssuesError([
    {
      severity: 'error',
      code: 'environments/no-fleet',
      message: 'exports no fleet',
      fix: 'write: export const fleet = defineFleet({ … })',
      at: { file: 'environments/index.ts' },
    },
  ]);
}

async function evaluated(environments: Environments): Promise<Fleet | undefined> {
  const { stackTraceLimit } = Error;
  // Deep enough to reach from a value's check back to the line that a person wrote.
  Error.stackTraceLimit = 100;
  try {
    return (await environments()).fleet;
  } catch (error) {
    const issues = issuesOf(error);
    // It comes from lib/ alone: our mistake, not that of the data.
    if (issues === undefined && sourcePlaces(error).length > 0) throw error;
    throw new IssuesError(issues ?? [dataIssue(error)]);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
