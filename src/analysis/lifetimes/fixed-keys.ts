import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { leavesOf } from '../emitters/usages.js';
import type { Project } from '../project.js';

/** Whether an object has the keys that stand in its literal, and gets no others: `{ a: 1, b: 2 }`, an enum. */
export function hasFixedKeys({ evaluator }: Project, file: string, value: Value): boolean {
  const facts = evaluator.facts(file);
  const found = flatten(evaluator.evaluate(file, value));
  const isFixed = found.length > 0 && found.every((v) => v.is === 'object' && v.props.length > 0 && v.props.every((p) => p.key !== undefined));
  return isFixed && facts !== undefined && !leavesOf(value).some(({ root }) => getsMore(facts, root));
}

function getsMore(facts: FileFacts, root: string): boolean {
  return facts.assigns.some(({ target }) => target.is === 'element' && leavesOf(target.of).some((leaf) => leaf.root === root));
}
