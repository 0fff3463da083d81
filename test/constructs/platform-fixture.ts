import { App } from 'cdk8s';
import { EnvironmentStack, type EnvironmentStackProps } from '../../lib/constructs/environment-stack.ts';
import { PlatformProject, type PlatformProjectProps } from '../../lib/constructs/platform-project.ts';
import { render } from '../../lib/render/render.ts';

export const REPOSITORY = 'https://git.example.com/shop.git';

export function platform(rules: Partial<PlatformProjectProps> = {}): { app: App; project: PlatformProject } {
  const app = new App();
  return {
    app,
    project: new PlatformProject(app, 'shop', { description: 'A shop', repository: REPOSITORY, ...rules }),
  };
}

export function stack(
  project: PlatformProject,
  props: Partial<EnvironmentStackProps> = {},
  id = 'live',
): EnvironmentStack {
  return new EnvironmentStack(project, id, {
    tier: 'production',
    namespace: `shop-${id}`,
    sync: { mode: 'automatic' },
    ...props,
  });
}

/** The manifest at a path of the output. */
export function at(
  app: App,
  path: string,
): { [key: string]: unknown; metadata: Record<string, Record<string, string>>; spec: Record<string, unknown> } {
  const file = render(app).files.find((one) => one.path === path);
  if (!file?.object) throw new Error(`no ${path}`);
  return file.object as never;
}
