import type { Answering, OpenEnd } from '../analysis/answers/answering.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { draftOf } from './draft.js';
import { functionAt } from './function-at.js';

/** Sends an answer that is only prepared: `return res.status(404)` becomes `return res.sendStatus(404)`, where that is returned. */
export function answerPrepared(project: Project, { model: { by } }: Answering, { fn, range, prepared }: OpenEnd): readonly Fix[] {
  const draft = range && prepared !== undefined ? draftOf(project, fn.file) : undefined;
  const statement = draft && range && draft.statementAt(range[0]);
  if (!draft || !statement) return [];
  const { ts, tree } = draft.source;
  const call = ts.isReturnStatement(statement) ? statement.expression : undefined;
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression) || call.expression.getText(tree) !== prepared) return [];
  const { name } = call.expression;
  if (name.text === 'status' && by.includes('sendStatus')) {
    draft.replace([name.getStart(tree), name.end], 'sendStatus');
    return draft.fix('Send it, with sendStatus');
  }
  const method = by.includes('send') ? 'send' : 'end';
  draft.insert(call.end, `.${method}()`);
  return draft.fix(`Send it, with ${method}()`);
}

/** Gives a handler of errors the fourth parameter by which Express knows it. */
export function addNext(project: Project, { handler: { file, fn, package: from }, model: { errorArity } }: Answering): readonly Fix[] {
  const draft = draftOf(project, file);
  const written = draft && functionAt(project, draft, fn);
  const last = written?.parameters.at(-1);
  if (!draft || !last || last.dotDotDotToken || last.initializer || written?.parameters.length !== (errorArity ?? 0) - 1) return [];
  const type = last.type && from === 'express' ? `: ${draft.import({ from, name: 'NextFunction', typeOnly: true })}` : '';
  if (last.type && type === '') return [];
  draft.insert(last.end, `, _next${type}`);
  return draft.fix('Give it a fourth parameter', { safety: 'safe' });
}
