import { callKey, type Abstract, type CallRef, type FunctionRef, type ParamValue } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import type { Evaluator } from '../evaluate.js';
import { boundOf, readBound, type Bound, type BoundReading } from './bound.js';
import { clientOf, outboundCalls, type OutboundCall, type OutboundContext } from './outbound.js';
import { readGiven, type KnobReading } from './reading.js';
import type { Wrapping, Wrappings } from './wrapping.js';

/** The verdict on one outbound call, at the place that answers for it: the call itself, or the caller that was to give the bound. */
export interface DeadlineJudgement {
  /** Where it is judged. */
  readonly at: CallRef;
  readonly outbound: OutboundCall;
  readonly knobs: readonly KnobReading[];
  readonly verdict: Exclude<Bound, { is: 'needs' }> | { readonly is: 'wrapped'; readonly wrapping: Wrapping };
  /** The calls from `at` down to the outbound call; empty when it is judged itself. */
  readonly via: readonly CallRef[];
  /** The client that could have bounded it. */
  readonly client: CallRef | undefined;
}

/** An outbound call whose bound is the caller's to give. */
interface OpenCall {
  readonly reading: BoundReading;
  readonly via: readonly CallRef[];
}

const severity: readonly DeadlineJudgement['verdict']['is'][] = ['none', 'partly', 'unknown', 'wrapped', 'bounded'];

/**
 * Judges every outbound call of the project. Calls whose bound is a parameter's go to a list that is closed under
 * callers: each entry is a call with the parameters it still needs, of which there are finitely many, and each is
 * looked at once. The result does not depend on the order, which cutting a recursion on demand would.
 */
export function judgeDeadlines(context: OutboundContext, graph: CallGraph, wrappings: Wrappings): readonly DeadlineJudgement[] {
  const found: DeadlineJudgement[] = [];
  const open: OpenCall[] = [];
  const seen = new Set<string>();
  const settle = (reading: BoundReading, via: readonly CallRef[]): void => {
    const judged = judgeOne(wrappings, reading, via);
    if (judged) found.push(judged);
    else open.push({ reading, via });
  };
  for (const [file, facts] of context.evaluator.sources.files) {
    for (let call = 0; call < facts.calls.length; call++) for (const outbound of outboundCalls(context, { file, call })) settle(readBound(context, outbound), []);
  }
  for (let next = open.shift(); next; next = open.shift()) {
    const key = signature(next);
    if (seen.has(key)) continue;
    seen.add(key);
    const lifted = lift(context, graph, next);
    if (lifted.length === 0) found.push(unseen(next));
    for (const { reading, via } of lifted) settle(reading, via);
  }
  return worstOfEach(found);
}

function judgeOne(wrappings: Wrappings, { outbound, knobs, bound }: BoundReading, via: readonly CallRef[]): DeadlineJudgement | undefined {
  const at = via[0] ?? outbound.ref;
  const base = { at, outbound, knobs, via, client: configurable(outbound) };
  if (bound.is === 'bounded') return { ...base, verdict: bound };
  const wrapping = firstOf([at, ...via.slice(1), outbound.ref], (ref) => wrappings.of(ref)) ?? (bound.is === 'needs' ? firstOf(bound.knobs, (k) => wrappings.ofSignal(k.param)) : undefined);
  if (wrapping) return { ...base, verdict: { is: 'wrapped', wrapping } };
  return bound.is === 'needs' ? undefined : { ...base, verdict: bound };
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The client's creation, when one of the call's knobs can be turned there. */
function configurable(outbound: OutboundCall): CallRef | undefined {
  const { knobs = {} } = outbound.reading.entry;
  const names = outbound.model.knobs;
  const turned = Object.entries(knobs).some(([name, knob]) => names.includes(name.split('@')[0] ?? '') && knob.at.some((p) => p.startsWith('client')));
  return turned ? clientOf(outbound) : undefined;
}

/** The callers of the function whose parameter is needed, each with what it gives. */
function lift(context: OutboundContext, graph: CallGraph, { reading, via }: OpenCall): readonly OpenCall[] {
  const fn = neededOf(reading);
  if (!fn) return [];
  return graph.callersOf(fn).map((caller) => ({
    reading: boundOf(reading.outbound, reading.knobs.map((knob) => (knob.state === 'needs' && isOf(knob.param, fn) ? readGiven(context, reading.outbound, knob, given(context.evaluator, caller, knob.param), caller) : knob))),
    via: [caller, ...via],
  }));
}

function neededOf({ bound }: BoundReading): FunctionRef | undefined {
  return bound.is === 'needs' ? bound.knobs[0]?.param : undefined;
}

function isOf(param: ParamValue, fn: FunctionRef): boolean {
  return param.file === fn.file && param.fn === fn.fn;
}

function given(evaluator: Evaluator, caller: CallRef, param: ParamValue): readonly Abstract[] {
  const [first] = param.path;
  if (first !== undefined && param.without?.includes(first)) return [{ is: 'absent' }];
  return param.path.reduce<readonly Abstract[]>((values, name) => values.flatMap((v) => evaluator.member(v, name)), evaluator.argument(caller, param.at, undefined));
}

function signature({ reading, via }: OpenCall): string {
  const needs = reading.bound.is === 'needs' ? reading.bound.knobs.map((k) => `${k.name}:${k.param.file}@${String(k.param.fn)}.${String(k.param.at)}.${k.param.path.join('.')}`) : [];
  // The first step decides where it is reported; the rest of the way only tells how one gets there.
  return [callKey(reading.outbound.ref), via.length > 0 && via[0] ? callKey(via[0]) : '', ...needs].join('|');
}

/** Nobody is seen who calls it: whoever does must give the bound. */
function unseen({ reading: { outbound, knobs, bound }, via }: OpenCall): DeadlineJudgement {
  const name = bound.is === 'needs' ? (bound.knobs[0]?.name ?? '') : '';
  return { at: via[0] ?? outbound.ref, outbound, knobs, via, client: undefined, verdict: { is: 'unknown', why: `the caller gives the ${name}, and no caller is seen` } };
}

/** One judgement a place: the worst, where the receiver or the wrapper leads to several. */
function worstOfEach(found: readonly DeadlineJudgement[]): readonly DeadlineJudgement[] {
  const worst = new Map<string, DeadlineJudgement>();
  for (const judgement of found) {
    const key = callKey(judgement.at);
    const known = worst.get(key);
    if (!known || severity.indexOf(judgement.verdict.is) < severity.indexOf(known.verdict.is)) worst.set(key, judgement);
  }
  return [...worst.values()];
}
