import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf } from './draft.js';

/** Clears the interval that is forgotten when a new one takes its place: `clearInterval(timer)` before `timer = setInterval(…)`. */
export function clearFirst(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call) return [];
  const { ts, tree } = draft.source;
  const { parent } = call;
  if (!ts.isBinaryExpression(parent) || parent.right !== call || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isExpressionStatement(parent.parent) || !/^[\w$.]+$/.test(parent.left.getText(tree))) return [];
  return draft.before(call.getStart(tree), `clearInterval(${parent.left.getText(tree)});`) ? draft.fix('Clear the one before first') : [];
}

/** Lets the process end while an interval goes on. */
export function unref(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || !draft.source.ts.isExpressionStatement(call.parent)) return [];
  draft.insert(call.end, '.unref()');
  return draft.fix('Let the process end while it goes on');
}
