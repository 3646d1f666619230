import type { Range } from '../../model/facts.js';
import { nodeAt, typeAt, type CheckerLike, type NodeLike, type TypeLike } from './located-type.js';

/** What a checker calls types behind which a promise may stand; `{}` is what is left of `unknown` without null. */
const saysNothing = new Set(['any', 'unknown', 'error', 'never', '{}', 'object']);
const promiseNames = new Set(['Promise', 'Bluebird']);
const deepest = 5;

/**
 * Whether the expression at `range` is a promise, an array of promises, or may be one of these. Of thenables of other making, such as query builders
 * and Fastify's reply, nothing is said: awaited they may reject, and left alone they may never begin.
 */
export function isPromiseAt(source: NodeLike, checker: CheckerLike, range: Range): boolean | undefined {
  // The statement around an expression without a semicolon stands at the same place.
  const node = nodeAt(source, range, (n) => n.getEnd() === range[1] && !isStatement(n));
  const type = node && typeAt(checker, node);
  return type && isPromise(checker, type);
}

/** An expression statement has an expression at the very same place, and is itself none of the things that have one. */
function isStatement(node: NodeLike): boolean {
  const { expression } = node;
  return expression !== undefined && expression.getStart() === node.getStart() && expression.getEnd() === node.getEnd();
}

function isPromise(checker: CheckerLike, type: TypeLike, depth = 0): boolean | undefined {
  if (depth > deepest || saysNothing.has(checker.typeToString(type))) return undefined;
  if (type.isUnion()) {
    const parts = (type.types ?? []).map((t) => isPromise(checker, t, depth + 1));
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  // `Promise<Rows> & { cancel(): void }`
  if (type.isIntersection() && (type.types ?? []).some((t) => isPromise(checker, t, depth + 1) === true)) return true;
  if (promiseNames.has(type.getSymbol()?.name ?? '')) return true;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return checker.getTypeArguments(type).some((t) => isPromise(checker, t, depth + 1));
  const constraint = checker.getBaseConstraintOfType(type);
  if (constraint && constraint !== type) return isPromise(checker, constraint, depth + 1);
  if (((type.target ?? type).getBaseTypes() ?? []).some((t) => isPromise(checker, t, depth + 1) === true)) return true;
  return type.getProperty('then') ? undefined : false;
}
