import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';
import type { WrittenFunction } from './function-at.js';

/** What is done with what a function fails with: statements that have it as `error`, and the same as a function for `.catch`. */
export interface Caught {
  readonly statements: string;
  readonly callback: string;
}

/**
 * Catches all that a function's promise may reject with, where it is made: by a `try` around its body, by a `catch` on its only `try`, or behind the promise
 * that it gives. Gives false where its body is not so plain, and leaves the draft as it is.
 */
export function catchInBody(draft: Draft, fn: WrittenFunction, caught: Caught): boolean {
  const { ts } = draft.source;
  const isAsync = ts.getModifiers(fn)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true;
  const { body } = fn;
  if (!ts.isBlock(body)) return isAsync ? inExpression(draft, body, caught) : behind(draft, body, caught);
  const [first, ...others] = body.statements;
  if (isAsync) return first !== undefined && inBlock(draft, body, others.length === 0 ? first : undefined, caught);
  const returned = first && others.length === 0 && ts.isReturnStatement(first) ? first.expression : undefined;
  return returned !== undefined && behind(draft, returned, caught);
}

function inBlock(draft: Draft, body: Ts.Block, only: Ts.Statement | undefined, { statements }: Caught): boolean {
  const { ts } = draft.source;
  if (!only || !ts.isTryStatement(only)) {
    draft.enclose(body, 'try {', catchClause(statements));
    return true;
  }
  // Its own catch fails: another one around it would be a riddle.
  if (only.catchClause || !only.finallyBlock) return false;
  draft.insert(only.tryBlock.end, ` ${catchClause(statements).slice('} '.length)}`);
  return true;
}

function catchClause(statements: string): string {
  return `} catch (error) {\n${statements.replace(/^/gm, '  ')}\n}`;
}

/** `async (id) => await work(id)` gets a block. */
function inExpression(draft: Draft, body: Ts.Expression, { statements }: Caught): boolean {
  const { ts, tree } = draft.source;
  const waits = ts.isAwaitExpression(body);
  if (!waits && !ts.isCallExpression(body)) return false;
  draft.wrap([body.getStart(tree), body.end], `{\n  try {\n    ${waits ? '' : 'await '}`, `;\n${catchClause(statements).replace(/^/gm, '  ')}\n}`);
  return true;
}

function behind(draft: Draft, promise: Ts.Expression, { callback }: Caught): boolean {
  if (!draft.source.ts.isCallExpression(promise)) return false;
  draft.insert(promise.end, `.catch(${callback})`);
  return true;
}
