/** Marks that words follow, and what they are without their glyph; the order matters, the last ones stand for any other use. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/✔ /g, '[x] '],
  [/✖ fail/g, '[ ] fail'],
  [/[▲] partial/g, '[~] partial'],
  [/~ waived/g, '[~] waived'],
  [/\? unknown/g, '[?] unknown'],
  [/– does not apply/g, '[-] does not apply'],
  [/[✖▲‼] /g, '[!] '],
  [/ℹ /g, '[i] '],
];

const drawn: Readonly<Record<string, string>> = { '─': '-', '│': '|', '…': '.', '·': '-', '–': '-', '→': '>', '▕': '[', '▏': ']', '█': '#', '▒': '+', '░': '.' };

/** A text for a terminal that has no Unicode: marks become `[x]`, `[~]`, `[ ]`, `[?]`, lines and bars ASCII, and what else there is a question mark. */
export function asciiText(text: string): string {
  const marked = marks.reduce((result, [glyph, ascii]) => result.replace(glyph, ascii), text);
  return marked.replace(/[^\u0000-\u007f]/gu, (character) => drawn[character] ?? '?');
}
