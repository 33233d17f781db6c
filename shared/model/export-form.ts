/** What a download can be copied as, for another program to fetch. */
export const exportForms = ['curl', 'parallel', 'aria2', 'wget', 'metalink'] as const;

export type ExportForm = (typeof exportForms)[number];
