import type { BindingFact, CallFact, FileFacts, Range, Use, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { everyStep, type PlacedStep } from '../every-step.js';
import type { Outlook } from '../failures/failure.js';
import { combined, outlookOf } from '../failures/outlook.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';

/** A promise, or a list of them, that a function starts, keeps under a name and looks at itself. */
export interface StartedPromise {
  readonly file: string;
  /** The function in which it lives; -1 for the module. */
  readonly fn: number;
  readonly binding: number;
  readonly name: string;
  /** The calls that start it, and the one of them that its outlook comes from. */
  readonly starts: ReadonlySet<number>;
  readonly start: number;
  readonly list: boolean;
  /** It is started on every path, by a call that is its only value. */
  readonly always: boolean;
  /** Where the name, or one that stands for an item of the list, is used. */
  readonly uses: readonly number[];
  /** Names of the items: `p` of `for (const p of list)`. */
  readonly items: ReadonlySet<number>;
  /** It also goes where its way is not followed: into a field, into a function that is written inside. */
  readonly escapes: boolean;
  readonly outlook: Outlook;
  /** Where the name is declared. */
  readonly declared: number;
}

/** Methods that take an item out of a list. */
const takers: ReadonlySet<string> = new Set(['shift', 'pop', 'at']);
const adders: ReadonlySet<string> = new Set(['push', 'unshift']);

/** The promises of a file that are kept under a name and waited for in the same function. What only begins when it is awaited is none. */
export function startedPromises(project: Project, file: string, facts: FileFacts): readonly StartedPromise[] {
  const looking = lookingSteps(facts);
  return [...waitedFor(facts)].flatMap((index) => {
    const binding = facts.bindings[index];
    if (!binding || (binding.kind !== 'const' && binding.kind !== 'let')) return [];
    const started = startedIn(project, file, facts, looking, binding, index);
    return started ? [started] : [];
  });
}

function startedIn(project: Project, file: string, facts: FileFacts, looking: readonly PlacedStep[], binding: BindingFact, index: number): StartedPromise | undefined {
  const list = isList(project, file, facts, binding, index);
  const started = [...binding.values, ...(list ? added(facts, index) : [])].flatMap((v) => startsOf(facts, v, list));
  const starts = new Set(started.filter((call) => facts.calls[call]?.fn === binding.fn));
  if (starts.size === 0) return undefined;
  const outlooks = [...starts].map((call) => ({ call, outlook: outlookOfStart(project, file, facts, call, list) }));
  const outlook = combined(outlooks.map((o) => o.outlook));
  if (outlook.is === 'none' || outlook.is === 'lazy') return undefined;
  const items = list ? itemNames(facts, index) : new Set<number>();
  const uses = [index, ...items].flatMap((b) => facts.bindings[b]?.uses ?? []);
  const always = starts.size === 1 && [...starts].every((call) => facts.calls[call]?.conditional !== true) && binding.values.length === 1 && !(binding.uses ?? []).some((use) => isAsked(facts, looking, use));
  const escapes = started.length > starts.size || uses.some((use) => goesAway(facts, looking, binding.fn, use, items.size > 0));
  const start = outlooks.find((o) => o.outlook.is === outlook.is)?.call ?? Math.min(...starts);
  return { file, fn: binding.fn, binding: index, start, name: binding.name, starts, list, always, uses: uses.filter((u) => u.fn === binding.fn).map((u) => u.at), items, escapes, outlook, declared: binding.range[0] };
}

/** The steps that look at what they are given, or hand it to who called. */
function lookingSteps(facts: FileFacts): readonly PlacedStep[] {
  return [...everyStep(facts)].filter(({ step }) => typeof step !== 'number' && (step.is === 'return' || step.is === 'await' || (step.is === 'loop' && step.awaits !== undefined)));
}

/** The names that are awaited, chained on or given to a method of `Promise`. */
function waitedFor(facts: FileFacts): ReadonlySet<number> {
  const found = new Set<number>();
  const add = (value: Value): void => { for (const ref of [...refsIn(value), ...itemsOfLists(facts, value)]) found.add(ref); };
  for (const { step, fn } of everyStep(facts)) {
    if (typeof step === 'number') {
      const fact = facts.calls[step];
      if (fact && looksAt(fact)) for (const value of [...(fact.callee.is === 'member' ? [fact.callee.of] : []), ...fact.args]) add(value);
    } else if (step.is === 'await') add(step.of.is === 'call' ? takenFrom(facts, step.of.call) : step.of);
    else if (step.is === 'loop' && step.awaits) add(step.awaits);
    else if (step.is === 'return' && step.of && facts.functions[fn]?.async) add(step.of);
  }
  return found;
}

/** The list of `list.shift()`. */
function takenFrom(facts: FileFacts, call: number): Value {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && takers.has(callee.name) ? callee.of : { is: 'unknown' };
}

/** `p.then(…)`, `Promise.all([p])`: what is called hears the rejection. */
export function looksAt({ callee }: CallFact): boolean {
  if (callee.is !== 'member') return false;
  return callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally' || (callee.of.is === 'global' && callee.of.name === 'Promise');
}

/** The names that a value may be, or holds in a list. */
export function refsIn(value: Value): readonly number[] {
  switch (value.is) {
    case 'ref': return [value.to];
    case 'either': return value.of.flatMap(refsIn);
    case 'fallback': return [...refsIn(value.first), ...refsIn(value.then)];
    case 'array': return value.items.flatMap(refsIn);
    case 'spread': return refsIn(value.of);
    default: return [];
  }
}

/** The list of `list[i]`. */
export function listOf(value: Value): number | undefined {
  return (value.is === 'element' || (value.is === 'member' && /^\d+$/.test(value.name))) && value.of.is === 'ref' ? value.of.to : undefined;
}

/** The lists from which a value is taken, by index or by a name for an item. */
function itemsOfLists(facts: FileFacts, value: Value): readonly number[] {
  const named = refsIn(value).flatMap((ref) => facts.bindings[ref]?.values ?? []);
  return [value, ...named].flatMap((v) => listOf(v) ?? []);
}

/** Whether a name holds several promises: a list that is written or mapped, or to which promises are added. */
function isList(project: Project, file: string, facts: FileFacts, { values }: BindingFact, index: number): boolean {
  return values.some((v) => v.is === 'array' || (v.is === 'call' && isMap(project, file, facts.calls[v.call]))) || added(facts, index).length > 0;
}

/** `items.map(…)`. What a library's call gives, such as a stream or a cursor, has a method of that name that runs the work when it is read. */
function isMap(project: Project, file: string, fact: CallFact | undefined): boolean {
  if (fact?.callee.is !== 'member' || (fact.callee.name !== 'map' && fact.callee.name !== 'flatMap')) return false;
  const { of } = fact.callee;
  return of.is !== 'call' || !project.evaluator.evaluate(file, of).some((v) => v.is === 'library' && v.package !== 'globalThis' && !/^(?:lodash|ramda|remeda|es-toolkit)/.test(v.package));
}

/** What is pushed to a list. */
function added(facts: FileFacts, index: number): readonly Value[] {
  return facts.calls.flatMap((fact) => (isOn(fact, index, adders) ? fact.args : []));
}

function isOn({ callee }: CallFact, binding: number, methods: ReadonlySet<string>): boolean {
  return callee.is === 'member' && methods.has(callee.name) && callee.of.is === 'ref' && callee.of.to === binding;
}

/** Whether a call of a list only fills it, or takes one of its promises to be awaited: it hears none of them. */
export function isListWork(fact: CallFact, binding: number): boolean {
  return isOn(fact, binding, adders) || isTaking(fact, binding);
}

/** `list.shift()` */
export function isTaking(fact: CallFact, binding: number): boolean {
  return isOn(fact, binding, takers);
}

/** The calls that a value comes from, through conditions and patterns. */
function startsOf(facts: FileFacts, value: Value, list: boolean): readonly number[] {
  switch (value.is) {
    case 'call': return [value.call];
    case 'either': return value.of.flatMap((v) => startsOf(facts, v, list));
    case 'fallback': return [value.first, value.then].flatMap((v) => startsOf(facts, v, list));
    case 'array': return list ? value.items.flatMap((v) => startsOf(facts, v, list)) : [];
    // `const p = f(); list.push(p)`
    case 'ref': return list ? (facts.bindings[value.to]?.values ?? []).flatMap((v) => (v.is === 'call' ? [v.call] : [])) : [];
    // `const [a, b] = [f(), g()]`
    case 'member': return value.of.is === 'array' ? [value.of.items[Number(value.name)]].flatMap((v) => (v ? startsOf(facts, v, list) : [])) : [];
    default: return [];
  }
}

function outlookOfStart(project: Project, file: string, facts: FileFacts, call: number, list: boolean): Outlook {
  const fact = facts.calls[call];
  const [work] = fact?.args ?? [];
  if (!fact || !list || !isMap(project, file, fact) || !work) return outlookOf(project, file, { is: 'call', call });
  const functions = flatten(project.evaluator.evaluate(file, work)).filter((v) => v.is === 'function');
  if (functions.length === 0) return { is: 'unknown', why: 'a function that is not seen' };
  return combined(functions.map(({ file: home, fn }) => {
    const work = project.evaluator.facts(home)?.functions[fn];
    const by = work?.async ? project.failures.of({ file: home, fn }) : undefined;
    if (work?.async) return by ? { is: 'rejects', by } : { is: 'settles' };
    return combined((work?.returns ?? []).map((v) => outlookOf(project, home, v)));
  }));
}

/** `p` of `for (const p of list)`, and of `const [p] = list`. */
function itemNames(facts: FileFacts, index: number): ReadonlySet<number> {
  return new Set(facts.bindings.flatMap(({ values }, at) => (values.some((v) => listOf(v) === index) ? [at] : [])));
}

/** Whether a use is a question: whether there is a promise at all. */
function isAsked(facts: FileFacts, looking: readonly PlacedStep[], { fn, as, at }: Use): boolean {
  return (as === 'compared' || as === 'member') && !isLookedAt(facts, looking, fn, at);
}

/** Whether a place is in a call, or in a step that looks at what it is given. */
function isLookedAt(facts: FileFacts, looking: readonly PlacedStep[], fn: number, at: number): boolean {
  const inside = ([start, end]: Range): boolean => start <= at && at < end;
  return facts.calls.some((c) => c.fn === fn && inside(c.range)) || looking.some((l) => l.fn === fn && typeof l.step !== 'number' && 'range' in l.step && inside(l.step.range));
}

/** Whether a use takes the promise out of sight: into a closure, or into an object that is no argument, result or loop. */
function goesAway(facts: FileFacts, looking: readonly PlacedStep[], fn: number, { fn: home, as, at }: Use, hasItems: boolean): boolean {
  if (home !== fn) return true;
  return (as === 'stored' || as === 'spread') && !hasItems && !isLookedAt(facts, looking, fn, at);
}

/** A start as a message names it: `load` of `load().then(show)`. */
export function nameOfStart(facts: FileFacts, call: number): string {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && callee.of.is === 'call' && /^(?:then|finally)$/.test(callee.name) ? nameOfStart(facts, callee.of.call) : calleeName(facts, call);
}
