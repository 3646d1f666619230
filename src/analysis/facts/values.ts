import { ts } from '../../ts.js';
import type { Counting, Property, Value } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';
import { functionValue, classValue } from './declarations.js';
import { calleeRange } from './callee-range.js';
import { fateOf, lazyOperators } from './fate.js';

const unknown: Value = { is: 'unknown' };
/** Longer strings are no options or addresses: they would only swell the facts. */
const longestString = 400;

/** Turns an expression into a value, gathering the calls, functions and classes inside. Every expression is visited once. */
export function valueOf(draft: FactsDraft, node: ts.Expression): Value {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier: return draft.reference(node as ts.Identifier);
    case ts.SyntaxKind.NumericLiteral: return numberValue(Number((node as ts.NumericLiteral).text));
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral: return { is: 'literal', value: (node as ts.StringLiteral).text.slice(0, longestString) };
    case ts.SyntaxKind.TrueKeyword: return { is: 'literal', value: true };
    case ts.SyntaxKind.FalseKeyword: return { is: 'literal', value: false };
    case ts.SyntaxKind.NullKeyword: return { is: 'literal', value: null };
    case ts.SyntaxKind.ThisKeyword: return thisValue(draft);
    case ts.SyntaxKind.SuperKeyword: return draft.position.cls === undefined ? unknown : { is: 'super', cls: draft.position.cls };
    default: return compoundValue(draft, node);
  }
}

function compoundValue(draft: FactsDraft, node: ts.Expression): Value {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) return valueOf(draft, node.expression);
  if (ts.isPropertyAccessExpression(node)) return { is: 'member', of: valueOf(draft, node.expression), name: node.name.text };
  if (ts.isElementAccessExpression(node)) return elementValue(draft, node);
  if (ts.isCallExpression(node)) return callValue(draft, node);
  if (ts.isNewExpression(node)) return callValue(draft, node);
  if (ts.isTaggedTemplateExpression(node)) return taggedValue(draft, node);
  if (ts.isAwaitExpression(node)) return awaitValue(draft, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionValue(draft, node);
  if (ts.isClassExpression(node)) return classValue(draft, node);
  if (ts.isObjectLiteralExpression(node)) return { is: 'object', props: node.properties.flatMap((p) => propertyOf(draft, p)) };
  if (ts.isArrayLiteralExpression(node)) return { is: 'array', items: node.elements.map((e) => (ts.isSpreadElement(e) ? { is: 'spread', of: valueOf(draft, e.expression) } : valueOf(draft, e))) };
  if (ts.isConditionalExpression(node)) return conditionalValue(draft, node);
  if (ts.isBinaryExpression(node)) return binaryValue(draft, node);
  if (ts.isTemplateExpression(node)) return { is: 'text', parts: [{ is: 'literal', value: node.head.text.slice(0, longestString) }, ...node.templateSpans.flatMap((s): Value[] => [valueOf(draft, s.expression), { is: 'literal', value: s.literal.text.slice(0, longestString) }])] };
  if (ts.isPrefixUnaryExpression(node)) return unaryValue(draft, node);
  if (ts.isTypeOfExpression(node)) return { is: 'unary', op: 'typeof', of: valueOf(draft, node.expression) };
  if (ts.isPostfixUnaryExpression(node)) return postfixValue(draft, node);
  if (ts.isVoidExpression(node)) return voidValue(draft, node);
  if (ts.isSpreadElement(node)) return { is: 'spread', of: valueOf(draft, node.expression) };
  if (ts.isDeleteExpression(node)) return deletion(draft, node);
  if (ts.isYieldExpression(node)) return yieldValue(draft, node);
  return visitInside(draft, node);
}

function deletion(draft: FactsDraft, node: ts.DeleteExpression): Value {
  draft.assignments++;
  const target = valueOf(draft, node.expression);
  draft.deletes.push({ target, range: draft.range(node), fn: draft.position.fn });
  draft.put(target, draft.range(node));
  return unknown;
}

function awaitValue(draft: FactsDraft, node: ts.AwaitExpression): Value {
  const of = valueOf(draft, node.expression);
  draft.position.steps.push({ is: 'await', of, range: draft.range(node) });
  return { is: 'await', of };
}

/** What the generator is given back in return is not known. */
function yieldValue(draft: FactsDraft, node: ts.YieldExpression): Value {
  const of = node.expression && valueOf(draft, node.expression);
  const fact = draft.functions[draft.position.fn];
  if (of && fact) fact.yields = [...(fact.yields ?? []), { of, ...(node.asteriskToken && { each: true as const }), range: draft.range(node) }];
  return unknown;
}

function voidValue(draft: FactsDraft, node: ts.VoidExpression): Value {
  const of = valueOf(draft, node.expression);
  if (of.is === 'ref' || of.is === 'member' || of.is === 'array') draft.position.steps.push({ is: 'drop', of, range: draft.range(node.expression) });
  return { is: 'undefined' };
}

/** JSON has no Infinity, which `1e999` is. */
function numberValue(value: number): Value {
  return Number.isFinite(value) ? { is: 'literal', value } : { is: 'global', name: 'Infinity' };
}

function thisValue(draft: FactsDraft): Value {
  const { cls, isStatic } = draft.position;
  if (cls === undefined) return unknown;
  return isStatic ? { is: 'class', cls } : { is: 'this', cls };
}

/** What is of no use as a value still holds calls. */
function visitInside(draft: FactsDraft, node: ts.Node): Value {
  if (ts.isPostfixUnaryExpression(node)) draft.assignments++;
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) draft.jsx = true;
  const visit = (child: ts.Node): void => {
    if (ts.isTypeNode(child) && !ts.isExpressionWithTypeArguments(child)) return;
    if (isExpression(child)) valueOf(draft, child);
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return unknown;
}

function isExpression(node: ts.Node): node is ts.Expression {
  return ts.isExpression(node) && !(ts.isIdentifier(node) && (ts.isJsxAttribute(node.parent) || ts.isJsxOpeningLikeElement(node.parent) || ts.isJsxClosingElement(node.parent) || ts.isMetaProperty(node.parent)));
}

function elementValue(draft: FactsDraft, node: ts.ElementAccessExpression): Value {
  const of = valueOf(draft, node.expression);
  const key = node.argumentExpression;
  if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return { is: 'member', of, name: key.text };
  return { is: 'element', of, key: valueOf(draft, key) };
}

function conditionalValue(draft: FactsDraft, node: ts.ConditionalExpression): Value {
  const test = valueOf(draft, node.condition);
  const of: Value[] = [];
  const ways = [node.whenTrue, node.whenFalse].map((way) => draft.stepsOf({ conditional: true }, () => of.push(valueOf(draft, way))));
  draft.branch(test, node.condition, ways);
  return { is: 'either', of };
}

function unaryValue(draft: FactsDraft, node: ts.PrefixUnaryExpression): Value {
  const of = valueOf(draft, node.operand);
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) draft.assignments++;
  if (of.is === 'literal' && typeof of.value === 'number' && node.operator === ts.SyntaxKind.MinusToken) return { is: 'literal', value: -of.value };
  const value: Value = { is: 'unary', op: ts.tokenToString(node.operator) ?? '', of };
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken ? counted(draft, node, of, node.operator, value) : value;
}

function postfixValue(draft: FactsDraft, node: ts.PostfixUnaryExpression): Value {
  const of = valueOf(draft, node.operand);
  return counted(draft, node, of, node.operator, { is: 'unary', op: ts.tokenToString(node.operator) ?? '', of });
}

/** `count++`: the name has another value from here on; `counts[key]++` may be the first for its key. */
function counted(draft: FactsDraft, node: ts.Expression, target: Value, operator: ts.PrefixUnaryOperator, value: Value): Value {
  const counts = operator === ts.SyntaxKind.PlusPlusToken ? 'up' : 'down';
  if (target.is === 'ref') draft.set(target.to, unknown, node, { counts });
  else if (target.is === 'element') noteAssignment(draft, node, target, unknown);
  draft.put(target, draft.range(node), unknown, { counts });
  return value;
}

function binaryValue(draft: FactsDraft, node: ts.BinaryExpression): Value {
  const operator = node.operatorToken.kind;
  if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) return assignment(draft, node, operator);
  const left = valueOf(draft, node.left);
  let right: Value = unknown;
  const lazy = lazyOperators.has(operator);
  if (lazy) draft.branch(left, node.left, [draft.stepsOf({ conditional: true }, () => (right = valueOf(draft, node.right))), []], lazyOn(operator));
  else right = valueOf(draft, node.right);
  switch (operator) {
    case ts.SyntaxKind.QuestionQuestionToken: return { is: 'fallback', on: 'nullish', first: left, then: right };
    case ts.SyntaxKind.BarBarToken: return { is: 'fallback', on: 'falsy', first: left, then: right };
    case ts.SyntaxKind.AmpersandAmpersandToken: return { is: 'either', of: [{ is: 'undefined' }, right], and: left };
    case ts.SyntaxKind.CommaToken: return right;
    default: return operator === ts.SyntaxKind.PlusToken && (isText(left) || isText(right)) ? { is: 'text', parts: [left, right] } : { is: 'binary', op: ts.tokenToString(operator) ?? '', left, right };
  }
}

function isText(value: Value): boolean {
  return value.is === 'text' || (value.is === 'literal' && typeof value.value === 'string');
}

/** When the right side runs. */
function lazyOn(operator: ts.SyntaxKind): 'falsy' | 'nullish' | undefined {
  if (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.BarBarEqualsToken) return 'falsy';
  return operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.QuestionQuestionEqualsToken ? 'nullish' : undefined;
}

/** `x = v`, `a.b = v`, `x ??= v`: noted where it can be found again; the expression is worth the right side. */
function assignment(draft: FactsDraft, node: ts.BinaryExpression, operator: ts.SyntaxKind): Value {
  draft.assignments++;
  const plain = operator === ts.SyntaxKind.EqualsToken;
  const lazy = operator === ts.SyntaxKind.QuestionQuestionEqualsToken || operator === ts.SyntaxKind.BarBarEqualsToken || operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken;
  const target = ts.isObjectLiteralExpression(node.left) || ts.isArrayLiteralExpression(node.left) ? unknown : valueOf(draft, node.left);
  let right: Value = unknown;
  if (lazy) draft.branch(target, node.left, [draft.stepsOf({ conditional: true }, () => (right = valueOf(draft, node.right))), []], lazyOn(operator));
  else right = valueOf(draft, node.right);
  const value = plain || lazy ? right : unknown;
  const counts = counting(operator);
  const change = plain || lazy ? undefined : { op: (ts.tokenToString(operator) ?? '').slice(0, -1), by: right };
  const more = { ...(lazy && operator !== ts.SyntaxKind.AmpersandAmpersandEqualsToken && { lazy: right }), ...(counts && { counts }), ...(change && { change }) };
  if (target.is === 'ref') {
    draft.scopes.bindings[target.to]?.values.push(value);
    draft.set(target.to, plain ? right : unknown, node, more);
  }
  else if (target.is === 'member') noteMember(draft, node, target, value);
  else if (target.is === 'element') noteAssignment(draft, node, target, value);
  else if (target.is === 'unknown') markTargets(draft, node.left);
  draft.put(target, draft.range(node), value, more);
  return right;
}

/** `active += 1` counts as `active++` does. */
function counting(operator: ts.SyntaxKind): Counting | undefined {
  return operator === ts.SyntaxKind.PlusEqualsToken ? 'up' : operator === ts.SyntaxKind.MinusEqualsToken ? 'down' : undefined;
}

function noteMember(draft: FactsDraft, node: ts.BinaryExpression, target: Extract<Value, { is: 'member' }>, value: Value): void {
  noteAssignment(draft, node, target, value);
  if (target.of.is !== 'this') return;
  const members = draft.members[target.of.cls];
  const known = members?.find((m) => m.name === target.name && m.kind === 'field');
  if (known) known.values.push(value);
  else members?.push({ name: target.name, kind: 'field', values: [value], decorators: [], range: draft.range(node.left) });
}

function noteAssignment(draft: FactsDraft, node: ts.Expression, target: Value, value: Value): void {
  const { fn, conditional } = draft.position;
  draft.assigns.push({ target, value, range: draft.range(node), fn, ...(conditional && { conditional }) });
}

/** `({ a, b } = f())`: the names get values that are not followed. */
function markTargets(draft: FactsDraft, pattern: ts.Expression): void {
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const binding = draft.scopes.resolve(node);
      binding?.values.push(unknown);
      draft.set(binding?.index, unknown, node);
    } else ts.forEachChild(node, visit);
  };
  visit(pattern);
}

function propertyOf(draft: FactsDraft, node: ts.ObjectLiteralElementLike): Property[] {
  const range = draft.range(node);
  if (ts.isSpreadAssignment(node)) return [{ spread: valueOf(draft, node.expression), range }];
  if (ts.isShorthandPropertyAssignment(node)) return [{ key: node.name.text, value: draft.reference(node.name), range }];
  const key = propertyName(draft, node.name);
  if (ts.isPropertyAssignment(node)) return [{ ...(key !== undefined && { key }), value: valueOf(draft, node.initializer), range }];
  // A method, a getter or a setter.
  const value = functionValue(draft, node);
  return [{ ...(key !== undefined && { key }), value: ts.isMethodDeclaration(node) ? value : unknown, range }];
}

/** The constant name of a property; `undefined` for a computed one, whose expression is visited. */
export function propertyName(draft: FactsDraft, name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text;
  if (ts.isStringLiteralLike(name.expression)) return name.expression.text;
  valueOf(draft, name.expression);
  return undefined;
}

function callValue(draft: FactsDraft, node: ts.CallExpression | ts.NewExpression): Value {
  const imported = importedModule(draft, node);
  if (imported) return imported;
  const id = reserveCall(draft, node);
  const callee = valueOf(draft, node.expression);
  const outer = draft.openCall;
  const args = (node.arguments ?? []).map((argument, index) => {
    draft.openCall = id;
    const value = valueOf(draft, argument);
    if (value.is === 'function') {
      const fn = draft.functions[value.fn];
      if (fn) fn.passedTo = { call: id, index };
    }
    return value;
  });
  draft.openCall = outer;
  Object.assign(draft.calls[id] ?? {}, { callee, args });
  draft.position.steps.push(id);
  return { is: 'call', call: id };
}

/** `import('x')` and `require('x')` with a constant name. */
function importedModule(draft: FactsDraft, node: ts.CallExpression | ts.NewExpression): Value | undefined {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return undefined;
  const [specifier] = node.arguments;
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return undefined;
  const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  // A local `require` comes from `createRequire`.
  if (!dynamic && !(ts.isIdentifier(node.expression) && node.expression.text === 'require')) return undefined;
  draft.imports.add(specifier.text);
  return { is: 'import', from: specifier.text, name: dynamic ? '*' : '=' };
}

function taggedValue(draft: FactsDraft, node: ts.TaggedTemplateExpression): Value {
  const id = reserveCall(draft, node);
  const callee = valueOf(draft, node.tag);
  const { template } = node;
  const text = (constant: string): Value => ({ is: 'literal', value: constant });
  const args = ts.isTemplateExpression(template) ? template.templateSpans.map((s) => valueOf(draft, s.expression)) : [];
  // What stands between the constant parts is the tag's to say: no text, but as a rule a placeholder.
  const parts = ts.isTemplateExpression(template) ? [text(template.head.text), ...template.templateSpans.flatMap((s): readonly Value[] => [unknown, text(s.literal.text)])] : [text(template.text)];
  Object.assign(draft.calls[id] ?? {}, { callee, args: [{ is: 'text', parts } satisfies Value, ...args] });
  draft.position.steps.push(id);
  return { is: 'call', call: id };
}

/** Takes the call's number before its parts are read, so that outer calls come before inner ones. */
function reserveCall(draft: FactsDraft, node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression): number {
  const { fn, loop, inTry, cleanup, conditional } = draft.position;
  const argumentNodes = ts.isTaggedTemplateExpression(node) ? [] : [...(node.arguments ?? [])];
  draft.calls.push({
    callee: unknown, args: [], range: draft.range(node), calleeRange: calleeRange(draft, ts.isTaggedTemplateExpression(node) ? node.tag : node.expression, ts.isNewExpression(node) ? node : undefined),
    argRanges: argumentNodes.map((a) => draft.range(a)), fn,
    ...(ts.isNewExpression(node) && { construct: true as const }), ...(ts.isCallChain(node) && { optional: true as const }), ...(loop && { loop }), ...(inTry && { inTry }), ...(cleanup && { cleanup }), ...(conditional && { conditional }), ...fateOf(node),
  });
  return draft.calls.length - 1;
}
