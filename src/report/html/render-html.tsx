import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Report } from '../../model/report.js';
import { closingLine } from '../closing-line.js';
import { verdict } from '../verdict.js';
import { ChecklistSection } from './checklist.js';
import { ComparisonSection } from './comparison.js';
import { Computation } from './computation.js';
import { Decision } from './decision.js';
import { DependencyMap } from './dependency-map.js';
import { embedded } from './embedded.js';
import { Findings } from './findings.js';
import { FixFirst } from './fix-first.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { Overview } from './overview.js';
import { pageOf, type Page } from './page.js';
import { script } from './script.js';
import { Services } from './services.js';
import { Statements } from './statements.js';
import { style } from './style.js';
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
  return `<!doctype html>\n${renderToString(<Document page={page} report={report} />)}\n<!-- readiness ${closingLine(report)} -->\n`;
}

/** Nothing may be loaded, and only our own style and script run. */
const policy = `default-src 'none'; img-src data:; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function Document({ page, report }: { readonly page: Page; readonly report: Report }): VNode {
  const { json, leftOut } = embedded(report);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${page.report.project.name}: production readiness`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <p id="cut" role="alert">This report is cut off: its end is missing. Do not take it for a result.</p>
        <Header page={page} />
        <Body page={page} />
        <Footer report={page.report} leftOut={leftOut} />
        <script type="application/json" id="report" data-evidence-left-out={leftOut} dangerouslySetInnerHTML={{ __html: json }} />
        <script dangerouslySetInnerHTML={{ __html: script }} />
        <div id="end" data-complete={String(report.complete)} data-exit={verdict(report).exitCode} />
      </body>
    </html>
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
      <nav aria-label="Parts of the report">
        <ul>{parts.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ul>
      </nav>
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
