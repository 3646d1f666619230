import type { Report } from '../model/report.js';

/** A file of the report as its forge names it: relative to the root of the repository. */
export function repositoryPath({ revision }: Report, file: string): string {
  return revision === undefined || revision.folder === '' ? file : `${revision.folder}/${file}`;
}
