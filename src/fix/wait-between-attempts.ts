import type { ts as Ts } from '../ts.js';
import type { Flaw } from '../analysis/retries/flaws.js';
import type { Retry } from '../analysis/retries/retry.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { setArgument, setProperty } from './add-property.js';
import { draftOf, type Draft } from './draft.js';

/** The longest wait, and that after the first failure; each is multiplied by chance. Milliseconds. */
const longest = '10_000';
const first = 200;

/** Lets attempts wait, longer each time and by chance. Empty where something else is wrong with them as well, or nothing counts them. */
export function waitBetweenAttempts(project: Project, { file, range, by, name }: Retry, flaws: readonly Flaw[]): readonly Fix[] {
  const [flaw, ...others] = flaws.filter(({ kind, minor }) => kind !== 'deadline' && minor !== true);
  const draft = flaw && others.length === 0 ? draftOf(project, file) : undefined;
  if (!draft || !flaw) return [];
  if (by === 'loop') return flaw.kind === 'at-once' ? inLoop(draft, range) : [];
  return by === 'library' ? byOption(draft, range, name ?? '', flaw.kind) : [];
}

type Loop = Ts.ForStatement | Ts.WhileStatement | Ts.DoStatement;

function inLoop(draft: Draft, range: Retry['range']): readonly Fix[] {
  const { ts, tree } = draft.source;
  let node = draft.nodeAt([range[0], range[0] + 1]);
  while (!ts.isSourceFile(node) && !ts.isForStatement(node) && !ts.isWhileStatement(node) && !ts.isDoStatement(node)) node = node.parent;
  if (ts.isSourceFile(node) || !ts.isBlock(node.statement)) return [];
  const last = node.statement.statements.at(-1);
  const counter = counterOf(draft, node);
  if (!last || counter === undefined || ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakStatement(last) || /\bcontinue\b/.test(node.statement.getText(tree))) return [];
  const flag = /!\s*([A-Za-z_$][\w$]*)(?![\w$.(])/.exec(conditionOf(draft, node)?.getText(tree) ?? '')?.[1];
  const sleep = draft.import({ from: 'node:timers/promises', name: 'setTimeout', as: 'sleep' });
  const wait = `await ${sleep}(Math.random() * Math.min(${longest}, ${String(first)} * 2 ** ${counter}));`;
  return draft.behind(last.getStart(tree), flag === undefined ? wait : `if (!${flag}) ${wait}`) ? draft.fix('Wait between the attempts, longer each time and by chance') : [];
}

function conditionOf({ source: { ts } }: Draft, loop: Loop): Ts.Expression | undefined {
  return ts.isForStatement(loop) ? loop.condition : loop.expression;
}

/** What the loop counts up. */
function counterOf({ source: { ts, tree } }: Draft, loop: Loop): string | undefined {
  let found: string | undefined;
  const visit = (node: Ts.Node): void => {
    if ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && node.operator === ts.SyntaxKind.PlusPlusToken && ts.isIdentifier(node.operand)) found ??= node.operand.text;
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken && ts.isIdentifier(node.left) && node.right.getText(tree) === '1') found ??= node.left.text;
    ts.forEachChild(node, visit);
  };
  visit(loop);
  return found;
}

/** The option by which a library waits by chance. */
function byOption(draft: Draft, range: Retry['range'], library: string, kind: Flaw['kind']): readonly Fix[] {
  const { ts } = draft.source;
  let node = draft.nodeAt(range);
  while (!ts.isSourceFile(node) && !ts.isCallExpression(node)) node = node.parent;
  if (ts.isSourceFile(node)) return [];
  if (kind === 'jitter' && library === 'p-retry') return setArgument(draft, node, 1, { randomize: 'true' }) ? draft.fix('Wait by chance: randomize') : [];
  if (kind === 'jitter' && library === 'exponential-backoff') return setArgument(draft, node, 1, { jitter: "'full'" }) ? draft.fix('Wait by chance: jitter') : [];
  if ((kind === 'at-once' || kind === 'growth') && library === 'axios-retry') {
    const options = node.arguments[1];
    const delay = draft.import({ from: 'axios-retry', name: 'exponentialDelay' });
    return options && ts.isObjectLiteralExpression(options) && setProperty(draft, options, 'retryDelay', delay) ? draft.fix('Wait longer each time, and by chance: exponentialDelay') : [];
  }
  return [];
}
