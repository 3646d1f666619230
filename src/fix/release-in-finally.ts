import type { Obligation } from '../analysis/obligations/obligations.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { ts as Ts } from '../ts.js';
import { draftOf, type Draft } from './draft.js';
import { inPattern } from './in-pattern.js';

/**
 * Puts what stands between getting something and giving it back in a `try`, and what gives it back in its `finally`. Where names that are declared in between are used
 * behind, all up to the end of the block goes in. Empty where it is given back in several places, or not by a statement of the same block.
 */
export function releaseInFinally(project: Project, { ref, model, release, from, given }: Obligation): readonly Fix[] {
  const draft = release.is === 'open' && from === undefined && given === undefined ? draftOf(project, ref.file) : undefined;
  const range = project.evaluator.call(ref)?.range;
  const got = draft && range && draft.statementAt(range[0]);
  const name = draft && got && nameOf(draft, got);
  if (!draft || !got || name === undefined || !('statements' in got.parent)) return [];
  const { ts, tree } = draft.source;
  const all = got.parent.statements as Ts.NodeArray<Ts.Statement>;
  const list = all.slice(all.indexOf(got) + 1);
  const isRelease = (s: Ts.Statement): boolean => releasedBy(draft, s, name, model.release);
  const at = list.findIndex(isRelease);
  const [first, back] = [list[0], list[at]];
  // A conditional release, or one in a helper, stays what it is: twice is once too often.
  if (at < 1 || !first || !back || occurrences(draft, got.parent, name, model.release) > 1) return [];
  const between = list.slice(0, at);
  const behind = list.slice(at + 1);
  const isUsed = namesIn(draft, between).some((declared) => behind.some((s) => new RegExp(`\\b${inPattern(declared)}\\b`).test(s.getText(tree))));
  const last = isUsed ? behind.at(-1) : between.at(-1);
  const text = back.getText(tree).replace(/;?$/, ';');
  if (!last || between.some((s) => ts.isFunctionDeclaration(s))) return [];
  draft.encloseStatements(first, last, 'try {', `} finally {\n  ${text}\n}`, back);
  return draft.fix(`Give it back in finally: ${text.replace(/;$/, '')}`);
}

/** `const client = await pool.connect()`. */
function nameOf({ source: { ts } }: Draft, statement: Ts.Statement): string | undefined {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return undefined;
  const [declared] = statement.declarationList.declarations;
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : undefined;
}

/** `client.release();`, `await handle.close();`. */
function releasedBy({ source: { ts, tree } }: Draft, statement: Ts.Statement, name: string, methods: readonly string[]): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const call = ts.isAwaitExpression(statement.expression) ? statement.expression.expression : statement.expression;
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && call.expression.expression.getText(tree) === name && methods.includes(call.expression.name.text);
}

function occurrences({ source: { tree } }: Draft, block: Ts.Node, name: string, methods: readonly string[]): number {
  const plain = methods.filter((m) => /^[\w$]+$/.test(m)).join('|');
  return plain === '' ? 0 : [...block.getText(tree).matchAll(new RegExp(`\\b${inPattern(name)}\\??\\.(?:${plain})\\(`, 'g'))].length;
}

function namesIn({ source: { ts, tree } }: Draft, statements: readonly Ts.Statement[]): readonly string[] {
  return statements.flatMap((s) => (ts.isVariableStatement(s) ? s.declarationList.declarations.flatMap(({ name }) => name.getText(tree).match(/[\w$]+/g) ?? []) : []));
}
