import type { FileFacts, Step, Value } from '../../model/facts.js';
import { mentions } from './mentions.js';

/** How some steps of a loop's body may end: they come to their end, the loop goes round again, or it is left. */
export type Outcome = 'on' | 'again' | 'out';

const ended = new Set(['exit', 'abort', 'kill']);

/** The ways in which steps of a loop's body may end. `heard`: what is thrown goes to a `catch` and is no end of theirs; else it leaves the loop. */
export function outcomesOf(facts: FileFacts, steps: readonly Step[], heard = false): ReadonlySet<Outcome> {
  return inTurn(steps.map((step) => ofStep(facts, step, heard)));
}

function ofStep(facts: FileFacts, step: Step, heard: boolean): ReadonlySet<Outcome> {
  if (typeof step === 'number') return new Set<Outcome>([endsProcess(facts, step) ? 'out' : 'on']);
  switch (step.is) {
    case 'return': return new Set<Outcome>(['out']);
    case 'throw': return new Set<Outcome>(heard ? [] : ['out']);
    case 'jump': return new Set<Outcome>([step.by === 'break' ? 'out' : 'again']);
    case 'branch': return union(step.ways.map((way) => outcomesOf(facts, way, heard)));
    case 'switch': return union([...step.cases.map((way) => withinSwitch(outcomesOf(facts, way, heard))), ...(step.hasDefault ? [] : [new Set<Outcome>(['on'])])]);
    case 'loop': return new Set<Outcome>(['on', ...(leavesFunction(step.body) ? (['out'] as const) : [])]);
    case 'label': return outcomesOf(facts, step.body, heard);
    case 'try': return ofTry(facts, step, heard);
    default: return new Set<Outcome>(['on']);
  }
}

function ofTry(facts: FileFacts, { body, caught, last }: Extract<Step, { is: 'try' }>, heard: boolean): ReadonlySet<Outcome> {
  const ends = last ? outcomesOf(facts, last, heard) : undefined;
  if (ends && !ends.has('on')) return ends;
  return union([outcomesOf(facts, body, heard || caught !== undefined), ...(caught ? [outcomesOf(facts, caught.steps, heard)] : [])]);
}

/** How several lists of steps end that run one after another. */
export function inTurn(lists: readonly ReadonlySet<Outcome>[]): ReadonlySet<Outcome> {
  const found = new Set<Outcome>();
  for (const own of lists) {
    for (const outcome of own) if (outcome !== 'on') found.add(outcome);
    if (!own.has('on')) return found;
  }
  return found.add('on');
}

/** A `break` leaves the switch only. */
function withinSwitch(outcomes: ReadonlySet<Outcome>): ReadonlySet<Outcome> {
  return outcomes.has('out') ? new Set<Outcome>([...outcomes, 'on']) : outcomes;
}

/** A loop inside is left by its own `break`; only a return gets out of both. */
function leavesFunction(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') return false;
    switch (step.is) {
      case 'return': return true;
      case 'branch': return step.ways.some(leavesFunction);
      case 'switch': return step.cases.some(leavesFunction);
      case 'loop': case 'label': return leavesFunction(step.body);
      case 'try': return [step.body, step.caught?.steps ?? [], step.last ?? []].some(leavesFunction);
      default: return false;
    }
  });
}

function endsProcess(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && ended.has(callee.name) && callee.of.is === 'global' && callee.of.name === 'process';
}

function union(sets: readonly ReadonlySet<Outcome>[]): ReadonlySet<Outcome> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** The tests that decide among these steps whether they go on or not. */
export function decidingTests(facts: FileFacts, steps: readonly Step[]): readonly Value[] {
  return steps.flatMap((step): readonly Value[] => {
    if (typeof step === 'number') return [];
    switch (step.is) {
      case 'branch': {
        const keys = step.ways.map((way) => [...outcomesOf(facts, way)].sort().join());
        return [...(new Set(keys).size > 1 ? [step.test] : []), ...step.ways.flatMap((way) => decidingTests(facts, way))];
      }
      case 'switch': return [step.of, ...step.cases.flatMap((way) => decidingTests(facts, way))];
      case 'label': return decidingTests(facts, step.body);
      case 'try': return [step.body, step.caught?.steps ?? [], step.last ?? []].flatMap((list) => decidingTests(facts, list));
      default: return [];
    }
  });
}

/** Whether a test asks how an answer was: `response.ok`, `status === 429`. */
export function asksForStatus(facts: FileFacts, test: Value): boolean {
  return mentions(facts, test, (v) => v.is === 'member' && (v.name === 'ok' || v.name === 'status' || v.name === 'statusCode' || v.name === 'success'));
}
