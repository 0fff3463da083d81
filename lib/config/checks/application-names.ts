import type { Fleet } from '../../model/fleet.ts';
import { NAME_LIMITS, nameProblem } from '../../model/name.ts';
import type { Platform } from '../../model/platform.ts';
import { OWN_FOLDERS, partNames } from './names.ts';
import type { DataReport } from './data-report.ts';
import { environmentFile, FLEET_FILE, isActive, platformFile } from './subject.ts';

/** Makes the report of a file. */
type ReportOf = (file: string) => DataReport;

/** Notes names that are taken, and who has taken them. */
class Taken {
  readonly #owners = new Map<string, string>();

  /** @returns the first owner, where it is another one */
  claim(name: string, owner: string): string | undefined {
    const first = this.#owners.get(name) ?? owner;
    this.#owners.set(name, first);
    return first === owner ? undefined : first;
  }
}

/** `<platform>-<environment>-<part>` is the name of an Application, `<platform>-<environment>` a label of every object. */
function checkApplications(platform: Platform, name: string, taken: Taken, report: DataReport): void {
  const instance = `${platform.name}-${name}`;
  // A part whose own name is too long was reported for that.
  const parts = partNames(platform).filter((part) => nameProblem(part.name, part.limit) === undefined);
  const folders = OWN_FOLDERS.filter((folder) => folder !== 'argocd');
  for (const application of [
    instance,
    ...[...folders, ...parts.map((part) => part.name)].map((part) => `${instance}-${part}`),
  ]) {
    if (application.length > NAME_LIMITS.label) {
      const message = `must leave the Application ${application} at most ${NAME_LIMITS.label} characters, it has ${application.length}`;
      report.add('name', { code: 'name/too-long', message, fix: 'shorten the platform, the environment or the part' });
    }
    const first = taken.claim(application, `${platform.name}/${name}`);
    if (first === undefined) continue;
    const message = `must not give the Application ${application} a second owner, ${first} has it as well`;
    report.add('name', { code: 'name/ambiguous', message, fix: 'rename the platform or the environment' });
  }
}

function checkEnvironments(platform: Platform, taken: Taken, reportOf: ReportOf): void {
  const seen = new Set<string>();
  reportOf(platformFile(platform.name)).items('environments', platform.environments, (environment) => {
    const { name } = environment;
    const report = reportOf(environmentFile(platform.name, name));
    if (!report.label('name', name)) return;
    if (name === 'argocd') {
      const message = 'must not be argocd: that folder holds the Applications of the environments';
      report.add('name', { code: 'name/reserved', message });
    }
    if (seen.has(name)) {
      report.add('name', {
        code: 'name/duplicate',
        message: `must be the name of one environment of ${platform.name}, got ${name} again`,
      });
    } else if (isActive(environment)) checkApplications(platform, name, taken, report);
    seen.add(name);
  });
}

/** Names that must be unique in the whole fleet: platforms, projects, Applications. */
export function checkApplicationNames(fleet: Fleet, reportOf: ReportOf): void {
  const names = new Set<string>();
  const projects = new Map<string, string>([
    ['root', 'Argo CD itself'],
    ['default', 'Argo CD itself'],
  ]);
  const applications = new Taken();
  for (const { name } of fleet.platforms) applications.claim(name, name);
  for (const [index, platform] of fleet.platforms.entries()) {
    if (names.has(platform.name)) {
      const message = `must be the name of one platform, got ${platform.name} again`;
      reportOf(FLEET_FILE).add(`platforms[${index}]`, { code: 'name/duplicate', message });
      continue;
    }
    names.add(platform.name);
    const report = reportOf(platformFile(platform.name));
    const project = platform.project?.name ?? platform.name;
    const owner = projects.get(project);
    if (owner !== undefined) {
      const field = platform.project?.name === undefined ? 'name' : 'project.name';
      report.add(field, {
        code: 'name/duplicate',
        message: `must be the name of one project, ${owner} has ${project} as well`,
      });
    }
    projects.set(project, platform.name);
    report.guard('environments', () => {
      checkEnvironments(platform, applications, reportOf);
    });
  }
}
