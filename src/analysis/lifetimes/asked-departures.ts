import type { FileFacts, Step, Value } from '../../model/facts.js';
import { functionKey, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import type { CollectionUses, Departure, Growth } from './collection-uses.js';
import { keyOrigin } from './key-origin.js';
import { conditionsOf, mayFollow, type StepTest } from './run-order.js';
import { stepAt } from './step-at.js';

/**
 * Why an entry leaves that nothing but a further request takes out.
 * - `again`: the work for the same key is done again, and goes another way: a count of failures that a success resets.
 * - `asked`: somebody asks for it, by another request: who does not come back leaves the entry behind.
 */
export type Asking = 'again' | 'asked';

/** Callers of callers are not followed further. */
const deepest = 4;
const mostCallers = 12;
const onTheSpot = /^(?:map|forEach|flatMap|filter|reduce|some|every|find)$/;
const continuing = /^(?:then|catch|finally)$/;

/** Whether a place that takes one entry out, or all, runs only because somebody asks for that. */
export function askingOf(project: Project, uses: CollectionUses, departure: Departure): Asking | undefined {
  const facts = project.evaluator.facts(departure.file);
  const growths = growthSites(project, uses);
  const search = new Search(project, uses, departure, growths);
  const found = facts && search.from(departure, stepAt(facts, departure), 0);
  return found === 'asked' && waits(project, [...search.seen.values()]) && waits(project, [...growths.values()].map(({ fn }) => fn)) ? undefined : found;
}

/** Whether one of the functions waits for other work. Entries that are made and unmade together with records that are kept elsewhere are as many as those. */
function waits({ evaluator }: Project, functions: readonly FunctionRef[]): boolean {
  return functions.some(({ file, fn }) => evaluator.facts(file)?.calls.some((call) => call.fn === fn && call.awaited && !call.construct));
}

/** Where something is added in a function, or the calls in it that lead there. */
interface GrowthSites {
  readonly fn: FunctionRef;
  readonly tests: StepTest[];
}

class Search {
  readonly seen = new Map<string, FunctionRef>();

  constructor(private readonly project: Project, private readonly uses: CollectionUses, private readonly departure: Departure, private readonly growths: ReadonlyMap<string, GrowthSites>) {}

  /** @param site where the entry leaves in `fn`, or the call that leads there */
  from(fn: FunctionRef, site: StepTest, depth: number): Asking | undefined {
    const { project } = this;
    const facts = project.evaluator.facts(fn.file);
    const fact = facts?.functions[fn.fn];
    const key = functionKey(fn);
    if (!facts || !fact || depth > deepest || this.seen.has(key)) return undefined;
    this.seen.set(key, fn);
    const growths = this.growths.get(key)?.tests;
    const steps = fact.steps ?? [];
    if (growths?.some((growth) => mayFollow(steps, growth, site))) return undefined;
    if (growths && this.isAnew(steps, site, growths)) return 'again';
    const handler = project.handlers.find((h) => h.file === fn.file && h.fn === fn.fn);
    if (handler) return handler.reach === 'request' && this.isRequests() && !growths?.some((growth) => mayFollow(steps, site, growth)) ? 'asked' : undefined;
    if (growths) return undefined;
    if (fact.passedTo) return this.around(fn, facts, fact.passedTo.call, fact.parent, depth);
    const callers = project.graph.callersOf(fn);
    if (callers.length === 0 || callers.length > mostCallers || project.graph.handedOn(fn).length > 0) return undefined;
    const found = callers.map((by): Asking | undefined => this.from({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }, (step) => step === by.call, depth + 1));
    return found.every((asking) => asking !== undefined) ? found.find((asking) => asking === 'asked') ?? 'again' : undefined;
  }

  /** A function that is written in place belongs to the work around it where that waits for it. */
  private around({ file }: FunctionRef, facts: FileFacts, call: number, parent: number, depth: number): Asking | undefined {
    const taker = facts.calls[call];
    const name = taker ? lastName(facts, taker.callee) : '';
    // `load(key).finally(() => cache.delete(key))` comes after what follows.
    if (!taker || !(taker.awaited || onTheSpot.test(name) || (taker.returned && !continuing.test(name)))) return undefined;
    return this.from({ file, fn: parent }, (step) => step === call, depth + 1);
  }

  /** The request says which entry is to go; or all are. */
  private isRequests(): boolean {
    const { file, key, all, name } = this.departure;
    if (key) return keyOrigin(this.project, file, key) === 'request';
    return all && name.endsWith('.clear');
  }

  /** What is put in goes on from what stands there under its key; or the entry is put in anew. */
  private isAnew(steps: readonly Step[], site: StepTest, growths: readonly StepTest[]): boolean {
    return !conditionsOf(steps, site).some(asksWhatIsSaid) && this.uses.grows.every((growth) => goesOn(this.uses, growth) || (growths.some((g) => mayFollow(steps, site, g)) && isSameKey(growth, this.departure)));
  }
}

/** `if (event.type === 'DELETED')`: who tells of each entry's beginning tells of its end. */
export function asksWhatIsSaid(test: Value): boolean {
  switch (test.is) {
    case 'binary': return /^[!=]==?$/.test(test.op) ? [test.left, test.right].some((side) => side.is === 'literal' && typeof side.value === 'string') : asksWhatIsSaid(test.left) || asksWhatIsSaid(test.right);
    case 'either': return test.of.some(asksWhatIsSaid) || (test.and !== undefined && asksWhatIsSaid(test.and));
    case 'unary': return asksWhatIsSaid(test.of);
    default: return false;
  }
}

/** The entry was looked up under the key under which it is put in. */
function goesOn({ looked }: CollectionUses, { file, fn, key }: Growth): boolean {
  return key !== undefined && looked.some((l) => l.file === file && l.fn === fn && JSON.stringify(l.key) === JSON.stringify(key));
}

/** `cache.delete(key); cache.set(key, value);` */
function isSameKey(growth: Growth, departure: Departure): boolean {
  return growth.file === departure.file && growth.fn === departure.fn && growth.key !== undefined && JSON.stringify(growth.key) === JSON.stringify(departure.key);
}

/** By function, where something is added in it, or by a call in it that leads there. */
function growthSites(project: Project, { grows }: CollectionUses): ReadonlyMap<string, GrowthSites> {
  const found = new Map<string, GrowthSites>();
  const add = (fn: FunctionRef, test: StepTest): void => {
    const before = found.get(functionKey(fn));
    if (before) before.tests.push(test);
    else found.set(functionKey(fn), { fn, tests: [test] });
  };
  let queue: readonly FunctionRef[] = grows;
  for (const growth of grows) {
    const facts = project.evaluator.facts(growth.file);
    if (facts) add(growth, stepAt(facts, growth));
  }
  const seen = new Set<string>();
  for (let depth = 0; depth < deepest && queue.length > 0; depth++) {
    const next: FunctionRef[] = [];
    for (const fn of queue) {
      if (seen.has(functionKey(fn)) || project.handlers.some((h) => h.file === fn.file && h.fn === fn.fn)) continue;
      seen.add(functionKey(fn));
      const { passedTo, parent } = project.evaluator.facts(fn.file)?.functions[fn.fn] ?? {};
      const callers = passedTo && parent !== undefined ? [{ file: fn.file, call: passedTo.call }] : project.graph.callersOf(fn).slice(0, mostCallers);
      for (const by of callers) {
        const around = { file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 };
        if (around.fn === -1) continue;
        add(around, (step) => step === by.call);
        next.push(around);
      }
    }
    queue = next;
  }
  return found;
}
