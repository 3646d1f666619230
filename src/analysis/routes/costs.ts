import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import { callsOfFunction } from '../fanouts/calls-of-function.js';
import { reasonFor } from './cost-of-call.js';
import type { Project } from '../project.js';

/** What a request costs, the worst first. */
export type CostKind = 'password' | 'mail' | 'request' | 'query';

export interface Cost {
  readonly kind: CostKind;
  /** The call that costs it. */
  readonly at: CallRef;
}

const order: readonly CostKind[] = ['password', 'mail', 'request', 'query'];
/** Functions behind a handler that are looked at. */
const most = 250;

/** What the catalog calls work that leaves the service's own surroundings, or starts something big. */
const far = /^(?:HTTP |GraphQL )?request\b|^(?:run of a program|screenshot|navigation|prediction|start of a browser|work in the page)$/;

const known = new WeakMap<Project, Costs>();

/** What handlers cost, by the calls that they lead to. */
export function costsOf(project: Project): Costs {
  let costs = known.get(project);
  if (!costs) known.set(project, (costs = new Costs(project)));
  return costs;
}

class Costs {
  private readonly direct = new Map<string, Cost | undefined>();

  constructor(private readonly project: Project) {}

  /** The worst that some functions lead to, breadth first. */
  of(functions: readonly FunctionRef[]): Cost | undefined {
    const queue = [...functions];
    const seen = new Set<string>();
    let worst: Cost | undefined;
    for (let head = 0; head < queue.length && seen.size < most; head++) {
      const fn = queue[head];
      const key = fn && functionKey(fn);
      if (!fn || key === undefined || seen.has(key)) continue;
      seen.add(key);
      const own = this.ofFunction(fn);
      if (own && (!worst || order.indexOf(own.kind) < order.indexOf(worst.kind))) worst = own;
      if (worst?.kind === 'password') return worst;
      for (const { to, by } of this.project.graph.calleesOf(fn)) if (!by || !this.isGiven(by) || this.isWithin(to, seen)) queue.push(to);
    }
    return worst;
  }

  /** A wrapper that all handlers share, `asyncHandler(login)`, calls what each of them gives it: another handler's is none of this one's. */
  private isGiven(by: CallRef): boolean {
    const callee = this.project.evaluator.call(by)?.callee;
    return callee !== undefined && flatten(this.project.evaluator.evaluate(by.file, callee)).some((v) => v.is === 'param');
  }

  /** Whether a function is written in one of those: `transaction(async () => { … })`. */
  private isWithin({ file, fn }: FunctionRef, seen: ReadonlySet<string>): boolean {
    const functions = this.project.evaluator.facts(file)?.functions ?? [];
    for (let at = functions[fn]?.parent ?? -1; at !== -1; at = functions[at]?.parent ?? -1) if (seen.has(functionKey({ file, fn: at }))) return true;
    return false;
  }

  private ofFunction(fn: FunctionRef): Cost | undefined {
    const key = functionKey(fn);
    if (this.direct.has(key)) return this.direct.get(key);
    const facts = this.project.evaluator.facts(fn.file);
    const found = (facts ? callsOfFunction(facts, fn.fn) : []).flatMap((call) => this.ofCall({ file: fn.file, call }) ?? []);
    const worst = found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
    this.direct.set(key, worst);
    return worst;
  }

  /** What one call costs. */
  ofCall(ref: CallRef): Cost | undefined {
    const kind = reasonFor(this.project, ref);
    if (kind) return { kind, at: ref };
    const [outbound] = outboundCalls(this.project, ref).filter(({ model }) => model.kind === 'outbound');
    if (!outbound) return undefined;
    const { does } = outbound.model;
    return { kind: does === 'mail' ? 'mail' : far.test(does) ? 'request' : 'query', at: ref };
  }
}

