import type { CallbackSite } from '../analysis/callbacks/callback-sites.js';
import { flatten } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { draftOf } from './draft.js';

/**
 * `list.forEach(async (item) => …)` becomes `await Promise.all(list.map(async (item) => …))`, which starts as much at once, in an async function that may wait for it.
 * Empty for sets and maps, which have no `map`.
 */
export function awaitEach(project: Project, { file, call }: CallbackSite): readonly Fix[] {
  const facts = project.evaluator.facts(file);
  const fact = call && facts?.calls[call.call];
  const draft = draftOf(project, file);
  if (!facts || !fact?.dropped || fact.callee.is !== 'member' || fact.args.length !== 1 || !draft || facts.functions[fact.fn]?.async !== true) return [];
  if (flatten(project.evaluator.evaluate(file, fact.callee.of)).some((v) => v.is === 'library')) return [];
  const { ts, tree } = draft.source;
  const node = draft.nodeAt(fact.range);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'forEach' || !ts.isExpressionStatement(node.parent)) return [];
  const { name, questionDotToken } = node.expression;
  draft.insert(node.getStart(tree), 'await Promise.all(').replace([name.getStart(tree), name.end], 'map').insert(node.end, questionDotToken ? ' ?? [])' : ')');
  return draft.fix('Await what forEach starts, with Promise.all and map');
}
