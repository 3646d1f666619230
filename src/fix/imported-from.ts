import type { ParsedSource } from '../analysis/parsed-source.js';
import type { ts as Ts } from '../ts.js';

/** The module that a name of a file comes from, as it is written there: imported, or required at its top. */
export function importedFrom({ tree, ts }: ParsedSource, name: string): string | undefined {
  for (const statement of tree.statements) {
    const from = ts.isImportDeclaration(statement) ? ofImport(ts, statement, name) : ts.isVariableStatement(statement) ? ofRequire(ts, statement, name) : undefined;
    if (from !== undefined) return from;
  }
  return undefined;
}

function ofImport(ts: typeof Ts, { importClause: clause, moduleSpecifier }: Ts.ImportDeclaration, name: string): string | undefined {
  const { namedBindings } = clause ?? {};
  const named = namedBindings === undefined ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
  const isThere = clause?.name?.text === name || named.some((binding) => binding.name.text === name);
  return isThere && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
}

function ofRequire(ts: typeof Ts, { declarationList }: Ts.VariableStatement, name: string): string | undefined {
  const declares = (binding: Ts.BindingName): boolean => (ts.isIdentifier(binding) ? binding.text === name : binding.elements.some((e) => ts.isBindingElement(e) && declares(e.name)));
  const declaration = declarationList.declarations.find((d) => declares(d.name));
  return declaration?.initializer && requiredModule(ts, declaration.initializer);
}

/** The module of `require('x')`, `require('x').y`, `require('x')(options)`. */
export function requiredModule(ts: typeof Ts, value: Ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(value)) return requiredModule(ts, value.expression);
  if (!ts.isCallExpression(value)) return undefined;
  const [module] = value.arguments;
  const isRequire = ts.isIdentifier(value.expression) && value.expression.text === 'require';
  return isRequire ? (module && ts.isStringLiteral(module) ? module.text : undefined) : requiredModule(ts, value.expression);
}
