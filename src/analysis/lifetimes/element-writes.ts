import type { FileFacts, Value } from '../../model/facts.js';
import { isOfField, type Field } from '../emitters/field-usages.js';
import { grouped } from '../grouped.js';
import { oncePerProject } from '../once-per-file.js';
import type { Project } from '../project.js';
import { sizeTestsOf } from './size-tests.js';

/** A place that adds an element under a key, deletes one, or compares the size: the number of the assignment, of the deletion, or of the function. */
interface ElementPlace {
  readonly of: 'assigns' | 'deletes' | 'size';
  readonly at: number;
  /** What has the elements. */
  readonly holder: Value;
}

interface PlacedElement extends ElementPlace {
  readonly file: string;
  readonly facts: FileFacts;
}

/** Where elements of a field are written of an object of the class, or of the class by its name: `server.rooms[id] = room`. */
export function elementsOfObjects(project: Project, field: Field, path: readonly string[]): readonly PlacedElement[] {
  const wanted = [field.name, ...path];
  const last = wanted.at(-1) ?? field.name;
  const found: PlacedElement[] = [];
  for (const place of placesIn(project).get(last) ?? []) {
    const object = objectOf(place.holder, wanted);
    if (object && object.is !== 'this' && object.is !== 'class' && isOfField(project, field, place.file, object)) found.push(place);
  }
  return found;
}

/** By the last property of what has the elements. */
const placesIn = oncePerProject((project) => {
  const all = [...project.evaluator.sources.files].flatMap(([file, facts]) => [...placesOf(facts)].map((place): PlacedElement => ({ ...place, file, facts })));
  return grouped(all, ({ holder }) => (holder.is === 'member' ? holder.name : ''));
});

function* placesOf(facts: FileFacts): Iterable<ElementPlace> {
  for (const [at, { target }] of facts.assigns.entries()) if (target.is === 'element') yield { of: 'assigns', at, holder: target.of };
  for (const [at, { target }] of facts.deletes.entries()) if (target.is === 'element' || target.is === 'member') yield { of: 'deletes', at, holder: target.of };
  for (const { fn, of } of sizeTestsOf(facts)) yield { of: 'size', at: fn, holder: of };
}

/** What the way of properties is read of. */
function objectOf(holder: Value, path: readonly string[]): Value | undefined {
  let value = holder;
  for (const name of path.toReversed()) {
    if (value.is !== 'member' || value.name !== name) return undefined;
    value = value.of;
  }
  return value;
}
