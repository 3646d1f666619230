import type { VNode } from 'preact';
import type { Revision } from '../../model/report.js';
import { lineLink, sourceOf } from '../markdown/source-link.js';

interface PlaceProps {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly revision: Revision | undefined;
}

/** A place in the code; a link to its forge where the report knows that. */
export function PlaceLink({ file, line, column, revision }: PlaceProps): VNode {
  const text = [file, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(':');
  const href = line === undefined ? undefined : lineLink(sourceOf(revision), { file, line });
  return href === undefined ? <code class="place">{text}</code> : <a class="place" href={href} rel="noreferrer noopener"><code>{text}</code></a>;
}
