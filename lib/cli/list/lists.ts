/** What `argosy ls` can list. */
export const LISTS = ['platforms', 'environments', 'parts', 'images'] as const;
export type List = (typeof LISTS)[number];

export type ListFormat = 'table' | 'json';
