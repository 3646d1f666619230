import type { Report } from '../../model/report.js';
import { sourceOf, type Forge, type Source } from './source-link.js';

/** How a report is shown: for whom, where, and with which links. */
export interface View {
  readonly form: 'comment' | 'summary';
  /** Whether the forge folds what stands in `<details>`. */
  readonly fold: boolean;
  readonly forge?: Forge;
  /** The repository's page, where it is known better than the report knows it. */
  readonly url?: string;
  readonly source: Source | undefined;
}

/** The view of one report. Bitbucket shows tags as text. */
export function viewOf({ revision }: Report, { form, forge, url }: { readonly form: View['form']; readonly forge?: Forge | undefined; readonly url?: string | undefined }): View {
  const known = revision && { ...revision, ...(url !== undefined && { url }) };
  return { form, fold: forge !== 'bitbucket', ...(forge && { forge }), ...(url !== undefined && { url }), source: sourceOf(known, known?.commit, forge) };
}
