import type { Reach, TraceStep } from '../../model/evidence.js';
import type { Phase } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { callKey, flatten, type CallRef } from '../abstract.js';
import { duration } from '../names.js';
import type { Project } from '../project.js';
import { callsOfClient, placeOf, placeText, spanOf, waitsHere, wayTo } from '../site.js';
import { isExported } from '../exported.js';
import type { Bound } from './bound.js';
import { optionArguments } from './place.js';
import { optionName } from './reading.js';
import { ineffectiveOf } from './ineffective.js';
import type { OutboundCall } from './outbound.js';
import type { DeadlineJudgement } from './judge.js';

/** A client without a deadline, with the calls that therefore have none. */
export interface OpenClient {
  readonly client: CallRef;
  readonly calls: readonly DeadlineJudgement[];
}

/** Judgements sorted out for reports: one finding at a client instead of one at each of its calls. */
export interface SortedDeadlines {
  readonly calls: readonly DeadlineJudgement[];
  readonly clients: readonly OpenClient[];
  /** The calls at which it is told that some of their phases are open: the first of each client, and none of a client that is told as a whole. */
  readonly telling: ReadonlySet<DeadlineJudgement>;
}

/** Splits the project's judgements into those that are told at the call and those that are told at the client. */
export function sortDeadlines(project: Project, judgements: readonly DeadlineJudgement[]): SortedDeadlines {
  const calls: DeadlineJudgement[] = [];
  const clients = new Map<string, DeadlineJudgement[]>();
  for (const judgement of judgements) {
    const { client, verdict, outbound } = judgement;
    if (outbound.model.kind !== 'outbound') continue;
    const atCall = verdict.is !== 'none' || verdict.off?.where === 'call' || ineffectiveOf(project, judgement) !== undefined;
    if (!client || atCall) calls.push(judgement);
    else clients.set(callKey(client), [...(clients.get(callKey(client)) ?? []), judgement]);
  }
  return { calls, clients: [...clients.values()].flatMap((group) => (group[0]?.client ? [{ client: group[0].client, calls: group }] : [])), telling: firstOfEach(calls, new Set(clients.keys())) };
}

function firstOfEach(calls: readonly DeadlineJudgement[], told: ReadonlySet<string>): ReadonlySet<DeadlineJudgement> {
  const first = new Map<string, DeadlineJudgement>();
  for (const judgement of calls) {
    const { client, at } = judgement;
    if (openPhases(judgement) === undefined || (client && told.has(callKey(client)))) continue;
    const key = callKey(client ?? at);
    if (!first.has(key)) first.set(key, judgement);
  }
  return new Set(first.values());
}

/** What an unbounded call does in production, in words. */
export function howLong(verdict: Extract<Bound, { is: 'none' }>, { reading, model }: OutboundCall): string {
  const entryName = reading.entry.name;
  const drips = model.phases.includes('body') && verdict.slow?.covers.includes('total') !== true;
  if (verdict.off) return `its ${optionName(verdict.off)} is ${verdict.off.value}, which means none`;
  if (verdict.partial && verdict.slow) return `its ${optionName(verdict.partial)} does not bound ${verdict.open.filter((p) => p !== 'total').join(' and ')}, where ${entryName} gives up only after ${duration(verdict.slow.ms)}`;
  if (verdict.partial) return `its ${optionName(verdict.partial)} bounds ${verdict.partial.knob.covers.filter((p) => p !== 'total').join(' and ')}, and ${verdict.open.filter((p) => p !== 'total').join(' and ')} can last for ever`;
  if (verdict.slow) return `${entryName} gives up only after ${duration(verdict.slow.ms)}${drips ? ', and never on a body that drips' : ''}`;
  return `without a timeout or a signal, ${entryName} waits for ever`;
}

/** What bounds a call, in words, with the place. */
export function boundText(project: Project, judgement: DeadlineJudgement): string {
  const { verdict } = judgement;
  if (verdict.is === 'wrapped') return `${verdict.wrapping.by}${verdict.wrapping.ms === undefined ? '' : ` after ${duration(verdict.wrapping.ms)}`}`;
  if (verdict.is !== 'bounded') return '';
  const time = verdict.ms === undefined ? '' : ` of ${duration(verdict.ms)}`;
  const source = { option: `its ${verdict.option}${time}`, signal: `a signal${time}`, client: `the client's ${verdict.option}${time}`, project: `the project-wide ${verdict.option}${time}`, library: `the library's default ${verdict.option}${time}` }[verdict.by];
  const place = verdict.written ? placeOf(project, verdict.written) : verdict.at && placeText(project, verdict.at);
  return place ? `${source}, set at ${place}` : source;
}

const stalls: Readonly<Record<Exclude<Phase, 'total'>, string>> = {
  connect: 'a server that does not accept the connection',
  handshake: 'a server that accepts the connection and says nothing',
  headers: 'a server that does not answer',
  body: 'a body that stalls',
  queue: 'the wait in the queue',
  acquire: 'the wait for a free connection',
  query: 'the query',
};

/** What can still last for ever in a call that counts as bounded, in words. A body that drips within its limits is not told: almost nothing bounds it. */
export function openPhases({ verdict }: DeadlineJudgement): string | undefined {
  const open = verdict.is === 'bounded' ? verdict.open.filter((p) => p !== 'total') : [];
  return open.length === 0 ? undefined : `${open.map((p) => stalls[p]).join(' and ')} ${open.length === 1 ? 'is' : 'are'} not`;
}

/** From the handler down to the place of a judgement, and on from there to the call that waits. */
export function traceOf(project: Project, judgement: DeadlineJudgement): { reach: Reach; trace: readonly TraceStep[] } {
  const { reach, trace } = wayTo(project, judgement.at);
  const inner = judgement.via.length === 0 ? [] : [...judgement.via.slice(1), judgement.outbound.ref].map((ref) => ({ span: spanOf(project, ref), message: waitsHere(project, ref) }));
  return { reach, trace: [...trace, ...inner, ...optionsElsewhere(project, judgement)] };
}

/** Where the options of a call are written, when they are put together before it: that is where the deadline belongs. */
function optionsElsewhere(project: Project, { outbound, verdict }: DeadlineJudgement): readonly TraceStep[] {
  const { ref, fact, model, env } = outbound;
  if (verdict.is !== 'none' || env !== undefined) return [];
  const objects = optionArguments(project.evaluator, ref, model.options, undefined).flatMap((values) => flatten(values)).filter((v) => v.is === 'object');
  return objects.flatMap(({ file, props }): readonly TraceStep[] => {
    const [start, end] = [props[0]?.range[0], props.at(-1)?.range[1]];
    const inPlace = file === ref.file && start !== undefined && start >= fact.range[0] && start < fact.range[1];
    return start === undefined || end === undefined || inPlace ? [] : [{ span: { file, start, end }, message: 'its options are written here' }];
  });
}

const urgency: readonly Reach[] = ['request', 'worker', 'startup', 'unknown', 'script'];

/** The most urgent way to any of a client's calls, and the calls. */
export function traceOfClient(project: Project, { calls }: OpenClient): { reach: Reach; trace: readonly TraceStep[] } {
  const ways = calls.map((c) => wayTo(project, c.at).reach);
  const reach = urgency.find((r) => ways.includes(r)) ?? 'unknown';
  const first = calls.find((c) => wayTo(project, c.at).reach === reach);
  const way = first ? wayTo(project, first.at).trace : [];
  return { reach, trace: [...way, ...callsOfClient(project, calls.map((c) => c.outbound.ref))] };
}

/** Whether only the callers bound it, in a function that others may call as well. */
export function mayHaveOtherCallers(project: Project, judgement: DeadlineJudgement): boolean {
  if (judgement.verdict.is !== 'wrapped' || !judgement.verdict.wrapping.byCallers) return false;
  const fn = project.evaluator.call(judgement.at)?.fn ?? -1;
  return isExported(project.evaluator, { file: judgement.at.file, fn });
}

/** Somebody set a deadline for this call, as opposed to the library's default. */
export function seemsBounded({ verdict }: DeadlineJudgement): boolean {
  return verdict.is === 'wrapped' || (verdict.is === 'bounded' && verdict.by !== 'library');
}

/** The race whose timer nobody clears. */
export function forgottenTimer(project: Project, { verdict }: DeadlineJudgement): CallRef | undefined {
  const race = verdict.is === 'wrapped' ? verdict.wrapping.race : undefined;
  if (verdict.is !== 'wrapped' || !race?.timer) return undefined;
  const { timer } = race;
  const facts = project.evaluator.facts(timer.file);
  const cleared = (facts?.calls ?? []).some((c) => c.callee.is === 'global' && c.callee.name === 'clearTimeout' && holdsTimer(project, timer, c.args[0]));
  return cleared ? undefined : verdict.wrapping.at;
}

function holdsTimer(project: Project, timer: CallRef, value: Value | undefined): boolean {
  const facts = project.evaluator.facts(timer.file);
  if (!value || !facts) return false;
  // A timer that is kept in an object may be cleared through it: then nothing is claimed.
  if (value.is !== 'ref') return true;
  return facts.bindings[value.to]?.values.some((v) => v.is === 'call' && v.call === timer.call) ?? false;
}
