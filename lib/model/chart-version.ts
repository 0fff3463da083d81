import { ProblemError } from './issue.ts';

const IDENTIFIERS = '[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*';
const NUMBER = '(0|[1-9][0-9]*)';

/** The form of an exact version: `1.4.2`, `v1.21.1`, `2.0.0-rc.1`. For editors; `exactVersion` is the check. */
export const EXACT_VERSION = new RegExp(`^v?${NUMBER}\\.${NUMBER}\\.${NUMBER}(-${IDENTIFIERS})?(\\+${IDENTIFIERS})?$`);

/** Returns a chart version that names one release. @throws ProblemError `chart/not-exact` for a range or a moving name */
export function exactVersion(text: string): string {
  if (EXACT_VERSION.test(text)) return text;
  throw new ProblemError({
    code: 'chart/not-exact',
    message: `must be an exact version like 1.4.2, got ${JSON.stringify(text)}`,
    fix: 'name the three numbers of one release: a range or a moving name installs what nobody reviewed',
  });
}
