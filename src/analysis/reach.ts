import type { Reach } from '../model/evidence.js';
import { functionKey, type CallRef, type FunctionRef } from './abstract.js';
import type { CallGraph } from './callers.js';
import type { Handler } from './handlers.js';

/** How a function is reached from a handler: the handler, then the calls on the shortest way. */
export interface Path {
  readonly reach: Reach;
  readonly handler: Handler | undefined;
  readonly calls: readonly CallRef[];
}

const order: readonly Reach[] = ['request', 'worker', 'startup', 'script', 'unknown'];

/**
 * Walks from the handlers, then from the modules' own statements, breadth first, so that every function gets the most
 * urgent reach and the shortest way. Handlers come sorted, so the ways do not depend on the order of files.
 * @param leftOut calls that are not made in production: nobody waits behind them
 */
export function walkReach(graph: CallGraph, leftOut: (call: CallRef) => boolean, handlers: readonly Handler[], files: readonly { readonly file: string; readonly script: boolean; /** Code that is no script imports it. */ readonly shared: boolean }[]): (fn: FunctionRef) => Path {
  const shared = new Set(files.filter((f) => f.shared && !f.script).map((f) => f.file));
  const known = new Map<string, Path>();
  for (const reach of order) {
    const roots: { fn: FunctionRef; path: Path }[] = handlers.filter((h) => h.reach === reach).map((h) => ({ fn: { file: h.file, fn: h.fn }, path: { reach, handler: h, calls: [] } }));
    if (reach === 'startup' || reach === 'script') {
      for (const { file, script } of files) if (script === (reach === 'script')) roots.push({ fn: { file, fn: -1 }, path: { reach, handler: undefined, calls: [] } });
    }
    // What a script uses of the service's own code is still the service's, whoever calls it there.
    spread(graph, known, roots, (call) => reach !== 'script' && leftOut(call), (fn) => reach !== 'script' || !shared.has(fn.file));
  }
  return (fn) => known.get(functionKey(fn)) ?? { reach: 'unknown', handler: undefined, calls: [] };
}

function spread(graph: CallGraph, known: Map<string, Path>, roots: readonly { fn: FunctionRef; path: Path }[], isNot: (call: CallRef) => boolean, belongs: (fn: FunctionRef) => boolean): void {
  const queue = [...roots];
  for (let head = 0; head < queue.length; head++) {
    const next = queue[head];
    if (!next || known.has(functionKey(next.fn)) || (head >= roots.length && !belongs(next.fn))) continue;
    known.set(functionKey(next.fn), next.path);
    for (const { to, by, within } of graph.calleesOf(next.fn)) {
      const call = by ?? within;
      if (!known.has(functionKey(to)) && !(call && isNot(call))) queue.push({ fn: to, path: by ? { ...next.path, calls: [...next.path.calls, by] } : next.path });
    }
  }
}
