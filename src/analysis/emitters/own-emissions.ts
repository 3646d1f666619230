import type { FileFacts } from '../../model/facts.js';
import { callKey, flatten, madeBy, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isInside } from '../deadline/timers.js';
import { fateOf, type Fate } from './fate.js';
import { isClassExported } from './field-usages.js';
import { follow, type Question } from './follow.js';
import type { Spot } from './hand-over.js';
import { callRoot } from './usages.js';

/** Places of a file at which an emitter of the project emits `error`. */
export interface OwnEmission {
  /** The first of them. */
  readonly ref: CallRef;
  readonly count: number;
  /** As messages name the emitter. */
  readonly name: string;
  readonly fate: Fate;
  /** The calls that make such emitters which nobody hears. */
  readonly makers: readonly CallRef[];
}

interface Emitter {
  readonly key: string;
  readonly name: string;
  readonly judge: () => { readonly fate: Fate; readonly makers: readonly CallRef[] };
}

const question: Question = { events: new Set(['error']), stream: false, hearingMethods: new Set() };

/** What a file emits as `error`, by emitter: a class of the project that is an EventEmitter, or an EventEmitter that is made here. */
export function ownEmissions(project: Project, file: string): readonly OwnEmission[] {
  const facts = project.evaluator.facts(file);
  const found = new Map<string, { readonly emitter: Emitter; readonly refs: CallRef[] }>();
  for (const [call, { callee, args }] of facts?.calls.entries() ?? []) {
    const [event] = args;
    if (!facts || callee.is !== 'member' || callee.name !== 'emit' || event?.is !== 'literal' || event.value !== 'error' || asksFirst(facts, call)) continue;
    for (const value of flatten(project.evaluator.evaluate(file, callee.of))) {
      const emitter = value.is === 'instance' ? ofClass(project, value.file, value.cls) : value.is === 'library' && value.package === 'events' ? ofMaker(project, madeBy(value)) : undefined;
      if (!emitter) continue;
      const known = found.get(emitter.key);
      if (known) known.refs.push({ file, call });
      else found.set(emitter.key, { emitter, refs: [{ file, call }] });
    }
  }
  return [...found.values()].flatMap(({ emitter, refs: [ref, ...others] }) => (ref ? [{ ref, count: others.length + 1, name: emitter.name, ...emitter.judge() }] : []));
}

/** `if (this.listenerCount('error') > 0)` stands in front. */
function asksFirst(facts: FileFacts, call: number): boolean {
  const fn = facts.calls[call]?.fn ?? -1;
  return facts.calls.some((c) => c.callee.is === 'member' && /^(?:listenerCount|listeners|rawListeners|eventNames)$/.test(c.callee.name) && c.fn !== -1 && isInside(facts, fn, c.fn));
}

function ofMaker(project: Project, maker: CallRef | undefined): Emitter | undefined {
  if (!maker) return undefined;
  const judge = (): ReturnType<Emitter['judge']> => ({ fate: fateOf(project, spotOf(maker), question).fate, makers: [maker] });
  return { key: callKey(maker), name: 'this emitter', judge };
}

function spotOf({ file, call }: CallRef): Spot {
  return { file, root: callRoot(call), path: [] };
}

function ofClass(project: Project, file: string, cls: number): Emitter | undefined {
  const fact = project.evaluator.facts(file)?.classes[cls];
  if (!fact || !isNodeEmitter(project, file, cls)) return undefined;
  return { key: `${file}:${String(cls)}`, name: fact.name || 'this class', judge: () => judgeClass(project, file, cls) };
}

/** Whether a class is an EventEmitter of Node's by its bases: others do not throw. */
function isNodeEmitter(project: Project, file: string, cls: number, depth = 0): boolean {
  const base = project.evaluator.facts(file)?.classes[cls]?.extends;
  if (!base || depth > 5) return false;
  return project.evaluator.evaluate(file, base).some((v) => (v.is === 'class' ? isNodeEmitter(project, v.file, v.cls, depth + 1) : v.is === 'library' && v.package === 'events'));
}

function judgeClass(project: Project, file: string, cls: number): { readonly fate: Fate; readonly makers: readonly CallRef[] } {
  const { evaluator, partial } = project;
  const family = [{ file, cls }, ...evaluator.heirs.of(file, cls)];
  const inside = family.map((one) => follow(project, { file: one.file, root: `this ${String(one.cls)}`, path: [] }, question));
  // A listener that it adds to itself only sometimes, as for a callback, leaves the question open.
  const heard = inside.flatMap((f) => f.heard ?? []);
  const certain = heard.find(({ call }) => !call || !evaluator.call(call)?.conditional);
  if (certain) return { fate: { is: 'heard', ...certain }, makers: [] };
  const escape = heard.length > 0 ? { why: 'it listens to itself, but not always' } : inside.flatMap((f) => f.unseen)[0];
  if (partial && isClassExported(evaluator.facts(file), cls)) return { fate: { is: 'unseen', why: 'other files can make one', handed: [], owner: false }, makers: [] };
  if (escape) return { fate: { is: 'unseen', why: escape.why, handed: [], owner: false }, makers: [] };
  const makers = makersOf(project, family);
  const fates = makers.map((maker) => ({ maker, fate: fateOf(project, spotOf(maker), question).fate }));
  const unheard = fates.filter(({ fate }) => fate.is === 'unheard');
  if (unheard.length > 0) return { fate: { is: 'unheard', callers: [] }, makers: unheard.map(({ maker }) => maker) };
  const open = fates.find(({ fate }) => fate.is === 'unseen') ?? fates[0];
  return { fate: open?.fate ?? { is: 'unseen', why: 'nobody is seen to make one', handed: [], owner: false }, makers: [] };
}

/** The calls that make an object of one of the classes. */
function makersOf(project: Project, family: readonly { readonly file: string; readonly cls: number }[]): readonly CallRef[] {
  const found = new Map<string, CallRef>();
  for (const { file, cls } of family) {
    const fn = project.evaluator.facts(file)?.classes[cls]?.ctor ?? -1;
    for (const ref of fn === -1 ? [] : project.graph.callersOf({ file, fn })) if (project.evaluator.call(ref)?.construct) found.set(callKey(ref), ref);
  }
  return [...found.values()];
}
