import type { FileFacts, Step, Value } from '../../model/facts.js';
import { functionKey, type CallRef } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import type { Evaluator } from '../evaluate.js';
import { listsIn } from '../every-step.js';
import { truthInProduction } from './truth-in-production.js';

const deepest = 4;
const known = new WeakMap<Evaluator, Map<string, ReadonlySet<number>>>();
const names = new WeakMap<Evaluator, ReadonlySet<string>>();

/** Whether a call is left out in production: the condition under which it stands does not hold there, or that under which its function is called. */
export function isLeftOut(evaluator: Evaluator, graph: Pick<CallGraph, 'callersOf' | 'handedOn'>, ref: CallRef, depth = 0): boolean {
  if (leftOutIn(evaluator, ref.file).has(ref.call)) return true;
  const fn = evaluator.call(ref)?.fn ?? -1;
  const fact = evaluator.facts(ref.file)?.functions[fn];
  if (!fact || depth > deepest) return false;
  if (fact.passedTo) return isLeftOut(evaluator, graph, { file: ref.file, call: fact.passedTo.call }, depth + 1);
  const owner = { file: ref.file, fn };
  const by = new Map([...graph.callersOf(owner), ...graph.handedOn(owner).map((h) => h.ref)].map((r) => [functionKey({ file: r.file, fn: r.call }), r]));
  return by.size > 0 && by.size <= 3 && [...by.values()].every((r) => isLeftOut(evaluator, graph, r, depth + 1));
}

/** The calls of a file that stand under a condition which does not hold in production. */
export function leftOutIn(evaluator: Evaluator, file: string): ReadonlySet<number> {
  let memo = known.get(evaluator);
  if (!memo) known.set(evaluator, (memo = new Map<string, ReadonlySet<number>>()));
  let found = memo.get(file);
  if (!found) {
    const calls = new Set<number>();
    // What asks for itself on the way is not left out.
    memo.set(file, calls);
    const facts = evaluator.facts(file);
    if (facts) for (const steps of [facts.steps, ...facts.functions.map((f) => f.steps ?? [])]) collect(evaluator, file, facts, steps, false, calls);
    found = calls;
  }
  return found;
}

/** Whether the steps behind these are left out as well: they stand behind `if (isProduction) return`. */
function collect(evaluator: Evaluator, file: string, facts: FileFacts, steps: readonly Step[], within: boolean, calls: Set<number>): boolean {
  let out = within;
  const into = (list: readonly Step[]): boolean => collect(evaluator, file, facts, list, out, calls);
  for (const step of steps) {
    if (typeof step === 'number') {
      if (out) calls.add(step);
      continue;
    }
    if (step.is !== 'branch') {
      listsIn(step).forEach(into);
      continue;
    }
    const holds = step.on === 'nullish' || !asksForEnvironment(evaluator, facts, step.test) ? undefined : truthInProduction(evaluator, file, step.test);
    const taken = holds === undefined ? undefined : holds === (step.on !== 'falsy') ? 0 : 1;
    step.ways.forEach((way, at) => { collect(evaluator, file, facts, way, out || (taken !== undefined && taken !== at), calls); });
    if (taken !== undefined && step.ways[taken]?.some((s) => typeof s !== 'number' && (s.is === 'return' || s.is === 'throw'))) out = true;
  }
  return out;
}

/** To evaluate every test of a project would take long: only those that compare with the name of an environment, or a name that stands for such a comparison. */
function asksForEnvironment(evaluator: Evaluator, facts: FileFacts, test: Value): boolean {
  return mentions(facts, test, namesOfTests(evaluator), 0);
}

function mentions(facts: FileFacts, value: Value, flags: ReadonlySet<string>, depth: number): boolean {
  const on = (v: Value): boolean => mentions(facts, v, flags, depth + 1);
  if (depth > 5) return false;
  switch (value.is) {
    case 'unary': case 'await': return on(value.of);
    case 'either': return value.of.some(on) || (value.and !== undefined && on(value.and));
    case 'fallback': return on(value.first) || on(value.then);
    case 'binary': return namesEnvironment(value.left) || namesEnvironment(value.right);
    case 'ref': return flags.has(facts.bindings[value.to]?.name ?? '') || (facts.bindings[value.to]?.values.some((v) => (v.is === 'import' || v.is === 'member') && flags.has(v.name)) ?? false);
    case 'member': case 'import': return flags.has(value.name);
    case 'call': {
      const callee = facts.calls[value.call]?.callee;
      return callee?.is === 'member' && callee.name === 'includes' && callee.of.is === 'array' ? callee.of.items.some(namesEnvironment) : callee !== undefined && on(callee);
    }
    default: return false;
  }
}

const environments = new Set(['production', 'prod', 'development', 'dev', 'test', 'testing', 'local', 'staging', 'ci', 'e2e']);

function namesEnvironment(value: Value): boolean {
  return value.is === 'literal' && typeof value.value === 'string' && environments.has(value.value);
}

/** The names of bindings, properties and functions of the project that hold, or return, a comparison with the name of an environment. */
function namesOfTests(evaluator: Evaluator): ReadonlySet<string> {
  let found = names.get(evaluator);
  if (!found) {
    const all = new Set<string>();
    const none: ReadonlySet<string> = new Set();
    for (const facts of evaluator.sources.files.values()) {
      const add = (name: string, value: Value): void => {
        if (mentions(facts, value, none, 0)) all.add(name);
        if (value.is === 'object') for (const { key, value: inner } of value.props) if (key !== undefined && inner) add(key, inner);
      };
      for (const { name, values } of facts.bindings) for (const value of values) add(name, value);
      for (const { name, returns } of facts.functions) for (const value of returns) add(name, value);
      for (const { name, value } of facts.exports) if (value) add(name, value);
    }
    names.set(evaluator, (found = all));
  }
  return found;
}
