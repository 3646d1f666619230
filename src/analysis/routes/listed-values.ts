import type { Value } from '../../model/facts.js';
import { flatten, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

type ArrayValue = Extract<Abstract, { is: 'array' }>;

/**
 * What an expression may be, where it stands for each item of a list that is written out: `for (const route of routes) app.use(route.path, route.router)`,
 * `routes.forEach((route) => …)`.
 */
export function listedValues(project: Project, file: string, value: Value): readonly Abstract[] {
  const values = project.evaluator.evaluate(file, value);
  if (!values.some((v) => v.is === 'unknown' || v.is === 'param')) return values;
  const listed = itemsBehind(project, file, value, 0);
  return listed.length > 0 ? listed : values;
}

function itemsBehind(project: Project, file: string, value: Value, depth: number): readonly Abstract[] {
  const { evaluator } = project;
  if (depth > 4) return [];
  switch (value.is) {
    case 'member': return itemsBehind(project, file, value.of, depth + 1).flatMap((v) => flatten(evaluator.member(v, value.name)));
    case 'element': return itemsOf(project, evaluator.evaluate(file, value.of));
    case 'ref': return (evaluator.facts(file)?.bindings[value.to]?.values ?? []).flatMap((v) => itemsBehind(project, file, v, depth + 1));
    case 'param': {
      const facts = evaluator.facts(file);
      const passedTo = value.at === 0 ? facts?.functions[value.fn]?.passedTo : undefined;
      const callee = passedTo && facts?.calls[passedTo.call]?.callee;
      return callee?.is === 'member' && (callee.name === 'forEach' || callee.name === 'map') ? itemsOf(project, evaluator.evaluate(file, callee.of)) : [];
    }
    default: return [];
  }
}

function itemsOf({ evaluator }: Project, lists: readonly Abstract[]): readonly Abstract[] {
  return flatten(lists).filter((v): v is ArrayValue => v.is === 'array').flatMap(({ file, items, env }) => items.flatMap((item) => (item.is === 'spread' ? [] : flatten(evaluator.evaluate(file, item, env)))));
}
