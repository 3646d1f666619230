import type { Range } from '../../model/facts.js';
import { nodeAt, type CheckerLike, type NodeLike, type TypeLike } from './located-type.js';

/**
 * Whether what stands at `range` is expected to be a function that gives nothing: then who calls it does not look at what it gives. False where one of the expected
 * functions may give a promise; undefined where they may give anything.
 */
export function expectsVoidAt(source: NodeLike, checker: CheckerLike, range: Range): boolean | undefined {
  const node = nodeAt(source, range, (n) => n.getEnd() === range[1]);
  const results = node ? resultsAt(checker, node) : [];
  if (results.length === 0) return undefined;
  const answers = results.map((type) => isVoid(checker, type));
  return answers.every((a) => a === true) ? true : answers.includes(false) ? false : undefined;
}

/** A checker of another TypeScript may fail on code that is half written. */
function resultsAt(checker: CheckerLike, node: NodeLike): readonly TypeLike[] {
  try {
    const type = checker.getContextualType(node);
    const parts = type ? (type.isUnion() ? (type.types ?? []) : [type]) : [];
    return parts.flatMap((t) => t.getCallSignatures()).map((s) => s.getReturnType());
  } catch {
    return [];
  }
}

function isVoid(checker: CheckerLike, type: TypeLike): boolean | undefined {
  if (checker.typeToString(type) === 'void') return true;
  const parts = type.isUnion() ? (type.types ?? []) : [type];
  return parts.some((t) => /^Promise(?:Like)?$/.test(t.getSymbol()?.name ?? '')) ? false : undefined;
}
