import type { ts as Ts } from '../ts.js';
import type { Caught } from './catch-in-body.js';
import type { Draft } from './draft.js';
import type { WrittenFunction } from './function-at.js';
import { inPattern } from './in-pattern.js';
import { isTyped } from './typed-file.js';

/** Where the code around a place says what went wrong: `reject` of a promise that it settles, or a callback that it calls. */
export interface Outlet {
  readonly name: string;
  readonly caught: Caught;
}

const callbackName = /^(?:done|cb|callback|next)$/;

/** The nearest outlet around a node that is not hidden behind another async function; the executor of a promise that takes no `reject` is given one. */
export function outletAround(draft: Draft, within: Ts.Node): Outlet | undefined {
  const { ts, tree } = draft.source;
  const text = within.getText(tree);
  for (let node: Ts.Node = within.parent; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node) && !ts.isFunctionDeclaration(node) && !ts.isMethodDeclaration(node)) continue;
    if (isExecutor(draft, node)) return rejectOf(draft, node);
    const own = callbackOf(draft, node, text);
    if (own) return own;
    if (ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) return undefined;
  }
  return undefined;
}

/** The callback that a function gets as its last argument, and calls. */
export function ownOutlet(draft: Draft, fn: WrittenFunction): Outlet | undefined {
  return callbackOf(draft, fn, fn.body.getText(draft.source.tree));
}

function callbackOf(draft: Draft, { parameters }: Ts.SignatureDeclaration, text: string): Outlet | undefined {
  const parameter = parameters.at(-1);
  return parameter && draft.source.ts.isIdentifier(parameter.name) && callbackName.test(parameter.name.text) && new RegExp(`\\b${inPattern(parameter.name.text)}\\(`).test(text) ? callbackIn(draft, parameter) : undefined;
}

/** A parameter that is called with an error first; none where its type says that it takes nothing. In TypeScript what is caught is `unknown`, and such a callback takes an `Error`. */
export function callbackIn({ file, source: { ts, tree } }: Draft, { name, type }: Ts.ParameterDeclaration): Outlet | undefined {
  if (!ts.isIdentifier(name) || (type && ts.isFunctionTypeNode(type) && type.parameters.length === 0)) return undefined;
  const error = isTyped(file) && type?.kind !== ts.SyntaxKind.AnyKeyword ? 'error as Error' : 'error';
  return { name: name.getText(tree), caught: { statements: `${name.text}(${error});`, callback: name.text } };
}

/** `new Promise(executor)`. */
export function isExecutor({ source: { ts } }: Draft, node: Ts.Node): boolean {
  const { parent } = node;
  return ts.isNewExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === 'Promise' && parent.arguments?.[0] === node;
}

/** What rejects the promise of an executor, which is given the parameter where it has none. */
export function rejectOf(draft: Draft, executor: Ts.SignatureDeclaration): Outlet | undefined {
  const { ts } = draft.source;
  const [resolve, reject] = executor.parameters;
  if (reject) return ts.isIdentifier(reject.name) ? outlet(reject.name.text) : undefined;
  if (!resolve || !isParenthesized(draft, executor)) return undefined;
  draft.insert(resolve.end, ', reject');
  return outlet('reject');
}

/** `resolve => …` takes one parameter only. */
function isParenthesized({ source: { tree } }: Draft, { parameters }: Ts.SignatureDeclaration): boolean {
  return /^\s*\)/.test(tree.text.slice(parameters.end));
}

function outlet(name: string): Outlet {
  return { name, caught: { statements: `${name}(error);`, callback: name } };
}
