import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { importedFrom } from './imported-from.js';
import { unusedName } from './names.js';
import { brought } from './packages.js';

/** How many run at a time. */
const atOnce = 10;

/** Lets a few at a time through: by the option or the function of the library that starts them, else by p-limit around the callback of `map` in `Promise.all`. */
export function limitConcurrency(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || draft.source.ts.isNewExpression(call)) return [];
  const title = `Run ${String(atOnce)} at a time`;
  if (byLibrary(draft, call)) return draft.fix(title);
  const started = startedBy(draft, call);
  const statement = started && draft.statementAt(call.getStart(draft.source.tree));
  if (!started || !statement) return [];
  const limiter = brought(project, draft, 'limiter');
  const name = unusedName(draft, ['limit', 'limited', 'inTurn'], functionAround(draft, statement));
  if (!limiter || name === undefined || !wrapped(draft, started, name)) return [];
  draft.before(statement.getStart(draft.source.tree), `const ${name} = ${limiter.local}(${String(atOnce)});`);
  return draft.fix(title, { installs: limiter.installs });
}

function functionAround(draft: Draft, node: Ts.Node): Ts.Node {
  const { ts } = draft.source;
  return ts.isSourceFile(node) || ts.isFunctionLike(node) ? node : functionAround(draft, node.parent);
}

/** `pMap(list, work)`, `Bluebird.map(list, work)`, `async.each(list, work)` */
function byLibrary(draft: Draft, call: Ts.CallExpression): boolean {
  const { ts, tree } = draft.source;
  const callee = call.expression;
  const method = ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
  const owner = ts.isPropertyAccessExpression(callee) ? callee.expression.getText(tree) : callee.getText(tree);
  const from = importedFrom(draft.source, owner);
  if ((from === 'p-map' && !method) || (from === 'bluebird' && method?.text === 'map')) return setArgument(draft, call, 2, { concurrency: String(atOnce) });
  const [list] = call.arguments;
  if (!method || !list || !/^(?:each|forEach|map|filter|eachOf|forEachOf|mapValues)$/.test(method.text) || from !== 'async') return false;
  draft.insert(method.end, 'Limit').insert(list.end, `, ${String(atOnce)}`);
  return true;
}

/** The callback that starts the work: of `list.map` or `Array.from` in `Promise.all`. */
function startedBy(draft: Draft, call: Ts.CallExpression): Ts.Expression | undefined {
  const { ts, tree } = draft.source;
  const [list] = call.arguments;
  if (!/^Promise\.(?:all|allSettled)$/.test(call.expression.getText(tree)) || !list || !ts.isCallExpression(list) || !ts.isPropertyAccessExpression(list.expression)) return undefined;
  if (list.expression.getText(tree) === 'Array.from') return list.arguments[1];
  return list.expression.name.text === 'map' && list.arguments.length === 1 ? list.arguments[0] : undefined;
}

function wrapped(draft: Draft, started: Ts.Expression, limit: string): boolean {
  const { ts, tree } = draft.source;
  if (ts.isIdentifier(started)) {
    draft.replace([started.getStart(tree), started.end], `(one) => ${limit}(() => ${started.text}(one))`);
    return true;
  }
  // What is declared to give a type gives it no more behind the limiter, which has a promise of its own.
  if (!ts.isArrowFunction(started)) return false;
  const modifier = started.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  const [first] = started.parameters;
  if (modifier) {
    const next = first && started.parameters.pos > modifier.end ? started.getText(tree).indexOf('(') + started.getStart(tree) : (first?.getStart(tree) ?? started.getText(tree).indexOf('(') + started.getStart(tree));
    draft.replace([modifier.getStart(tree), next], '');
  }
  draft.wrap([started.body.getStart(tree), started.body.end], `${limit}(${modifier ? 'async ' : ''}() => `, ')');
  return true;
}
