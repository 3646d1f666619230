import { ts } from '../../ts.js';
import type { ClassFact, FunctionFact, MemberFact, ParamFact, Value } from '../../model/facts.js';
import type { Draft, FactsDraft } from './draft.js';
import { propertyName, valueOf } from './values.js';
import { visitStatements } from './statements.js';
import { removeInterfaces, shapeValue } from './shapes.js';
import { annotation, declaredResult, typeValue } from './type-value.js';

const unknown: Value = { is: 'unknown' };

/** Gathers a function with its body, and gives the value that refers to it. */
export function functionValue(draft: FactsDraft, node: ts.FunctionLikeDeclaration): Value {
  const fn = draft.functions.length;
  const outer = draft.position;
  // `this` of an arrow function is that of the class around it; of any other function only a member's own.
  const cls = ts.isArrowFunction(node) || isMember(node) ? outer.cls : undefined;
  const result = node.type && typeValue(draft, node.type);
  const fact: Draft<FunctionFact> = {
    name: nameOf(draft, node), kind: kindOf(node), range: draft.range(node), nameRange: draft.range(node.name ?? node), parent: outer.fn, params: [], returns: [],
    ...(cls !== undefined && { cls }), ...(hasModifier(node, ts.SyntaxKind.AsyncKeyword) && { async: true as const }), ...(node.asteriskToken && { generator: true as const }),
    ...declaredResult(node.type), ...(result && { result }),
  };
  draft.functions.push(fact);
  nameItself(draft, node, { is: 'function', fn });
  const before = draft.assignments;
  const steps = draft.stepsOf({ fn, cls, loop: false, inTry: undefined, cleanup: false, conditional: false }, () => {
    for (const [at, parameter] of node.parameters.filter((p) => !isThis(p)).entries()) fact.params.push(parameterOf(draft, parameter, fn, at));
    if (node.body) bodyOf(draft, fact, node.body);
  });
  if (steps.length > 0) fact.steps = steps;
  if (draft.assignments > before) fact.assigns = true;
  return { is: 'function', fn };
}

function bodyOf(draft: FactsDraft, fact: Draft<FunctionFact>, body: ts.ConciseBody): void {
  if (ts.isBlock(body)) {
    if (draft.isCommented(body)) fact.commented = true;
    visitStatements(draft, body);
    return;
  }
  const of = valueOf(draft, body);
  fact.returns.push(of);
  draft.position.steps.push({ is: 'return', of, range: draft.range(body) });
}

/** `const f = function g() { … }`: `g` stands for the function, inside of it. */
function nameItself(draft: FactsDraft, node: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration, value: Value): void {
  if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name) draft.scopes.declared(node.name)?.values.push(value);
}

function isMember(node: ts.Node): boolean {
  return ts.isClassLike(node.parent);
}

function kindOf(node: ts.FunctionLikeDeclaration): FunctionFact['kind'] {
  if (ts.isArrowFunction(node)) return 'arrow';
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isMethodDeclaration(node)) return 'method';
  if (ts.isGetAccessor(node)) return 'getter';
  return ts.isSetAccessor(node) ? 'setter' : 'function';
}

/** The function's own name, or that of what it is assigned to. */
function nameOf(draft: FactsDraft, node: ts.FunctionLikeDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) || ts.isPropertyDeclaration(node.parent) ? node.parent.name : undefined);
  return named ? named.getText(draft.source) : '';
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((m) => m.kind === kind) ?? false);
}

/** `(this: Model, id: string)`: the type of `this`, which is no argument. */
function isThis({ name }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && name.text === 'this';
}

function parameterOf(draft: FactsDraft, node: ts.ParameterDeclaration, fn: number, at: number): ParamFact {
  const initial = node.initializer && valueOf(draft, node.initializer);
  const given: Value = { is: 'param', fn, at, ...(node.dotDotDotToken && { rest: true as const }) };
  const type = node.type && shapeValue(draft, node.type);
  const value: Value = initial ? { is: 'fallback', on: 'nullish', first: given, then: initial } : given;
  bindPattern(draft, node.name, value, node.type);
  const decorators = decoratorsOf(draft, node);
  const isProperty = node.modifiers?.some((m) => m.kind !== ts.SyntaxKind.Decorator);
  if (isProperty && ts.isIdentifier(node.name) && draft.position.cls !== undefined) {
    draft.members[draft.position.cls]?.push({ name: node.name.text, kind: 'field', values: [value], decorators, range: draft.range(node.name), ...(hasModifier(node, ts.SyntaxKind.PrivateKeyword) && { private: true as const }), ...(node.type && annotation(draft, node.type)) });
  }
  return {
    ...(type && { type }), ...(node.dotDotDotToken && { rest: true as const }), ...((node.questionToken ?? initial) && { optional: true as const }),
    ...(initial && { default: initial }), ...(decorators.length > 0 && { decorators }),
    ...(!initial && !ts.isIdentifier(node.name) && { pattern: ts.isObjectBindingPattern(node.name) ? 'object' : 'array' }),
  };
}

/** Gives the names of a pattern their values: `const { http, ms = 5 } = deps`. */
export function bindPattern(draft: FactsDraft, name: ts.BindingName, value: Value, type?: ts.TypeNode): void {
  if (ts.isIdentifier(name)) {
    const binding = draft.scopes.declared(name);
    if (!binding) return;
    binding.fn = draft.position.fn;
    removeInterfaces(draft, binding.values);
    binding.values.push(value);
    if (type) Object.assign(binding, annotation(draft, type));
    return;
  }
  const taken: string[] = [];
  for (const [index, element] of name.elements.entries()) {
    if (!ts.isBindingElement(element)) continue;
    const key = ts.isArrayBindingPattern(name) ? String(index) : keyOf(draft, element);
    if (element.dotDotDotToken) bindPattern(draft, element.name, ts.isArrayBindingPattern(name) ? unknown : { is: 'rest', of: value, without: taken });
    else {
      if (key !== undefined) taken.push(key);
      const part: Value = key === undefined ? { is: 'element', of: value } : { is: 'member', of: value, name: key };
      bindPattern(draft, element.name, element.initializer ? { is: 'fallback', on: 'nullish', first: part, then: valueOf(draft, element.initializer) } : part);
    }
  }
}

function keyOf(draft: FactsDraft, element: ts.BindingElement): string | undefined {
  if (element.propertyName) return propertyName(draft, element.propertyName);
  return ts.isIdentifier(element.name) ? element.name.text : undefined;
}

/** Gathers a class with its members, and gives the value that refers to it. */
export function classValue(draft: FactsDraft, node: ts.ClassLikeDeclaration): Value {
  const cls = draft.classes.length;
  const members: Draft<MemberFact>[] = [];
  const fact: Draft<ClassFact> = { name: node.name?.text ?? '', range: draft.range(node.name ?? node), implements: [], ctor: -1, members, decorators: decoratorsOf(draft, node) };
  draft.classes.push(fact);
  draft.members.push(members);
  nameItself(draft, node, { is: 'class', cls });
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === ts.SyntaxKind.ImplementsKeyword) fact.implements.push(...clause.types.map((t) => typeValue(draft, t)).filter((t) => t !== undefined));
    else if (clause.types[0]) fact.extends = valueOf(draft, clause.types[0].expression);
  }
  draft.at({ cls, isStatic: false }, () => {
    const written = node.members.find((m) => ts.isConstructorDeclaration(m) && m.body !== undefined);
    fact.ctor = written ? constructorIndex(draft, written as ts.ConstructorDeclaration) : implicitConstructor(draft, node, cls);
    if (!written) fact.implicitCtor = true;
    for (const member of node.members) if (member !== written) memberOf(draft, member, members, fact.ctor);
  });
  return { is: 'class', cls };
}

function constructorIndex(draft: FactsDraft, node: ts.ConstructorDeclaration): number {
  const value = functionValue(draft, node);
  return value.is === 'function' ? value.fn : -1;
}

function implicitConstructor(draft: FactsDraft, node: ts.ClassLikeDeclaration, cls: number): number {
  draft.functions.push({ name: 'constructor', kind: 'constructor', range: draft.range(node), nameRange: draft.range(node.name ?? node), parent: draft.position.fn, cls, params: [], returns: [] });
  return draft.functions.length - 1;
}

function memberOf(draft: FactsDraft, node: ts.ClassElement, members: Draft<MemberFact>[], ctor: number): void {
  if (ts.isClassStaticBlockDeclaration(node)) draft.at({ isStatic: true }, () => visitStatements(draft, node.body));
  if (ts.isClassStaticBlockDeclaration(node) || ts.isIndexSignatureDeclaration(node) || ts.isSemicolonClassElement(node) || !node.name) return;
  const name = propertyName(draft, node.name);
  if (name === undefined) return;
  const decorators = decoratorsOf(draft, node);
  const isStatic = hasModifier(node, ts.SyntaxKind.StaticKeyword);
  const isPrivate = hasModifier(node, ts.SyntaxKind.PrivateKeyword) || ts.isPrivateIdentifier(node.name);
  const base = { name, decorators, range: draft.range(node.name), ...(isStatic && { static: true as const }), ...(isPrivate && { private: true as const }) };
  if (ts.isPropertyDeclaration(node)) {
    const values: Value[] = [];
    // Field initialisers run in the constructor, static ones where the class stands.
    const constructor = isStatic ? undefined : draft.functions[ctor];
    const steps = draft.stepsOf(constructor ? { fn: ctor } : { isStatic }, () => { if (node.initializer) values.push(valueOf(draft, node.initializer)); });
    if (!constructor) draft.position.steps.push(...steps);
    else if (steps.length > 0) constructor.steps = [...(constructor.steps ?? []), ...steps];
    const declared = node.type && annotation(draft, node.type);
    const assigned = members.find((m) => m.name === name && m.kind === 'field');
    if (assigned) Object.assign(assigned, { values: [...values, ...assigned.values], decorators, ...(isPrivate && { private: true as const }), ...declared });
    else members.push({ ...base, kind: 'field', values, ...declared });
  } else if (ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isSetAccessor(node)) {
    if (node.body === undefined) return;
    let value: Value = unknown;
    draft.at({ isStatic }, () => (value = functionValue(draft, node)));
    if (value.is === 'function') members.push({ ...base, kind: ts.isMethodDeclaration(node) ? 'method' : ts.isGetAccessor(node) ? 'getter' : 'setter', fn: value.fn, values: [] });
  }
}

/** The decorators of a class, member or parameter, as calls or references. */
function decoratorsOf(draft: FactsDraft, node: ts.Node): Value[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map((decorator) => {
    const value = valueOf(draft, decorator.expression);
    const call = value.is === 'call' ? draft.calls[value.call] : undefined;
    if (call) call.decorator = true;
    return value;
  });
}
