import { displayWidth } from './display-width.js';
import { printable } from './printable.js';

/** Breaks text at spaces into lines of at most `width` cells. A longer word stays whole: paths and code are there to be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(/ +/)) {
    if (line && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line && word ? `${line} ${word}` : line || word;
    }
  }
  return line ? [...lines, line] : lines;
}

/** Wraps text beside a label: `label` stands on the first line, the others are indented to its width. */
export function wrapBeside(label: string, text: string, width: number): readonly string[] {
  const indent = displayWidth(label);
  return wrap(text, Math.max(width - indent, 20)).map((line, index) => (index === 0 ? label : ' '.repeat(indent)) + line);
}
