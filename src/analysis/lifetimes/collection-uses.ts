import type { FileFacts, Range, Value } from '../../model/facts.js';
import { functionKey, type FunctionRef } from '../abstract.js';
import { handOver, type Spot } from '../emitters/hand-over.js';
import { usagesOfExport } from '../emitters/importers.js';
import { isOpenField, ownReads, readsOfObjects } from '../emitters/field-usages.js';
import { callRoot, isSame, leavesOf, usagesOf, type Usage } from '../emitters/usages.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import type { Collection, CollectionMethods } from './collection.js';
import { isOnlyRead } from './reading-calls.js';
import { entryReadsOf } from './entry-reads.js';
import { elementsOfObjects } from './element-writes.js';
import { isFirstValue } from './first-value.js';
import { isAt, isPath } from './at-spot.js';
import { setsOf } from './set-names.js';
import { sizeTestsOf } from './size-tests.js';

/** A place that does something to a collection. */
interface Place extends FunctionRef {
  readonly range: Range;
  /** As it is written: `cache.set`. */
  readonly name: string;
}

export interface Growth extends Place {
  /** Under which key; absent where every entry is a new one. */
  readonly key?: Value;
  /** What is added. */
  readonly value?: Value;
  /** The entry is given an end. */
  readonly ends?: true;
}

export interface Departure extends Place {
  /** All entries go at once. */
  readonly all: boolean;
  readonly key?: Value;
  /** The key stands in the code. */
  readonly constant?: true;
}

/** What the project does with a collection, wherever it can be followed to. */
export interface CollectionUses {
  readonly grows: Growth[];
  readonly leaves: Departure[];
  /** Where its size is compared with a limit. */
  readonly measured: FunctionRef[];
  /** Where one entry is read. */
  readonly looked: (FunctionRef & { readonly key: Value | undefined })[];
  /** Where it goes to code that is not seen. */
  readonly unseen: string[];
}

/** More places than this are not looked at. */
const most = 200;

const known = new WeakMap<Collection, CollectionUses>();

/** Follows a collection through names, fields, exports, parameters and literals. */
export function usesOf(project: Project, collection: Collection): CollectionUses {
  let uses = known.get(collection);
  if (!uses) known.set(collection, (uses = new Walk(project, collection).run()));
  return uses;
}

class Walk {
  private readonly found: CollectionUses = { grows: [], leaves: [], measured: [], looked: [], unseen: [] };
  private readonly queue: Spot[] = [];
  private readonly seen = new Set<string>();
  private readonly places = new Set<string>();

  constructor(private readonly project: Project, private readonly collection: Collection) {}

  run(): CollectionUses {
    const { field, file, spot } = this.collection;
    this.queue.push(spot);
    if (field) this.field({ file, ...field }, spot.path.slice(1));
    for (let head = 0; head < this.queue.length; head++) {
      const next = this.queue[head];
      const key = next && `${next.file}\0${next.root}\0${next.path.join('.')}`;
      if (!next || key === undefined || this.seen.has(key)) continue;
      this.seen.add(key);
      if (this.seen.size > most) {
        this.found.unseen.push('it goes too far');
        break;
      }
      this.visit(next);
    }
    return this.found;
  }

  private visit(spot: Spot): void {
    const facts = this.project.evaluator.facts(spot.file);
    if (!facts) return;
    for (const usage of usagesOf(facts).byRoot.get(spot.root) ?? []) this.use(spot.file, facts, usage, usage.reads, spot.path);
    this.assignments(spot, facts);
    for (const { fn, root, reads } of sizeTestsOf(facts)) if (root === spot.root && isPath(reads, spot.path)) this.found.measured.push({ file: spot.file, fn });
  }

  /** `cache[key] = value`, `list.length = 0`, `cache = new Map()`, `delete cache[key]`. */
  private assignments(spot: Spot, facts: FileFacts): void {
    const { file } = spot;
    for (const { target, value, range, fn } of facts.assigns) {
      if (target.is === 'element' && isAt(target.of, spot)) this.element(file, facts, target, value, fn, range);
      else if (target.is === 'member' && target.name === 'length' && isAt(target.of, spot)) this.leave({ file, fn, range, name: writtenName(facts, target), all: true });
      else if (target.is === 'member' && isAt(target, spot) && !this.isFirst(facts, fn)) this.replaced(spot, facts, value, fn, range);
    }
    for (const { target, range, fn } of facts.deletes) {
      if ((target.is === 'element' || target.is === 'member') && isAt(target.of, spot)) this.deletion(file, facts, target, fn, range);
    }
    for (const { fn, key } of entryReadsOf(facts, spot)) this.found.looked.push({ file, fn, key });
    const to = /^name (\d+)$/.exec(spot.root)?.[1];
    if (to === undefined || spot.path.length > 0 || !this.isOwnName(spot)) return;
    for (const { fn, value, range } of setsOf(facts, Number(to))) if (fn !== this.collection.fn) this.replaced(spot, facts, value, fn, range);
  }

  private element(file: string, facts: FileFacts, target: Extract<Value, { is: 'element' }>, value: Value, fn: number, range: Range): void {
    this.grow({ file, fn, range, name: writtenName(facts, target), value, ...(target.key && { key: target.key }) });
  }

  private deletion(file: string, facts: FileFacts, target: Extract<Value, { is: 'element' | 'member' }>, fn: number, range: Range): void {
    this.leave({ file, fn, range, name: `delete ${writtenName(facts, target)}`, all: false, ...(target.is === 'member' && { constant: true as const }), ...(target.is === 'element' && target.key && { key: target.key }) });
  }

  /** The name that holds it, not one that stands for it somewhere. */
  private isOwnName({ file, root }: Spot): boolean {
    const { spot } = this.collection;
    return spot.file === file && spot.root === root;
  }

  /** The first value of a field is no replacement. */
  private isFirst(facts: FileFacts, fn: number): boolean {
    return fn === -1 || facts.functions[fn]?.kind === 'constructor';
  }

  /** `list = [...list, item]` grows; any other value lets the entries go. */
  private replaced(spot: Spot, facts: FileFacts, value: Value, fn: number, range: Range): void {
    const place = { file: spot.file, fn, range, name: this.collection.name };
    if (value.is === 'fallback' || isFirstValue(facts, fn, value, spot) || leavesOf(value).some((leaf) => leaf.root === spot.root && isPath(leaf.reads, spot.path) && leaf.wraps.length === 0 && value.is !== 'array' && value.is !== 'object')) return;
    if (addsTo(facts, value, spot)) this.grow({ ...place, ...keyOfLiteral(value) });
    else this.leave({ ...place, all: true });
  }

  private use(file: string, facts: FileFacts, usage: Usage, reads: readonly string[], path: readonly string[]): void {
    const shared = Math.min(reads.length, path.length);
    for (let at = 0; at < shared; at++) if (!isSame(reads[at] ?? '', path[at] ?? '')) return;
    if (reads.length > path.length) return;
    const rest = path.slice(reads.length);
    if (usage.without.length > 0 && rest[0] !== undefined && usage.without.includes(rest[0])) return;
    const behind = [...usage.wraps, ...rest];
    const isObject = /^(?:this|class) /.test(usage.root) && rest.length > 0;
    switch (usage.as) {
      case 'method': if (behind.length === 0) this.method(file, facts, usage); return;
      case 'argument': if (!isObject) this.argument(file, usage, behind); return;
      case 'held': this.queue.push({ file, root: `name ${String(usage.at)}`, path: behind }); return;
      case 'field': {
        const member = facts.classes[usage.at]?.members[usage.index];
        if (member) this.field({ file, cls: usage.at, name: member.name, static: member.static === true }, behind);
        return;
      }
      case 'assigned': this.assigned(file, facts, usage.at, behind); return;
      case 'returned': if (!isObject) this.returned(file, facts, usage.at, behind); return;
      case 'exported': if (!isObject) this.exported(file, facts.exports[usage.at]?.name ?? '', behind); return;
      case 'iterated': case 'set': return;
    }
  }

  private method(file: string, facts: FileFacts, { at, name }: Usage): void {
    const call = facts.calls[at];
    if (!call || this.collection.kind === 'object') return;
    const place = { file, fn: call.fn, range: call.calleeRange, name: writtenName(facts, call.callee) };
    const [first, second] = call.args;
    if (this.collection.methods) {
      this.ofLibrary(this.collection.methods, place, name, call.args);
      return;
    }
    const isList = this.collection.kind === 'array';
    if (isList ? name === 'push' || name === 'unshift' || (name === 'splice' && call.args.length > 2) : name === 'set' || name === 'add') this.grow({ ...place, ...(!isList && first && { key: first }), ...(!isList && second && { value: second }) });
    if (isList ? name === 'pop' || name === 'shift' || name === 'splice' : name === 'delete') this.leave({ ...place, all: false, ...(!isList && first && { key: first }) });
    if (!isList && name === 'clear') this.leave({ ...place, all: true });
    if (!isList && (name === 'get' || name === 'has')) this.found.looked.push({ file, fn: call.fn, key: first });
    if (!isList && (name === 'set' || name === 'add')) this.queue.push({ file, root: callRoot(at), path: [] });
  }

  private ofLibrary({ adds, removes, expiry }: CollectionMethods, place: Place, name: string, args: readonly Value[]): void {
    const [key, value] = args;
    const end = expiry === undefined ? undefined : args[expiry];
    if (adds.includes(name)) this.grow({ ...place, ...(key && { key }), ...(value && { value }), ...(end && end.is !== 'undefined' && { ends: true as const }) });
    if (removes.includes(name)) this.leave({ ...place, all: key === undefined, ...(key && { key }) });
    if (name === 'get' || name === 'has') this.found.looked.push({ file: place.file, fn: place.fn, key });
  }

  private argument(file: string, { at, index }: Usage, behind: readonly string[]): void {
    const ref = { file, call: at };
    if (isOnlyRead(this.project, ref, index, behind.length > 0)) return;
    const over = handOver(this.project, ref, index, behind);
    if (over.is === 'found') this.queue.push(...over.at);
    else if (over.is !== 'nothing') this.found.unseen.push(over.is === 'unseen' ? over.why : 'it is handed to code that is not seen');
  }

  private field(field: { readonly file: string; readonly cls: number; readonly name: string; readonly static: boolean }, path: readonly string[]): void {
    const { evaluator, partial } = this.project;
    for (const spot of ownReads(this.project, field)) this.queue.push({ ...spot, path: [...spot.path, ...path] });
    if (partial && isOpenField(evaluator.facts(field.file), field)) this.found.unseen.push('other files can reach the field');
    for (const { file, usage, reads } of readsOfObjects(this.project, field)) {
      const facts = evaluator.facts(file);
      if (facts) this.use(file, facts, usage, reads, [field.name, ...path]);
    }
    for (const { file, facts, at, of } of elementsOfObjects(this.project, field, path)) {
      if (of === 'size') this.found.measured.push({ file, fn: at });
      else if (of === 'deletes') {
        const { target, fn, range } = facts.deletes[at] ?? {};
        if (range && fn !== undefined && (target?.is === 'element' || target?.is === 'member')) this.deletion(file, facts, target, fn, range);
      } else {
        const { target, value, fn, range } = facts.assigns[at] ?? {};
        if (range && fn !== undefined && value && target?.is === 'element') this.element(file, facts, target, value, fn, range);
      }
    }
  }

  private assigned(file: string, facts: FileFacts, at: number, behind: readonly string[]): void {
    const target = facts.assigns[at]?.target;
    if (target?.is !== 'member' || target.of.is === 'this') return;
    // `module.exports` is among the exports.
    const [leaf] = leavesOf(target);
    if (leaf?.root === 'global module' || leaf?.root === 'global exports') return;
    if (leaf) this.queue.push({ file, root: leaf.root, path: [...leaf.reads, ...behind] });
    if (!leaf || /^(?:param|call|import|global) /.test(leaf.root)) this.found.unseen.push(`it is kept as ${target.name} of an object that is not followed`);
  }

  private returned(file: string, facts: FileFacts, fn: number, behind: readonly string[]): void {
    const fact = facts.functions[fn];
    if (fact?.kind === 'getter' && fact.cls !== undefined) {
      const member = facts.classes[fact.cls]?.members.find((m) => m.fn === fn);
      if (member) this.field({ file, cls: fact.cls, name: member.name, static: member.static === true }, behind);
      return;
    }
    const callers = this.project.graph.callersOf({ file, fn });
    for (const by of callers) this.queue.push({ file: by.file, root: callRoot(by.call), path: behind });
    if (this.project.partial && callers.length === 0 && !fact?.passedTo) this.found.unseen.push('it is returned to callers that are not seen');
  }

  private exported(file: string, name: string, behind: readonly string[]): void {
    if (this.project.partial && !this.isPrivate(behind)) this.found.unseen.push('it is exported');
    for (const { file: other, usage, reads, wraps } of usagesOfExport(this.project, file, name)) {
      const facts = this.project.evaluator.facts(other);
      if (facts) this.use(other, facts, usage, reads, [...wraps, ...behind]);
    }
  }

  /** A class that is exported does not show its private fields. */
  private isPrivate(path: readonly string[]): boolean {
    const { field, file } = this.collection;
    return field !== undefined && path[0] === field.name && this.project.evaluator.facts(file)?.classes[field.cls]?.members.some((m) => m.name === field.name && m.private) === true;
  }

  private grow(growth: Growth): void {
    if (this.isNew(growth, 'in')) this.found.grows.push(growth);
  }

  private leave(departure: Departure): void {
    if (this.isNew(departure, 'out')) this.found.leaves.push(departure);
  }

  /** Two ways may lead to one place. */
  private isNew(place: Place, way: string): boolean {
    const key = `${functionKey(place)} ${String(place.range[0])} ${way}`;
    if (this.places.has(key)) return false;
    this.places.add(key);
    return true;
  }
}

/** `[...list, item]`, `{ ...cache, [key]: value }`, `list.concat(item)`. */
function addsTo(facts: FileFacts, value: Value, spot: Spot): boolean {
  if (value.is === 'array') return value.items.length > 1 && value.items.some((i) => i.is === 'spread' && isAt(i.of, spot));
  if (value.is === 'object') return value.props.length > 1 && value.props.some((p) => p.spread && isAt(p.spread, spot));
  const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && callee.name === 'concat' && isAt(callee.of, spot);
}

/** A literal whose other keys are all constant adds no key that is not written there. */
function keyOfLiteral(value: Value): { readonly key?: Value } {
  const isConstant = value.is === 'object' && value.props.every((p) => p.spread !== undefined || p.key !== undefined);
  return isConstant ? { key: { is: 'literal', value: '' } } : {};
}
