import { ts } from '../../ts.js';
import type { CatchFact, Step, Value } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';
import { bindPattern, classValue, functionValue, hasModifier } from './declarations.js';
import { exportAssignment, exportDeclaration, exportNames, importDeclaration, importEquals } from './modules.js';
import { interfaceValue, removeInterfaces, shapeValue } from './shapes.js';
import { declaredResult } from './type-value.js';
import { valueOf } from './values.js';

/** Walks the statements of a block or of the file. */
export function visitStatements(draft: FactsDraft, block: ts.Block | ts.SourceFile | ts.ModuleBlock): void {
  for (const statement of block.statements) visitStatement(draft, statement);
}

function visitStatement(draft: FactsDraft, node: ts.Statement): void {
  if (ts.isExpressionStatement(node)) expressionStatement(draft, node.expression);
  else if (ts.isVariableStatement(node)) variableStatement(draft, node);
  else if (ts.isReturnStatement(node)) returnStatement(draft, node);
  else if (ts.isIfStatement(node)) ifStatement(draft, node);
  else if (ts.isTryStatement(node)) tryStatement(draft, node);
  else if (ts.isBlock(node)) visitStatements(draft, node);
  else if (ts.isFunctionDeclaration(node)) functionDeclaration(draft, node);
  else if (ts.isClassDeclaration(node)) declare(draft, node, classValue(draft, node));
  else if (ts.isInterfaceDeclaration(node)) declare(draft, node, interfaceValue(draft, node));
  else if (ts.isIterationStatement(node, false)) loop(draft, node);
  else if (ts.isSwitchStatement(node)) switchStatement(draft, node);
  else if (ts.isThrowStatement(node)) throwStatement(draft, node);
  else if (ts.isBreakOrContinueStatement(node)) jump(draft, node);
  else if (ts.isLabeledStatement(node)) labelled(draft, node);
  else if (ts.isImportDeclaration(node)) importDeclaration(draft, node);
  else if (ts.isImportEqualsDeclaration(node)) importEquals(draft, node);
  else if (ts.isExportDeclaration(node)) exportDeclaration(draft, node);
  else if (ts.isExportAssignment(node)) exportAssignment(draft, node);
  else if (ts.isEnumDeclaration(node)) enumDeclaration(draft, node);
  else if (ts.isTypeAliasDeclaration(node)) typeAlias(draft, node);
  else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) visitStatements(draft, node.body);
}

function expressionStatement(draft: FactsDraft, node: ts.Expression): void {
  const value = valueOf(draft, node);
  // Calls know themselves that they are dropped.
  if (value.is === 'ref' || value.is === 'member' || value.is === 'array') if (!isAssignment(node)) draft.position.steps.push({ is: 'drop', of: value, range: draft.range(node) });
}

function isAssignment(node: ts.Expression): boolean {
  return ts.isParenthesizedExpression(node) ? isAssignment(node.expression) : ts.isBinaryExpression(node);
}

function throwStatement(draft: FactsDraft, node: ts.ThrowStatement): void {
  draft.position.steps.push({ is: 'throw', of: valueOf(draft, node.expression), range: draft.range(node) });
}

function jump(draft: FactsDraft, node: ts.BreakOrContinueStatement): void {
  draft.position.steps.push({ is: 'jump', by: ts.isBreakStatement(node) ? 'break' : 'continue', ...(node.label && { label: node.label.text }) });
}

function labelled(draft: FactsDraft, node: ts.LabeledStatement): void {
  draft.position.steps.push({ is: 'label', name: node.label.text, body: draft.stepsOf({}, () => { visitStatement(draft, node.statement); }) });
}

function variableStatement(draft: FactsDraft, node: ts.VariableStatement): void {
  variables(draft, node.declarationList);
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) for (const declaration of node.declarationList.declarations) exportNames(draft, declaration.name);
}

function variables(draft: FactsDraft, list: ts.VariableDeclarationList, each?: Value): void {
  for (const { name, initializer, type } of list.declarations) {
    const value = initializer ? valueOf(draft, initializer) : (each ?? { is: 'undefined' });
    bindPattern(draft, name, value, type);
    const binding = draft.scopes.declared(name);
    if (binding && (list.flags & ts.NodeFlags.Using) !== 0) binding.using = true;
    if ((list.flags & ts.NodeFlags.Const) === 0 && !each && (value.is === 'literal' || value.is === 'undefined')) draft.set(binding?.index, value, name);
  }
}

function functionDeclaration(draft: FactsDraft, node: ts.FunctionDeclaration): void {
  const value = functionValue(draft, node);
  // An overload has no body: the implementation is the function.
  if (node.body) declare(draft, node, value);
  else if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) declareResult(draft, node);
}

/** `declare function load(): Promise<void>`: the annotation is all that is known of it. */
function declareResult(draft: FactsDraft, { name, type }: ts.FunctionDeclaration): void {
  const binding = name && draft.scopes.declared(name);
  const { gives } = declaredResult(type);
  if (binding && gives) binding.gives = binding.gives === undefined || binding.gives === gives ? gives : 'maybe';
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

function returnStatement(draft: FactsDraft, node: ts.ReturnStatement): void {
  const value = node.expression && valueOf(draft, node.expression);
  if (value) draft.functions[draft.position.fn]?.returns.push(value);
  draft.position.steps.push({ is: 'return', ...(value && { of: value }), range: draft.range(node) });
}

function ifStatement(draft: FactsDraft, node: ts.IfStatement): void {
  const test = valueOf(draft, node.expression);
  const way = (statement: ts.Statement | undefined): Step[] => draft.stepsOf({ conditional: true }, () => { if (statement) visitStatement(draft, statement); });
  draft.branch(test, node.expression, [way(node.thenStatement), way(node.elseStatement)]);
}

function tryStatement(draft: FactsDraft, node: ts.TryStatement): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  const body = draft.stepsOf({ inTry: 'try' }, () => { visitStatements(draft, tryBlock); });
  const caught = catchClause && catchOf(draft, catchClause);
  const last = finallyBlock && draft.stepsOf({ inTry: 'finally', cleanup: true }, () => { visitStatements(draft, finallyBlock); });
  if (body.length > 0 || caught || last) draft.position.steps.push({ is: 'try', body, ...(caught && { caught }), ...(last && { last }) });
}

function catchOf(draft: FactsDraft, node: ts.CatchClause): CatchFact {
  const name = node.variableDeclaration?.name;
  if (name) bindPattern(draft, name, { is: 'unknown' });
  const binding = name && ts.isIdentifier(name) ? draft.scopes.declared(name)?.index : undefined;
  const before = draft.assignments;
  const steps = draft.stepsOf({ inTry: 'catch', conditional: true }, () => { visitStatements(draft, node.block); });
  return { range: draft.range(node), steps, ...(binding !== undefined && { binding }), ...(draft.isCommented(node.block) && { commented: true as const }), ...(draft.assignments > before && { assigns: true as const }) };
}

function loop(draft: FactsDraft, node: ts.IterationStatement): void {
  let each: Value | undefined;
  if (ts.isForStatement(node) && node.initializer) forInitializer(draft, node.initializer);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    each = valueOf(draft, node.expression);
    forInitializer(draft, node.initializer, ts.isForOfStatement(node) ? { is: 'element', of: each } : { is: 'unknown' });
  }
  let test: Value | undefined;
  const body = draft.stepsOf({ loop: true }, () => { test = round(draft, node); });
  const awaits = ts.isForOfStatement(node) && node.awaitModifier ? each : undefined;
  const endless = (ts.isForStatement(node) && node.condition === undefined) || (test?.is === 'literal' && Boolean(test.value));
  // An empty one that asks for a flag waits for it.
  const isBusy = ts.isWhileStatement(node) && (test?.is === 'ref' || test?.is === 'member' || test?.is === 'unary');
  if (body.length > 0 || endless || awaits || isBusy) draft.position.steps.push({ is: 'loop', range: draft.range(node), body, ...(endless ? { endless } : test && { test }), ...(ts.isDoStatement(node) && { once: true as const }), ...(awaits && { awaits }), ...(each && ts.isForOfStatement(node) && { over: each }) });
}

/** One round of a loop: its condition before the body, or after it, which is given back. */
function round(draft: FactsDraft, node: ts.IterationStatement): Value | undefined {
  const before = ts.isForStatement(node) ? node.condition : ts.isWhileStatement(node) ? node.expression : undefined;
  const test = before && valueOf(draft, before);
  draft.at({ conditional: true }, () => { visitStatement(draft, node.statement); });
  if (ts.isForStatement(node) && node.incrementor) valueOf(draft, node.incrementor);
  return ts.isDoStatement(node) ? valueOf(draft, node.expression) : test;
}

function forInitializer(draft: FactsDraft, node: ts.ForInitializer, each?: Value): void {
  if (ts.isVariableDeclarationList(node)) variables(draft, node, each);
  else valueOf(draft, node);
}

function switchStatement(draft: FactsDraft, node: ts.SwitchStatement): void {
  const of = valueOf(draft, node.expression);
  const { clauses } = node.caseBlock;
  const cases = clauses.map((clause) => draft.stepsOf({ conditional: true }, () => {
    if (ts.isCaseClause(clause)) valueOf(draft, clause.expression);
    for (const statement of clause.statements) visitStatement(draft, statement);
  }));
  if (cases.some((c) => c.length > 0)) draft.position.steps.push({ is: 'switch', of, at: node.getStart(draft.source), cases, hasDefault: clauses.some((c) => ts.isDefaultClause(c)) });
}

/** `type Http = AxiosInstance`, `type Deps = { http: AxiosInstance }`: another name of a type, or the name of a shape. */
function typeAlias(draft: FactsDraft, node: ts.TypeAliasDeclaration): void {
  const binding = draft.scopes.declared(node.name);
  const value = shapeValue(draft, node.type, node.name);
  if (!binding || !value) return;
  const isShape = value.is === 'class';
  if (!isShape || binding.values.length === 0) binding.values.push(value);
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
