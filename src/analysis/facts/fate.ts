import { ts } from '../../ts.js';
import type { CallFact } from '../../model/facts.js';

export const lazyOperators: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

/** What becomes of the call's result. */
export function fateOf(call: ts.Node): Pick<CallFact, 'awaited' | 'returned' | 'dropped' | 'void' | 'tested' | 'spread'> {
  const inner = outOfParentheses(call);
  if (ts.isAwaitExpression(inner.parent)) return { awaited: true };
  if (ts.isReturnStatement(inner.parent) || ts.isArrowFunction(inner.parent)) return { returned: true };
  const node = outOfBranches(inner);
  if (ts.isVoidExpression(node.parent)) return { dropped: true, void: true };
  if (isDropped(node)) return { dropped: true };
  if (ts.isSpreadAssignment(node.parent)) return { spread: true };
  return isTested(node) ? { tested: true } : {};
}

function outOfParentheses(node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent) || ts.isSatisfiesExpression(parent) ? outOfParentheses(parent) : node;
}

/** The expression of which a value is the last part: `ready ? here : there`, `ready && here`, `(ready(), here)`. */
function outOfBranches(node: ts.Node): ts.Node {
  const { parent } = node;
  const isLast = ts.isConditionalExpression(parent) ? parent.condition !== node : ts.isBinaryExpression(parent) && parent.right === node && (lazyOperators.has(parent.operatorToken.kind) || parent.operatorToken.kind === ts.SyntaxKind.CommaToken);
  return isLast ? outOfBranches(outOfParentheses(parent)) : node;
}

function isDropped(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isExpressionStatement(parent) || (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.CommaToken);
}

/** Whether a name stands where it is only asked for being true. */
export function isOnlyTested(name: ts.Node): boolean {
  return isTested(outOfBranches(outOfParentheses(name)));
}

/** Whether a value is only asked for being true: by `if`, a loop, `?:`, `!`, `&&`, and by `||` where its own result is. */
function isTested(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  if (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return true;
  const around = outOfBranches(outOfParentheses(parent));
  if (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken) return isTested(around) || isDropped(around);
  return lazyOperators.has(parent.operatorToken.kind) && isTested(around);
}
