import { createHash } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { script } from './script.js';
import { style } from './style.js';

/** Nothing may be loaded, and only our own style and script run. */
const policy = `default-src 'none'; img-src data:; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export interface DocumentProps {
  readonly title: string;
  /** What is shown, as data: JSON that can stand in a `script` element, and how much of the evidence it leaves out. */
  readonly data: { readonly json: string; readonly leftOut: number };
  readonly complete: boolean;
  readonly exitCode: number;
  readonly children: ComponentChildren;
}

/** A page that loads nothing. One that was cut off says so at its top, because what hides that notice stands at the end. */
export function Document({ title, data: { json, leftOut }, complete, exitCode, children }: DocumentProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <p id="cut" role="alert">This report is cut off: its end is missing. Do not take it for a result.</p>
        {children}
        <script type="application/json" id="report" data-evidence-left-out={leftOut} dangerouslySetInnerHTML={{ __html: json }} />
        <script dangerouslySetInnerHTML={{ __html: script }} />
        <div id="end" data-complete={String(complete)} data-exit={exitCode} />
      </body>
    </html>
  );
}

/** The document as text. Its last line says that it is whole. */
export function documentText(document: VNode, closing: string): string {
  return `<!doctype html>\n${renderToString(document)}\n<!-- readiness ${closing} -->\n`;
}

/** The name of the page, with the buttons that scripts give life. */
export function TitleRow({ eyebrow, title }: { readonly eyebrow: string; readonly title: string }): VNode {
  return (
    <div class="title-row">
      <div>
        <p class="eyebrow">{eyebrow}</p>
        <h1>{title}</h1>
      </div>
      <div class="tools scripted">
        <button type="button" id="theme" aria-pressed="false">Dark theme</button>
        <button type="button" id="print">Print</button>
      </div>
    </div>
  );
}

/** The links to the parts of a page. */
export function PageParts({ parts }: { readonly parts: readonly { readonly id: string; readonly title: string }[] }): VNode {
  return (
    <nav aria-label="Parts of the report">
      <ul>{parts.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ul>
    </nav>
  );
}
