import type { FileFacts, Value } from '../model/facts.js';
import { flatten, type Abstract } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import { grouped } from './grouped.js';

interface Assigned {
  readonly file: string;
  readonly name: string;
  readonly of: Value;
  readonly value: Value;
}

/** What code outside of a class puts into fields of its objects: `logger.store = new Store()`. */
export class AssignedFields {
  /** By the name of the field; `this.store = …` stands in the facts of the class. */
  private readonly byName: ReadonlyMap<string, readonly Assigned[]>;

  constructor(private readonly evaluator: Evaluator, files: ReadonlyMap<string, FileFacts>) {
    const assigned = [...files].flatMap(([file, { assigns }]) => assigns.flatMap(({ target, value }): readonly Assigned[] => {
      if (target.is !== 'member' || target.of.is === 'this' || target.of.is === 'global') return [];
      return [{ file, name: target.name, of: target.of, value }];
    }));
    this.byName = grouped(assigned, ({ name }) => name);
  }

  /** What a field of an object holds by assignments to that object, seen from wherever it is known. */
  of({ file, cls }: Extract<Abstract, { is: 'instance' }>, name: string): readonly Abstract[] {
    return (this.byName.get(name) ?? []).flatMap((assigned) => {
      const objects = flatten(this.evaluator.evaluate(assigned.file, assigned.of));
      return objects.some((o) => o.is === 'instance' && o.file === file && o.cls === cls) ? this.evaluator.evaluate(assigned.file, assigned.value) : [];
    });
  }
}
