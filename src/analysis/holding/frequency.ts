import type { TraceStep } from '../../model/evidence.js';
import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { wayToFunction } from '../site.js';

/** How often a place runs while the process lives. */
export type Frequency =
  /** `by`: `request`, `job`, as messages say it. */
  | { readonly is: 'repeated'; readonly by: 'request' | 'job' | 'tick'; readonly trace: readonly TraceStep[] }
  | { readonly is: 'once' }
  | { readonly is: 'unknown'; readonly why: string };

/** How often a call runs. A test on something that is remembered, as in `if (!started)`, may let it run once only. */
export function frequencyOf(project: Project, ref: CallRef): Frequency {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || fact.fn === -1) return { is: 'once' };
  if (isRemembered(facts, ref.call)) return { is: 'unknown', why: 'a test on something that is remembered stands before it' };
  const way = wayToFunction(project, { file: ref.file, fn: fact.fn });
  const path = project.reach({ file: ref.file, fn: fact.fn });
  const guard = path.calls.some((by) => isGuarded(project, by));
  const running = [{ file: ref.file, fn: fact.fn }, ...path.calls.map((by) => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }))];
  const isOwn = ({ file, fn }: FunctionRef): boolean => path.handler?.file === file && path.handler.fn === fn;
  if ((way.reach === 'request' || way.reach === 'worker') && running.some((fn) => !isOwn(fn) && isHandedByModule(project, fn))) return { is: 'unknown', why: 'a module hands it to a helper that may call it once' };
  if ((way.reach === 'request' || way.reach === 'worker') && guard) return { is: 'unknown', why: 'a test on something that is remembered stands on the way to it' };
  if (way.reach === 'request') return { is: 'repeated', by: 'request', trace: way.trace };
  if (way.reach === 'worker') return { is: 'repeated', by: 'job', trace: way.trace };
  if (tickAround(facts, fact.fn) !== undefined) return { is: 'repeated', by: 'tick', trace: [] };
  if (way.reach === 'startup' || way.reach === 'script') return { is: 'once' };
  return { is: 'unknown', why: 'who calls this function is not seen' };
}

/** `export const bus = singleton('bus', makeBus)`: the helper may keep what the first call gives. */
function isHandedByModule({ evaluator, graph }: Project, fn: FunctionRef): boolean {
  const facts = evaluator.facts(fn.file);
  const written = facts?.functions[fn.fn]?.passedTo;
  const takers = [...graph.handedOn(fn).map(({ ref }) => evaluator.call(ref)), ...(written ? [facts.calls[written.call]] : [])];
  return takers.some((taker) => taker?.fn === -1);
}

function isGuarded(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  return facts !== undefined && isRemembered(facts, call);
}

/** The function that a `setInterval` runs around a place, if any. */
export function tickAround(facts: FileFacts, fn: number): number | undefined {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const given = facts.functions[at]?.passedTo;
    const taker = given?.index === 0 ? facts.calls[given.call] : undefined;
    if (taker && lastName(facts, taker.callee) === 'setInterval') return at;
  }
  return undefined;
}

/**
 * Whether a function that runs for each request or tick stands between a place and the function that made something: what is made outside of it
 * outlives it.
 */
export function runsAnewInside(project: Project, file: string, fn: number, outer: number): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  for (let at = fn; at !== -1 && at !== outer; at = facts.functions[at]?.parent ?? -1) {
    if (isHandler(project, { file, fn: at }) || tickAround(facts, at) === at) return true;
  }
  return false;
}

function isHandler(project: Project, { file, fn }: FunctionRef): boolean {
  return project.handlers.some((h) => h.file === file && h.fn === fn && (h.reach === 'request' || h.reach === 'worker'));
}

/** Whether a call runs only behind a test on something that outlives it: a field, a name of the module or of a function around it. */
export function isRemembered(facts: FileFacts, call: number): boolean {
  for (let at = call; ;) {
    const fn = facts.calls[at]?.fn ?? -1;
    if (fn === -1) return false;
    if ((testsBefore(facts.functions[fn]?.steps ?? [], at) ?? []).some((test) => remembers(facts, test, fn))) return true;
    const outer = facts.functions[fn]?.passedTo;
    if (!outer) return false;
    at = outer.call;
  }
}

/** The tests that decide whether a call runs: those around it, and those before it of which a way leaves. */
function testsBefore(steps: readonly Step[], call: number): readonly Value[] | undefined {
  const before: Value[] = [];
  for (const step of steps) {
    if (step === call) return before;
    if (typeof step === 'number') continue;
    for (const list of listsOf(step)) {
      const inner = testsBefore(list, call);
      if (inner) return [...before, ...(step.is === 'branch' ? [step.test] : []), ...inner];
    }
    if (step.is === 'branch' && step.ways.some(leaves)) before.push(step.test);
  }
  return undefined;
}

function listsOf(step: Exclude<Step, number>): readonly (readonly Step[])[] {
  switch (step.is) {
    case 'branch': return step.ways;
    case 'switch': return step.cases;
    case 'loop': case 'label': return [step.body];
    case 'try': return [step.body, ...(step.caught ? [step.caught.steps] : []), ...(step.last ? [step.last] : [])];
    default: return [];
  }
}

function leaves(way: readonly Step[]): boolean {
  return way.some((step) => typeof step !== 'number' && (step.is === 'return' || step.is === 'throw' || step.is === 'jump'));
}

function remembers(facts: FileFacts, test: Value, fn: number): boolean {
  const inner = (value: Value): boolean => remembers(facts, value, fn);
  switch (test.is) {
    case 'ref': {
      const binding = facts.bindings[test.to];
      if (!binding) return false;
      if (binding.kind === 'const' && binding.fn === fn) return binding.values.some(inner);
      return binding.fn !== fn && (binding.kind === 'let' || isFilled(facts, test.to));
    }
    case 'member': return test.of.is === 'this' || inner(test.of);
    case 'element': case 'unary': case 'await': return inner(test.of);
    case 'binary': return inner(test.left) || inner(test.right);
    case 'either': return test.of.some(inner) || (test.and !== undefined && inner(test.and));
    case 'fallback': return inner(test.first) || inner(test.then);
    case 'call': {
      // `seen.has(id)`, `emitter.listenerCount('x') > 0`
      const { callee } = facts.calls[test.call] ?? {};
      return callee?.is === 'member' && (/^(?:has|get|includes|listenerCount|listeners|eventNames)$/.test(callee.name) || inner(callee.of));
    }
    default: return false;
  }
}

/** Whether properties of a name are set, as in `state.started = true`. */
function isFilled(facts: FileFacts, to: number): boolean {
  return facts.assigns.some(({ target }) => (target.is === 'member' || target.is === 'element') && target.of.is === 'ref' && target.of.to === to);
}
