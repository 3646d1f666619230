import type { MemoizedPromise } from '../analysis/memos/memoized-promises.js';
import { writtenName } from '../analysis/names.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Range } from '../model/facts.js';
import type { ts as Ts } from '../ts.js';
import { draftOf, type Draft } from './draft.js';
import { inPattern } from './in-pattern.js';
import { errorParameter } from './typed-file.js';

/** Forgets a kept promise when it rejects, so that the next one who asks starts anew: `.catch((error) => { loaded = undefined; throw error; })` behind what is kept. */
export function dropFailed(project: Project, { store: { fn, step, target } }: MemoizedPromise): readonly Fix[] {
  const draft = draftOf(project, fn.file);
  const facts = project.evaluator.facts(fn.file);
  if (!draft || !facts) return [];
  const range: Range | undefined = typeof step === 'number' ? facts.calls[step]?.range : step.is === 'put' ? step.range : step.is === 'set' ? [step.at, step.at + 1] : undefined;
  const kept = range && keptAt(draft, draft.nodeAt(range));
  const promise = kept && callOf(draft, kept.value);
  if (!kept || !promise) return [];
  const isNull = target.is !== 'element' && new RegExp(`\\b${inPattern(writtenName(facts, target).replace(/^.*\./, ''))}(?:: [^=;\\n]+)? = null\\b`).test(draft.source.text);
  draft.insert(promise.end, `.catch(${errorParameter(fn.file)} => {\n  ${kept.drop(isNull ? 'null' : 'undefined')};\n  throw error;\n})`);
  return draft.fix('Drop it when it fails');
}

interface Kept {
  readonly value: Ts.Expression;
  /** What empties the place. */
  readonly drop: (empty: string) => string;
}

/** `place = value`, `place ??= value`, `map.set(key, value)`, `table[key] = value`, with a key that says the same later. */
function keptAt({ source: { ts, tree } }: Draft, at: Ts.Node): Kept | undefined {
  for (let node = at; !ts.isStatement(node); node = node.parent) {
    if (ts.isBinaryExpression(node) && node.operatorToken.getText(tree).endsWith('=')) {
      const { left, right } = node;
      const place = left.getText(tree);
      if (ts.isElementAccessExpression(left)) return isConstant(ts, left.argumentExpression) ? { value: right, drop: () => `delete ${place}` } : undefined;
      return ts.isIdentifier(left) || ts.isPropertyAccessExpression(left) ? { value: right, drop: (empty) => `${place} = ${empty}` } : undefined;
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'set') {
      const [key, value] = node.arguments;
      const map = node.expression.expression.getText(tree);
      return key && value && isConstant(ts, key) ? { value, drop: () => `${map}.delete(${key.getText(tree)})` } : undefined;
    }
  }
  return undefined;
}

function isConstant(ts: typeof Ts, key: Ts.Expression): boolean {
  return ts.isIdentifier(key) || ts.isStringLiteral(key) || (ts.isPropertyAccessExpression(key) && isConstant(ts, key.expression));
}

/** The call that makes the promise: it is kept itself, or by a name that is declared before. */
function callOf(draft: Draft, value: Ts.Expression): Ts.CallExpression | undefined {
  const { ts, tree } = draft.source;
  if (ts.isCallExpression(value)) return value;
  if (!ts.isIdentifier(value)) return undefined;
  const list = draft.statementAt(value.getStart(tree))?.parent;
  const statements = list && (ts.isBlock(list) || ts.isSourceFile(list)) ? list.statements : [];
  const declared = statements.flatMap((s) => (ts.isVariableStatement(s) ? s.declarationList.declarations : [])).find(({ name }) => ts.isIdentifier(name) && name.text === value.text);
  return declared?.initializer && ts.isCallExpression(declared.initializer) ? declared.initializer : undefined;
}
