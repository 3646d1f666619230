import { callKey, flatten, pathText, type Abstract, type CallRef, type FunctionRef, type ParamValue } from '../abstract.js';
import type { FileFacts, Value } from '../../model/facts.js';
import type { CallGraph } from '../callers.js';
import { writtenName } from '../names.js';
import { callsOnResultOf, consumersOf, continuationsOf, parameterBindings, type Carried, type Consumer } from './consumers.js';
import { chainedCalls } from './chain.js';
import { throughDecorators } from './decorating.js';
import { LibraryWrappers } from './library-wrappers.js';
import type { OutboundContext } from './outbound.js';
import { executorTimer, isExecutorsOwn, isInside, timerPromise, type TimerPromise } from './timers.js';

/** What ends the wait for a call from outside. The work itself runs on, unless it hears a signal. */
export interface Wrapping {
  /** `p-timeout`, `Promise.race with a timer`, `withTimeout`. */
  readonly by: string;
  readonly at: CallRef;
  readonly ms?: number;
  readonly race?: TimerPromise;
  /** Only the callers bound it, and others may come. */
  readonly byCallers?: true;
  /** It is handed to code that is not seen, which may bound it or not. */
  readonly unsure?: true;
}

/** Methods that run or keep what they are given and bound nothing, whatever their receiver is. */
const harmless = new Set(['map', 'flatMap', 'forEach', 'filter', 'some', 'every', 'find', 'reduce', 'sort', 'then', 'catch', 'finally', 'push', 'unshift', 'add', 'set', 'concat', 'on', 'once', 'log', 'info', 'error', 'warn', 'debug', 'json', 'send']);

/** Libraries outside of the catalog that say by their name that they bound something. */
const telling = /time-?out|deadline|abort|circuit|breaker|resilien/i;

/** Finds what bounds calls from outside: recognised by what it does, in libraries by the catalog. */
export class Wrappings {
  private readonly open = new Set<string>();
  private readonly found = new Map<string, Wrapping | null>();

  private readonly libraries: LibraryWrappers;

  constructor(private readonly context: OutboundContext, private readonly graph: CallGraph) {
    this.libraries = new LibraryWrappers(context);
  }

  /** What bounds the promise of a call; `undefined` where nothing is seen to. */
  of(ref: CallRef): Wrapping | undefined {
    const key = callKey(ref);
    const known = this.found.get(key);
    if (known !== undefined) return known ?? undefined;
    const found = this.guarded(key, () => this.ofCarried(ref.file, { is: 'call', call: ref.call }) ?? this.ofExecutorAround(ref) ?? (this.isJoined(ref) ? this.ofFunctionAround(ref) : undefined));
    // Inside another question a cycle may have cut this one short: only what was asked first is kept.
    if (this.open.size === 0) this.found.set(key, found ?? null);
    return found;
  }

  /** Whether the function around waits for the call: a call that nobody looks at runs on by itself. */
  private isJoined({ file, call }: CallRef): boolean {
    const facts = this.context.evaluator.facts(file);
    if (!facts || facts.calls[call]?.dropped) return false;
    const continued = callsOnResultOf(facts, call);
    return continued.length === 0 || continued.some((id) => this.isJoined({ file, call: id }));
  }

  /** Whether a parameter is the signal that a wrapper aborts: `policy.execute(({ signal }) => …)`. */
  ofSignal(param: ParamValue): Wrapping | undefined {
    return this.libraries.ofSignal(param);
  }

  private guarded(key: string, find: () => Wrapping | undefined): Wrapping | undefined {
    if (this.open.has(key) || this.open.size > 60) return undefined;
    this.open.add(key);
    const found = find();
    this.open.delete(key);
    return found;
  }

  private ofCarried(file: string, carried: Carried): Wrapping | undefined {
    const facts = this.context.evaluator.facts(file);
    if (!facts) return undefined;
    for (const consumer of consumersOf(facts, carried)) {
      const found = this.ofConsumer(file, consumer);
      if (found) return found;
    }
    for (const call of continuationsOf(facts, carried)) {
      const found = this.guarded(`${file}#${String(call)}`, () => this.ofExecutorAround({ file, call }) ?? this.ofCarried(file, { is: 'call', call }));
      if (found) return found;
    }
    return undefined;
  }

  private ofConsumer(file: string, { call, index, beside }: Consumer): Wrapping | undefined {
    const ref = { file, call };
    const fact = this.context.evaluator.call(ref);
    if (!fact) return undefined;
    for (const callee of flatten(this.context.evaluator.evaluate(file, fact.callee))) {
      const found = callee.is === 'function' ? this.ofParameter(callee, index, ref) : callee.is === 'library' ? this.ofLibrary(ref, callee, index, beside) : beside ? undefined : this.unseen(ref, callee);
      if (found) return found;
    }
    return undefined;
  }

  /** Code that is not seen may bound what it is given. */
  private unseen(ref: CallRef, callee: Abstract): Wrapping | undefined {
    const { file, call } = ref;
    const facts = this.context.evaluator.facts(file);
    const written = facts?.calls[call]?.callee;
    if (!facts || !written || (written.is === 'member' && (harmless.has(written.name) || isRoute(facts, call)))) return undefined;
    const open = callee.is === 'unknown' || callee.is === 'param' || (callee.is === 'library' && !this.context.catalog.knows(callee.package) && telling.test(`${callee.package} ${pathText(callee.path)}`));
    return open ? { by: writtenName(facts, written) || 'a function', at: ref, unsure: true } : undefined;
  }

  private ofLibrary(ref: CallRef, callee: Extract<Abstract, { is: 'library' }>, index: number, beside: Consumer['beside']): Wrapping | undefined {
    const path = callee.package === 'globalThis' ? pathText(callee.path) : '';
    if (path === 'Promise.race' && beside) return this.ofRace(ref, beside);
    if (beside || path === 'Promise.resolve') return this.of(ref);
    return this.libraries.of(ref, index, false) ?? this.unseen(ref, callee);
  }

  private ofRace(ref: CallRef, beside: NonNullable<Consumer['beside']>): Wrapping | undefined {
    for (const other of beside) {
      const race = timerPromise(this.context.evaluator, ref.file, other);
      if (race) return { by: 'Promise.race with a timer', at: ref, race, ...(race.ms !== undefined && { ms: race.ms }) };
    }
    return this.of(ref);
  }

  /** A function of the project that is given the promise, and races it. */
  private ofParameter(fn: FunctionRef, index: number, by: CallRef): Wrapping | undefined {
    const facts = this.context.evaluator.facts(fn.file);
    if (!facts) return undefined;
    for (const to of parameterBindings(facts, fn.fn, index)) {
      const found = this.guarded(`param:${fn.file}:${String(to)}`, () => this.ofCarried(fn.file, { is: 'ref', to }) ?? this.ofCalledParameter(fn.file, to));
      if (found) return { ...found, by: facts.functions[fn.fn]?.name || found.by, at: by };
    }
    return undefined;
  }

  /** A function that is handed in and called: what bounds that call. */
  private ofCalledParameter(file: string, to: number): Wrapping | undefined {
    for (const [call, fact] of this.context.evaluator.facts(file)?.calls.entries() ?? []) {
      if (fact.callee.is !== 'ref' || fact.callee.to !== to) continue;
      const found = this.of({ file, call });
      if (found) return found;
    }
    return undefined;
  }

  /** The function around a call: written in place as an argument, or called and referred to elsewhere. */
  private ofFunctionAround({ file, call }: CallRef): Wrapping | undefined {
    const facts = this.context.evaluator.facts(file);
    const fn = facts?.calls[call]?.fn ?? -1;
    const around = facts?.functions[fn];
    if (!around) return undefined;
    if (around.passedTo) return this.ofCallback({ file, call: around.passedTo.call }, around.passedTo.index, fn);
    return this.ofDecorators({ file, fn }) ?? this.ofCallers({ file, fn });
  }

  /** `@Timeout(5000)` on a method, where the decorator is the project's and races it. */
  private ofDecorators(method: FunctionRef): Wrapping | undefined {
    for (const { ref, index } of throughDecorators(this.context.evaluator, method)) {
      const found = index === undefined ? this.of(ref) : this.ofReference(ref, index);
      if (found && !found.unsure) return found;
    }
    return undefined;
  }

  /** `new Promise((resolve, reject) => { setTimeout(reject, ms); work().then(resolve, reject) })`. */
  private ofExecutorAround({ file, call }: CallRef): Wrapping | undefined {
    const { evaluator } = this.context;
    const facts = evaluator.facts(file);
    const executor = facts?.calls[call]?.fn ?? -1;
    const passedTo = facts?.functions[executor]?.passedTo;
    if (!facts || !passedTo || passedTo.index !== 0) return undefined;
    const ref = { file, call: passedTo.call };
    const isPromise = evaluator.result(ref).some((v) => v.is === 'library' && v.package === 'globalThis' && pathText(v.path) === 'new Promise()');
    const race = isPromise && this.settlesWith(file, call, executor) ? executorTimer(evaluator, ref, undefined) : undefined;
    return race && { by: 'a timer that settles the promise', at: ref, race, ...(race.ms !== undefined && { ms: race.ms }) };
  }

  /** Whether the executor's promise waits for the call: it is awaited, or goes on with the executor's own functions. */
  private settlesWith(file: string, site: number, executor: number): boolean {
    const facts = this.context.evaluator.facts(file);
    if (!facts) return false;
    if (facts.calls[site]?.awaited) return true;
    const chain = [site, ...chainedCalls(this.context.evaluator, { file, call: site }).map((c) => c.ref.call)];
    return chain.some((call) => facts.calls[call]?.args.some((a) => handsOn(facts, a, executor)));
  }

  private ofCallback(ref: CallRef, index: number, work: number): Wrapping | undefined {
    const { evaluator } = this.context;
    const fact = evaluator.call(ref);
    if (!fact) return undefined;
    for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee))) {
      if (callee.is === 'function') {
        const found = this.ofParameter(callee, index, ref);
        if (found) return found;
      } else if (this.isWork(ref.file, work)) {
        const found = this.libraries.of(ref, index, true) ?? this.unseen(ref, callee);
        if (found) return found;
      }
    }
    return this.libraries.of(ref, index, true) ?? this.of(ref);
  }

  /** Something to be done, as opposed to a handler: it takes nothing, or a signal. */
  private isWork(file: string, fn: number): boolean {
    const facts = this.context.evaluator.facts(file);
    const params = facts?.functions[fn]?.params.length ?? 0;
    return params === 0 || (params === 1 && (facts?.bindings ?? []).some((b) => b.kind === 'param' && b.fn === fn && /signal|abort/i.test(b.name)));
  }

  /** A named function is bounded when each of its callers, and each wrapper that it is given to, bounds it. */
  private ofCallers(fn: FunctionRef): Wrapping | undefined {
    let first: Wrapping | undefined;
    for (const { ref, at } of this.graph.handedOn(fn)) {
      const bounding = this.ofReference(ref, at);
      if (!bounding) return undefined;
      first ??= bounding;
    }
    for (const ref of this.graph.callersOf(fn)) {
      if (ref.file === fn.file && this.context.evaluator.call(ref)?.fn === fn.fn) continue;
      const bounding = this.of(ref);
      if (!bounding || bounding.unsure) return undefined;
      first ??= bounding;
    }
    return first && { ...first, byCallers: true };
  }

  /** What bounds a function where it is handed on by its name: `new CircuitBreaker(getUser)`. */
  private ofReference(ref: CallRef, at: number): Wrapping | undefined {
    const callees = flatten(this.context.evaluator.evaluate(ref.file, this.context.evaluator.call(ref)?.callee ?? { is: 'unknown' }));
    const own = callees.flatMap((c) => (c.is === 'function' ? [this.ofParameter(c, at, ref)] : []));
    return own[0] ?? this.libraries.of(ref, at, true);
  }
}

/** One of the executor's functions, or a function that calls one. */
function handsOn(facts: FileFacts, value: Value, executor: number): boolean {
  if (value.is === 'ref') return isExecutorsOwn(facts, value.to, executor);
  return value.is === 'function' && facts.calls.some((c) => isInside(facts, c.fn, value.fn) && c.callee.is === 'ref' && isExecutorsOwn(facts, c.callee.to, executor));
}

/** `server.get('/path', …)` or `server.get({ path: … }, …)`: what is not seen is a router, which calls what it is given and bounds nothing. */
function isRoute(facts: FileFacts, call: number): boolean {
  const [first] = facts.calls[call]?.args ?? [];
  if (first?.is === 'literal') return typeof first.value === 'string' && first.value.startsWith('/');
  return first?.is === 'object' && first.props.some((p) => p.key === 'path' || p.key === 'url');
}
