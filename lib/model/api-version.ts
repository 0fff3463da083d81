/** The API group of an `apiVersion`: `apps` of `apps/v1`, `''` of `v1`. */
export const groupOf = (apiVersion: string): string => apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
