import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { listsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { loopsAround } from '../sizes/loops-around.js';

/** A call in a loop that begins a promise nobody waits for before the next turn. */
export interface FloatingTurn {
  /** What the loop goes through. */
  readonly list: Value;
  readonly turn: Range;
}

const chained: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** Reads a call as such a turn: `for (const peer of peers) void dial(peer);`, `peers.forEach((peer) => { dial(peer).catch(log); })`. Nothing where the loop waits for something else in each turn. */
export function floatingTurn(project: Project, facts: FileFacts, ref: CallRef): FloatingTurn | undefined {
  const fact = facts.calls[ref.call];
  if (fact?.dropped !== true || fact.awaited === true || fact.construct === true || !begins(project, facts, ref)) return undefined;
  if (fact.loop === true) {
    const loop = loopsAround(facts, fact.range).at(-1);
    return loop?.over && !loop.awaits && !waits(loop.body) && functionAround(facts, loop.range) === fact.fn ? { list: loop.over, turn: fact.range } : undefined;
  }
  const callback = facts.functions[fact.fn];
  const taker = callback?.passedTo && facts.calls[callback.passedTo.call];
  return taker?.callee.is === 'member' && taker.callee.name === 'forEach' && !callback?.async ? { list: taker.callee.of, turn: fact.range } : undefined;
}

/** Whether the call gives a promise: an async function of the project, also behind `.catch(log)`. */
function begins(project: Project, facts: FileFacts, { file, call }: CallRef): boolean {
  const callee = facts.calls[call]?.callee;
  if (callee?.is === 'member' && callee.of.is === 'call' && chained.has(callee.name)) return true;
  return callee !== undefined && flatten(project.evaluator.evaluate(file, callee)).some((v) => {
    const own = v.is === 'function' ? project.evaluator.facts(v.file)?.functions[v.fn] : undefined;
    return own?.async === true || own?.gives === 'promise';
  });
}

function waits(steps: readonly Step[]): boolean {
  return steps.some((step) => typeof step !== 'number' && (step.is === 'await' || listsIn(step).some(waits)));
}

/** The function whose own statement a range is. */
function functionAround(facts: FileFacts, [start, end]: Range): number {
  let found = -1;
  for (const [fn, { range }] of facts.functions.entries()) if (range[0] <= start && end <= range[1]) found = fn;
  return found;
}
