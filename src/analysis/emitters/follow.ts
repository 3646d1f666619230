import type { FileFacts, MemberFact, Range } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { fluent } from '../promises/emitters.js';
import { isListening } from '../promises/registrations.js';
import { spanOf } from '../site.js';
import { isOpenField, ownReads, readsOfObjects, type Field } from './field-usages.js';
import { handOver, type Spot } from './hand-over.js';
import { usagesOfExport } from './importers.js';
import { listenedEvents } from './listened-events.js';
import { hasOpenListener, namesWithListeners } from './open-listeners.js';
import { callRoot, isSame, leavesOf, parameterRoot, usagesOf, type Usage } from './usages.js';

/** What is asked of an emitter. */
export interface Question {
  /** Any of them will do. */
  readonly events: ReadonlySet<string>;
  readonly stream: boolean;
  /** Methods that hear it with a function that they are given: `web`. */
  readonly hearingMethods: ReadonlySet<string>;
}

/** Where an emitter is heard. */
export interface Hearing {
  readonly at: Span;
  /** The call that listens, or the first that took it there; absent for an assignment and a loop. */
  readonly call: CallRef | undefined;
}

/** Code that is not seen, to which an emitter goes. */
export interface Unseen {
  readonly why: string;
  /** The first call that took it there; absent where none did. */
  readonly handed?: CallRef;
  /** It is exported, and no file of the project imports it. */
  readonly exported?: true;
}

/** What the code does with an emitter, wherever it can be followed to. */
export interface Followed {
  heard?: Hearing;
  /** Where it goes that is not seen. */
  readonly unseen: Unseen[];
  /** The functions that give it back, and behind which properties. */
  readonly returned: { readonly fn: FunctionRef; readonly path: readonly string[] }[];
  /** The calls of its methods. */
  readonly methods: Map<string, CallRef>;
  /** It is piped somewhere; something is piped into it. */
  readonly pipes: CallRef[];
  readonly piped: CallRef[];
  /** It stays: in a field, in a module. */
  kept: boolean;
}

interface Step extends Spot {
  /** The first call that was given it. */
  readonly through: CallRef | undefined;
  /** It was ended before it is given on: who gets it has no use for it. */
  readonly spent?: true;
}

/** More places than this are not looked at. */
const most = 300;

/** Methods of streams that read them to the end, and reject or pass the error on. */
const consuming = new Set(['toArray', 'forEach', 'map', 'filter', 'flatMap', 'reduce', 'some', 'every', 'find', 'take', 'drop', 'iterator', 'compose']);
/** Methods of lists that call a function with each item. */
const iterating = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** Follows an emitter from where it is made through names, fields, exports, parameters and literals. */
export function follow(project: Project, start: Spot, question: Question): Followed {
  const found: Followed = { unseen: [], returned: [], methods: new Map(), pipes: [], piped: [], kept: false };
  const queue: Step[] = [{ ...start, through: undefined }];
  const seen = new Set<string>();
  for (let head = 0; head < queue.length && !found.heard; head++) {
    const step = queue[head];
    const key = step && `${step.file}\0${step.root}\0${step.path.join('.')}`;
    if (!step || key === undefined || seen.has(key)) continue;
    seen.add(key);
    if (seen.size > most) {
      found.unseen.push({ why: 'it goes too far' });
      break;
    }
    new Walk(project, question, found, queue, step).run();
  }
  return found;
}

/** One place at which the emitter is found, with all that is done there. */
class Walk {
  private readonly facts: FileFacts | undefined;

  constructor(private readonly project: Project, private readonly question: Question, private readonly found: Followed, private readonly queue: Step[], private readonly step: Step) {
    this.facts = project.evaluator.facts(step.file);
  }

  run(): void {
    if (!this.facts) return;
    for (const usage of usagesOf(this.facts).byRoot.get(this.step.root) ?? []) this.use(this.step.file, usage, usage.reads, this.step.path);
  }

  /** One use of what holds the emitter behind `path`, of which `reads` is read. */
  private use(file: string, usage: Usage, reads: readonly string[], path: readonly string[]): void {
    const shared = Math.min(reads.length, path.length);
    for (let at = 0; at < shared; at++) if (!isSame(reads[at] ?? '', path[at] ?? '')) return;
    if (reads.length > path.length) {
      // `for await (const chunk of stream)`, where the chunk is what is read.
      if (usage.as === 'held' && reads.length === path.length + 1 && reads.at(-1) === '*' && this.question.stream) this.hearAt(file, this.project.evaluator.facts(file)?.bindings[usage.at]?.range);
      return;
    }
    const rest = path.slice(reads.length);
    if (usage.without.length > 0 && rest[0] !== undefined && usage.without.includes(rest[0])) return;
    this.done(file, usage, rest);
  }

  private done(file: string, usage: Usage, rest: readonly string[]): void {
    const facts = this.project.evaluator.facts(file);
    if (!facts || (rest.length > 0 && isHolderGivenOn(usage)) || (this.step.spent && usage.as === 'returned')) return;
    const path = [...usage.wraps, ...rest];
    switch (usage.as) {
      case 'method':
        if (path.length === 0) this.method(file, facts, usage);
        else this.methodOfHolder(file, facts, usage, path);
        return;
      case 'argument': this.argument({ file, call: usage.at }, usage.index, path, /^(?:this|class) /.test(usage.root) && rest.length > 0); return;
      case 'held': this.held(file, facts, usage.at, path); return;
      case 'field': this.member(file, usage.at, facts.classes[usage.at]?.members[usage.index], path); return;
      case 'assigned': this.assigned(file, facts, usage.at, path); return;
      case 'returned': this.returned(file, facts, usage.at, path); return;
      case 'exported': this.exported(file, facts.exports[usage.at]?.name ?? '', path); return;
      case 'iterated': if (path.length === 0) this.hearAt(file, usage.range); return;
      case 'set': if (path.length === 0 && usage.name.startsWith('on') && this.question.events.has(usage.name.slice(2))) this.hearAt(file, facts.assigns[usage.at]?.range); return;
    }
  }

  private hear(call: CallRef): void {
    this.found.heard ??= { at: spanOf(this.project, call), call: this.step.through ?? call };
  }

  private hearAt(file: string, range: Range | undefined): void {
    this.found.heard ??= { at: { file, start: range?.[0] ?? 0, end: range?.[1] ?? 0 }, call: this.step.through };
  }

  private add(spot: Spot, through = this.step.through): void {
    this.queue.push({ ...spot, through });
  }

  private unseen(why: string, more: Omit<Unseen, 'why'> = {}): void {
    this.found.unseen.push({ why, ...more });
  }

  private method(file: string, facts: FileFacts, { at: call, name }: Usage): void {
    const ref = { file, call };
    const fact = facts.calls[call];
    if (!fact) return;
    if (!this.found.methods.has(name)) this.found.methods.set(name, ref);
    const givesItself = fluent.has(name) || isListening(fact) || name === 'catch' || name === 'finally';
    if (isListening(fact)) {
      const events = listenedEvents(this.project, ref);
      if (!events) this.unseen('a listener is added for an event that is not constant');
      else if (events.some((event) => this.question.events.has(event))) this.hear(ref);
    } else if (name === 'pipe') this.found.pipes.push(ref);
    else if (name === 'then') this.callback(ref, 0, []);
    else if ((this.question.stream && consuming.has(name)) || (this.question.hearingMethods.has(name) && fact.args.some((_, at) => this.functionsAt(ref, at).length > 0))) this.hear(ref);
    if (givesItself) this.queue.push({ file, root: callRoot(call), path: [], through: this.step.through, ...(/^(?:end|destroy)$/.test(name) && { spent: true as const }) });
  }

  /** A list of emitters that is gone through, a promise of an object that holds it. */
  private methodOfHolder(file: string, facts: FileFacts, { at: call, name }: Usage, path: readonly string[]): void {
    const ref = { file, call };
    if (name === 'then') this.callback(ref, 0, path);
    else if (name === 'catch' || name === 'finally') this.add({ file, root: callRoot(call), path });
    else if (iterating.has(name) && /^(?:\d+|\*)$/.test(path[0] ?? '') && facts.calls[call]?.args.length) this.callback(ref, 0, path.slice(1));
  }

  /** A function that is called with it. */
  private callback(ref: CallRef, at: number, path: readonly string[]): void {
    for (const fn of this.functionsAt(ref, at)) this.add({ file: fn.file, root: parameterRoot(fn.fn, 0), path });
  }

  private functionsAt(ref: CallRef, at: number): readonly Extract<Abstract, { is: 'function' }>[] {
    return flatten(this.project.evaluator.argument(ref, at, undefined)).filter((v) => v.is === 'function');
  }

  /** @param inObject it is a field of the object that is handed over: code that does not know the class does not know the field */
  private argument(ref: CallRef, index: number, path: readonly string[], inObject: boolean): void {
    const callee = this.project.evaluator.call(ref)?.callee;
    if (path.length === 0 && callee?.is === 'member' && callee.name === 'pipe') this.found.piped.push(ref);
    const over = handOver(this.project, ref, index, path);
    if (over.is === 'heard') this.hear(ref);
    else if (over.is === 'found') for (const spot of over.at) this.add(spot, this.step.through ?? ref);
    else if (over.is === 'unseen' && !inObject) this.unseen(over.why, { handed: this.step.through ?? ref });
    else if (over.is === 'kept') this.inCollection(ref.file);
  }

  /** Who takes it out again is not seen; without a listener on something unknown nobody does to listen. */
  private inCollection(file: string): void {
    this.found.kept = true;
    if (this.question.stream || hasOpenListener(this.project, file, this.question.events)) this.unseen('a collection holds it');
  }

  private held(file: string, facts: FileFacts, to: number, path: readonly string[]): void {
    if (facts.bindings[to]?.fn === -1) this.found.kept = true;
    this.add({ file, root: `name ${String(to)}`, path });
  }

  private member(file: string, cls: number, member: MemberFact | undefined, path: readonly string[]): void {
    if (member) this.field({ file, cls, name: member.name, static: member.static === true }, path);
  }

  /** A field is read through `this`, in heirs as well, and of any object of the class. */
  private field(field: Field, path: readonly string[]): void {
    this.found.kept = true;
    const { evaluator, partial } = this.project;
    for (const spot of ownReads(this.project, field)) this.add({ ...spot, path: [...spot.path, ...path] });
    if (partial && isOpenField(evaluator.facts(field.file), field)) this.unseen('other files can reach the field');
    for (const { file, usage, reads } of readsOfObjects(this.project, field)) this.use(file, usage, reads, [field.name, ...path]);
  }

  /** `exports.pool = …` is an export, `this.pool = …` a field. */
  private assigned(file: string, facts: FileFacts, at: number, path: readonly string[]): void {
    const target = facts.assigns[at]?.target;
    if (target?.is !== 'member' || target.of.is === 'this' || isExports(target)) return;
    const { name } = target;
    if (target.of.is === 'class') {
      this.field({ file, cls: target.of.cls, name, static: true }, path);
      return;
    }
    const owners = flatten(this.project.evaluator.evaluate(file, target.of));
    for (const owner of owners) if (owner.is === 'class' || owner.is === 'instance') this.field({ file: owner.file, cls: owner.cls, name, static: owner.is === 'class' }, path);
    if (owners.some((o) => o.is === 'class' || o.is === 'instance')) return;
    for (const { root, reads } of leavesOf(target.of)) this.add({ file, root, path: [...reads, name, ...path] });
    if (owners.some((o) => o.is === 'object' || o.is === 'namespace')) return;
    // On an object of others: it can be heard under its name only.
    this.found.kept = true;
    if (this.question.stream || this.project.partial || namesWithListeners(this.project, this.question.events).has(path.at(-1) ?? name)) this.unseen(`it is kept as ${name} of an object that is not seen`);
  }

  private returned(file: string, facts: FileFacts, fn: number, path: readonly string[]): void {
    const fact = facts.functions[fn];
    if (!fact) return;
    if (fact.kind === 'getter' && fact.cls !== undefined) {
      this.member(file, fact.cls, facts.classes[fact.cls]?.members.find((m) => m.fn === fn), path);
      return;
    }
    if (!fact.passedTo) {
      this.found.returned.push({ fn: { file, fn }, path });
      return;
    }
    const taker = facts.calls[fact.passedTo.call];
    const name = taker?.callee.is === 'member' || taker?.callee.is === 'global' ? taker.callee.name : '';
    const result = { file, root: callRoot(fact.passedTo.call), path };
    if (name === 'then' || name === 'catch') this.add(result);
    else if (name === 'map') this.add({ ...result, path: ['*', ...path] });
    else if (taker && (isListening(taker) || /^(?:forEach|setTimeout|setInterval|setImmediate|nextTick|Promise)$/.test(name))) return;
    else this.unseen('a callback gives it back to a function that is not seen');
  }

  private exported(file: string, name: string, path: readonly string[]): void {
    this.found.kept = true;
    const usages = usagesOfExport(this.project, file, name);
    if (this.project.partial) this.unseen('it is exported');
    else if (usages.length === 0) this.unseen('it is exported, and no file that is seen imports it', { exported: true });
    for (const { file: other, usage, reads, wraps } of usages) this.use(other, usage, reads, [...wraps, ...path]);
  }
}

function isExports(target: { readonly of: FileFacts['assigns'][number]['target']; readonly name: string }): boolean {
  const { of, name } = target;
  if (of.is === 'global') return of.name === 'exports' || (of.name === 'module' && name === 'exports');
  return of.is === 'member' && of.name === 'exports' && of.of.is === 'global' && of.of.name === 'module';
}

/** A class, or an object of one, that is given on: who reads the field of it is looked for by the class. */
function isHolderGivenOn({ as, root }: Usage): boolean {
  return (root.startsWith('this ') && as === 'returned') || (root.startsWith('class ') && (as === 'returned' || as === 'exported' || as === 'held'));
}
