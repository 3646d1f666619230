/**
 * Makes text from a scanned project safe for a terminal and for one-line formats: line breaks and tabs become spaces, other
 * control characters their visible symbol (U+2400 block), bidirectional overrides and halves of characters a replacement character. A file name or a
 * string literal must not be able to move the cursor, recolour the report or forge a line of it.
 */
export function printable(text: string): string {
  return text.replace(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ').replace(unsafe, symbolOf);
}

/** As `printable`, with line breaks written as `\n`: nothing is lost, and it stays one line. */
export function escaped(text: string): string {
  return text
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, '\\n')
    .replaceAll('\t', ' ')
    .replace(unsafe, symbolOf);
}

/** Halves of characters that have lost their other half become a replacement character: no encoding can write them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/gu;

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
