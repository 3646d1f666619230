/** A line of a file as it is after the change, and the piece of the diff that it stands in. */
export interface DiffLine {
  readonly text: string;
  readonly hunk: number;
}

/** The lines that a patch in unified form shows of the new side, by number. Comments can be put on these and no others. */
export function diffLines(patch: string): ReadonlyMap<number, DiffLine> {
  const lines = new Map<number, DiffLine>();
  let [number, hunk] = [0, 0];
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (start) {
      number = Number(start[1]);
      hunk += 1;
    } else if (hunk > 0 && (line.startsWith('+') || line.startsWith(' '))) {
      lines.set(number, { text: line.slice(1), hunk });
      number += 1;
    }
  }
  return lines;
}
