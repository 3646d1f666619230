import type { FileFacts, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';

const known = new WeakMap<FileFacts, ReadonlySet<number>>();

/** Whether somebody in the file looks at what a call gives, awaited or not. What a function only returns is looked at by its callers. */
export function isUsed(facts: FileFacts, call: number): boolean {
  let used = known.get(facts);
  if (!used) known.set(facts, (used = usedIn(facts)));
  return used.has(call);
}

function usedIn(facts: FileFacts): ReadonlySet<number> {
  const used = new Set<number>();
  const look = (value: Value | undefined): void => { if (value) for (const call of callsIn(value)) used.add(call); };
  for (const { values } of facts.bindings) values.forEach(look);
  // What is called right away, `authenticate(done)(req, res)`, is the same call in two parts.
  for (const { callee, args } of facts.calls) [...(callee.is === 'call' ? [] : [callee]), ...args].forEach(look);
  for (const { target, value } of facts.assigns) [target, value].forEach(look);
  for (const { value } of facts.exports) look(value);
  for (const { members } of facts.classes) for (const { values } of members) values.forEach(look);
  for (const { steps = [] } of [facts, ...facts.functions]) tests(steps, look);
  return used;
}

/** What steps look at to decide where they go on. */
function tests(steps: readonly Step[], look: (value: Value | undefined) => void): void {
  for (const step of stepsIn(steps)) {
    if (typeof step === 'number') continue;
    switch (step.is) {
      case 'branch': look(step.test); break;
      case 'switch': look(step.of); break;
      case 'loop': look(step.over); look(step.awaits); break;
      case 'throw': case 'set': look(step.is === 'set' ? step.value : step.of); break;
      default: break;
    }
  }
}

/** The calls whose results make up a value. */
function callsIn(value: Value): readonly number[] {
  switch (value.is) {
    case 'call': return [value.call];
    case 'await': case 'member': case 'element': case 'unary': case 'spread': case 'rest': return callsIn(value.of);
    case 'either': return [...value.of, ...(value.and ? [value.and] : [])].flatMap(callsIn);
    case 'fallback': return [...callsIn(value.first), ...callsIn(value.then)];
    case 'binary': return [...callsIn(value.left), ...callsIn(value.right)];
    case 'text': return value.parts.flatMap(callsIn);
    case 'array': return value.items.flatMap(callsIn);
    case 'object': return value.props.flatMap((p) => [...(p.value ? callsIn(p.value) : []), ...(p.spread ? callsIn(p.spread) : [])]);
    default: return [];
  }
}
