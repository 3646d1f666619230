import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';
import type { WantedImport } from './imports.js';
import { unusedName } from './names.js';

/**
 * Imports a name in place of another one that the change writes over.
 * Where that was its only use, the import of the other one goes: the new name takes its place in the list, or the statement that imports nothing else; it is taken out of a list for other modules.
 * @param old what the file calls the other one
 * @returns what the file calls the new one
 */
export function swapImport(draft: Draft, old: string, wanted: WantedImport): string {
  const list = usesOf(draft, old) === 1 ? listWith(draft, old) : undefined;
  if (!list) return draft.import(wanted);
  const { tree } = draft.source;
  const { element, elements, module } = list;
  const isFree = wanted.as === undefined && unusedName(draft, [wanted.name]) !== undefined;
  if (isFree && sameModule(module.text, wanted.from)) {
    draft.replace([element.getStart(tree), element.end], wanted.name);
    return wanted.name;
  }
  if (isFree && elements.length === 1 && !isImported(draft, wanted.from)) {
    draft.replace([element.getStart(tree), element.end], wanted.name);
    draft.replace([module.getStart(tree) + 1, module.end - 1], module.text.startsWith('node:') ? wanted.from : wanted.from.replace(/^node:/, ''));
    return wanted.name;
  }
  if (elements.length > 1) draft.replace(rangeWithComma(draft, list), '');
  return draft.import(wanted);
}

interface ListedName {
  readonly element: Ts.Node;
  readonly elements: Ts.NodeArray<Ts.Node>;
  readonly module: Ts.StringLiteral;
}

/** `import { name } from 'module'`, `const { name } = require('module')`. */
function listWith({ source: { ts, tree } }: Draft, name: string): ListedName | undefined {
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.name ? undefined : statement.importClause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
      const element = elements?.find((e) => e.name.text === name);
      if (elements && element) return { element, elements, module: statement.moduleSpecifier };
    }
    const [declared] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const [module] = declared?.initializer && ts.isCallExpression(declared.initializer) && declared.initializer.expression.getText(tree) === 'require' ? declared.initializer.arguments : [];
    if (!declared || !module || !ts.isStringLiteral(module) || !ts.isObjectBindingPattern(declared.name)) continue;
    const element = declared.name.elements.find((e) => ts.isIdentifier(e.name) && e.name.text === name);
    if (element) return { element, elements: declared.name.elements, module };
  }
  return undefined;
}

/** How often a file names something besides where it imports it. */
function usesOf({ source: { ts, tree } }: Draft, name: string): number {
  let uses = 0;
  const visit = (node: Ts.Node): void => {
    const isProperty = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && node.text === name && !isProperty && !ts.isImportSpecifier(node.parent) && !ts.isBindingElement(node.parent)) uses += 1;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return uses;
}

function isImported({ source: { text } }: Draft, from: string): boolean {
  return [from, from.replace(/^node:/, '')].some((name) => text.includes(`'${name}'`) || text.includes(`"${name}"`));
}

function sameModule(one: string, other: string): boolean {
  return one.replace(/^node:/, '') === other.replace(/^node:/, '');
}

function rangeWithComma({ source: { tree } }: Draft, { element, elements }: ListedName): readonly [number, number] {
  const at = elements.indexOf(element);
  const [before, behind] = [elements[at - 1], elements[at + 1]];
  return before ? [before.end, element.end] : [element.getStart(tree), behind?.getStart(tree) ?? element.end];
}
