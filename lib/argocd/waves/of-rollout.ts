import { get, list, lists } from './read.ts';
import { named, pointed, type Reference } from './reference.ts';

const analysisOf = (analysis: unknown): Reference[] =>
  list(get(analysis, 'templates')).flatMap((template) =>
    get(template, 'clusterScope') === true
      ? named('ClusterAnalysisTemplate', get(template, 'templateName')).map((one) => ({ ...one, namespace: '' }))
      : named('AnalysisTemplate', get(template, 'templateName')),
  );

const routesOf = (plugin: unknown): unknown[] => [
  get(plugin, 'httpRoute'),
  ...list(get(plugin, 'httpRoutes')).map((route) => get(route, 'name')),
];

/** What Argo Rollouts looks for before it starts: without one of these a Rollout is an InvalidSpec, and the sync fails. */
export function ofRollout(spec: unknown): Reference[] {
  const [canary, blueGreen] = [get(spec, 'strategy', 'canary'), get(spec, 'strategy', 'blueGreen')];
  const steps = list(get(canary, 'steps'));
  const traffic = get(canary, 'trafficRouting');
  const plugins = Object.values((get(traffic, 'plugins') ?? {}) as Readonly<Record<string, unknown>>);
  return [
    ...named('Service', get(canary, 'stableService'), get(canary, 'canaryService')),
    ...named('Service', get(canary, 'pingPong', 'pingService'), get(canary, 'pingPong', 'pongService')),
    ...named('Service', get(blueGreen, 'activeService'), get(blueGreen, 'previewService')),
    ...[
      ...steps.map((step) => get(step, 'analysis')),
      ...lists(steps, 'experiment', 'analyses').map((one) => ({ templates: [one] })),
      get(canary, 'analysis'),
      get(blueGreen, 'prePromotionAnalysis'),
      get(blueGreen, 'postPromotionAnalysis'),
    ].flatMap(analysisOf),
    ...named('Ingress', get(traffic, 'nginx', 'stableIngress'), ...list(get(traffic, 'nginx', 'stableIngresses'))),
    ...named('HTTPRoute', ...plugins.flatMap(routesOf)),
    ...pointed(get(spec, 'workloadRef'), 'Deployment'),
  ];
}
