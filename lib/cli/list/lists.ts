/** What `argosy ls` can list. */
export const LISTS = ['platforms', 'environments', 'parts', 'images', 'applications'] as const;
export type List = (typeof LISTS)[number];
/** Those that the data alone tells; for Applications it is synthesized. */
export type DataList = Exclude<List, 'applications'>;

export type ListFormat = 'table' | 'json';
