import { ts } from '../ts.js';
import type { Replacement } from './apply-edits.js';

/** A package as a fix asks for it. */
export interface WantedDependency {
  readonly name: string;
  readonly range: string;
}

/** `p-limit@^6.2.0` and `@fastify/rate-limit@^10.1.0`; without a range, any version. */
export function wantedDependency(text: string): WantedDependency {
  const at = text.indexOf('@', 1);
  return at < 0 ? { name: text, range: '*' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/**
 * What adds a package to the `dependencies` of a package.json: at its place by name where they are sorted, in the file's own indentation. Empty where the package is there already, for production or for
 * whoever installs this one; what is there for development only moves over with its range. Undefined for a text that holds no object.
 * @param text without its byte order mark
 */
export function addDependency(text: string, { name, range }: WantedDependency): readonly Replacement[] | undefined {
  const source = ts.parseJsonText('package.json', text);
  const root = source.statements[0]?.expression;
  if (!root || !ts.isObjectLiteralExpression(root)) return undefined;
  const entry = (list: string): ts.PropertyAssignment | undefined => propertyOf(listOf(root, list), name);
  if (['dependencies', 'optionalDependencies', 'peerDependencies'].some((list) => entry(list))) return [];
  const ofDevelopment = entry('devDependencies');
  const wanted = ofDevelopment && ts.isStringLiteral(ofDevelopment.initializer) ? ofDevelopment.initializer.text : range;
  const added = `${JSON.stringify(name)}: ${JSON.stringify(wanted)}`;
  const development = listOf(root, 'devDependencies');
  return [...insertion(source, root, name, added), ...(ofDevelopment && development ? [removal(source, development, ofDevelopment)] : [])];
}

function insertion(source: ts.JsonSourceFile, root: ts.ObjectLiteralExpression, name: string, added: string): readonly Replacement[] {
  const list = listOf(root, 'dependencies');
  const step = indentOf(source, root.properties[0]) || '  ';
  if (!list) {
    const after = root.properties.findLast((one) => !/[dD]ependencies$/.test(keyOf(one))) ?? root.properties.at(-1);
    const before = propertyOf(root, 'devDependencies') ?? propertyOf(root, 'peerDependencies') ?? propertyOf(root, 'optionalDependencies');
    const block = isOnLines(source, root) ? `"dependencies": {\n${step}${step}${added}\n${step}}` : `"dependencies": { ${added} }`;
    return [beside(source, root, before, after, block)];
  }
  const names = list.properties.map(keyOf);
  const isSorted = names.every((one, at) => at === 0 || compared(names[at - 1] ?? '', one) <= 0);
  const next = isSorted ? list.properties.find((one) => compared(keyOf(one), name) > 0) : undefined;
  if (list.properties.length > 0) return [beside(source, list, next, list.properties.at(-1), added)];
  const outer = indentOf(source, propertyOf(root, 'dependencies'));
  const inner = isOnLines(source, root) ? `{\n${outer}${step}${added}\n${outer}}` : `{ ${added} }`;
  return [{ start: list.getStart(source), end: list.end, text: inner }];
}

/** Before the one property, else behind the other, else in the empty object; on a line of its own where the properties stand so. */
function beside(source: ts.JsonSourceFile, list: ts.ObjectLiteralExpression, before: ts.Node | undefined, after: ts.Node | undefined, added: string): Replacement {
  if (before) return at(before.getStart(source), `${added},${isOnLines(source, list) ? `\n${indentOf(source, before)}` : ' '}`);
  if (after) return at(after.end, `,${isOnLines(source, list) ? `\n${indentOf(source, after)}` : ' '}${added}`);
  return { start: list.getStart(source), end: list.end, text: `{\n  ${added}\n}` };
}

function removal(source: ts.JsonSourceFile, list: ts.ObjectLiteralExpression, property: ts.PropertyAssignment): Replacement {
  const index = list.properties.indexOf(property);
  const [before, after] = [list.properties[index - 1], list.properties[index + 1]];
  if (before) return { start: before.end, end: property.end, text: '' };
  if (after) return { start: property.getStart(source), end: after.getStart(source), text: '' };
  return { start: list.getStart(source), end: list.end, text: '{}' };
}

function at(offset: number, text: string): Replacement {
  return { start: offset, end: offset, text };
}

function listOf(root: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralExpression | undefined {
  const value = propertyOf(root, name)?.initializer;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

function propertyOf(list: ts.ObjectLiteralExpression | undefined, name: string): ts.PropertyAssignment | undefined {
  return list?.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && keyOf(one) === name);
}

function keyOf({ name }: ts.ObjectLiteralElementLike): string {
  return name && ts.isStringLiteral(name) ? name.text : '';
}

function isOnLines(source: ts.JsonSourceFile, { properties, pos }: ts.ObjectLiteralExpression): boolean {
  const [first] = properties;
  return first !== undefined && /\n/.test(source.text.slice(pos, first.getStart(source)));
}

/** What stands before a node on its line, where that is nothing but blanks. */
function indentOf(source: ts.JsonSourceFile, node: ts.Node | undefined): string {
  if (!node) return '';
  const start = node.getStart(source);
  return /^[ \t]*$/.exec(source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
}

/** As npm sorts them: https://github.com/npm/package-json/blob/v6.1.1/lib/update-dependencies.js */
function compared(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}
