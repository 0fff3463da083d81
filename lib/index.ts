/**
 * The public API: what `environments/` and other cdk8s apps may use.
 * Data: `definePlatform`, `defineEnvironment`, `defineFleet`. Values: `ImageRef`, `Strategy`. Constructs: `PlatformProject`,
 * `EnvironmentStack`, `ServiceRollout`, `StatefulPart`, `AnalysisSuite`, `ControlPlane`. Output: `render`.
 */
export type { ArgoCdSettings, Exclusion, OwnedFields } from './model/argocd-settings.ts';
export type { Backup } from './model/backup.ts';
export * from './model/chart.ts';
export type * from './model/delivery.ts';
export * from './model/environment.ts';
export * from './model/fleet.ts';
export * from './model/gate.ts';
export { ImageRef } from './model/image-ref.ts';
export type * from './model/notification/notification.ts';
export * from './model/platform.ts';
export * from './model/project.ts';
export * from './model/secret.ts';
export { Strategy } from './model/strategy.ts';
export type { BlueGreenOptions, CanaryStep, Surge } from './model/strategy.ts';
export * from './model/sync.ts';
export * from './model/workload.ts';
export { ProblemError, type Issue, type Problem } from './model/issue.ts';
export { AnalysisSuite } from './constructs/analysis-suite.ts';
export { ControlPlane } from './constructs/control-plane.ts';
export { EnvironmentStack } from './constructs/environment-stack.ts';
export { PlatformProject } from './constructs/platform-project.ts';
export { ServiceRollout } from './constructs/service-rollout.ts';
export { StatefulPart } from './constructs/stateful-service.ts';
export { Manifest } from './constructs/manifest.ts';
export { render } from './render/render.ts';
