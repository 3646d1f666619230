import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf } from './draft.js';
import { loggingCallback } from './logger.js';

/** Makes a pipeline of `source.pipe(target)` in a statement of its own: it is waited for at the end of an async function, else its failure is logged. */
export function asPipeline(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  const [target, ...options] = call?.arguments ?? [];
  if (!draft || !call || !target || options.length > 0) return [];
  const { ts, tree } = draft.source;
  const parts: string[] = [target.getText(tree)];
  let source = call.expression;
  // `file.pipe(gzip).pipe(res)`
  for (; ts.isPropertyAccessExpression(source) && source.name.text === 'pipe';) {
    const inner = source.expression;
    if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression) || inner.expression.name.text !== 'pipe' || inner.arguments.length !== 1) {
      parts.unshift(inner.getText(tree));
      break;
    }
    parts.unshift(inner.arguments[0]?.getText(tree) ?? '');
    source = inner.expression;
  }
  if (parts.length < 2 || !ts.isExpressionStatement(call.parent) || parts.some((part) => /\.on\(|\n/.test(part))) return [];
  const fact = project.evaluator.call(ref);
  // What comes behind it may be what fills the source: an archive that is finished later.
  const isLast = ts.isBlock(call.parent.parent) && ts.isFunctionLike(call.parent.parent.parent) && call.parent.parent.statements.at(-1) === call.parent;
  const isAwaited = isLast && fact !== undefined && project.evaluator.facts(ref.file)?.functions[fact.fn]?.async === true;
  const name = draft.import({ from: 'node:stream/promises', name: 'pipeline' });
  const made = `${name}(${parts.join(', ')})`;
  draft.replace([call.getStart(tree), call.end], isAwaited ? `await ${made}` : `${made}.catch(${loggingCallback(project, draft, fact?.fn ?? -1)})`);
  return draft.fix('Make it a pipeline, which ends all of its streams when one fails');
}
