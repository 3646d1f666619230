import { ts } from '../../ts.js';
import type { AssignFact, CallFact, Change, ClassFact, Counting, DeleteFact, ExportFact, FunctionFact, MemberFact, Range, Step, Use, Value } from '../../model/facts.js';
import { Scopes } from '../scopes.js';
import { isOnlyTested } from './fate.js';

/** Drops `readonly` while a fact is being gathered. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly [unknown, unknown] ? T[K] : T[K] extends readonly (infer E)[] ? E[] : T[K];
};

/** How a name or a property gets its value, besides what the value is. */
interface Given {
  readonly lazy?: Value;
  readonly counts?: Counting;
  readonly change?: Change;
}

/** Where in its function the walk is. Saved and restored around everything that changes it. */
export interface Position {
  fn: number;
  cls: number | undefined;
  /** In a static member: `this` is the class itself. */
  isStatic: boolean;
  loop: boolean;
  inTry: CallFact['inTry'];
  cleanup: boolean;
  conditional: boolean;
  /** Where the steps go. */
  steps: Step[];
}

/** The facts of one file while they are being gathered, and where the walk is. */
export class FactsDraft {
  readonly scopes: Scopes;
  readonly imports = new Set<string>();
  readonly exports: ExportFact[] = [];
  readonly functions: Draft<FunctionFact>[] = [];
  readonly classes: Draft<ClassFact>[] = [];
  readonly members: Draft<MemberFact>[][] = [];
  readonly calls: Draft<CallFact>[] = [];
  readonly assigns: AssignFact[] = [];
  readonly deletes: DeleteFact[] = [];
  jsx = false;
  /** How many variables and properties were given another value so far. */
  assignments = 0;
  position: Position = { fn: -1, cls: undefined, isStatic: false, loop: false, inTry: undefined, cleanup: false, conditional: false, steps: [] };

  constructor(readonly source: ts.SourceFile) {
    this.scopes = new Scopes(source);
  }

  range(node: ts.Node): Range {
    return [node.getStart(this.source), node.end];
  }

  /** Runs `walk` at a changed position, and comes back to this one. */
  at(change: Partial<Position>, walk: () => void): void {
    const before = this.position;
    this.position = { ...before, ...change };
    walk();
    this.position = before;
  }

  /** The steps that `walk` takes, instead of adding them to those around. */
  stepsOf(change: Partial<Position>, walk: () => void): Step[] {
    const steps: Step[] = [];
    this.at({ ...change, steps }, walk);
    return steps;
  }

  /** Adds a branch, if anything happens on one of its ways. */
  branch(test: Value, at: ts.Node, ways: readonly (readonly Step[])[], on?: 'falsy' | 'nullish'): void {
    if (ways.some((w) => w.length > 0)) this.position.steps.push({ is: 'branch', test, ...(on && { on }), at: at.getStart(this.source), ways });
  }

  /** Notes that a name gets another value. What no path leads around needs no note: nothing is known of the name before. */
  set(to: number | undefined, value: Value, at: ts.Node, more: Given = {}): void {
    if (to !== undefined && this.position.fn !== -1) this.position.steps.push({ is: 'set', to, value, ...more, at: at.getStart(this.source) });
  }

  /** Notes that a property or an entry gets another value, or is deleted. */
  put(target: Value, range: Range, value?: Value, more: Given = {}): void {
    if ((target.is === 'member' || target.is === 'element') && this.position.fn !== -1) this.position.steps.push({ is: 'put', target, range, ...(value && { value }), ...more });
  }

  /** Whether a comment stands at the beginning or the end of a block, or behind it on its line: the places where one says why it is as it is. */
  isCommented({ statements, pos, end }: ts.Block): boolean {
    const { text } = this.source;
    if (/^[)\]},; \t]*\/[/*]/.test(text.slice(end, end + 80))) return true;
    const [first, last] = [statements[0], statements.at(-1)];
    const open = text.indexOf('{', pos) + 1;
    return /\/[/*]/.test(text.slice(open, first ? first.getStart(this.source) : end)) || (last !== undefined && /\/[/*]/.test(text.slice(last.end, end)));
  }

  /** The binding's value, with the use noted: what is done with an object decides whether it can change behind our back. */
  reference(identifier: ts.Identifier): Value {
    const binding = this.scopes.resolve(identifier);
    if (binding === undefined) return identifier.text === 'undefined' ? { is: 'undefined' } : { is: 'global', name: identifier.text };
    if (binding.kind !== 'import' && binding.kind !== 'function' && binding.kind !== 'class') binding.uses.push(this.useOf(identifier));
    return { is: 'ref', to: binding.index };
  }

  private useOf(identifier: ts.Identifier): Use {
    let node: ts.Node = identifier;
    while (ts.isParenthesizedExpression(node.parent) || ts.isAsExpression(node.parent) || ts.isNonNullExpression(node.parent) || ts.isSatisfiesExpression(node.parent)) node = node.parent;
    const { parent } = node;
    const use = { at: identifier.getStart(this.source), fn: this.position.fn, ...(isOnlyTested(node) && { tested: true as const }) };
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return { ...use, as: 'member', name: parent.name.text };
    if (ts.isElementAccessExpression(parent) && parent.expression === node) return { ...use, as: 'member', name: ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : '*' };
    if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isObjectBindingPattern(parent.name)) return { ...use, as: 'member', name: parent.name.elements.map((e) => (e.propertyName ?? e.name).getText(this.source)).join(',') };
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node) return { ...use, as: 'argument', call: this.openCall, index: parent.arguments?.indexOf(node as ts.Expression) ?? 0 };
    if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent)) return { ...use, as: 'spread' };
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node)) return { ...use, as: 'returned' };
    if (isComparison(parent) || ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent) || isCondition(parent, node) || ts.isAwaitExpression(parent)) return { ...use, as: 'compared' };
    if (ts.isBinaryExpression(parent) && parent.left === node) return { ...use, as: 'compared' };
    if (ts.isCallExpression(parent)) return { ...use, as: 'member', name: '()' };
    return { ...use, as: 'stored' };
  }

  /** The call whose arguments are being read. */
  openCall = -1;
}

/** The test of `if`, `while` or `?:`. */
function isCondition(parent: ts.Node, node: ts.Node): boolean {
  return ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent) || ((ts.isForStatement(parent) || ts.isConditionalExpression(parent)) && parent.condition === node);
}

function isComparison(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind >= ts.SyntaxKind.LessThanToken && node.operatorToken.kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}
