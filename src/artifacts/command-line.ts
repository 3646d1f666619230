/** A command as a shell runs it: its words, and what stands between it and the next one. */
export interface ShellCommand {
  /** Without the assignments in front. */
  readonly words: readonly string[];
  /** `&&`, `||`, `;`, `|`, `&`, or nothing behind the last. */
  readonly before: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a command line into commands and words: quotes, escapes, comments and line continuations as in a POSIX shell. Substitutions stay in
 * their words as they are written. `undefined` for what is more than a list of commands: loops, conditions, functions, here-documents.
 */
export function readCommandLine(line: string): readonly ShellCommand[] | undefined {
  const commands: { words: string[]; before: string; start: number; end: number }[] = [];
  let current = { words: [] as string[], before: '', start: 0, end: 0 };
  let word: string | undefined;
  let at = 0;
  const endWord = (): void => {
    if (word === undefined) return;
    if (current.words.length === 0 && /^[A-Za-z_]\w*=/.test(word)) word = undefined;
    else {
      if (current.words.length === 0) current.start = at - word.length;
      current.words.push(word);
      current.end = at;
      word = undefined;
    }
  };
  const endCommand = (operator: string): void => {
    endWord();
    if (current.words.length > 0) commands.push(current);
    current = { words: [], before: current.words.length > 0 ? operator : current.before, start: at, end: at };
  };
  while (at < line.length) {
    const char = line[at] ?? '';
    const two = line.slice(at, at + 2);
    if (two === '\\\n') at += 2;
    else if (char === '\\') { word = (word ?? '') + (line[at + 1] ?? ''); at += 2; }
    else if (char === "'" || char === '"') {
      const end = closing(line, at, char);
      if (end < 0) return undefined;
      word = (word ?? '') + line.slice(at + 1, end);
      at = end + 1;
    } else if (char === '$' && (line[at + 1] === '(' || line[at + 1] === '{')) {
      const end = balanced(line, at + 1);
      if (end < 0) return undefined;
      word = (word ?? '') + line.slice(at, end + 1);
      at = end + 1;
    } else if (two === '&&' || two === '||' || two === ';;' || two === '<<') {
      if (two === ';;' || two === '<<') return undefined;
      endCommand(two);
      at += 2;
    } else if (char === '&' && (line[at - 1] === '>' || line[at + 1] === '>')) { word = (word ?? '') + char; at += 1; }
    else if (char === ';' || char === '|' || char === '&' || char === '\n') { endCommand(char === '\n' ? ';' : char); at += 1; }
    else if (char === '#' && word === undefined) { const end = line.indexOf('\n', at); at = end < 0 ? line.length : end; }
    else if (/\s/.test(char)) { endWord(); at += 1; }
    else { word = (word ?? '') + char; at += 1; }
  }
  endCommand('');
  return commands.some(({ words: [first = ''] }) => reserved.has(first) || /\(\)?$/.test(first) || first.startsWith('(')) ? undefined : commands;
}

const reserved: ReadonlySet<string> = new Set(['if', 'then', 'else', 'elif', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'esac', '{', '}', 'function', 'select']);

function closing(line: string, from: number, quote: string): number {
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === '\\' && quote === '"') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

function balanced(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    if (line[at] === '(' || line[at] === '{') depth += 1;
    else if (line[at] === ')' || line[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
