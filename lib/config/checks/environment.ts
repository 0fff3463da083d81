import { cpuCores, memoryBytes } from '../../model/quantity.ts';
import { checkPlace } from './place.ts';
import type { EnvironmentSubject } from './subject.ts';

const TIERS = ['development', 'staging', 'production'] as const;

function checkQuota({ platform, environment, report }: EnvironmentSubject): void {
  const { quota, tier } = environment;
  const runs = Object.keys({ ...platform.services, ...platform.stateful }).length > 0;
  if (quota === undefined) {
    if (!runs || tier === 'development') return;
    report.add('quota', {
      code: 'quota/missing',
      message: `is missing: a ${tier} environment says how much it may use`,
      fix: "add it, for example quota: { cpu: '8', memory: '16Gi', pods: 40 }",
    });
    return;
  }
  report.rule('quota.cpu', quota.cpu, cpuCores);
  report.rule('quota.memory', quota.memory, memoryBytes);
  report.whole('quota.pods', quota.pods, 1);
  if (quota.storage !== undefined) report.rule('quota.storage', quota.storage, memoryBytes);
}

/** Where an environment runs, and how much it may use. */
export function checkEnvironment(subject: EnvironmentSubject): void {
  const { environment, report } = subject;
  report.word('tier', environment.tier, TIERS);
  report.guard('cluster', () => {
    checkPlace(subject.fleet, subject.environment, '', subject.report);
  });
  if (environment.revision !== undefined)
    report.form('revision', environment.revision, /^\S+$/, 'the name of a branch or tag');
  if (environment.secretStore !== undefined) report.label('secretStore', environment.secretStore);
  report.guard('quota', () => {
    checkQuota(subject);
  });
}
