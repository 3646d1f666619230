import { flatten, pathText, type Abstract, type LibraryValue, type ParamValue, type Step } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import type { OutboundContext } from './outbound.js';

/** A parameter, and the path on what it holds. */
interface Reached {
  readonly param: ParamValue;
  readonly rest: readonly Step[];
}

/**
 * The clients that callers hand in through a parameter, directly or through parameters of their own. Asked once for a
 * parameter, whatever the number of ways to it: which client it is does not depend on the way.
 */
export class ClientOrigins {
  private readonly known = new Map<string, readonly LibraryValue[]>();

  constructor(private readonly context: OutboundContext, private readonly graph: CallGraph) {}

  /** What may be called, where names lead to parameters: the parameter itself, or a method of what it holds. */
  callees(callee: Abstract): readonly Abstract[] {
    if (callee.is === 'library') {
      const [first, ...rest] = callee.path;
      const origins = first && 'typed' in first && first.param ? this.of({ param: first.param, rest }) : [];
      return origins.length > 0 ? origins : [callee];
    }
    if (callee.is !== 'param') return [callee];
    const method = callee.path.at(-1);
    if (method === undefined) return this.of({ param: callee, rest: [] });
    return this.context.catalog.isMethod(method) ? this.of({ param: { ...callee, path: callee.path.slice(0, -1) }, rest: [{ member: method }] }) : [];
  }

  /** The clients that a value may be, through parameters. */
  clients(value: Abstract): readonly LibraryValue[] {
    if (value.is === 'param') return this.of({ param: value, rest: [] });
    return this.callees(value).filter((v) => v.is === 'library');
  }

  private of(asked: Reached): readonly LibraryValue[] {
    const key = keyOf(asked);
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = this.search(asked)));
    return known;
  }

  /** Goes from parameters to those that are handed on to them; what a caller knows by its type only stays so. */
  private search(asked: Reached): readonly LibraryValue[] {
    const reached = new Map([[keyOf(asked), asked]]);
    const found = new Map<string, LibraryValue>();
    for (const { param, rest } of reached.values()) {
      for (const value of this.handedTo(param)) {
        const next = onward(value, rest);
        if (next) reached.set(keyOf(next), next);
        if (value.is === 'library' && this.context.catalog.knows(value.package) && !(next && this.graph.callersOf(next.param).length > 0)) found.set(valueKey(value, rest), { ...value, path: [...value.path, ...rest] });
      }
    }
    return [...found.values()];
  }

  private handedTo(param: ParamValue): readonly Abstract[] {
    const { evaluator } = this.context;
    return this.graph.callersOf(param).flatMap((by) => flatten(param.path.reduce((current, name) => current.flatMap((v) => evaluator.member(v, name)), evaluator.argument(by, param.at, undefined))));
  }
}

/** The parameter of the caller's that it hands on. */
function onward(value: Abstract, rest: readonly Step[]): Reached | undefined {
  if (value.is === 'param') return { param: value, rest };
  const [first, ...own] = value.is === 'library' ? value.path : [];
  return first && 'typed' in first && first.param ? { param: first.param, rest: [...own, ...rest] } : undefined;
}

function keyOf({ param: { file, fn, at, path }, rest }: Reached): string {
  return `${file}@${String(fn)}.${String(at)}.${path.join('.')}>${pathText(rest)}`;
}

function valueKey({ package: name, path }: LibraryValue, rest: readonly Step[]): string {
  const made = path.map((step) => ('call' in step ? `${step.call.file}#${String(step.call.call)}/${String(step.env?.id)}` : 'member' in step ? step.member : step.typed));
  return `${name}:${made.join('.')}>${pathText(rest)}`;
}
