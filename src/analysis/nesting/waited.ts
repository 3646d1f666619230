import type { FileFacts, Step, Value } from '../../model/facts.js';
import { awaitedValues } from '../rejections/awaited-values.js';

const known = new WeakMap<FileFacts, ReadonlySet<number>>();
const combinators = new Set(['all', 'allSettled', 'race', 'any']);
const deepest = 12;

/**
 * The calls of a file whose promise the function around them waits for before it ends: awaited, returned, or a part of what is, as `Promise.all([…])`, a chain or a
 * name of it. Whether anybody waits for the function is asked where it is called.
 */
export function waitedCalls(facts: FileFacts): ReadonlySet<number> {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = collect(facts)));
  return found;
}

function collect(facts: FileFacts): ReadonlySet<number> {
  const waited = new Set<number>();
  const names = new Set<number>();
  const mark = (value: Value, depth = 0): void => {
    if (depth > deepest) return;
    const on = (v: Value): void => { mark(v, depth + 1); };
    switch (value.is) {
      case 'await': case 'spread': on(value.of); break;
      case 'either': value.of.forEach(on); break;
      case 'fallback': on(value.first); on(value.then); break;
      case 'array': value.items.forEach(on); break;
      case 'member': on(value.of); break;
      case 'ref':
        if (!names.has(value.to)) {
          names.add(value.to);
          facts.bindings[value.to]?.values.forEach(on);
        }
        break;
      case 'call': {
        if (waited.has(value.call)) break;
        waited.add(value.call);
        const { callee, args } = facts.calls[value.call] ?? { args: [] };
        if (callee?.is === 'member') on(callee.of);
        // What is given to a method may be a part of a query; what a combinator or a plain function is given, it waits for.
        if (callee && (callee.is === 'ref' || (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise' && combinators.has(callee.name)))) args.filter(isPromiseLike).forEach(on);
        break;
      }
      default: break;
    }
  };
  for (const [call, fact] of facts.calls.entries()) if (fact.awaited || fact.returned) mark({ is: 'call', call });
  for (const steps of [facts.steps, ...facts.functions.map((f) => f.steps ?? [])]) {
    for (const { of } of awaitedValues(steps)) mark(of);
    for (const over of awaitedLoops(steps)) mark(over);
  }
  for (const { returns } of facts.functions) for (const value of returns) mark(value);
  return waited;
}

function isPromiseLike({ is }: Value): boolean {
  return is === 'call' || is === 'array' || is === 'ref' || is === 'spread';
}

/** `for await (const row of query())` */
function* awaitedLoops(steps: readonly Step[]): Iterable<Value> {
  for (const step of steps) {
    if (typeof step === 'number') continue;
    if (step.is === 'loop') {
      if (step.awaits) yield step.awaits;
      yield* awaitedLoops(step.body);
    } else if (step.is === 'try') yield* awaitedLoops([...step.body, ...(step.caught?.steps ?? []), ...(step.last ?? [])]);
    else if (step.is === 'branch') for (const way of step.ways) yield* awaitedLoops(way);
    else if (step.is === 'label') yield* awaitedLoops(step.body);
  }
}
