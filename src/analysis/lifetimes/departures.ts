import type { Step, Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import type { CollectionUses, Departure } from './collection-uses.js';

const endings = /^(?:onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|shutdown|gracefulShutdown|destroy|dispose|close|stop|teardown|tearDown|terminate|disconnect|\[Symbol\.(?:asyncDispose|dispose)\])$/;

/**
 * Whether all entries go only when the process, or their owner, ends: that bounds nothing while it runs.
 * `unseen`: nobody is seen to call it.
 */
export function isOnlyAtTheEnd(project: Project, departure: Departure): 'no' | 'shutdown' | 'unseen' {
  const { file, fn, all } = departure;
  if (fn === -1) return 'shutdown';
  const fact = project.evaluator.facts(file)?.functions[fn];
  if (all && fact && endings.test(fact.name)) return 'shutdown';
  // A function that only tests call, or nobody: `resetCache`.
  const isUnseen = all && fact?.passedTo === undefined && project.reach({ file, fn }).reach === 'unknown' && project.graph.callersOf({ file, fn }).length === 0 && project.graph.handedOn({ file, fn }).length === 0;
  return isUnseen ? 'unseen' : 'no';
}

/** `if (hit.until < Date.now()) cache.delete(key)` where `key` is looked up: entries that nobody asks for again stay. */
export function isLazyExpiry({ evaluator }: Project, uses: CollectionUses, { file, fn, all, key }: Departure): boolean {
  const facts = evaluator.facts(file);
  if (!facts || all || !key || fn === -1) return false;
  const wanted = JSON.stringify(key);
  if (!uses.looked.some((l) => l.file === file && l.fn === fn && JSON.stringify(l.key) === wanted)) return false;
  return testsOf(facts.functions[fn]?.steps ?? []).some((test) => readsClock(test, (call) => facts.calls[call]?.callee, (to) => facts.bindings[to]?.values ?? []));
}

function testsOf(steps: readonly Step[]): readonly Value[] {
  return steps.flatMap((step): readonly Value[] => {
    if (typeof step === 'number') return [];
    if (step.is === 'branch') return [step.test, ...step.ways.flatMap(testsOf)];
    return step.is === 'try' ? testsOf(step.body) : step.is === 'loop' ? testsOf(step.body) : [];
  });
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
