import type { CallFact, FileFacts, FunctionFact } from '../model/facts.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from './abstract.js';
import type { Evaluator } from './evaluate.js';

/** Who calls whom among the project's functions. */
export interface CallGraph {
  /** The calls that enter a function, in the order of files and places. A class is entered by `new`. */
  callersOf(fn: FunctionRef): readonly CallRef[];
  /** The functions that run when `fn` runs: called ones, and those written in place inside, `within` the call that they are handed to. */
  calleesOf(fn: FunctionRef): readonly Callee[];
  /** The calls that are handed a function by its name. */
  handedOn(fn: FunctionRef): readonly { readonly ref: CallRef; readonly at: number }[];
}

interface Callee {
  readonly to: FunctionRef;
  readonly by: CallRef | undefined;
  readonly within?: CallRef;
}

/** Resolves every call of the project by name. */
export function buildCallGraph(evaluator: Evaluator): CallGraph {
  const callers = new Map<string, CallRef[]>();
  const callees = new Map<string, Callee[]>();
  for (const [file, facts] of evaluator.sources.files) {
    for (const [call, fact] of facts.calls.entries()) {
      const ref = { file, call };
      for (const target of targetsOf(evaluator, ref)) {
        add(callers, functionKey(target), ref);
        add(callees, functionKey({ file, fn: fact.fn }), { to: target, by: ref });
      }
    }
    for (const [fn, fact] of facts.functions.entries()) if (runsInside(facts, fact)) add(callees, functionKey({ file, fn: fact.parent }), { to: { file, fn }, by: undefined, ...(fact.passedTo && { within: { file, call: fact.passedTo.call } }) });
  }
  addCallbacks(evaluator, callers, callees);
  const handed = new Map<string, { ref: CallRef; at: number }[]>();
  for (const { ref, at, fn } of handedOnByName(evaluator)) {
    add(handed, functionKey(fn), { ref, at });
    const by = evaluator.call(ref);
    if (by && (by.fn !== -1 || callsOnTheSpot(by))) add(callees, functionKey({ file: ref.file, fn: by.fn }), { to: fn, by: ref });
  }
  return { callersOf: (fn) => callers.get(functionKey(fn)) ?? [], calleesOf: (fn) => callees.get(functionKey(fn)) ?? [], handedOn: (fn) => handed.get(functionKey(fn)) ?? [] };
}

/** `function run(work) { work(); }  run(load)`: the call in `run` enters `load`. */
function addCallbacks(evaluator: Evaluator, callers: Map<string, CallRef[]>, callees: Map<string, Callee[]>): void {
  for (const [file, facts] of evaluator.sources.files) {
    for (const [call, fact] of facts.calls.entries()) {
      if (fact.callee.is !== 'ref' || facts.bindings[fact.callee.to]?.kind !== 'param') continue;
      for (const param of evaluator.evaluate(file, fact.callee)) {
        if (param.is !== 'param' || param.path.length > 0) continue;
        const given = (callers.get(functionKey(param)) ?? []).flatMap((by) => evaluator.argument(by, param.at, undefined));
        for (const value of given) {
          if (value.is !== 'function' || evaluator.facts(value.file)?.functions[value.fn]?.passedTo) continue;
          add(callers, functionKey(value), { file, call });
          add(callees, functionKey({ file, fn: fact.fn }), { to: value, by: { file, call } });
        }
      }
    }
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Methods that call what they are given on the spot, or when the promise at hand settles. */
const onTheSpot = new Set(['then', 'catch', 'finally', 'map', 'flatMap', 'forEach', 'filter', 'reduce', 'some', 'every', 'find', 'Promise']);

/**
 * A function that is written in place runs, as a rule, on behalf of the function around it. What a module hands to code
 * that is not seen is called by whom and when nobody knows.
 */
function runsInside(facts: FileFacts, fact: FunctionFact): boolean {
  const call = fact.passedTo && facts.calls[fact.passedTo.call];
  // A hook of React keeps what it is given for the browser.
  if (call && isHook(facts, call)) return false;
  if (fact.parent === -1) return call !== undefined && callsOnTheSpot(call);
  return fact.passedTo !== undefined || fact.kind === 'arrow' || (fact.kind === 'function' && fact.parent !== -1);
}

function isHook(facts: FileFacts, { callee }: CallFact): boolean {
  const name = callee.is === 'ref' ? facts.bindings[callee.to]?.name : callee.is === 'member' ? callee.name : undefined;
  return name !== undefined && /^use[A-Z]/.test(name);
}

function callsOnTheSpot({ callee }: CallFact): boolean {
  return (callee.is === 'member' || callee.is === 'global') && onTheSpot.has(callee.name);
}

/** Functions that are handed to a call by their name: `items.map(load)`. */
function* handedOnByName(evaluator: Evaluator): Iterable<{ readonly ref: CallRef; readonly at: number; readonly fn: FunctionRef }> {
  for (const [file, facts] of evaluator.sources.files) {
    for (const [call, fact] of facts.calls.entries()) {
      for (const [at, argument] of fact.args.entries()) {
        if (argument.is !== 'ref' && argument.is !== 'member') continue;
        if (argument.is === 'ref' && !mayBeFunction(facts, argument.to)) continue;
        for (const value of evaluator.evaluate(file, argument)) if (value.is === 'function') yield { ref: { file, call }, at, fn: value };
      }
    }
  }
}

function mayBeFunction(facts: FileFacts, to: number): boolean {
  const binding = facts.bindings[to];
  return binding?.kind === 'function' || binding?.kind === 'import' || (binding?.values.some((v) => v.is === 'function' || v.is === 'member' || v.is === 'ref' || v.is === 'call') ?? false);
}

function targetsOf(evaluator: Evaluator, ref: CallRef): readonly FunctionRef[] {
  const fact = evaluator.call(ref);
  if (!fact) return [];
  const { callee: written } = fact;
  // `load.call(this, id)` calls `load`.
  const borrowed = written.is === 'member' && (written.name === 'call' || written.name === 'apply') ? evaluator.evaluate(ref.file, written.of).filter((v) => v.is === 'function') : [];
  return flatten([...borrowed, ...evaluator.evaluate(ref.file, written)]).flatMap((callee): readonly FunctionRef[] => {
    if (callee.is === 'function') return [{ file: callee.file, fn: callee.fn }];
    return callee.is === 'class' ? constructorsOf(evaluator, callee.file, callee.cls) : [];
  });
}

/** The constructor that gets the arguments: through classes that write none, the base's. */
export function constructorsOf(evaluator: Evaluator, file: string, cls: number, depth = 0): readonly FunctionRef[] {
  const fact = evaluator.facts(file)?.classes[cls];
  if (!fact || fact.ctor === -1) return [];
  const own = { file, fn: fact.ctor };
  if (!fact.implicitCtor || !fact.extends || depth > 5) return [own];
  const bases = evaluator.evaluate(file, fact.extends).flatMap((b) => (b.is === 'class' ? constructorsOf(evaluator, b.file, b.cls, depth + 1) : []));
  return [own, ...bases];
}
