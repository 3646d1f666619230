import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** Methods of lists that call a function with each item. */
const iterating = new Set(['forEach', 'map', 'some', 'every', 'filter', 'flatMap']);

/**
 * The events that a call like `emitter.on(event, …)` listens for; undefined where they are not constant. A loop over a list that is written
 * out stands for each of its items, and `on({ error: … })` for its keys.
 */
export function listenedEvents(project: Project, ref: CallRef): readonly string[] | undefined {
  const facts = project.evaluator.facts(ref.file);
  const written = facts?.calls[ref.call]?.args[0];
  if (!facts || !written) return undefined;
  const given = flatten(project.evaluator.argument(ref, 0, undefined));
  const [only] = given;
  if (given.length === 1 && only?.is === 'object') return only.props.every((p) => p.key !== undefined) ? only.props.map((p) => p.key ?? '') : undefined;
  const texts = textsOf(given);
  return texts ?? textsOf(itemsOf(project, ref.file, facts, written));
}

function textsOf(values: readonly Abstract[]): readonly string[] | undefined {
  const texts = values.map((v) => (v.is === 'literal' && typeof v.value === 'string' ? v.value : undefined));
  return texts.length > 0 && texts.every((t) => t !== undefined) ? texts : undefined;
}

/** `for (const event of ['error', 'close'])`, `['error', 'close'].forEach((event) => …)`. */
function itemsOf(project: Project, file: string, facts: FileFacts, written: Value): readonly Abstract[] {
  const values = written.is === 'ref' ? (facts.bindings[written.to]?.values ?? []) : [];
  return values.flatMap((value) => {
    const list = value.is === 'element' ? value.of : value.is === 'param' && value.at === 0 ? listOf(facts, value.fn) : undefined;
    return flatten(list ? project.evaluator.evaluate(file, list) : []).flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(project.evaluator.evaluate(v.file, item, v.env))) : [v]));
  });
}

function listOf(facts: FileFacts, fn: number): Value | undefined {
  const passedTo = facts.functions[fn]?.passedTo;
  const callee = passedTo?.index === 0 ? facts.calls[passedTo.call]?.callee : undefined;
  return callee?.is === 'member' && iterating.has(callee.name) ? callee.of : undefined;
}
