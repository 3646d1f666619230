import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Range } from '../model/facts.js';
import type { ts as Ts } from '../ts.js';
import { draftOf, type Draft } from './draft.js';
import type { Convention } from './log-entry.js';
import { conventionOf } from './log-through.js';
import { logError, loggerIn, loggingCallback } from './logger.js';

/**
 * Logs what a catch drops.
 * @param at the word `catch` of a block, or the method of `.catch(() => {})` and `.then(done, () => {})`
 * @param fn the function in which it stands; -1 for the module
 */
export function logInCatch(project: Project, file: string, at: Range, fn: number): readonly Fix[] {
  const draft = draftOf(project, file);
  if (!draft) return [];
  const { ts } = draft.source;
  for (let node = draft.nodeAt(at); !ts.isSourceFile(node) && !ts.isBlock(node); node = node.parent) {
    if (ts.isCatchClause(node)) return inClause(project, draft, node, fn);
    if (ts.isCallExpression(node)) return inCallback(project, draft, node, fn);
  }
  return [];
}

function inClause(project: Project, draft: Draft, { block, variableDeclaration }: Ts.CatchClause, fn: number): readonly Fix[] {
  const { ts, tree } = draft.source;
  const name = variableDeclaration?.name;
  if (name && !ts.isIdentifier(name)) return [];
  const start = block.getStart(tree);
  // A name with an underscore says that it is not used.
  const error = !name || name.text.startsWith('_') ? 'error' : name.text;
  const logger = loggerIn(project, draft, fn);
  const log = logError(project, draft, fn, error);
  const takesErrors = log === `${logger}.error(${error});`;
  const entry = takesErrors ? block.statements.map((s) => entryWithout(draft, s, logger)).find((text) => text !== undefined) : undefined;
  if (!name) draft.insert(start, `(${error}) `);
  else if (error !== name.text) draft.replace([name.getStart(tree), name.end], error);
  const [first] = block.statements;
  if (entry) draft.replace([entry.getStart(tree), entry.end], withError(draft, entry, error, conventionOf(project)));
  else if (!first) draft.replace([start, block.end], `{\n  ${log}\n}`);
  else if (tree.text.slice(start, first.getStart(tree)).includes('\n')) draft.before(first.getStart(tree), log);
  else draft.insert(start + 1, ` ${log}`);
  return draft.fix('Log the error');
}

/** The text of an entry that says that something failed, and not what: `logger.error('cannot stop');`. */
function entryWithout({ source: { ts, tree } }: Draft, statement: Ts.Statement, logger: string): Ts.Expression | undefined {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!call || !ts.isCallExpression(call) || call.arguments.length !== 1 || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { expression: of, name } = call.expression;
  const [text] = call.arguments;
  return of.getText(tree) === logger && /^(?:error|fatal|warn)$/.test(name.text) && text && (ts.isStringLiteralLike(text) || ts.isTemplateExpression(text)) ? text : undefined;
}

function withError({ source: { tree } }: Draft, text: Ts.Expression, error: string, convention: Convention): string {
  return convention === 'pino' ? `{ err${error === 'err' ? '' : `: ${error}`} }, ${text.getText(tree)}` : `${text.getText(tree)}, ${error}`;
}

/** `() => {}` becomes a callback that logs. */
function inCallback(project: Project, draft: Draft, { expression, arguments: args }: Ts.CallExpression, fn: number): readonly Fix[] {
  const { ts, tree } = draft.source;
  const handler = ts.isPropertyAccessExpression(expression) ? args[expression.name.text === 'then' ? 1 : 0] : undefined;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return [];
  const { body } = handler;
  const isEmpty = ts.isBlock(body) ? body.statements.length === 0 : ts.isIdentifier(body) && body.text === 'undefined';
  if (!isEmpty) return [];
  draft.replace([handler.getStart(tree), handler.end], loggingCallback(project, draft, fn));
  return draft.fix('Log the error');
}
