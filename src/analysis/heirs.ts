import type { Abstract } from './abstract.js';
import type { Evaluator } from './evaluate.js';

type Instance = Extract<Abstract, { is: 'instance' }>;

/** Which classes extend or implement which. Worked out once: the question comes with every member of an interface. */
export class Heirs {
  /** Direct heirs, interfaces among them, by class. */
  private direct: ReadonlyMap<string, readonly Instance[]> | undefined;
  private readonly found = new Map<string, readonly Instance[]>();

  constructor(private readonly evaluator: Evaluator) {}

  /** The classes that come down from one, also through others, in the order of files. */
  of(file: string, cls: number): readonly Instance[] {
    const key = keyOf(file, cls);
    const known = this.found.get(key);
    if (known) return known;
    this.direct ??= this.index();
    const all = new Map<string, Instance>();
    const queue = [...(this.direct.get(key) ?? [])];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const own = keyOf(next.file, next.cls);
      if (all.has(own)) continue;
      all.set(own, next);
      queue.push(...(this.direct.get(own) ?? []));
    }
    const heirs = [...all.values()].filter((h) => !this.evaluator.facts(h.file)?.classes[h.cls]?.interface);
    this.found.set(key, heirs);
    return heirs;
  }

  private index(): ReadonlyMap<string, readonly Instance[]> {
    const index = new Map<string, Instance[]>();
    // What is asked meanwhile finds no heirs, instead of asking for ever.
    this.direct = index;
    for (const [file, { classes }] of this.evaluator.sources.files) {
      for (const [cls, fact] of classes.entries()) {
        for (const base of [...fact.implements, ...(fact.extends ? [fact.extends] : [])].flatMap((b) => this.evaluator.evaluate(file, b))) {
          if (base.is !== 'class') continue;
          const key = keyOf(base.file, base.cls);
          index.set(key, [...(index.get(key) ?? []), { is: 'instance', file, cls }]);
        }
      }
    }
    return index;
  }
}

function keyOf(file: string, cls: number): string {
  return `${file}:${String(cls)}`;
}
