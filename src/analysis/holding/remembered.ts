import type { FileFacts, Step, Value } from '../../model/facts.js';
import { listsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';

/**
 * Whether a call runs only behind a test on something that outlives it: a field, a name of the module or of a function around it.
 * @param only `for-good` leaves out what is set and reset in turn, such as a flag for work in progress, and whether something is empty: such a test lets the call run again
 */
export function isRemembered(facts: FileFacts, call: number, only: 'any' | 'for-good' = 'any'): boolean {
  for (let at = call; ;) {
    const fn = facts.calls[at]?.fn ?? -1;
    if (fn === -1) return false;
    if ((testsBefore(facts.functions[fn]?.steps ?? [], at) ?? []).some((test) => remembers(facts, test, fn, only))) return true;
    const outer = facts.functions[fn]?.passedTo;
    if (!outer) return false;
    at = outer.call;
  }
}

/** The tests that decide whether a call runs: those around it, and those before it of which a way leaves. */
export function testsBefore(steps: readonly Step[], call: number): readonly Value[] | undefined {
  const before: Value[] = [];
  for (const step of steps) {
    if (step === call) return before;
    if (typeof step === 'number') continue;
    for (const list of listsIn(step)) {
      const inner = testsBefore(list, call);
      if (inner) return [...before, ...(step.is === 'branch' ? [step.test] : []), ...inner];
    }
    if (step.is === 'branch' && step.ways.some((way) => way.some(isLeaving))) before.push(step.test);
    if (step.is === 'switch' && step.cases.some((way) => way.some(isLeaving))) before.push(step.of);
  }
  return undefined;
}

function remembers(facts: FileFacts, test: Value, fn: number, only: 'any' | 'for-good'): boolean {
  const inner = (value: Value): boolean => remembers(facts, value, fn, only);
  switch (test.is) {
    case 'ref': {
      const binding = facts.bindings[test.to];
      if (!binding) return false;
      if (binding.kind === 'const' && binding.fn === fn) return binding.values.some(inner);
      if (only === 'for-good' && isToggled(binding.values)) return false;
      return binding.fn !== fn && (binding.kind === 'let' || isFilled(facts, test.to));
    }
    case 'member':
      if (only === 'for-good' && (isSize.has(test.name) || (test.of.is === 'this' && isToggledField(facts, test.name)))) return false;
      return test.of.is === 'this' || inner(test.of);
    case 'element': case 'unary': case 'await': return inner(test.of);
    case 'binary': return inner(test.left) || inner(test.right);
    case 'either': return test.of.some(inner) || (test.and !== undefined && inner(test.and));
    case 'fallback': return inner(test.first) || inner(test.then);
    case 'call': {
      // `seen.has(id)`, `emitter.listenerCount('x') > 0`
      const { callee } = facts.calls[test.call] ?? {};
      return callee?.is === 'member' && (asking.has(callee.name) || inner(callee.of));
    }
    default: return false;
  }
}

const asking: ReadonlySet<string> = new Set(['has', 'get', 'includes', 'listenerCount', 'listeners', 'eventNames']);
const isSize: ReadonlySet<string> = new Set(['length', 'size']);

/** A field that methods set, and set back again. */
function isToggledField(facts: FileFacts, name: string): boolean {
  const ctors = new Set(facts.classes.map((c) => c.ctor));
  const later = facts.assigns.flatMap(({ target, value, fn }) => (target.is === 'member' && target.of.is === 'this' && target.name === name && !ctors.has(fn) ? [value] : []));
  return later.some(isOff) && !later.every(isOff);
}

/** A name that is set, and set back again later than where it is declared. */
function isToggled(values: readonly Value[]): boolean {
  const off = values.filter(isOff).length;
  return off > 1 && values.length > off;
}

function isOff(value: Value): boolean {
  return value.is === 'undefined' || (value.is === 'literal' && !value.value);
}

/** Whether properties of a name are set, as in `state.started = true`. */
function isFilled(facts: FileFacts, to: number): boolean {
  return facts.assigns.some(({ target }) => (target.is === 'member' || target.is === 'element') && target.of.is === 'ref' && target.of.to === to);
}
