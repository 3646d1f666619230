import type { Report } from '../../model/report.js';
import { verdict } from '../verdict.js';
import { code, html, joined, paragraph, type Block, type Inline } from './nodes.js';
import type { View } from './view.js';

/** By what a comment is found again: of one project, whatever was said of it. `key` is a project's name. */
export function stickyMarker(key: string, fold = true): string {
  const name = encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\uFFFD')).replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('--', '-%2D');
  return comment(`readiness:v1 project=${name}`, fold);
}

/** The last line: a text that was cut off does not have it. */
export function completionMarker(reports: readonly Report[], fold = true): string {
  const verdicts = reports.map(verdict);
  const sum = (of: (report: (typeof verdicts)[number]) => number): number => verdicts.reduce((total, one) => total + of(one), 0);
  const fields = {
    complete: reports.every(({ complete }) => complete),
    findings: reports.reduce((total, { findings }) => total + findings.length, 0),
    errors: sum(({ errors }) => errors),
    warnings: sum(({ warnings }) => warnings),
    infos: sum(({ infos }) => infos),
    exit: Math.max(0, ...verdicts.map(({ exitCode }) => exitCode)),
  };
  return comment(`readiness:done ${Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`).join(' ')}`, fold);
}

/** By what it was made, and of which commits. */
export function footer(reports: readonly Report[], { fold, form }: Pick<View, 'fold' | 'form'>): readonly Block[] {
  const [first] = reports;
  if (!first) return [];
  const { revision, comparison } = first;
  const [from, to] = [comparison?.base.commit?.slice(0, 7), revision?.commit.slice(0, 7)];
  const parts: readonly Inline[] = [
    `readiness ${first.tool.version}`,
    `model ${first.checklist.model}`,
    ...(to === undefined ? [] : [code(from === undefined ? to : `${from}…${to}`)]),
    ...(form === 'comment' ? ['this comment is edited in place'] : []),
  ];
  return [paragraph([...(fold ? [html('<sub>')] : []), joined(parts, ' · '), ...(fold ? [html('</sub>')] : [])])];
}

/** Where tags are shown as text, a definition that nothing refers to takes their place. */
function comment(text: string, fold: boolean): string {
  return fold ? `<!-- ${text} -->` : `[//]: # (${text})`;
}
