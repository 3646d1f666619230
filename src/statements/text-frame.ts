/** The line of a text with the ones around it, for a message to people: `> 3 |   utnil: 2027-02-01`. Lines count from 1. */
export function textFrame(text: string, line: number): string {
  const lines = text.split(/\r\n|\n/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  return lines.slice(first - 1, last).map((content, at) => `${first + at === line ? '>' : ' '} ${String(first + at).padStart(width)} | ${content}`.trimEnd()).join('\n');
}
