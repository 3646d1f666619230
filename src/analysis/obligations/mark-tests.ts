import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import type { FunctionRef } from '../abstract.js';
import { everyStep, stepsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';
import type { Project } from '../project.js';
import { something, type Constant, type Term } from '../paths/condition.js';
import { canHold } from '../paths/feasible.js';
import { conditionOfWay, start } from '../paths/path.js';
import { placeOf, type MarkChange } from './mark-changes.js';

const deepest = 7;
/** Methods that tell of an entry whether it is there. */
const asking = new Set(['has', 'get', 'includes']);

/** Whether a value looks at a place: `this.busy`, `running.has(id)`, `this.jobs.length > 0`. */
export function looksAt(facts: FileFacts, value: Value, place: string, depth = 0): boolean {
  const of = (v: Value): boolean => looksAt(facts, v, place, depth + 1);
  if (depth > deepest) return false;
  if (placeOf(value) === place) return true;
  switch (value.is) {
    case 'ref': {
      const { kind, values } = facts.bindings[value.to] ?? {};
      return kind === 'const' && values?.length === 1 && values.some(of);
    }
    case 'member': case 'element': case 'unary': case 'await': return of(value.of);
    case 'binary': return of(value.left) || of(value.right);
    case 'either': return value.of.some(of) || (value.and !== undefined && of(value.and));
    case 'fallback': return of(value.first) || of(value.then);
    case 'call': {
      const { callee, args } = facts.calls[value.call] ?? {};
      return (callee?.is === 'member' && of(callee.of)) || args?.some((a) => a.is !== 'function' && of(a)) === true;
    }
    default: return false;
  }
}

/** What a term holds as long as the mark is set; `undefined` where that does not say. */
export function heldBy(facts: FileFacts, mark: MarkChange, { value }: Term): readonly Constant[] | undefined {
  if (mark.does !== 'set') return undefined;
  if (!mark.entry) return placeOf(value) === mark.place ? [mark.holds ?? something] : undefined;
  const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && asking.has(callee.name) && placeOf(callee.of) === mark.place ? [something] : undefined;
}

/**
 * Where work is refused, put off or left out as long as a mark is set: a branch that leaves or waits then, one around `begin` that is not entered, or a function that
 * tells it to others.
 */
export function refusalOf(project: Project, file: string, mark: MarkChange, begin: Step): Span | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts) return undefined;
  const tellers = facts.functions.flatMap(({ returns, kind }, fn) => (returns.some((v) => looksAt(facts, v, mark.place)) ? [{ fn, kind }] : []));
  const asks = (test: Value): boolean => looksAt(facts, test, mark.place) || callsIn(facts, test).some((call) => tellers.some(({ fn }) => isCallOf(project, { file, fn }, call)));
  const home = [...everyStep(facts)].find(({ step }) => step === begin)?.fn;
  for (const { step } of [...everyStep(facts)].sort((a, b) => Number(b.fn === home) - Number(a.fn === home))) {
    if (typeof step === 'number' || step.is !== 'branch' || !asks(step.test)) continue;
    const isTaken = (index: number): boolean => canHold([conditionOfWay(facts, start, step.test, step.on, index === 0).condition], (term) => heldBy(facts, mark, term)) !== false;
    if (step.ways.some((way, index) => (stepsIn(way).includes(begin) ? !isTaken(index) || mark.does !== 'set' : leaves(way) && isTaken(index)))) return { file, start: step.at, end: step.at + 1 };
  }
  for (const { fn, kind } of tellers) {
    const call = kind === 'getter' ? undefined : project.graph.callersOf({ file, fn }).find((by) => project.evaluator.call(by)?.tested);
    const range = call && project.evaluator.call(call)?.calleeRange;
    if (call && range) return { file: call.file, start: range[0], end: range[1] };
  }
  return undefined;
}

function isCallOf(project: Project, { file, fn }: FunctionRef, call: number): boolean {
  return project.graph.callersOf({ file, fn }).some((by) => by.file === file && by.call === call);
}

function callsIn(facts: FileFacts, value: Value, depth = 0): readonly number[] {
  const of = (v: Value): readonly number[] => callsIn(facts, v, depth + 1);
  if (depth > deepest) return [];
  switch (value.is) {
    case 'call': return [value.call];
    case 'unary': case 'await': return of(value.of);
    case 'binary': return [...of(value.left), ...of(value.right)];
    case 'either': return [...value.of.flatMap(of), ...(value.and ? of(value.and) : [])];
    case 'fallback': return [...of(value.first), ...of(value.then)];
    default: return [];
  }
}

/** Whether a way does not come back, or waits. */
function leaves(way: readonly Step[]): boolean {
  return way.some((step) => isLeaving(step) || (typeof step !== 'number' && step.is === 'await'));
}
