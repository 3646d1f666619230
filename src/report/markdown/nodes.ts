import type { BlockContent, Html, List, ListItem, Paragraph, PhrasingContent, RootContent, Table, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { harmless, harmlessCode } from './harmless.js';

/** What stands in a line. A string is text, of ours or of the repository: both are escaped. */
export type Inline = string | PhrasingContent | readonly Inline[];

export type Block = RootContent;

function inlines(content: Inline): PhrasingContent[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', value: harmless(content) }];
  return 'type' in content ? [content] : content.flatMap(inlines);
}

export function strong(content: Inline): PhrasingContent {
  return { type: 'strong', children: inlines(content) };
}

export function emphasis(content: Inline): PhrasingContent {
  return { type: 'emphasis', children: inlines(content) };
}

/** Text in code; an empty one is shown as a space, since there is no empty code. */
export function code(text: string): PhrasingContent {
  return { type: 'inlineCode', value: harmlessCode(text) || ' ' };
}

/** A link, or its content alone where there is no address. */
export function link(content: Inline, url: string | undefined): Inline {
  return url === undefined ? content : { type: 'link', url, children: inlines(content) };
}

/** Several contents with a separator between them. */
export function joined(contents: readonly Inline[], separator: string): Inline {
  return contents.flatMap((content, at) => (at === 0 ? [content] : [separator, content]));
}

export function heading(depth: 2 | 3 | 4, content: Inline): Block {
  return { type: 'heading', depth, children: inlines(content) };
}

export function paragraph(content: Inline): Paragraph {
  return { type: 'paragraph', children: inlines(content) };
}

export function list(items: readonly Inline[], { ordered = false }: { readonly ordered?: boolean } = {}): List {
  const children = items.map((content): ListItem => ({ type: 'listItem', spread: false, children: [paragraph(content)] satisfies BlockContent[] }));
  return { type: 'list', ordered, ...(ordered && { start: 1 }), spread: false, children };
}

/** A table; each row has as many cells as the header. The columns named in `right` hold numbers. */
export function table(header: readonly Inline[], rows: readonly (readonly Inline[])[], right: readonly number[] = []): Table {
  const row = (cells: readonly Inline[]): TableRow => ({ type: 'tableRow', children: header.map((_, at) => ({ type: 'tableCell', children: inlines(cells[at] ?? '') })) });
  return { type: 'table', align: header.map((_, at) => (right.includes(at) ? 'right' : 'left')), children: [header, ...rows].map(row) };
}

/** A tag or a comment of our own, never of the repository. */
export function html(value: string): Html {
  return { type: 'html', value };
}

/** Blocks as text, without a line break at the end. */
export function write(blocks: readonly Block[]): string {
  return toMarkdown({ type: 'root', children: [...blocks] }, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: '-', emphasis: '*', rule: '-' }).trimEnd();
}
