import { builtinModules } from 'node:module';
import type { ParsedSource } from '../analysis/parsed-source.js';
import type { ts as Ts } from '../ts.js';
import { requiredModule } from './imported-from.js';
import { inPattern } from './in-pattern.js';

/** A name that a change uses and that its file has to import. */
export interface WantedImport {
  /** A package, a module of Node with `node:` before it, or a path as the file would write it. */
  readonly from: string;
  /** As it is exported; `default` for the default export, `*` for the whole module, an empty text for the effect alone. */
  readonly name: string;
  /** What to call it where nothing in the file has the name; its own name without it. */
  readonly as?: string;
  readonly typeOnly?: true;
}

/** What to write, and where. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface ImportedName {
  /** What the file calls it: a name, or `module.name`. */
  readonly local: string;
  /** Nothing where the file has it already. The text is in the canonical style. */
  readonly insertion?: Insertion;
}

/** Whether the file gets its modules by `require`: it does so already, or its name says so. */
export function usesRequire(file: string, { tree, ts }: ParsedSource): boolean {
  if (/\.[cm]ts$|\.tsx?$|\.mjs$/.test(file) && !file.endsWith('.cts')) return false;
  return file.endsWith('.cjs') || !tree.statements.some((s) => ts.isImportDeclaration(s) || ts.isImportEqualsDeclaration(s) || ts.isExportDeclaration(s) || ts.isExportAssignment(s) || (ts.canHaveModifiers(s) && ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true));
}

/** Finds what the file calls a name, or how to import it: beside what it imports of the module, else behind its last import. */
export function importedName(file: string, source: ParsedSource, wanted: WantedImport): ImportedName {
  const byRequire = usesRequire(file, source);
  const found = byRequire ? required(source, wanted) : imported(source, wanted);
  if (found) return found;
  const local = freeName(source.text, wanted.as ?? wanted.name);
  const from = specifierIn(source, wanted.from);
  return { local, insertion: behindImports(source, from, byRequire ? requireText(wanted, local, from) : importText(wanted, local, from)) };
}

function imported({ tree, ts }: ParsedSource, wanted: WantedImport): ImportedName | undefined {
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !isSameModule(statement.moduleSpecifier.text, wanted.from)) continue;
    const clause = statement.importClause;
    const isOfTypes = (of: Ts.ImportClause): boolean => of.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (wanted.name === '') return { local: '' };
    if (!clause || (isOfTypes(clause) && !wanted.typeOnly)) continue;
    const { name, namedBindings } = clause;
    if (wanted.name === 'default' && name) return { local: name.text };
    if (!namedBindings || wanted.name === 'default') continue;
    if (ts.isNamespaceImport(namedBindings)) return { local: wanted.name === '*' ? namedBindings.name.text : `${namedBindings.name.text}.${wanted.name}` };
    if (wanted.name === '*') continue;
    const known = namedBindings.elements.find((e) => (e.propertyName ?? e.name).text === wanted.name && (!e.isTypeOnly || wanted.typeOnly));
    if (known) return { local: known.name.text };
    const local = freeName(tree.text, wanted.as ?? wanted.name);
    return withElement(tree, local, namedBindings.elements, `${wanted.typeOnly && !isOfTypes(clause) ? 'type ' : ''}${renamed(wanted.name, local, ' as ')}`);
  }
  return undefined;
}

function required({ tree, ts }: ParsedSource, wanted: WantedImport): ImportedName | undefined {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isCallExpression(initializer) || !ts.isIdentifier(initializer.expression) || initializer.expression.text !== 'require') continue;
      const [of] = initializer.arguments;
      if (!of || !ts.isStringLiteral(of) || !isSameModule(of.text, wanted.from)) continue;
      if (ts.isIdentifier(name)) return { local: wanted.name === 'default' || wanted.name === '*' ? name.text : `${name.text}.${wanted.name}` };
      if (!ts.isObjectBindingPattern(name) || wanted.name === 'default' || wanted.name === '*') continue;
      const known = name.elements.find((e) => textOf(ts, e.propertyName ?? e.name) === wanted.name);
      if (known) return { local: textOf(ts, known.name) ?? wanted.name };
      const local = freeName(tree.text, wanted.as ?? wanted.name);
      return withElement(tree, local, name.elements, renamed(wanted.name, local, ': '));
    }
  }
  return undefined;
}

function textOf(ts: typeof Ts, node: Ts.Node): string | undefined {
  return ts.isIdentifier(node) ? node.text : undefined;
}

/** Behind the last element of the list, in a line of its own where the others have some; an empty list is left alone, and a statement of its own is written. */
function withElement({ text: all }: Ts.SourceFile, local: string, elements: Ts.NodeArray<Ts.Node>, text: string): ImportedName | undefined {
  const last = elements.at(-1);
  const isInLines = last !== undefined && /^\s*\n/.test(all.slice(elements.pos));
  return last && { local, insertion: { at: last.end, text: `,${isInLines ? '\n' : ' '}${text}` } };
}

function renamed(name: string, local: string, as: string): string {
  return name === local ? name : `${name}${as}${local}`;
}

function importText({ name, typeOnly }: WantedImport, local: string, from: string): string {
  if (name === '') return `import '${from}';`;
  const what = name === 'default' ? local : name === '*' ? `* as ${local}` : `{ ${renamed(name, local, ' as ')} }`;
  return `import ${typeOnly ? 'type ' : ''}${what} from '${from}';`;
}

function requireText({ name }: WantedImport, local: string, from: string): string {
  if (name === '') return `require('${from}');`;
  return `const ${name === 'default' || name === '*' ? local : `{ ${renamed(name, local, ': ')} }`} = require('${from}');`;
}

/** The last statement of a file that does nothing but import, or that requires. */
export function lastImport({ tree, ts }: ParsedSource): Ts.Statement | undefined {
  return tree.statements.findLast((s) => ts.isImportDeclaration(s) || ts.isImportEqualsDeclaration(s) || isRequire(ts, s));
}

/** The last import behind which one of a module fits: packages stay before the files of the project where they stand so. */
function neighbourOf(source: ParsedSource, from: string): Ts.Statement | undefined {
  const { tree, ts } = source;
  const last = lastImport(source);
  if (from.startsWith('.') || !last) return last;
  const all = tree.statements.slice(0, tree.statements.indexOf(last) + 1).map((statement) => ({ statement, from: moduleOf(ts, statement) }));
  const packages = all.findLastIndex((one) => one.from !== undefined && !one.from.startsWith('.'));
  return packages !== -1 && all.slice(packages + 1).every((one) => one.from !== undefined) ? all[packages]?.statement : last;
}

/** What a statement that stands on lines of its own imports from. */
function moduleOf(ts: typeof Ts, statement: Ts.Statement): string | undefined {
  if (ts.isImportDeclaration(statement)) return ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : undefined;
  const [declared, ...others] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  return declared?.initializer && others.length === 0 ? requiredModule(ts, declared.initializer) : undefined;
}

/** Behind the last import, else before the first statement that is no directive such as `'use strict'`. */
function behindImports(source: ParsedSource, from: string, line: string): Insertion {
  const { tree, ts, text } = source;
  const last = neighbourOf(source, from);
  if (last) return { at: last.end, text: `\n${line}` };
  const firstOther = tree.statements.findIndex((s) => !ts.isExpressionStatement(s) || !ts.isStringLiteral(s.expression));
  const directive = firstOther === -1 ? tree.statements.at(-1) : tree.statements[firstOther - 1];
  if (directive) return { at: directive.end, text: `\n\n${line}` };
  const shebang = ts.getShebang(text)?.length ?? 0;
  return shebang > 0 ? { at: shebang, text: `\n${line}` } : { at: headEnd(text), text: `${line}\n${/^\s*(?:import|const .*require)/.test(text.slice(headEnd(text))) ? '' : '\n'}` };
}

/** A comment at the top that an empty line follows is of the file, not of what comes next. */
function headEnd(text: string): number {
  return /^(?:\/\*[^]*?\*\/|(?:\/\/[^\n]*\n)+)\s*?\n\r?\n/.exec(text)?.[0].length ?? 0;
}

function isRequire(ts: typeof Ts, statement: Ts.Statement): boolean {
  const values = ts.isExpressionStatement(statement) ? [statement.expression] : ts.isVariableStatement(statement) ? statement.declarationList.declarations.map((d) => d.initializer) : [];
  return values.some((value) => value && requiredModule(ts, value) !== undefined);
}

/** Modules of Node are written with or without `node:`, as the file does. */
function specifierIn({ text }: ParsedSource, from: string): string {
  if (!from.startsWith('node:') || !builtinModules.includes(from.slice('node:'.length))) return from;
  const plain = [...text.matchAll(/(?:from|require\(|import)\s*['"]([\w/]+)['"]/g)].some(([, name = '']) => builtinModules.includes(name));
  return plain && !/['"]node:/.test(text) ? from.slice('node:'.length) : from;
}

function isSameModule(one: string, other: string): boolean {
  return one.replace(/^node:/, '') === other.replace(/^node:/, '');
}

/** The name, or with a number behind it where the file uses it for something else. */
function freeName(text: string, name: string): string {
  const isTaken = (candidate: string): boolean => new RegExp(`(?<![\\w$.])${inPattern(candidate)}(?![\\w$])`).test(text);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name}${String(n)}`;
    if (!isTaken(candidate)) return candidate;
  }
}
