import { callKey, sameCall, type Abstract, type CallRef, type Env, type FunctionRef, type ParamValue } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import { makesBuilder } from '../../catalog/reading.js';
import { isOpenedElsewhere } from './makers.js';
import { isExempt } from './exempt.js';
import { boundIfUnset, readBound, type Bound, type BoundReading } from './bound.js';
import { clientOf, clientStep, outboundCalls, type OutboundCall, type OutboundContext } from './outbound.js';
import { optionName, type KnobReading } from './reading.js';
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
  /** The call that makes the client, or that gives the client's factory its options, where a knob can be turned there. */
  readonly client: CallRef | undefined;
}

/** An outbound call looked at through calls that lead to it. */
interface Lead {
  readonly ref: CallRef;
  /** Innermost first: the functions that were entered, each by one call. */
  readonly entered: readonly { readonly fn: FunctionRef; readonly by: CallRef }[];
  /** Those of the calls that were to give a bound, outermost first. */
  readonly via: readonly CallRef[];
}

/** Longer ways from a caller down to the call are not followed. */
const longestWay = 6;
/** Nor more of them for one call: then it is unknown. */
const mostWays = 400;

const severity: readonly DeadlineJudgement['verdict']['is'][] = ['none', 'unknown', 'wrapped', 'bounded'];

/**
 * Judges every outbound call of the project. A call whose bound, or whose client, is a parameter's is looked at again
 * through each caller of that function, and so on upwards. All ways without a repeated call are taken, so the result
 * does not depend on their order.
 */
export function judgeDeadlines(context: OutboundContext, graph: CallGraph, wrappings: Wrappings): readonly DeadlineJudgement[] {
  const found: DeadlineJudgement[] = [];
  for (const [file, facts] of context.evaluator.sources.files) {
    for (let call = 0; call < facts.calls.length; call++) {
      if (mayBeOutbound(context, { file, call })) found.push(...judgeCall(context, graph, wrappings, { file, call }));
    }
  }
  return worstOfEach(found);
}

/** A cheap look: the callee of an outbound call is a library's, or a method of something that is not known here. */
function mayBeOutbound(context: OutboundContext, ref: CallRef): boolean {
  const callee = context.evaluator.call(ref)?.callee;
  if (!callee) return false;
  return context.evaluator.evaluate(ref.file, callee).some((v) => v.is === 'library' || v.is === 'or' || v.is === 'param' || (v.is === 'unknown' && callee.is === 'member' && context.catalog.isMethod(callee.name)));
}

function judgeCall(context: OutboundContext, graph: CallGraph, wrappings: Wrappings, ref: CallRef): readonly DeadlineJudgement[] {
  const found: DeadlineJudgement[] = [];
  const leads: Lead[] = [{ ref, entered: [], via: [] }];
  for (let taken = 0; taken < leads.length && taken < mostWays; taken++) {
    const lead = leads[taken];
    if (!lead) break;
    const above = new Map<string, Lead>();
    for (const one of waitsOf(context, ref, frames(context, lead))) {
      const { judgements, ways } = judgeOrMakers(context, graph, wrappings, lead, one);
      found.push(...judgements);
      for (const way of ways) above.set(callKey(way.entered.at(-1)?.by ?? ref), way);
    }
    leads.push(...above.values());
  }
  return found;
}

/** What was found out about a call, and the ways on which more can be. */
interface Outcome {
  readonly judgements: readonly DeadlineJudgement[];
  readonly ways: readonly Lead[];
}

/** What a server listens for is no wait of its own. */
function waitsOf(context: OutboundContext, ref: CallRef, env: Env | undefined): readonly OutboundCall[] {
  return outboundCalls(context, ref, env).filter((one) => one.model.kind !== 'listen');
}

/** A client that is known by its type only is judged as each of those that the project makes. */
function judgeOrMakers(context: OutboundContext, graph: CallGraph, wrappings: Wrappings, lead: Lead, outbound: OutboundCall): Outcome {
  if (context.partial && isOpenedElsewhere(outbound)) return openedElsewhere(judgeOne(context, graph, wrappings, lead, outbound));
  const alternatives = context.partial ? [] : context.makers.alternatives(outbound);
  if (alternatives.length < 2) return judgeOne(context, graph, wrappings, lead, alternatives[0] ?? outbound);
  const outcomes = alternatives.map((one) => judgeOne(context, graph, wrappings, lead, one));
  return { judgements: together(outcomes.flatMap((o) => o.judgements)), ways: outcomes.flatMap((o) => o.ways) };
}

/** Which of several clients it is does not matter when they all have a deadline, or none has. */
function together(found: readonly DeadlineJudgement[]): readonly DeadlineJudgement[] {
  if (new Set(found.map((j) => (j.verdict.is === 'wrapped' ? 'bounded' : j.verdict.is))).size < 2) return found;
  const unclear = found.find((j) => j.verdict.is === 'unknown');
  const [first] = unclear ? [unclear] : found.map((j): DeadlineJudgement => ({ ...j, verdict: { is: 'unknown', why: 'several such clients are made, with a deadline and without, and which one this is cannot be seen' } }));
  return first ? [{ ...first, client: undefined }] : [];
}

function openedElsewhere({ judgements, ways }: Outcome): Outcome {
  return { ways, judgements: judgements.map((j) => (j.verdict.is === 'none' ? { ...j, client: undefined, verdict: { is: 'unknown', why: 'bounded by the connection or not, which another file opens' } } : j)) };
}

function judgeOne(context: OutboundContext, graph: CallGraph, wrappings: Wrappings, lead: Lead, outbound: OutboundCall): Outcome {
  if (isExempt(context, outbound)) return { judgements: [], ways: [] };
  const reading = readBound(context, outbound);
  const { bound, knobs } = reading;
  const base = { at: lead.via[0] ?? outbound.ref, outbound, knobs, via: lead.via, client: answerable(context, reading) };
  const decided = (verdict: DeadlineJudgement['verdict'], client = base.client): Outcome => ({ judgements: [{ ...base, client, verdict }], ways: [] });
  const wrapping = bound.is === 'bounded' && bound.open.every((p) => p === 'total') ? undefined : wrappingOf(wrappings, lead, bound);
  // What wraps the call ends the phases that its own options leave open.
  if (bound.is === 'bounded') return decided(wrapping ? { ...bound, open: [] } : bound);
  if (wrapping?.unsure && !makesBuilder(outbound.reading)) return { judgements: [{ ...base, client: undefined, verdict: { is: 'unknown', why: `it is handed to ${wrapping.by}, which is not seen` } }], ways: [] };
  if (wrapping && !wrapping.unsure) return decided({ is: 'wrapped', wrapping });
  if (bound.is !== 'needs') return decided(bound);
  return askCallers(context, graph, wrappings, lead, outbound, bound, base);
}

/** The bound is a parameter's: of a function around the call, or of the one that makes the client. */
function askCallers(context: OutboundContext, graph: CallGraph, wrappings: Wrappings, lead: Lead, outbound: OutboundCall, bound: Extract<Bound, { is: 'needs' }>, base: Omit<DeadlineJudgement, 'verdict'>): Outcome {
  const [needed] = bound.knobs;
  const clients = needed ? context.makers.throughCallers(outbound, needed.param) : [];
  if (clients.length > 0) {
    const outcomes = clients.map((client) => judgeOne(context, graph, wrappings, lead, client));
    return { judgements: outcomes.flatMap((o) => o.judgements), ways: outcomes.flatMap((o) => o.ways) };
  }
  const ways = needed ? upwards(graph, lead, needed.param) : [];
  if (ways.length > 0) return { judgements: [], ways };
  // An entry point that works without options has none by default: `start(options = {})`.
  const unset = boundIfUnset(context, { outbound, knobs: base.knobs, bound });
  // The client, or the library, bounds what nobody is seen to give.
  if (unset.is === 'bounded' && base.knobs.some((k) => k.state === 'needs' && k.otherwise)) return { judgements: [{ ...base, verdict: unset }], ways: [] };
  const byDefault = needed?.where === 'client' && !context.partial && hasDefault(context, needed.param) ? unset : undefined;
  if (byDefault && byDefault.is !== 'needs') return { judgements: [{ ...base, client: clientOf(outbound), verdict: byDefault }], ways: [] };
  return { judgements: [{ ...base, client: undefined, verdict: { is: 'unknown', why: `the caller gives the ${needed ? optionName(needed) : 'deadline'}, and no caller is seen` } }], ways: [] };
}

function hasDefault({ evaluator }: OutboundContext, { file, fn, at }: ParamValue): boolean {
  return evaluator.facts(file)?.functions[fn]?.params[at]?.default !== undefined;
}

function wrappingOf(wrappings: Wrappings, { ref, via }: Lead, bound: Bound): Wrapping | undefined {
  for (const call of [...via, ref]) {
    const found = wrappings.of(call);
    if (found) return found;
  }
  if (bound.is !== 'needs') return undefined;
  for (const { param } of bound.knobs) {
    const found = wrappings.ofSignal(param);
    if (found) return found;
  }
  return undefined;
}

/** The same call, seen through each caller of the function whose parameter is open. */
function upwards(graph: CallGraph, lead: Lead, { file, fn }: ParamValue): readonly Lead[] {
  if (lead.entered.length >= longestWay) return [];
  const callers = graph.callersOf({ file, fn }).filter((by) => !lead.entered.some((e) => sameCall(e.by, by)));
  return callers.map((by) => ({ ref: lead.ref, entered: [...lead.entered, { fn: { file, fn }, by }], via: [by, ...lead.via] }));
}

/** The frames of a lead: the last one entered is the outermost. */
function frames(context: OutboundContext, { entered }: Lead): Env | undefined {
  return entered.reduceRight<Env | undefined>((outer, { fn, by }) => context.evaluator.enter(fn, by, outer, madeInstance(context, fn, by, outer)), undefined);
}

/** A constructor that is entered makes the object that `this` then is. */
function madeInstance(context: OutboundContext, fn: FunctionRef, by: CallRef, env: Env | undefined): Abstract | undefined {
  const entered = context.evaluator.facts(fn.file)?.functions[fn.fn];
  if (entered?.kind !== 'constructor' || entered.cls === undefined) return undefined;
  return { is: 'instance', file: fn.file, cls: entered.cls, made: { call: by, env } };
}

/** Where a client's options are given: where it is made, or where its factory is called with what it hands on. */
function answerable(context: OutboundContext, { outbound }: BoundReading): CallRef | undefined {
  const { knobs = {} } = outbound.reading.entry;
  const names = outbound.model.knobs;
  const turned = Object.entries(knobs).some(([name, knob]) => names.includes(name.split('@')[0] ?? '') && knob.at.some((p) => p.startsWith('client')));
  const step = turned ? clientStep(outbound) : undefined;
  if (!step) return undefined;
  return step.env && leavesItToCaller(context, outbound) ? step.env.call : step.call;
}

/** Whether the client would be bounded by what its factory's caller gives. */
function leavesItToCaller(context: OutboundContext, outbound: OutboundCall): boolean {
  const made = outbound.reading.made.map(({ step, type }) => ({ type, step: 'call' in step ? { ...step, env: undefined } : step }));
  return readBound(context, { ...outbound, reading: { ...outbound.reading, made } }).bound.is === 'needs';
}

/** One judgement a place and client: the worst, where several ways lead there. */
function worstOfEach(found: readonly DeadlineJudgement[]): readonly DeadlineJudgement[] {
  const worst = new Map<string, DeadlineJudgement>();
  for (const judgement of found) {
    const { at, client, outbound, verdict } = judgement;
    // What is told at a client is told of each call; elsewhere one place answers for all that it leads to.
    const key = client && verdict.is === 'none' ? `${callKey(client)}|${callKey(outbound.ref)}` : callKey(at);
    const known = worst.get(key);
    if (!known || severity.indexOf(judgement.verdict.is) < severity.indexOf(known.verdict.is)) worst.set(key, judgement);
  }
  const told = new Set([...worst.values()].flatMap(({ client, outbound, verdict }) => (client && verdict.is === 'none' ? [callKey(outbound.ref)] : [])));
  return [...worst.values()].filter(({ at, verdict }) => verdict.is === 'none' || !told.has(callKey(at)));
}
