import type { Executor } from '../analysis/promises/executors.js';
import type { LostContinuation } from '../analysis/promises/lost-continuations.js';
import type { UnheardError } from '../analysis/promises/unheard-errors.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { ts as Ts } from '../ts.js';
import { draftOf, type Draft } from './draft.js';
import { functionAt } from './function-at.js';
import { rejectOf } from './outlet.js';

/** Rejects a promise that waits for an event, when what emits the event fails; for one that is piped, when its source does. */
export function rejectOnError(project: Project, { fn }: Executor, { occasion, is }: UnheardError): readonly Fix[] {
  const { file, call } = occasion;
  const draft = call && fn?.file === file ? draftOf(project, file) : undefined;
  const range = call && project.evaluator.call(call)?.range;
  const reject = draft && fn && rejectIn(project, draft, fn.fn);
  if (!draft || !range || reject === undefined) return [];
  const { ts, tree } = draft.source;
  const node = draft.nodeAt(range);
  const added = is === 'piped' ? behindSource(draft, pipeBefore(draft, node), reject) : ts.isCallExpression(node) && besideListener(draft, node, reject);
  return added ? draft.fix(`Reject when ${is === 'piped' ? 'its source' : ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? shortText(node.expression.expression.getText(tree)) : 'it'} fails`) : [];
}

/** Hands what fails before the promise is settled to `reject`. */
export function rejectWithWork(project: Project, { fn }: Executor, { work, is }: LostContinuation): readonly Fix[] {
  const draft = is === 'open' && fn?.file === work.file ? draftOf(project, work.file) : undefined;
  const range = project.evaluator.call(work)?.range;
  const reject = draft && fn && rejectIn(project, draft, fn.fn);
  if (!draft || !range || reject === undefined) return [];
  const { ts } = draft.source;
  let node = draft.nodeAt(range);
  while (ts.isPropertyAccessExpression(node.parent) && ts.isCallExpression(node.parent.parent)) node = node.parent.parent;
  draft.insert(node.end, `.catch(${reject})`);
  return draft.fix('Reject with what it fails with');
}

function rejectIn(project: Project, draft: Draft, fn: number): string | undefined {
  const executor = functionAt(project, draft, fn);
  return executor && rejectOf(draft, executor)?.name;
}

/** A statement of its own where the listener has one, a link of the chain where it stands in one. */
function besideListener(draft: Draft, call: Ts.CallExpression, reject: string): boolean {
  const { ts, tree } = draft.source;
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const { expression: emitter, name } = call.expression;
  const isPlain = ts.isIdentifier(emitter) || ts.isPropertyAccessExpression(emitter);
  if (isPlain && ts.isExpressionStatement(call.parent)) return draft.behind(call.getStart(tree), `${emitter.getText(tree)}.on('error', ${reject});`);
  draft.insert(call.end, `${isOnNextLine(draft, emitter.end, name.getStart(tree)) ? '\n' : ''}.on('error', ${reject})`);
  return true;
}

/** The listener itself where its chain has the pipe; else the call that pipes into what is listened to. */
function pipeBefore({ source: { ts, tree } }: Draft, listener: Ts.Node): Ts.Node {
  const emitter = ts.isCallExpression(listener) && ts.isPropertyAccessExpression(listener.expression) ? listener.expression.expression.getText(tree) : '';
  let found: Ts.Node | undefined;
  const visit = (node: Ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'pipe' && node.arguments[0]?.getText(tree) === emitter) found ??= node;
    ts.forEachChild(node, visit);
  };
  for (let block = listener; !ts.isSourceFile(block); block = block.parent) if (ts.isBlock(block)) { visit(block); break; }
  return found ?? listener;
}

/** In front of each `.pipe(…)` of the chain from which the promise hears. */
function behindSource(draft: Draft, listener: Ts.Node, reject: string): boolean {
  const { ts, tree } = draft.source;
  const before = draft.edits.length;
  for (let node = listener; ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression); node = node.expression.expression) {
    const { expression: source, name } = node.expression;
    if (name.text !== 'pipe' || /\.on\(\s*['"]error['"][^()]*\)$/.test(source.getText(tree))) continue;
    draft.insert(source.end, `${isOnNextLine(draft, source.end, name.getStart(tree)) ? '\n  ' : ''}.on('error', ${reject})`);
  }
  return draft.edits.length > before;
}

/** Links of the chain stand on lines of their own. */
function isOnNextLine({ source: { text } }: Draft, start: number, end: number): boolean {
  return text.slice(start, end).includes('\n');
}

function shortText(text: string): string {
  return text.length < 30 ? text : 'it';
}
