import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { oncePerProject } from '../once-per-file.js';
import type { Project } from '../project.js';
import type { Spot } from './hand-over.js';
import { leavesOf, usagesOf, type Usage } from './usages.js';

/** A field of a class: of its objects, or of the class itself. */
export interface Field {
  readonly file: string;
  readonly cls: number;
  readonly name: string;
  readonly static: boolean;
}

/** A use of a field, and what is read from the object on. */
export interface FieldUsage {
  readonly file: string;
  readonly usage: Usage;
  readonly reads: readonly string[];
}

interface ClassRef {
  readonly file: string;
  readonly cls: number;
}

/** Where a field is read through `this`: in its class, in those that it comes from, and in those that come from it. */
export function ownReads(project: Project, field: Field): readonly Spot[] {
  return familyOf(project, field).map(({ file, cls }) => ({ file, root: `${field.static ? 'class' : 'this'} ${String(cls)}`, path: [field.name] }));
}

/** Where a field is read of an object of the class, or of the class by its name, in the whole project. */
export function readsOfObjects(project: Project, field: Field): readonly FieldUsage[] {
  const family = familyOf(project, field);
  const found: FieldUsage[] = [];
  for (const { file, usage } of usagesByRead(project).get(field.name) ?? []) {
    const at = usage.reads.indexOf(field.name);
    if (/^(?:this|class) /.test(usage.root) && at === 0) continue;
    const holder = holderOf(usage, at);
    if (holder && isOneOf(project, field, family, file, holder)) found.push({ file, usage, reads: usage.reads.slice(at) });
  }
  return found;
}

/** What the files of a project read, by the name of the property. */
const usagesByRead = oncePerProject((project): ReadonlyMap<string, readonly { readonly file: string; readonly usage: Usage }[]> => {
  const found = new Map<string, { file: string; usage: Usage }[]>();
  for (const [file, facts] of project.evaluator.sources.files) {
    for (const [name, usages] of usagesOf(facts).byRead) {
      const known = found.get(name) ?? [];
      found.set(name, known);
      for (const usage of usages) known.push({ file, usage });
    }
  }
  return found;
});

/** Whether a value is an object that has the field, or the class of a static one. */
export function isOfField(project: Project, field: Field, file: string, value: Value): boolean {
  return isOneOf(project, field, familyOf(project, field), file, value);
}

function isOneOf({ evaluator }: Project, field: Field, family: readonly ClassRef[], file: string, value: Value): boolean {
  return flatten(evaluator.evaluate(file, value)).some((v) => v.is === (field.static ? 'class' : 'instance') && 'cls' in v && family.some((f) => f.file === v.file && f.cls === v.cls));
}

/** What the property is read of. */
function holderOf(usage: Usage, at: number): Value | undefined {
  let { value } = usage;
  for (let left = usage.reads.length - at; left > 0; left--) {
    if (value.is !== 'member' && value.is !== 'element') return undefined;
    value = value.of;
  }
  return value;
}

/** A class with those that it comes from and those that come from it; for static fields the class alone. */
function familyOf({ evaluator }: Project, field: Field): readonly ClassRef[] {
  if (field.static) return [field];
  const bases: ClassRef[] = [];
  let next: ClassRef | undefined = field;
  while (next && bases.length < 6) {
    bases.push(next);
    next = baseOf(evaluator, next);
  }
  return [...bases, ...evaluator.heirs.of(field.file, field.cls)];
}

function baseOf(evaluator: Project['evaluator'], { file, cls }: ClassRef): ClassRef | undefined {
  const base = evaluator.facts(file)?.classes[cls]?.extends;
  return base && evaluator.evaluate(file, base).find((v) => v.is === 'class');
}

/** Whether other files can get at a class. */
export function isClassExported(facts: FileFacts | undefined, cls: number): boolean {
  if (!facts) return false;
  const names = facts.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'class' && v.cls === cls) ? [`name ${String(to)}`] : []));
  return facts.exports.some(({ value }) => value !== undefined && leavesOf(value).some(({ root }) => root === `class ${String(cls)}` || names.includes(root)));
}

/** Whether other files can get at a field. */
export function isOpenField(facts: FileFacts | undefined, { cls, name }: Field): boolean {
  return facts?.classes[cls]?.members.some((m) => m.name === name && m.private) !== true && isClassExported(facts, cls);
}
