import { ts } from '../../ts.js';
import type { Value } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';
import { bindPattern, classValue, functionValue, hasModifier, interfaceFact } from './declarations.js';
import { exportAssignment, exportDeclaration, exportNames, importDeclaration, importEquals } from './modules.js';
import { typeValue } from './type-value.js';
import { valueOf } from './values.js';

/** Walks the statements of a block or of the file. */
export function visitStatements(draft: FactsDraft, block: ts.Block | ts.SourceFile | ts.ModuleBlock): void {
  for (const statement of block.statements) visitStatement(draft, statement);
}

function visitStatement(draft: FactsDraft, node: ts.Statement): void {
  if (ts.isExpressionStatement(node)) valueOf(draft, node.expression);
  else if (ts.isVariableStatement(node)) variableStatement(draft, node);
  else if (ts.isReturnStatement(node)) returnStatement(draft, node);
  else if (ts.isIfStatement(node)) ifStatement(draft, node);
  else if (ts.isTryStatement(node)) tryStatement(draft, node);
  else if (ts.isBlock(node)) visitStatements(draft, node);
  else if (ts.isFunctionDeclaration(node)) functionDeclaration(draft, node);
  else if (ts.isClassDeclaration(node)) declare(draft, node, classValue(draft, node));
  else if (ts.isInterfaceDeclaration(node)) declare(draft, node, { is: 'class', cls: interfaceFact(draft, node) });
  else if (ts.isIterationStatement(node, false)) loop(draft, node);
  else if (ts.isSwitchStatement(node)) switchStatement(draft, node);
  else if (ts.isThrowStatement(node)) valueOf(draft, node.expression);
  else if (ts.isLabeledStatement(node)) visitStatement(draft, node.statement);
  else if (ts.isImportDeclaration(node)) importDeclaration(draft, node);
  else if (ts.isImportEqualsDeclaration(node)) importEquals(draft, node);
  else if (ts.isExportDeclaration(node)) exportDeclaration(draft, node);
  else if (ts.isExportAssignment(node)) exportAssignment(draft, node);
  else if (ts.isEnumDeclaration(node)) enumDeclaration(draft, node);
  else if (ts.isTypeAliasDeclaration(node)) typeAlias(draft, node);
  else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) visitStatements(draft, node.body);
}

function variableStatement(draft: FactsDraft, node: ts.VariableStatement): void {
  variables(draft, node.declarationList);
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) for (const declaration of node.declarationList.declarations) exportNames(draft, declaration.name);
}

function variables(draft: FactsDraft, list: ts.VariableDeclarationList, each?: Value): void {
  for (const { name, initializer, type } of list.declarations) {
    const value = initializer ? valueOf(draft, initializer) : (each ?? { is: 'undefined' });
    bindPattern(draft, name, value, type && typeValue(draft, type));
  }
}

function functionDeclaration(draft: FactsDraft, node: ts.FunctionDeclaration): void {
  const value = functionValue(draft, node);
  // An overload has no body: the implementation is the function.
  if (node.body) declare(draft, node, value);
}

function declare(draft: FactsDraft, node: ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration, value: Value): void {
  const binding = node.name && draft.scopes.declared(node.name);
  if (binding) {
    binding.fn = draft.position.fn;
    // A class that merges with an interface is the class.
    if (ts.isInterfaceDeclaration(node) && binding.values.length > 0) return;
    if (ts.isClassDeclaration(node)) removeInterfaces(draft, binding.values);
    binding.values.push(value);
  }
  if (!hasModifier(node, ts.SyntaxKind.ExportKeyword)) return;
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) draft.exports.push({ name: 'default', value });
  else if (node.name) draft.exports.push({ name: node.name.text, value: binding ? { is: 'ref', to: binding.index } : value });
}

function removeInterfaces(draft: FactsDraft, values: Value[]): void {
  const others = values.filter((v) => v.is !== 'class' || !draft.classes[v.cls]?.interface);
  values.splice(0, values.length, ...others);
}

function returnStatement(draft: FactsDraft, node: ts.ReturnStatement): void {
  const value = node.expression && valueOf(draft, node.expression);
  if (value) draft.functions[draft.position.fn]?.returns.push(value);
}

function ifStatement(draft: FactsDraft, node: ts.IfStatement): void {
  valueOf(draft, node.expression);
  draft.at({ conditional: true }, () => {
    visitStatement(draft, node.thenStatement);
    if (node.elseStatement) visitStatement(draft, node.elseStatement);
  });
}

function tryStatement(draft: FactsDraft, node: ts.TryStatement): void {
  draft.at({ inTry: 'try' }, () => visitStatements(draft, node.tryBlock));
  const { catchClause, finallyBlock } = node;
  if (catchClause) {
    if (catchClause.variableDeclaration) bindPattern(draft, catchClause.variableDeclaration.name, { is: 'unknown' });
    draft.at({ inTry: 'catch', conditional: true }, () => visitStatements(draft, catchClause.block));
  }
  if (finallyBlock) draft.at({ inTry: 'finally', cleanup: true }, () => visitStatements(draft, finallyBlock));
}

function loop(draft: FactsDraft, node: ts.IterationStatement): void {
  if (ts.isForStatement(node)) {
    if (node.initializer) forInitializer(draft, node.initializer);
    draft.at({ loop: true }, () => {
      if (node.condition) valueOf(draft, node.condition);
      if (node.incrementor) valueOf(draft, node.incrementor);
    });
  } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const over = valueOf(draft, node.expression);
    forInitializer(draft, node.initializer, ts.isForOfStatement(node) ? { is: 'element', of: over } : { is: 'unknown' });
  } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) draft.at({ loop: true }, () => valueOf(draft, node.expression));
  draft.at({ loop: true, conditional: true }, () => visitStatement(draft, node.statement));
}

function forInitializer(draft: FactsDraft, node: ts.ForInitializer, each?: Value): void {
  if (ts.isVariableDeclarationList(node)) variables(draft, node, each);
  else valueOf(draft, node);
}

function switchStatement(draft: FactsDraft, node: ts.SwitchStatement): void {
  valueOf(draft, node.expression);
  draft.at({ conditional: true }, () => {
    for (const clause of node.caseBlock.clauses) {
      if (ts.isCaseClause(clause)) valueOf(draft, clause.expression);
      for (const statement of clause.statements) visitStatement(draft, statement);
    }
  });
}

/** `type Http = AxiosInstance`: another name of a type. */
function typeAlias(draft: FactsDraft, node: ts.TypeAliasDeclaration): void {
  const binding = draft.scopes.declared(node.name);
  const value = typeValue(draft, node.type);
  if (!binding || !value) return;
  binding.values.push(value);
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) draft.exports.push({ name: node.name.text, value: { is: 'ref', to: binding.index } });
}

/** An enum is an object of its constant members. */
function enumDeclaration(draft: FactsDraft, node: ts.EnumDeclaration): void {
  const props = node.members.flatMap((member) => {
    const key = ts.isComputedPropertyName(member.name) ? undefined : member.name.text;
    return key === undefined ? [] : [{ key, value: member.initializer ? valueOf(draft, member.initializer) : ({ is: 'unknown' } satisfies Value), range: draft.range(member) }];
  });
  const binding = draft.scopes.declared(node.name);
  binding?.values.push({ is: 'object', props });
  if (binding && hasModifier(node, ts.SyntaxKind.ExportKeyword)) draft.exports.push({ name: node.name.text, value: { is: 'ref', to: binding.index } });
}
