/** Selectors are immutable in a cluster: two labels that never change, and nothing derived from a construct path. */
export function selectorLabels(name: string, instance: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/name': name };
}

/** Labels of every object of a platform: where it belongs, and who looks after it. */
export function platformLabels(platform: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'argosy', 'app.kubernetes.io/part-of': platform };
}

/** Labels of every object of a part: the selector's, and where it belongs. */
export function objectLabels(name: string, instance: string, platform: string): Record<string, string> {
  return { ...selectorLabels(name, instance), ...platformLabels(platform) };
}

/** Which environment an Application belongs to, and which part it is: what selects Applications looks at these. */
export const ENVIRONMENT_LABEL = 'argosy.dev/environment';
export const PART_LABEL = 'argosy.dev/part';
