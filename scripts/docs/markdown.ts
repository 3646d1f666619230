/** A table with a header row. Cells are Markdown; pipes are escaped and line ends become spaces, which would break the row. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

/** Code in a line of text. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
}

/** A block of code; the language is the file's extension. */
export function codeBlock(text: string, file: string): string {
  const language = file.slice(file.lastIndexOf('.') + 1).replace(/^[cm](?=[jt]s$)/u, '');
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/**
 * Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. Throws when the markers are not there exactly once and in
 * this order: a document without them would silently go stale.
 */
export function replaceSection(document: string, name: string, content: string, path: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, ...afterStart] = document.split(start);
  const [, ...afterEnd] = (afterStart[0] ?? '').split(end);
  if (before === undefined || afterStart.length !== 1 || afterEnd.length !== 1) {
    throw new Error(`${path}: needs one ${start} and, after it, one ${end}`);
  }
  return `${before}${start}\n${content}\n${end}${afterEnd[0] ?? ''}`;
}

function cell(text: string): string {
  return text.replace(/\r?\n/gu, ' ').replaceAll('|', String.raw`\|`);
}
