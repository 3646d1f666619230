import type { VNode } from 'preact';
import type { Report } from '../../model/report.js';
import { closingLine } from '../closing-line.js';
import { verdict } from '../verdict.js';
import { ChecklistSection } from './checklist.js';
import { ComparisonSection } from './comparison.js';
import { Computation } from './computation.js';
import { Decision } from './decision.js';
import { DependencyMap } from './dependency-map.js';
import { Document, documentText, PageParts } from './document.js';
import { embedded } from './embedded.js';
import { Findings } from './findings.js';
import { FixFirst } from './fix-first.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { Overview } from './overview.js';
import { pageOf, type Page } from './page.js';
import { Services } from './services.js';
import { Statements } from './statements.js';
import { Unjudged } from './unjudged.js';
import { visible } from './visible.js';

export interface HtmlOptions {
  /** The scanned path as it was typed, for the commands. Default `.`. */
  readonly path?: string;
}

/**
 * The report as one page that loads nothing: what was decided, what to mend first, and the evidence for all of it. Readable without scripts and on paper. Its last
 * line says that it is whole; a page that was cut off says so at its top, because what hides that notice stands at the end.
 */
export function renderHtml(report: Report, options: HtmlOptions = {}): string {
  const page = pageOf(visible(report), options.path ?? '.');
  const data = embedded(report);
  return documentText(
    <Document title={`${page.report.project.name}: production readiness`} data={data} complete={report.complete} exitCode={verdict(report).exitCode}>
      <Header page={page} />
      <Body page={page} />
      <Footer report={page.report} leftOut={data.leftOut} />
    </Document>,
    closingLine(report),
  );
}

function Body({ page }: { readonly page: Page }): VNode {
  const { comparison, services, checklist } = page.report;
  const parts = [
    { id: 'fix-first', title: 'Fix first' },
    ...(comparison ? [{ id: 'comparison', title: 'Changes' }] : []),
    ...(services.length > 0 ? [{ id: 'services', title: 'Services' }] : []),
    { id: 'checklist', title: 'Checklist' },
    { id: 'findings', title: 'Findings' },
    { id: 'dependencies', title: 'Dependencies' },
    { id: 'statements', title: 'Waivers' },
    ...(checklist.score ? [{ id: 'computation', title: 'Score' }] : []),
    { id: 'unjudged', title: 'Coverage' },
  ];
  return (
    <>
      <PageParts parts={parts} />
      <main id="main" tabIndex={-1}>
        <Decision page={page} />
        <Overview page={page} />
        <ComparisonSection page={page} />
        <FixFirst page={page} />
        <Services page={page} />
        <ChecklistSection page={page} />
        <Findings page={page} />
        <DependencyMap page={page} />
        <Statements page={page} />
        <Computation page={page} />
        <Unjudged page={page} />
      </main>
    </>
  );
}
