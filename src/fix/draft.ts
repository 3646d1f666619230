import type { ParsedSource } from '../analysis/parsed-source.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Range } from '../model/facts.js';
import type { TextEdit } from '../model/span.js';
import type { ts as Ts } from '../ts.js';
import { inStyle, stepBehind, styleOf, type FileStyle } from './file-style.js';
import { importedName, type WantedImport } from './imports.js';

const styles = new WeakMap<ParsedSource, FileStyle>();

/**
 * A change of one file under construction. Code is given in one canonical style (single quotes, semicolons, two spaces, `\n`) and is written in that
 * of the file. Offsets are those of the text without its byte order mark.
 */
export class Draft {
  readonly edits: TextEdit[] = [];
  private readonly imports = new Map<string, string>();
  private readonly style: FileStyle;

  constructor(readonly file: string, readonly source: ParsedSource) {
    const known = styles.get(source);
    this.style = known ?? styleOf(source);
    if (!known) styles.set(source, this.style);
  }

  /** What stands there, as it is written. */
  text([start, end]: Range): string {
    return this.source.text.slice(start, end);
  }

  insert(at: number, code: string): this {
    return this.write([at, at], code);
  }

  replace(range: Range, code: string): this {
    return this.write(range, code);
  }

  /** Writes before and behind what stands there, which stays as it is. */
  wrap([start, end]: Range, before: string, behind: string): this {
    return this.insert(start, before).insert(end, behind);
  }

  /** Writes statements on lines of their own before the one at an offset; gives false where it stands on no line of its own, as the body of an `if` without braces. */
  before(at: number, code: string): boolean {
    const statement = this.statementAt(at);
    if (!statement) return false;
    this.lineBefore(statement.getStart(this.source.tree), code);
    return true;
  }

  /** Writes lines before what begins a line at an offset. */
  lineBefore(at: number, code: string): this {
    return this.put([at, at], `${this.styled(code, at)}${this.style.newline}${this.indentAt(at)}`);
  }

  /** The same behind the statement at an offset; code that begins with a line end has an empty line before it. */
  behind(at: number, code: string): boolean {
    const statement = this.statementAt(at);
    if (!statement) return false;
    const start = statement.getStart(this.source.tree);
    // A comment behind it, on its line, is about it.
    const end = statement.end + (/^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n))/.exec(this.source.text.slice(statement.end))?.[0].length ?? 0);
    this.put([end, end], `${this.style.newline}${code.startsWith('\n') ? this.style.newline : ''}${this.indentAt(start)}${this.styled(code.replace(/^\n/, ''), start)}`);
    return true;
  }

  /**
   * Puts a block's statements one level deeper, between two lines of its own: `try {` and `} catch (error) {…}`.
   * Lines inside of a template stay as they are.
   */
  enclose(block: Ts.Block, head: string, tail: string): this {
    const { text } = this.source;
    const [open, close] = [block.getStart(this.source.tree), block.end - 1];
    const first = text.indexOf('\n', open);
    if (first === -1 || first > close) return this.write([open, block.end], `{\n  ${head}\n    ${text.slice(open + 1, close).trim()}\n${deeper(tail)}\n}`);
    // A comment behind the brace stays there.
    const opened = /^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/.test(text.slice(open + 1, first)) ? first - (text[first - 1] === '\r' ? 1 : 0) : open + 1;
    const last = text.lastIndexOf('\n', close);
    this.put([opened, opened], this.styled(`\n  ${head}`, open));
    this.indentLines([first + 1, last + 1], block);
    const end = last - (text[last - 1] === '\r' ? 1 : 0);
    return this.put([end, end], this.styled(`\n${deeper(tail)}`, open));
  }

  /** The same for some statements of a list, each on lines of its own; another one is taken out. */
  encloseStatements(first: Ts.Statement, last: Ts.Statement, head: string, tail: string, without: Ts.Statement): this {
    const { text, tree } = this.source;
    const start = first.getFullStart() + (/^[ \t]*(?:\/\/[^\r\n]*)?\r?\n(?:[ \t]*\r?\n)*/.exec(text.slice(first.getFullStart()))?.[0].length ?? 0);
    const from = first.getStart(tree);
    const indent = this.indentAt(from);
    const out = this.withEmptyLines(last.end, this.lineOf(without));
    this.put([start, start], `${indent}${head}${this.style.newline}`);
    this.indentLines([start, last.end], first.parent, out);
    return this.put([last.end, last.end], this.style.newline + indent + this.styled(tail, from)).put(out, '');
  }

  /** The same for one statement that stands on lines of its own. */
  encloseStatement(statement: Ts.Statement, head: string, tail: string): this {
    const start = statement.getStart(this.source.tree);
    const indent = this.indentAt(start);
    this.put([start, start], this.styled(head, start) + this.style.newline + indent + stepBehind(this.style, indent));
    const line = this.source.text.indexOf('\n', start) + 1;
    if (line > 0 && line < statement.end) this.indentLines([line, statement.end], statement.parent);
    return this.put([statement.end, statement.end], this.style.newline + indent + tail);
  }

  /** Puts lines one level deeper, but for empty ones, those inside of a template that stands in `around`, and what is taken out. The first offset begins a line. */
  private indentLines([from, to]: Range, around: Ts.Node, out: Range = [-1, -1]): void {
    const { text } = this.source;
    const templates = templatesIn(this.source, around);
    for (let line = from, end = from; line < to; line = end + 1) {
      const lineBreak = text.indexOf('\n', line);
      end = lineBreak === -1 ? text.length : lineBreak;
      const isEmpty = text.slice(line, end).trim() === '';
      const isOut = out[0] <= line && line < out[1];
      if (!isEmpty && !isOut && !templates.some(([start, end]) => start < line && line < end)) this.put([line, line], stepBehind(this.style, this.indentAt(line)));
    }
  }

  /** A statement with its whole line, where nothing else stands there. */
  private lineOf(statement: Ts.Statement): Range {
    const { text, tree } = this.source;
    const start = statement.getStart(tree);
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const end = /^[ \t]*\r?\n/.exec(text.slice(statement.end))?.[0].length;
    return end !== undefined && text.slice(from, start).trim() === '' ? [from, statement.end + end] : [start, statement.end];
  }

  /** Lines with the empty ones before them, where they are the last ones of a block. */
  private withEmptyLines(before: number, [start, end]: Range): Range {
    const { text } = this.source;
    const line = text.indexOf('\n', before) + 1;
    return before < line && line <= start && text.slice(line, start).trim() === '' && /^\s*\}/.test(text.slice(end)) ? [line, end] : [start, end];
  }

  /** The name under which the file has what is wanted; it is imported where it is not. */
  import(wanted: WantedImport): string {
    const key = `${wanted.from}#${wanted.name}`;
    const known = this.imports.get(key);
    if (known !== undefined) return known;
    const { local, insertion } = importedName(this.file, this.source, wanted);
    if (insertion && !this.joined(wanted, insertion.text)) this.insert(insertion.at, insertion.text);
    this.imports.set(key, local);
    return local;
  }

  /** Writes a name into the import that this change adds for another one of the module. */
  private joined({ from }: WantedImport, text: string): boolean {
    const [, names] = /\{ (.*) \}/.exec(text) ?? [];
    const at = this.edits.findIndex((edit) => edit.start === edit.end && edit.text.includes('{ ') && (edit.text.includes(`'${from}'`) || edit.text.includes(`"${from}"`)));
    const edit = this.edits[at];
    if (names === undefined || !edit) return false;
    this.edits[at] = { ...edit, text: edit.text.replace(' }', `, ${names} }`) };
    return true;
  }

  /** The innermost syntax node that has exactly this range, or holds it. */
  nodeAt([start, end]: Range): Ts.Node {
    const { tree, ts } = this.source;
    let found: Ts.Node = tree;
    const visit = (node: Ts.Node): void => {
      if (node.getStart(tree) > start || node.end < end) return;
      found = node;
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(tree, visit);
    return found;
  }

  /** The statement of a list of statements in which an offset lies. */
  statementAt(at: number): Ts.Statement | undefined {
    const { ts } = this.source;
    for (let node: Ts.Node = this.nodeAt([at, at + 1]); !ts.isSourceFile(node); node = node.parent) {
      if (ts.isStatement(node) && !ts.isBlock(node)) return ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent) || ts.isModuleBlock(node.parent) ? node : undefined;
    }
    return undefined;
  }

  /** The finished change, as the only one of a finding. */
  fix(title: string, { safety = 'suggestion', installs = [] }: { readonly safety?: Fix['safety']; readonly installs?: readonly string[] } = {}): readonly Fix[] {
    return [{ title, safety, edits: this.edits, ...(installs.length > 0 && { installs }) }];
  }

  private write(range: Range, code: string): this {
    return this.put(range, this.styled(code, range[0]));
  }

  /** Text that is in the file's style already. */
  private put([start, end]: Range, text: string): this {
    this.edits.push({ file: this.file, start, end, text });
    return this;
  }

  private styled(code: string, at: number): string {
    return inStyle(code, this.style, this.indentAt(at));
  }

  /** What stands before the first word of the line. */
  private indentAt(at: number): string {
    const line = this.source.text.lastIndexOf('\n', at - 1) + 1;
    return /^[ \t]*/.exec(this.source.text.slice(line))?.[0] ?? '';
  }
}

function deeper(code: string): string {
  return code.replace(/^(?=.)/gm, '  ');
}

/** Where texts stand that go over several lines as they are written. */
function templatesIn({ tree, ts }: ParsedSource, block: Ts.Node): readonly Range[] {
  const found: Range[] = [];
  const visit = (node: Ts.Node): void => {
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) found.push([node.getStart(tree), node.end]);
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

/** A change of a file of the project; `undefined` where its text is not at hand. */
export function draftOf(project: Project, file: string): Draft | undefined {
  const source = project.sources(file);
  return source && new Draft(file, source);
}
