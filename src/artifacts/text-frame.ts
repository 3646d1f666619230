/** Cells of a line that are shown. */
const widest = 100;

/** The lines around one, which counts from 1, with their numbers and a mark at it. */
export function textFrame(text: string, line: number): readonly string[] {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const digits = String(last).length;
  return lines.slice(first - 1, last).map((source, at) => {
    const number = first + at;
    const shown = source.length > widest ? `${source.slice(0, widest)}…` : source;
    return `${number === line ? '>' : ' '} ${String(number).padStart(digits)} │ ${shown}`.trimEnd();
  });
}
