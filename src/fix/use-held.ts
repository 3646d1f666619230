import type { CallRef } from '../analysis/abstract.js';
import type { Nesting } from '../analysis/nesting/nestings.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Range } from '../model/facts.js';
import type { ts as Ts } from '../ts.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { functionAt, parameterName } from './function-at.js';

/**
 * Makes a query on the connection that is held, where it is made on what that comes from: `db.query()` in `db.transaction(async (tx) => …)` becomes `tx.query()`, and `pool.query()` behind
 * `const client = await pool.connect()` becomes `client.query()`. Empty where another function makes the query: that would have to be given the connection.
 */
export function useHeld(project: Project, { holder: { ref, callback, held }, at, then, slow, also = [] }: Nesting): readonly Fix[] {
  const draft = held.model.kind === 'connection' && then.length === 0 && slow === undefined && at.file === ref.file ? draftOf(project, at.file) : undefined;
  const holding = draft && callNode(project, draft, ref);
  if (!draft || !holding || !draft.source.ts.isPropertyAccessExpression(holding.expression)) return [];
  const name = callback ? parameterOf(project, draft, callback) : declaredName(draft, holding);
  const from = holding.expression.expression.getText(draft.source.tree);
  const places = [at, ...also.filter(({ file }) => file === at.file)].map((call) => rootOf(draft, callNode(project, draft, call), from));
  const [first] = places;
  if (name === undefined || !first || [at, ...also].some((call) => call.file !== draft.file || acquires.test(draft.text(calleeRange(project, call))))) return [];
  for (const place of new Map(places.flatMap((one) => (one ? [[one[0], one] as const] : []))).values()) draft.replace(place, name);
  return draft.fix(`Use ${name}, which is held already`);
}

/** What takes a connection for longer than a query is another matter: a second transaction, a second client. */
const acquires = /(?:^|\.)(?:connect|getConnection|acquire|acquireConnection|\$?transaction|begin\w*|startSession)$/;

function calleeRange({ evaluator }: Project, ref: CallRef): Range {
  return evaluator.call(ref)?.calleeRange ?? [0, 0];
}

function parameterOf(project: Project, draft: Draft, { file, fn }: { readonly file: string; readonly fn: number }): string | undefined {
  const written = file === draft.file ? functionAt(project, draft, fn) : undefined;
  return written && parameterName(draft, written, 0);
}

/** `const client = await pool.connect()` */
function declaredName({ source: { ts } }: Draft, call: Ts.Expression): string | undefined {
  const { parent } = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

/** Where a chain of calls begins with an expression: `db` of `db('users').where(…).first()`. */
function rootOf({ source: { ts, tree } }: Draft, call: Ts.Expression | undefined, from: string): Range | undefined {
  for (let node = call; node; ) {
    if (node !== call && node.getText(tree) === from) return [node.getStart(tree), node.end];
    node = ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isNonNullExpression(node) ? node.expression : ts.isTaggedTemplateExpression(node) ? node.tag : undefined;
  }
  return undefined;
}
