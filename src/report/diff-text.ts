import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Colors } from 'picocolors/types.js';
import type { FileChange } from '../model/mended.js';
import { printable } from './printable.js';

export interface DiffStyle {
  readonly colors: Colors;
  /** Hides what no output may show; each character stays one. */
  readonly hide: (text: string) => string;
  /** For eyes: what could steer the terminal is made visible. Else the text is as it is, so that `git apply` takes it. */
  readonly terminal: boolean;
}

/** A change of one file as a unified diff with three lines around each place, without a line break at its end. */
export function renderDiff({ file, before, after }: FileChange, style: DiffStyle): string {
  const from = before === undefined ? '/dev/null' : `a/${file}`;
  const patch = createTwoFilesPatch(from, `b/${file}`, style.hide(before ?? ''), style.hide(after), undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
  return patch.replace(/\n$/, '').split('\n').map((line, at) => coloured(style.terminal ? visible(line) : line, at, style.colors)).join('\n');
}

/** The two first lines name the file. */
function coloured(line: string, at: number, colors: Colors): string {
  if (at < 2) return colors.bold(line);
  if (line.startsWith('@@')) return colors.cyan(line);
  return line.startsWith('+') ? colors.green(line) : line.startsWith('-') ? colors.red(line) : line;
}

function visible(line: string): string {
  return line.replace(/\r$/, '').split('\t').map(printable).join('\t');
}
