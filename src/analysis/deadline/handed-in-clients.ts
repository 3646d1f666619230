import type { Abstract, ParamValue } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import type { OutboundContext } from './outbound.js';

/**
 * Whether some caller hands in a client: most methods called `get` are those of maps and requests. Asked once for a
 * parameter, so that the ways to each of its calls are only walked where there is something at their end.
 */
export class HandedInClients {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly context: OutboundContext, private readonly graph: CallGraph) {}

  /** @param receiver the parameter, or the property of it, on which a method is called */
  mayBe(receiver: ParamValue): boolean {
    const known = this.known.get(keyOf(receiver));
    if (known !== undefined) return known;
    const reached = new Map([[keyOf(receiver), receiver]]);
    const found = this.search(reached);
    // Where nothing was found, nothing is handed to any of the parameters on the way either.
    for (const key of found ? [keyOf(receiver)] : reached.keys()) this.known.set(key, found);
    return found;
  }

  /** Goes from parameters to those that are handed on to them, until something may be a client. */
  private search(reached: Map<string, ParamValue>): boolean {
    for (const param of reached.values()) {
      for (const value of this.handedTo(param)) {
        if (this.isPromising(value)) return true;
        if (value.is === 'param') reached.set(keyOf(value), value);
      }
    }
    return false;
  }

  private handedTo(param: ParamValue): readonly Abstract[] {
    const { evaluator } = this.context;
    return this.graph.callersOf(param).flatMap((by) => param.path.reduce((current, name) => current.flatMap((v) => evaluator.member(v, name)), evaluator.argument(by, param.at, undefined)));
  }

  private isPromising(value: Abstract): boolean {
    if (value.is === 'library') return this.context.catalog.knows(value.package);
    return value.is === 'or' || value.is === 'instance' || value.is === 'object';
  }
}

function keyOf({ file, fn, at, path }: ParamValue): string {
  return `${file}@${String(fn)}.${String(at)}.${path.join('.')}`;
}
