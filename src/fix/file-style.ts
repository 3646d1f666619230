import type { ParsedSource } from '../analysis/parsed-source.js';
import type { ts as Ts } from '../ts.js';

/** How a file is written, as far as what is added to it should look the same. */
export interface FileStyle {
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** One level of indentation, as most of the file has it. */
  readonly indent: string;
  /** One level where lines begin with the other of tabs and spaces. */
  readonly otherIndent: string;
  readonly newline: '\n' | '\r\n';
}

/** Reads a file's style from what stands in it: what most of it does. Without anything to go by: single quotes, semicolons, two spaces. */
export function styleOf({ text, tree, ts }: ParsedSource): FileStyle {
  const quotes = { "'": 0, '"': 0 };
  let [ended, open] = [0, 0];
  const visit = (node: Ts.Node): void => {
    if (ts.isStringLiteral(node) && !ts.isJsxAttribute(node.parent)) quotes[text[node.end - 1] === '"' ? '"' : "'"] += 1;
    else if (takesSemicolon(ts, node)) {
      if (text[node.end - 1] === ';') ended += 1;
      else open += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { quote: quotes['"'] > quotes["'"] ? '"' : "'", semicolons: ended >= open, ...indentsOf(text), newline: /\r\n/.test(text) ? '\r\n' : '\n' };
}

function takesSemicolon(ts: typeof Ts, node: Ts.Node): boolean {
  return ts.isExpressionStatement(node) || ts.isVariableStatement(node) || ts.isImportDeclaration(node) || ts.isReturnStatement(node);
}

/** One level of indentation where a line begins so. */
export function stepBehind({ indent, otherIndent }: FileStyle, before: string): string {
  return before !== '' && before.startsWith('\t') !== indent.startsWith('\t') ? otherIndent : indent;
}

/** The steps by which lines go further in than those above them. */
function indentsOf(text: string): Pick<FileStyle, 'indent' | 'otherIndent'> {
  const counts = new Map<string, number>();
  let above = '';
  for (const [, space = ''] of text.matchAll(/^([ \t]*)[^\s*]/gm)) {
    if (space.length > above.length && space.startsWith(above)) {
      const step = space.slice(above.length);
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    above = space;
  }
  const steps = [...counts].sort(([, a], [, b]) => b - a).map(([step]) => step);
  const indent = steps[0] ?? '  ';
  const isOther = (step: string): boolean => step.startsWith('\t') !== indent.startsWith('\t');
  return { indent, otherIndent: steps.find(isOther) ?? (isOther('\t') ? '\t' : '  ') };
}

/** Tokens in which a quote or a semicolon may stand; of them only strings in single quotes are changed. */
const tokens = /`(?:[^`\\]|\\[^])*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*/g;

/**
 * Writes code as the file is written.
 * @param code with single quotes, semicolons, two spaces a level and `\n`
 * @param indent what stands before the line that it is inserted at; further lines get it too
 */
export function inStyle(code: string, style: FileStyle, indent: string): string {
  const { quote, semicolons, newline } = style;
  const step = stepBehind(style, indent);
  const quoted = quote === "'" ? code : code.replace(tokens, (token) => (token.startsWith("'") && !token.includes('"') && !token.includes('\\') ? `"${token.slice(1, -1)}"` : token));
  const lines = quoted.split('\n');
  return lines
    .map((line, index) => (semicolons ? line : withoutSemicolon(line, lines[index + 1] ?? '')))
    .map((line, index) => (index === 0 || line === '' ? line : indent + line.replace(/^(?: {2})+/, (spaces) => step.repeat(spaces.length / 2))))
    .join(newline);
}

/** A line that starts so would be read as going on with the one above. */
function withoutSemicolon(line: string, next: string): string {
  return (/^\s*[([`+\-/]/.test(next) ? line : line.replace(/;$/, '')).replace(/;(?= \})/g, '');
}
