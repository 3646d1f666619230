import { ts } from '../../ts.js';
import type { Range } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';

/** The callee, with `new`; of a chain over several lines, or on another call's result, only the last name. */
export function calleeRange(draft: FactsDraft, callee: ts.Expression, construct: ts.NewExpression | undefined): Range {
  const [start, end] = draft.range(construct ?? callee);
  const whole: Range = [start, construct ? callee.end : end];
  if (!ts.isPropertyAccessExpression(callee) || construct) return whole;
  const simple = !/[\n\r(]/.test(draft.source.text.slice(start, callee.end));
  return simple ? whole : draft.range(callee.name);
}
