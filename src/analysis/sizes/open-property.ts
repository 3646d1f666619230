import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import { unseenPart } from '../unseen-part.js';
import type { Looked } from './frames.js';
import { isFewByNature } from './open-lists.js';
import { together, unknownSize, type Size } from './size.js';
import type { Sizes } from './sizes.js';

/** Properties under which an answer has its list. */
const listed: ReadonlySet<string> = new Set(['items', 'data', 'results', 'result', 'rows', 'records', 'entries', 'list', 'edges', 'docs', 'documents', 'hits', 'values', 'contents', 'messages', 'events', 'body', 'payload', 'input', 'params']);

/** What of a property bounds it, which nothing in sight fills: `answer.items` is as open as the answer is, `this.ids` as what the class is given, and what a parameter that is taken apart has as the parameter. */
export function sizeOfOpenProperty(sizes: Sizes, looked: Looked, { of, name }: Extract<Value, { is: 'member' }>, depth: number): Size {
  const closed = unknownSize('a property that is not followed');
  const { functions = [], classes = [] } = sizes.project.evaluator.facts(looked.file) ?? {};
  const opened = (size: Size): Size => (size.is === 'unknown' && size.open ? size : closed);
  if (of.is === 'this') {
    const values = (classes[of.cls]?.members ?? []).filter((m) => m.name === name).flatMap((m) => m.values);
    return values.some((v) => v.is === 'array') || values.length === 0 ? closed : opened(sizes.once(`${looked.file} this.${name}`, () => together(values.map((value) => sizes.of({ ...looked, value }, depth + 1)))));
  }
  if (isOfUnseenObject(sizes.project, looked.file, of) && !isFewByNature(name)) return unknownSize('a part of the project that is not scanned', 'part');
  const isTakenApart = of.is === 'param' && functions[of.fn]?.params[of.at]?.pattern === 'object';
  const whole = opened(sizes.of({ ...looked, value: of }, depth + 1));
  // What another side answers is its own, however deep.
  return isTakenApart || listed.has(name) || (whole.is === 'unknown' && whole.open === 'answer' && !isFewByNature(name)) ? whole : closed;
}

/** `this.peers`, where the class makes it by `new` of another part of the project: what it holds grows as that part lets it. */
function isOfUnseenObject(project: Project, file: string, of: Value): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || of.is !== 'member' || of.of.is !== 'this') return false;
  const values = (facts.classes[of.of.cls]?.members ?? []).filter((m) => m.name === of.name).flatMap((m) => m.values);
  const made = values.flatMap((v) => (v.is === 'either' ? v.of : v.is === 'fallback' ? [v.first, v.then] : [v])).filter((v) => v.is === 'call' && facts.calls[v.call]?.construct);
  return made.length > 0 && made.every((v) => unseenPart(project, file, v) !== undefined);
}
