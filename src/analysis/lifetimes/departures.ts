import type { FileFacts, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import type { CollectionUses, Departure, Growth } from './collection-uses.js';
import { testsOf } from './branch-tests.js';
import { isFetchedCopy } from './copies.js';
import { isWithin, occasionOf, runsAtAnEnd, runsAtExitOnly, runsWhileServing } from './occasion.js';

/**
 * What a place that takes entries out is worth.
 * - `bounds`: entries leave while the process serves.
 * - `shutdown`: only when the process, or the owner, begins or ends.
 * - `failure`: only when the work fails for which the entry was added.
 * - `lazy`: only when somebody asks for the same key again.
 * - `told`: the copy of something is dropped when that has changed: what does not change stays.
 * - `constant`: one entry, whose key stands in the code.
 * - `unseen`: nobody is seen to call it.
 */
export type Leaving = 'bounds' | 'shutdown' | 'failure' | 'lazy' | 'told' | 'constant' | 'unseen';

const closing = /^(?:onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|shutdown|gracefulShutdown|destroy|dispose|close|stop|teardown|tearDown|terminate|disconnect|\[Symbol\.(?:asyncDispose|dispose)\])$/;

/** Judges a place that takes entries out. */
export function leavingOf(project: Project, uses: CollectionUses, departure: Departure): Leaving {
  const { file, fn, all, key } = departure;
  const facts = project.evaluator.facts(file);
  const fact = facts?.functions[fn];
  if (!facts || !fact) return 'shutdown';
  if (departure.constant || (key && isConstant(project, file, key))) return 'constant';
  if (uses.grows.some((growth) => isAfterFailure(project, growth, departure))) return 'failure';
  if (isLazyExpiry(project, uses, departure)) return 'lazy';
  const isServing = runsWhileServing(project, departure);
  if (all && closing.test(fact.name)) return 'shutdown';
  if (!isServing && (runsAtExitOnly(project, departure) || occasionOf(project, departure).runs === 'once')) return 'shutdown';
  if (key && isOfCopies(project, facts, uses, departure) && !runsAtAnEnd(project, departure)) return 'told';
  const isUnseen = !isServing && fact.passedTo === undefined && project.reach({ file, fn }).reach === 'unknown' && project.graph.callersOf({ file, fn }).length === 0 && project.graph.handedOn({ file, fn }).length === 0;
  return isUnseen && !uses.grows.some((g) => g.file === file && g.fn === fn) ? 'unseen' : 'bounds';
}

function isConstant({ evaluator }: Project, file: string, key: Value): boolean {
  const found = flatten(evaluator.evaluate(file, key));
  return found.length > 0 && found.every((v) => v.is === 'literal');
}

/** `cache.set(key, load(key)); …; catch { cache.delete(key); }`, `loading.catch(() => cache.delete(key))`. */
function isAfterFailure({ evaluator }: Project, growth: Growth, { file, fn, range: [at] }: Departure): boolean {
  const facts = evaluator.facts(file);
  const fact = facts?.functions[fn];
  if (!facts || !fact || growth.file !== file) return false;
  if (growth.fn === fn) return catchesOf(fact.steps ?? []).some(([start, end]) => at >= start && at < end && !(growth.range[0] >= start && growth.range[0] < end));
  const taker = fact.passedTo && facts.calls[fact.passedTo.call];
  if (!taker || fact.parent !== growth.fn) return false;
  const name = lastName(facts, taker.callee);
  return (name === 'catch' && fact.passedTo.index === 0) || (name === 'then' && fact.passedTo.index === 1);
}

function catchesOf(steps: readonly Step[]): readonly (readonly [number, number])[] {
  return stepsIn(steps).flatMap((step) => (typeof step !== 'number' && step.is === 'try' && step.caught ? [step.caught.range] : []));
}

/** All that is added is a copy of what was fetched for the key, and it is dropped elsewhere by its key: a cache and its invalidation. */
function isOfCopies(project: Project, facts: FileFacts, uses: CollectionUses, { file, fn }: Departure): boolean {
  return uses.grows.length > 0 && uses.grows.every((growth) => isFetchedCopy(project, uses, growth) && !(growth.file === file && isWithin(facts, fn, growth.fn)));
}

/** `if (hit.until < Date.now()) cache.delete(key)` where `key` is looked up: entries that nobody asks for again stay. */
function isLazyExpiry({ evaluator }: Project, uses: CollectionUses, { file, fn, all, key }: Departure): boolean {
  const facts = evaluator.facts(file);
  if (!facts || all || !key || fn === -1) return false;
  const wanted = JSON.stringify(key);
  if (!uses.looked.some((l) => l.file === file && l.fn === fn && JSON.stringify(l.key) === wanted)) return false;
  return testsOf(facts.functions[fn]?.steps ?? []).some((test) => readsClock(test, (call) => facts.calls[call]?.callee, (to) => facts.bindings[to]?.values ?? []));
}

function readsClock(value: Value, calleeOf: (call: number) => Value | undefined, valuesOf: (to: number) => readonly Value[], depth = 0): boolean {
  const inner = (v: Value): boolean => depth < 8 && readsClock(v, calleeOf, valuesOf, depth + 1);
  switch (value.is) {
    case 'call': {
      const callee = calleeOf(value.call);
      return callee?.is === 'member' && callee.name === 'now' && callee.of.is === 'global';
    }
    case 'binary': return inner(value.left) || inner(value.right);
    case 'either': return (value.and !== undefined && inner(value.and)) || value.of.some(inner);
    case 'fallback': return inner(value.first) || inner(value.then);
    case 'unary': return inner(value.of);
    case 'ref': return valuesOf(value.to).some(inner);
    default: return false;
  }
}
