import type { FileFacts, Range, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { loopsAround } from '../sizes/loops-around.js';
import { sizeOf } from '../sizes/sizes.js';
import { bounded, type Size } from '../sizes/size.js';
import { floatingTurn } from './floating-turns.js';
import { libraryFanOut } from './library-fan-out.js';
import { unseenWork, unseenWorkOfCall, type UnseenWork } from './unseen-work.js';
import { workOfCall, workOfFunction, type WorkOfEach } from './work-of-each.js';

/** Work that is started for each element of a collection, without waiting for the one before. */
export interface FanOut {
  /** The call that waits for all, or that starts them: `Promise.all`, `forEach`. */
  readonly ref: CallRef;
  /** How the elements' collection is written: `req.body.ids`. */
  readonly list: string;
  readonly size: Size;
  readonly work: Exclude<Work, { is: 'none' }>;
  /** Where one turn begins. */
  readonly turn: Range;
  /** It is one of several calls of a loop, and nothing waits for it. */
  readonly floating?: true;
}

type Work = WorkOfEach | ({ readonly is: 'unseen' } & UnseenWork);

/** A list of promises: what each is made for, and what makes it. */
interface Started {
  readonly list: Value;
  readonly work: Work;
  readonly turn: Range;
}

const waiting = new Set(['all', 'allSettled', 'any', 'race']);
const lodash = new Set(['lodash', 'lodash-es', 'underscore', 'remeda', 'es-toolkit']);
const deepest = 6;

/** The fan-outs of a file. */
export function fanOutsIn(project: Project, file: string): readonly FanOut[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return facts.calls.flatMap(({ callee, args }, call): readonly FanOut[] => {
    const ref = { file, call };
    const [first] = args;
    if (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise' && waiting.has(callee.name) && first) {
      return startedIn(project, facts, file, first, 0).flatMap((s) => fanOut(project, facts, ref, s));
    }
    if (callee.is === 'member' && callee.name === 'forEach' && first && isAsync(project, file, first)) {
      return fanOut(project, facts, ref, { list: callee.of, work: workOfValue(project, file, first), turn: facts.calls[call]?.argRanges[0] ?? [0, 0] });
    }
    const floating = floatingTurn(project, facts, ref);
    if (floating) return fanOut(project, facts, ref, { list: floating.list, work: workOfPromise(project, facts, file, call), turn: floating.turn }).map((f) => ({ ...f, floating: true }));
    const library = libraryFanOut(project, ref);
    if (!library) return [];
    const { list, work, limited } = library;
    const started = work ? workOfValue(project, file, work) : ({ is: 'none' } as const);
    const turn = facts.calls[call]?.argRanges[0] ?? ([0, 0] as const);
    if (limited !== undefined) return started.is === 'outbound' ? [{ ref, list: writtenName(facts, list), size: bounded('few at a time'), work: { is: 'limited', by: limited, at: ref }, turn }] : [];
    return work ? fanOut(project, facts, ref, { list, work: started, turn }) : startedIn(project, facts, file, list, 0).flatMap((s) => fanOut(project, facts, ref, s));
  });
}

function fanOut(project: Project, facts: FileFacts, ref: CallRef, { list, work, turn }: Started): readonly FanOut[] {
  if (work.is === 'none') return [];
  const size = work.is === 'limited' ? bounded('few at a time') : sizeOf(project, ref.file, list);
  return [{ ref, list: writtenName(facts, list.is === 'await' ? list.of : list), size, work, turn }];
}

/** The promises in a list, grouped by what they are made for. Those that are written out one by one are no fan-out. */
function startedIn(project: Project, facts: FileFacts, file: string, value: Value, depth: number): readonly Started[] {
  if (depth > deepest) return [];
  const inner = (v: Value): readonly Started[] => startedIn(project, facts, file, v, depth + 1);
  switch (value.is) {
    case 'await': case 'spread': return inner(value.of);
    case 'array': return value.items.flatMap((i) => (i.is === 'spread' ? inner(i.of) : []));
    case 'either': return value.of.flatMap(inner);
    case 'fallback': return [...inner(value.first), ...inner(value.then)];
    case 'ref': return [...(facts.bindings[value.to]?.values ?? []).flatMap(inner), ...pushedTo(project, facts, file, value.to)];
    case 'call': return ofCall(project, facts, file, value.call, inner);
    default: return [];
  }
}

function ofCall(project: Project, facts: FileFacts, file: string, call: number, inner: (v: Value) => readonly Started[]): readonly Started[] {
  const { callee, args, argRanges } = facts.calls[call] ?? {};
  const yielded = args && yieldedBy(project, facts, file, call, inner);
  if (yielded && yielded.length > 0) return yielded;
  if (callee?.is !== 'member' || !args) return [];
  const [first, second] = args;
  const turn = argRanges?.[0] ?? ([0, 0] as const);
  const isLibrary = flatten(project.evaluator.evaluate(file, callee.of)).some((v) => v.is === 'library' && lodash.has(v.package.split('/')[0] ?? ''));
  // `_.map(users, load)`
  if (isLibrary && (callee.name === 'map' || callee.name === 'flatMap') && first && second) return [{ list: first, work: workOfValue(project, file, second), turn: argRanges?.[1] ?? turn }];
  if ((callee.name === 'map' || callee.name === 'flatMap') && first) return [{ list: callee.of, work: workOfValue(project, file, first), turn }];
  // `Array.from(users, load)`, `Array.from({ length: pages }, load)`
  if (callee.of.is === 'global' && callee.of.name === 'Array' && callee.name === 'from' && first) return second ? [{ list: { is: 'call', call }, work: workOfValue(project, file, second), turn: argRanges?.[1] ?? turn }] : inner(first);
  return callee.name === 'filter' || callee.name === 'flat' || callee.name === 'concat' ? [...inner(callee.of), ...(callee.name === 'concat' ? args.flatMap(inner) : [])] : [];
}

/** `for (const user of users) jobs.push(send(user))` */
function pushedTo(project: Project, facts: FileFacts, file: string, to: number): readonly Started[] {
  return facts.calls.flatMap(({ callee, args, loop, fn, range }): readonly Started[] => {
    if (callee.is !== 'member' || callee.name !== 'push' || callee.of.is !== 'ref' || callee.of.to !== to) return [];
    const isRepeated = loop === true || fn !== facts.bindings[to]?.fn;
    return args.flatMap((argument): readonly Started[] => {
      if (argument.is === 'spread') return startedIn(project, facts, file, argument.of, 1);
      return isRepeated && argument.is === 'call' ? [{ list: { is: 'ref', to }, work: workOfPromise(project, facts, file, argument.call), turn: range }] : [];
    });
  });
}

/** What a generator hands out: `yield send(user)` in a loop, `yield* users.map(send)`. */
function yieldedBy(project: Project, facts: FileFacts, file: string, call: number, inner: (v: Value) => readonly Started[]): readonly Started[] {
  const callee = facts.calls[call]?.callee;
  // `(function* () { … }).call(this)`
  const made = callee?.is === 'member' && (callee.name === 'call' || callee.name === 'apply') ? callee.of : callee;
  const generators = made ? flatten(project.evaluator.evaluate(file, made)).flatMap((v) => (v.is === 'function' && v.file === file ? (facts.functions[v.fn] ?? []) : [])) : [];
  return generators.flatMap(({ yields = [] }) => yields.flatMap(({ of, each, range }): readonly Started[] => {
    if (each) return inner(of);
    const over = loopsAround(facts, range).at(-1)?.over;
    return over && of.is === 'call' ? [{ list: over, work: workOfPromise(project, facts, file, of.call), turn: range }] : [];
  }));
}

/** The work of what makes a promise, also behind `.then(…)` and in an async function that is called on the spot. */
function workOfPromise(project: Project, facts: FileFacts, file: string, call: number): Work {
  const callee = facts.calls[call]?.callee;
  if (callee?.is === 'function') return workOf(project, { file, fn: callee.fn });
  if (callee?.is === 'member' && callee.of.is === 'call' && (callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally')) return workOfPromise(project, facts, file, callee.of.call);
  const work = workOfCall(project, { file, call });
  const unseen = work.is === 'none' ? unseenWorkOfCall(project, { file, call }) : undefined;
  return unseen ? { is: 'unseen', ...unseen } : work;
}

function workOfValue(project: Project, file: string, value: Value): Work {
  const found = flatten(project.evaluator.evaluate(file, value)).filter((v) => v.is === 'function').map((fn) => workOf(project, fn));
  return found.find((w) => w.is === 'limited') ?? found.find((w) => w.is === 'outbound') ?? found.find((w) => w.is === 'unseen') ?? { is: 'none' };
}

function workOf(project: Project, fn: FunctionRef): Work {
  const work = workOfFunction(project, fn);
  const facts = project.evaluator.facts(fn.file);
  const { params = [], async: isAsync, passedTo } = facts?.functions[fn.fn] ?? {};
  // `async.each(ids, (id, next) => …)`
  const callee = passedTo && facts?.calls[passedTo.call]?.callee;
  const callsBack = isAsync !== true && params.length === 2 && callee?.is === 'member' && callee.name.startsWith('each');
  const unseen = work.is === 'none' ? unseenWork(project, fn, callsBack) : undefined;
  return unseen ? { is: 'unseen', ...unseen } : work;
}

function isAsync(project: Project, file: string, value: Value): boolean {
  return flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && project.evaluator.facts(v.file)?.functions[v.fn]?.async === true);
}
