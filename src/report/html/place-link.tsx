import type { VNode } from 'preact';
import type { Revision } from '../../model/report.js';

interface PlaceProps {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly revision: Revision | undefined;
}

/** A place in the code; a link to its forge where the report knows that. */
export function PlaceLink({ file, line, column, revision }: PlaceProps): VNode {
  const text = [file, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(':');
  const href = forgePage(revision, file, line);
  return href === undefined ? <code class="place">{text}</code> : <a class="place" href={href} rel="noreferrer noopener"><code>{text}</code></a>;
}

/** The page of a line at its forge, in the form of GitHub unless the host's name says GitLab or Bitbucket. */
function forgePage(revision: Revision | undefined, file: string, line: number | undefined): string | undefined {
  if (revision === undefined || !isWebAddress(revision.url)) return undefined;
  const { url, commit, folder } = revision;
  const { hostname } = new URL(url);
  const path = [...folder.split('/'), ...file.split('/')].filter(Boolean).map(encodeURIComponent).join('/');
  const at = line === undefined ? '' : String(line);
  if (hostname.includes('bitbucket')) return `${url}/src/${commit}/${path}${at && `#lines-${at}`}`;
  return `${url}/${hostname.includes('gitlab') ? '-/' : ''}blob/${commit}/${path}${at && `#L${at}`}`;
}

/** Addresses of other kinds, such as `javascript:`, are never made links. */
export function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);
}
