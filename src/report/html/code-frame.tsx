import type { VNode } from 'preact';
import type { Finding } from '../../model/report.js';

/** Characters of a line that are shown before and after the site: minified files have lines of megabytes. */
const reach = 160;

/** The source around a finding with its site marked. Nothing when the frame does not hold the finding's line. */
export function CodeFrame({ finding }: { readonly finding: Finding }): VNode | null {
  const { frame, line } = finding;
  if (line < frame.startLine || line >= frame.startLine + frame.lines.length) return null;
  return (
    <pre class="frame">
      {frame.lines.map((text, at) => {
        const number = frame.startLine + at;
        const source = text.replace(/[\r\n]+$/, '');
        return (
          <span key={number} class={number === line ? 'row site' : 'row'}>
            <span class="line-number">{number}</span>
            <code>{number === line ? <Marked source={source} finding={finding} /> : cut(source, 2 * reach)}</code>
            {'\n'}
          </span>
        );
      })}
    </pre>
  );
}

function Marked({ source, finding: { line, column, endLine, endColumn } }: { readonly source: string; readonly finding: Finding }): VNode {
  const from = Math.min(Math.max(column - 1, 0), source.length);
  const to = endLine > line ? source.length : Math.min(Math.max(endColumn - 1, from), source.length);
  const before = source.slice(0, from);
  const indent = /^\s*/.exec(before)?.[0] ?? '';
  return (
    <>
      {before.length > 2 * reach ? `${indent.slice(0, reach)}…${before.slice(-reach)}` : before}
      <mark>{cut(source.slice(from, to), reach)}</mark>
      {cut(source.slice(to), reach)}
    </>
  );
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
