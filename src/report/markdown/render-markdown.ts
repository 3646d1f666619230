import type { Report } from '../../model/report.js';
import { addedFindings, changeParts } from './change-parts.js';
import { decisionBlocks, decisionTitle } from './decision.js';
import { fixFirstParts } from './fix-first.js';
import { completionMarker, footer, stickyMarker } from './frame.js';
import { harmlessHtml } from './harmless.js';
import { signed } from './marks.js';
import { plural } from '../plural.js';
import { heading, html, paragraph, table, type Inline } from './nodes.js';
import { fit, fixedPart, folded, rowsPart, type Limit, type Part } from './part.js';
import { peopleParts } from './people-parts.js';
import type { Forge } from './source-link.js';
import { findingParts, itemParts, problemParts, serviceParts } from './state-parts.js';
import { viewOf, type View } from './view.js';
import { verdict } from '../verdict.js';

export interface MarkdownOptions {
  /** `comment` for a pull request, `summary` for the page of a job: all findings, and nothing folded. Default `comment`. */
  readonly form?: View['form'];
  /** The site that shows it; default: what the repository's address says, else GitHub. */
  readonly forge?: Forge;
  /** The repository's page, where it is known better than the report knows it. */
  readonly url?: string;
  /** What the comment is found again by. Default: the name of the project. */
  readonly key?: string;
}

/** GitHub cuts nothing: it refuses comments over 65,536 characters, and job summaries over 1 MiB. Bitbucket's comments hold half as much. */
const limits: Readonly<Record<View['form'] | 'bitbucket', Limit>> = {
  comment: { most: 65_000, measure: (text) => text.length },
  bitbucket: { most: 32_000, measure: (text) => text.length },
  summary: { most: 900_000, measure: (text) => Buffer.byteLength(text) },
};

/** A report for a pull request or for the page of a job, in GitHub's Markdown. What the repository says is escaped, and neither calls people nor refers to anything. */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  return renderAll([report], options);
}

/** Reports of the services of a repository as one text: a table of them, and each that has something to say folded below it. One report is shown as it is. */
export function renderAll(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const [only] = reports;
  const body = reports.length === 1 && only ? partsOf(only, viewFor(only, options)) : mergedParts(reports, options);
  return framed(reports, body, options);
}

/** What an earlier comment is replaced by when nothing is left to say. */
export function renderResolved(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const lines = reports.map((report) => fixedPart(...decisionBlocks(report).slice(1)));
  return framed(reports, [fixedPart(heading(3, '✔ Everything flagged earlier is resolved')), ...(reports.length === 1 ? lines : [])], options);
}

/** Whether a pull request should hear of a report: something changed, or its gate does not pass. */
export function isNoteworthy(report: Report): boolean {
  const { comparison } = report;
  if (verdict(report).gate !== 'pass') return true;
  return comparison !== undefined && comparison.items.length + addedFindings(report).length + comparison.fixed.length + comparison.waivers.length > 0;
}

function viewFor(report: Report, { form = 'comment', forge, url }: MarkdownOptions): View {
  return viewOf(report, { form, forge, url });
}

function framed(reports: readonly Report[], body: readonly Part[], { form = 'comment', forge, key }: MarkdownOptions): string {
  const fold = forge !== 'bitbucket';
  const limit = limits[form === 'comment' && forge === 'bitbucket' ? 'bitbucket' : form];
  const parts = [
    ...(form === 'comment' ? [fixedPart(html(stickyMarker(key ?? keyOf(reports), fold)))] : []),
    ...body,
    fixedPart(...footer(reports, { fold, form }), html(completionMarker(reports, fold))),
  ];
  return `${fit(parts, limit)}\n`;
}

/** Several services share a comment: a name that stays when one more of them comes. */
export function keyOf(reports: readonly Report[]): string {
  const [only] = reports;
  return reports.length === 1 && only ? only.project.name : '*';
}

function partsOf(report: Report, view: View): readonly Part[] {
  return [
    fixedPart(...decisionBlocks(report)),
    ...changeParts(report, view),
    ...fixFirstParts(report, view),
    ...problemParts(report, view),
    ...serviceParts(report.services),
    ...findingParts(report, view),
    ...itemParts(report, view),
    ...peopleParts(report, view),
  ];
}

function mergedParts(reports: readonly Report[], options: MarkdownOptions): readonly Part[] {
  const failed = reports.filter((report) => verdict(report).gate !== 'pass');
  const title = failed.length === 0 ? `✔ ${plural(reports.length, 'service')}: all gates passed` : `✖ ${String(failed.length)} of ${plural(reports.length, 'service')} ${failed.length === 1 ? 'fails its gate' : 'fail their gates'}`;
  return [
    fixedPart(heading(3, title)),
    ...rowsPart(reports, { title: [], noun: 'service', body: (shown) => [table(['Service', 'verified', 'change', 'tier', 'decision'], shown.map(reportRow), [1, 2])] }),
    ...reports.filter(isNoteworthy).flatMap((report) => {
      const view = viewFor(report, options);
      return folded(view.fold ? harmlessHtml(report.project.name) : report.project.name, partsOf(report, view), view);
    }),
    ...(reports.some(isNoteworthy) ? [] : [fixedPart(paragraph('Nothing changed.'))]),
  ];
}

function reportRow(report: Report): readonly Inline[] {
  const { project, comparison, checklist: { score, tier } } = report;
  return [project.name, String(score?.verified ?? '–'), comparison?.points === undefined ? '–' : signed(comparison.points), tier ?? 'none yet', decisionTitle(report)];
}
