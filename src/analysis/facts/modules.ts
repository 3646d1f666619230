import { ts } from '../../ts.js';
import type { Value } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';
import { nameValue } from './type-value.js';
import { valueOf } from './values.js';

/** `import a, { b as c } from 'x'`, `import * as n from 'x'`. */
export function importDeclaration(draft: FactsDraft, node: ts.ImportDeclaration): void {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const from = node.moduleSpecifier.text;
  draft.imports.add(from);
  const clause = node.importClause;
  if (!clause) return;
  if (clause.name) bindImport(draft, clause.name, from, 'default');
  const { namedBindings } = clause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) bindImport(draft, namedBindings.name, from, '*');
  else if (namedBindings) for (const { name, propertyName } of namedBindings.elements) bindImport(draft, name, from, (propertyName ?? name).text);
}

function bindImport(draft: FactsDraft, name: ts.Identifier, from: string, imported: string): void {
  draft.scopes.declared(name)?.values.push({ is: 'import', from, name: imported });
}

/** `import x = require('x')`, `import y = x.y`. */
export function importEquals(draft: FactsDraft, node: ts.ImportEqualsDeclaration): void {
  const binding = draft.scopes.declared(node.name);
  const { moduleReference } = node;
  if (!ts.isExternalModuleReference(moduleReference)) {
    binding?.values.push(nameValue(draft, moduleReference));
    return;
  }
  if (!ts.isStringLiteralLike(moduleReference.expression)) return;
  draft.imports.add(moduleReference.expression.text);
  binding?.values.push({ is: 'import', from: moduleReference.expression.text, name: '=' });
}

/** `export { a as b }`, `export { a } from 'x'`, `export * from 'x'`, `export * as n from 'x'`. */
export function exportDeclaration(draft: FactsDraft, node: ts.ExportDeclaration): void {
  const from = node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  if (from !== undefined) draft.imports.add(from);
  const clause = node.exportClause;
  if (!clause) {
    if (from !== undefined) draft.exports.push({ name: '*', from });
  } else if (ts.isNamespaceExport(clause)) {
    if (from !== undefined) draft.exports.push({ name: clause.name.text, from, imported: '*' });
  } else for (const element of clause.elements) exportSpecifier(draft, element, from);
}

function exportSpecifier(draft: FactsDraft, { name, propertyName }: ts.ExportSpecifier, from: string | undefined): void {
  const local = propertyName ?? name;
  if (from !== undefined) draft.exports.push({ name: name.text, from, imported: local.text });
  else if (ts.isIdentifier(local)) draft.exports.push({ name: name.text, value: draft.reference(local) });
}

/** `export default x` and `export = x`. */
export function exportAssignment(draft: FactsDraft, node: ts.ExportAssignment): void {
  draft.exports.push({ name: node.isExportEquals ? '=' : 'default', value: valueOf(draft, node.expression) });
}

/** The names of `export const { a, b } = c`. */
export function exportNames(draft: FactsDraft, name: ts.BindingName): void {
  if (!ts.isIdentifier(name)) {
    for (const element of name.elements) if (ts.isBindingElement(element)) exportNames(draft, element.name);
    return;
  }
  const binding = draft.scopes.declared(name);
  if (binding) draft.exports.push({ name: name.text, value: { is: 'ref', to: binding.index } });
}

/** CommonJS: `module.exports = x`, `exports.a = x`, `module.exports.a = x` become exports. */
export function commonJsExports(draft: FactsDraft): void {
  for (const { target, value } of draft.assigns) {
    if (target.is !== 'member') continue;
    const { of, name } = target;
    if (of.is === 'global' && of.name === 'module' && name === 'exports') draft.exports.push({ name: '=', value: held(draft, value) });
    else if (of.is === 'global' && of.name === 'exports') draft.exports.push({ name, value });
    else if (of.is === 'member' && of.name === 'exports' && of.of.is === 'global' && of.of.name === 'module') draft.exports.push({ name, value });
  }
}

/** `const api = module.exports = {}`: the variable, through which it is filled. */
function held(draft: FactsDraft, value: Value): Value {
  const holder = draft.scopes.bindings.find((b) => b.values.includes(value));
  return holder ? { is: 'ref', to: holder.index } : value;
}
