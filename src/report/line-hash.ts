/** Units of text, from the start of a line on, that stand for the line; blanks and tabs are not among them. */
const window = 100;
const base = 37n;
const endOfFile = '\uffff';

/**
 * Gives for each line, from 1, what code scanning recognises it by: `primaryLocationLineHash`, a polynomial hash of the text that begins there, and which of the equal ones it is.
 * The definition is that of github/codeql-action (src/fingerprints.ts); what it gives is compared with @microsoft/sarif in the tests.
 */
export function lineHashes(text: string): (line: number) => string | undefined {
  const kept = text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '') + endOfFile;
  const seen = new Map<string, number>();
  const lines: { readonly text: string; readonly ordinal: number }[] = [];
  for (let start = 0; start < kept.length; start = nextLine(kept, start)) {
    const own = kept.slice(start, start + window);
    const ordinal = (seen.get(own) ?? 0) + 1;
    seen.set(own, ordinal);
    lines.push({ text: own, ordinal });
  }
  return (line) => {
    const found = lines[line - 1];
    return found && `${hash(found.text)}:${String(found.ordinal)}`;
  };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** What is shorter than the window counts as if zeros followed. */
function hash(text: string): string {
  let sum = 0n;
  for (let at = 0; at < window; at++) sum = BigInt.asUintN(64, sum * base + BigInt(at < text.length ? text.charCodeAt(at) : 0));
  return sum.toString(16);
}
