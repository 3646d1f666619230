import type { FileFacts, Value } from '../../model/facts.js';
import { isOfField, type Field } from '../emitters/field-usages.js';
import { grouped } from '../grouped.js';
import type { Project } from '../project.js';
import { sizeTestsOf } from './size-tests.js';

/** A place that adds an element under a key, deletes one, or compares the size: the number of the assignment, of the deletion, or of the function. */
interface ElementPlace {
  readonly of: 'assigns' | 'deletes' | 'size';
  readonly at: number;
  /** What has the elements. */
  readonly holder: Value;
}

const known = new WeakMap<FileFacts, ReadonlyMap<string, readonly ElementPlace[]>>();

/** Where elements of a field are written of an object of the class, or of the class by its name: `server.rooms[id] = room`. */
export function elementsOfObjects(project: Project, field: Field, path: readonly string[]): readonly (ElementPlace & { readonly file: string; readonly facts: FileFacts })[] {
  const wanted = [field.name, ...path];
  const last = wanted.at(-1) ?? field.name;
  const found: (ElementPlace & { readonly file: string; readonly facts: FileFacts })[] = [];
  for (const [file, facts] of project.evaluator.sources.files) {
    for (const place of placesIn(facts).get(last) ?? []) {
      const object = objectOf(place.holder, wanted);
      if (object && object.is !== 'this' && object.is !== 'class' && isOfField(project, field, file, object)) found.push({ ...place, file, facts });
    }
  }
  return found;
}

/** By the last property of what has the elements. */
function placesIn(facts: FileFacts): ReadonlyMap<string, readonly ElementPlace[]> {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = grouped(placesOf(facts), ({ holder }) => (holder.is === 'member' ? holder.name : ''))));
  return found;
}

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
