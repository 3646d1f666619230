import type { FileFacts, Step, Value } from '../../model/facts.js';
import { callKey, flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import { isLazyQuery } from '../promises/begun-query.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';

/** An outbound call, and the call in the code at hand through which its failure comes. */
export interface OutboundFailure {
  readonly ref: CallRef;
  readonly by: CallRef;
}

/** What a piece of code waits for that can fail: calls that leave the process, and whether there are calls of which nothing is known. */
export interface Work {
  readonly outbound: readonly OutboundFailure[];
  /** The first awaited call that is not seen to leave the process nor to stay in it. */
  readonly open: CallRef | undefined;
}

const none: Work = { outbound: [], open: undefined };
const deepest = 8;

/** Finds the outbound calls whose failure gets out of a piece of code, through functions of the project. */
export class OutboundWork {
  private readonly known = new Map<string, Work>();
  private readonly asked = new Set<string>();

  private constructor(private readonly project: Project) {}

  private static readonly ofProjects = new WeakMap<Project, OutboundWork>();

  static of(project: Project): OutboundWork {
    let found = OutboundWork.ofProjects.get(project);
    if (!found) OutboundWork.ofProjects.set(project, (found = new OutboundWork(project)));
    return found;
  }

  /** Of what is awaited in these steps. What is returned without `await` passes a `try` by. */
  inSteps(file: string, steps: readonly Step[], returned: boolean): Work {
    return sum(steps.map((step) => this.inStep(file, step, returned)));
  }

  /** Of a promise: what it was made of, through chains, lists and names. A rejection that a `catch` on the way hears is none. */
  ofPromise(file: string, value: Value, depth = 0): Work {
    const facts = this.project.evaluator.facts(file);
    if (!facts || depth > deepest) return none;
    switch (value.is) {
      case 'call': return this.ofCall(facts, { file, call: value.call }, depth);
      case 'ref': return facts.bindings[value.to]?.kind === 'param' ? none : sum((facts.bindings[value.to]?.values ?? []).map((v) => this.ofPromise(file, v, depth + 1)));
      case 'either': return sum(value.of.map((v) => this.ofPromise(file, v, depth + 1)));
      case 'fallback': return sum([value.first, value.then].map((v) => this.ofPromise(file, v, depth + 1)));
      case 'array': return sum(value.items.map((v) => this.ofPromise(file, v.is === 'spread' ? v.of : v, depth + 1)));
      default: return none;
    }
  }

  private inStep(file: string, step: Step, returned: boolean): Work {
    if (typeof step === 'number') return none;
    switch (step.is) {
      case 'await': return this.ofPromise(file, step.of);
      case 'return': return returned && step.of ? this.ofPromise(file, step.of) : none;
      case 'branch': return sum(step.ways.map((way) => this.inSteps(file, way, returned)));
      case 'switch': return sum(step.cases.map((way) => this.inSteps(file, way, returned)));
      case 'loop': return sum([this.inSteps(file, step.body, returned), step.awaits ? this.ofPromise(file, step.awaits) : none]);
      case 'label': return this.inSteps(file, step.body, returned);
      case 'try': return this.inTry(file, step, returned);
      case 'throw': case 'drop': case 'set': case 'put': case 'jump': return none;
    }
  }

  private inTry(file: string, { body, caught, last = [] }: Extract<Step, { is: 'try' }>, returned: boolean): Work {
    const gone = caught && !throws(caught.steps) ? none : this.inSteps(file, body, returned);
    return sum([gone, caught ? this.inSteps(file, caught.steps, returned) : none, this.inSteps(file, last, returned)]);
  }

  private ofCall(facts: FileFacts, ref: CallRef, depth: number): Work {
    const fact = facts.calls[ref.call];
    if (!fact) return none;
    const { callee, args } = fact;
    if (callee.is === 'member' && (callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally')) {
      const heard = callee.name === 'catch' || (callee.name === 'then' && args.length > 1);
      return sum([heard ? none : this.ofPromise(ref.file, callee.of, depth + 1), callee.name === 'then' ? this.ofFunctions(ref, args.slice(0, 1), depth) : none]);
    }
    if (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise') return callee.name === 'allSettled' ? none : sum(args.map((a) => this.ofPromise(ref.file, a, depth + 1)));
    // `items.map(async (item) => …)`
    if (callee.is === 'member' && (callee.name === 'map' || callee.name === 'flatMap')) return this.ofFunctions(ref, args, depth);
    if (outboundCalls(this.project, ref).some(({ model }) => model.kind === 'outbound' && !model.callback && !model.waitsFor)) return { outbound: [{ ref, by: ref }], open: undefined };
    const targets = flatten(this.project.evaluator.evaluate(ref.file, callee));
    // `db('users').where({ id }).first()`
    if (callee.is === 'member' && callee.of.is === 'call' && targets.some((v) => v.is === 'library' && isLazyQuery(this.project, ref.file, v))) return this.ofCall(facts, { file: ref.file, call: callee.of.call }, depth + 1);
    const own = targets.filter((v) => v.is === 'function');
    if (own.length > 0) return through(ref, sum(own.map((fn) => this.ofFunction(fn))));
    // A library that is given the work: `retry(() => send(order))`.
    const given = this.ofFunctions(ref, args, depth);
    if (given.outbound.length > 0) return given;
    return { outbound: [], open: given.open ?? (targets.some((v) => v.is === 'unknown' || v.is === 'param') && !isLocal(facts, ref.call) ? ref : undefined) };
  }

  private ofFunctions({ file }: CallRef, args: readonly Value[], depth: number): Work {
    if (depth > deepest) return none;
    return sum(args.flatMap((arg) => (arg.is === 'function' || arg.is === 'ref' || arg.is === 'member' ? flatten(this.project.evaluator.evaluate(file, arg)).flatMap((v) => (v.is === 'function' ? [this.ofFunction(v)] : [])) : [])));
  }

  /** Of a function whose promise is waited for. A recursion adds nothing. */
  private ofFunction({ file, fn }: FunctionRef): Work {
    const key = functionKey({ file, fn });
    const known = this.known.get(key);
    if (known) return known;
    if (this.asked.has(key) || this.asked.size > deepest) return none;
    this.asked.add(key);
    const found = this.inSteps(file, this.project.evaluator.facts(file)?.functions[fn]?.steps ?? [], true);
    this.asked.delete(key);
    if (this.asked.size === 0 || found.outbound.length > 0) this.known.set(key, found);
    return found;
  }
}

/** Timers and what a request's body is read with stay in the process, or were let in before. */
const local = new Set(['sleep', 'delay', 'wait', 'setTimeout', 'json', 'text', 'formData', 'arrayBuffer', 'blob', 'import']);

function isLocal(facts: FileFacts, call: number): boolean {
  return local.has(calleeName(facts, call).split('.').at(-1) ?? '');
}

function throws(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') return false;
    switch (step.is) {
      case 'throw': return true;
      case 'branch': return step.ways.some(throws);
      case 'switch': return step.cases.some(throws);
      case 'loop': case 'label': return throws(step.body);
      case 'try': return (!step.caught && throws(step.body)) || throws(step.caught?.steps ?? []) || throws(step.last ?? []);
      default: return false;
    }
  });
}

function through(by: CallRef, { outbound, open }: Work): Work {
  return { outbound: outbound.map(({ ref }) => ({ ref, by })), open: open && by };
}

function sum(works: readonly Work[]): Work {
  const outbound = works.flatMap((w) => w.outbound);
  return { outbound: outbound.length < 2 ? outbound : [...new Map(outbound.map((one) => [`${callKey(one.ref)}<${callKey(one.by)}`, one])).values()], open: works.find((w) => w.open)?.open };
}
