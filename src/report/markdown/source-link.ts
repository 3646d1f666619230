import type { Revision } from '../../model/report.js';

/** The sites whose pages differ. */
export type Forge = 'github' | 'gitlab' | 'bitbucket';

/** Where a repository is shown, and which state of it. */
export interface Source {
  readonly url: string;
  readonly commit: string;
  /** Where the scanned folder lies in it. */
  readonly folder: string;
  readonly forge: Forge;
}

const pages: Readonly<Record<Forge, { readonly folder: string; readonly anchor: string }>> = {
  github: { folder: 'blob', anchor: 'L' },
  gitlab: { folder: '-/blob', anchor: 'L' },
  bitbucket: { folder: 'src', anchor: 'lines-' },
};

/** Where the source of a report can be seen; undefined where no address is known, or it is none of the web. */
export function sourceOf(revision: Revision | undefined, commit = revision?.commit, forge?: Forge): Source | undefined {
  if (revision?.url === undefined || commit === undefined || !/^[0-9a-f]{7,64}$/i.test(commit) || !isWebAddress(revision.url)) return undefined;
  return { url: revision.url.replace(/\/+$/, ''), commit, folder: revision.folder, forge: forge ?? forgeOf(revision.url) };
}

/** The page of a line. */
export function lineLink(source: Source | undefined, { file, line }: { readonly file: string; readonly line: number }): string | undefined {
  if (source === undefined) return undefined;
  const path = [...source.folder.split('/'), ...file.split('/')].filter((part) => part !== '' && part !== '.').map(encodeURIComponent).join('/');
  const { folder, anchor } = pages[source.forge];
  return `${source.url}/${folder}/${source.commit}/${path}#${anchor}${String(line)}`;
}

/** By the name of the host: installations of one's own mostly bear it. */
function forgeOf(url: string): Forge {
  const { hostname } = new URL(url);
  return hostname.includes('gitlab') ? 'gitlab' : hostname.includes('bitbucket') ? 'bitbucket' : 'github';
}

/** Addresses of other kinds, such as `javascript:`, are never made links. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
