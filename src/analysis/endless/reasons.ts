import type { FileFacts, Step, Value } from '../../model/facts.js';
import { timerPromise } from '../deadline/timers.js';
import { comparing } from '../operators.js';
import { logging } from '../paths/call-doing.js';
import type { Project } from '../project.js';
import { goingOn } from './going-on.js';
import { mayRun } from './may-run.js';
import { stepsIn } from '../every-step.js';
import { reasonsOfSets, type Reason } from './exits.js';

/**
 * What a way out hangs on. `bound`: something that comes by itself, such as a count, a time, a signal, a flag or the end of data. `outcome`: what others say
 * when they are asked, and nothing else. `both`: what others say, and besides that something that comes by itself. `none`: nothing at all.
 */
export type ReasonKind = 'bound' | 'outcome' | 'both' | 'unknown' | 'none';

/** The rounds whose ways out are looked at. */
export interface Rounds {
  readonly project: Project;
  readonly file: string;
  readonly facts: FileFacts;
  readonly fn: number;
  readonly steps: readonly Step[];
  /** The calls by which what decides is made: `parse` of `if (parse(text).ready)`. */
  readonly asked?: ReadonlySet<number>;
}

const clocks = new Set(['now', 'hrtime', 'uptime', 'bigint', 'getTime', 'valueOf']);
const counts = new Set(['length', 'size', 'done', 'count', 'hasMore', 'has_more', 'hasNextPage', 'nextCursor', 'cursor', 'nextPageToken', 'NextToken', 'IsTruncated', 'next']);
const takes = new Set(['shift', 'pop', 'next', 'dequeue', 'delete', 'splice', 'exec', 'read', 'has']);
const deepest = 8;

/** What several reasons that stand together hang on. */
export function kindOf(rounds: Rounds, reasons: readonly Reason[]): ReasonKind {
  return strongest(reasons.map((r) => (typeof r === 'string' ? 'outcome' : kindOfValue(rounds, r, 0))));
}

function strongest(kinds: readonly ReasonKind[]): ReasonKind {
  return (['bound', 'unknown', 'both', 'outcome'] as const).find((kind) => kinds.includes(kind)) ?? 'none';
}

/** What has to come together: it is as weak as its weakest part. */
function joined(kinds: readonly ReasonKind[]): ReasonKind {
  const saying = kinds.filter((kind) => kind !== 'none');
  const [first = 'none'] = saying;
  if (saying.every((kind) => kind === first)) return first;
  return saying.includes('unknown') ? 'unknown' : 'both';
}

/** @param holds whether the way out is taken where the value is truthy: of `a && b` both decide on that, and either on the contrary */
function kindOfValue(rounds: Rounds, value: Value, depth: number, holds = true): ReasonKind {
  const of = (v: Value): ReasonKind => kindOfValue(rounds, v, depth + 1);
  const same = (v: Value): ReasonKind => kindOfValue(rounds, v, depth + 1, holds);
  if (depth > deepest) return 'unknown';
  switch (value.is) {
    case 'literal': case 'undefined': case 'param': case 'function': case 'class': return 'none';
    case 'ref': return ofName(rounds, value.to, depth, holds);
    case 'await': return ofAwaited(rounds, value.of, depth);
    case 'unary': return kindOfValue(rounds, value.of, depth + 1, value.op === '!' ? !holds : holds);
    case 'binary': return ofComparison(value.op, strongest([of(value.left), of(value.right)]));
    case 'either': return value.and && value.of[1] ? (holds ? joined : strongest)([value.and, value.of[1]].map(same)) : strongest(value.of.map(same));
    case 'fallback': return (holds || value.on === 'nullish' ? strongest : joined)([value.first, value.then].map(same));
    case 'text': return strongest(value.parts.map(of));
    case 'array': return strongest(value.items.map(of));
    case 'member': return ofMember(rounds, value, depth);
    case 'element': return of(value.of) === 'outcome' ? 'outcome' : 'unknown';
    case 'call': return ofCall(rounds, value.call, depth);
    default: return 'unknown';
  }
}

/** How much there was, `updated < batchSize`, may tell that the work has come to its end. */
function ofComparison(op: string, kind: ReasonKind): ReasonKind {
  return kind === 'outcome' && /^[<>]=?$/.test(op) ? 'unknown' : kind;
}

/** A name: by what the rounds, and others, give it. */
function ofName(rounds: Rounds, to: number, depth: number, holds: boolean): ReasonKind {
  const { facts, steps, file, project } = rounds;
  const binding = facts.bindings[to];
  if (!binding) return 'unknown';
  if (binding.kind === 'catch') return 'outcome';
  if (binding.kind === 'import') {
    const known = project.evaluator.evaluate(file, { is: 'ref', to });
    return known.length === 1 && /^(?:literal|class|function)$/.test(known[0]?.is ?? '') ? 'none' : 'unknown';
  }
  if (isSetElsewhere(rounds, to)) return 'bound';
  const sets = stepsIn(steps).flatMap((s) => (typeof s !== 'number' && s.is === 'set' && s.to === to ? [s.value] : []));
  const changed = sets.map((v): ReasonKind => {
    if (v.is === 'literal' || v.is === 'undefined') return strongest(reasonsOfSets(steps, to).map((r) => kindOf({ ...rounds, steps: [] }, r)));
    const kind = kindOfValue(rounds, v, depth + 1);
    return kind === 'none' || v.is === 'unknown' || (v.is === 'binary' && !comparing.has(v.op)) ? 'bound' : kind;
  });
  if (changed.length > 0) return strongest(changed.map((k) => (k === 'none' ? 'bound' : k)));
  if (isWorkedOn(rounds, to)) return 'bound';
  return strongest(binding.values.map((v) => kindOfValue(rounds, v, depth + 1, holds)));
}

/** What is got in each round and handed to other work: when there is none left, the rounds end. What only answers the question, or is done with what ends them, is no such work. */
function isWorkedOn(rounds: Rounds, to: number): boolean {
  const { facts, asked } = rounds;
  const steps = goingOn(rounds);
  const over = steps.some((s) => typeof s !== 'number' && s.is === 'loop' && s.over !== undefined && isOf(s.over, to));
  return over || steps.some((call) => {
    if (typeof call !== 'number' || asked?.has(call)) return false;
    const { callee, args } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
    return !(callee.is === 'member' && logging.has(callee.name)) && !(callee.is === 'global' && callee.name === 'String') && args.some((a) => a.is === 'ref' && a.to === to);
  });
}

function isOf(value: Value, to: number): boolean {
  switch (value.is) {
    case 'ref': return value.to === to;
    case 'member': case 'element': case 'await': return isOf(value.of, to);
    case 'fallback': return isOf(value.first, to);
    default: return false;
  }
}

/** A flag: some other function that may run, such as a callback or a method that stops, gives the name a value. */
export function isSetElsewhere({ project, file, facts, fn }: Rounds, to: number): boolean {
  return facts.functions.some(({ steps = [] }, other) => other !== fn && stepsIn(steps).some((s) => typeof s !== 'number' && s.is === 'set' && s.to === to) && mayRun(project, { file, fn: other }));
}

function ofMember(rounds: Rounds, { of, name }: Extract<Value, { is: 'member' }>, depth: number): ReasonKind {
  if (name === 'aborted') return 'bound';
  const whole = kindOfValue(rounds, of, depth + 1);
  if (counts.has(name)) return 'bound';
  if (of.is === 'this') return isSetByOthers(rounds, name) ? 'bound' : 'unknown';
  return whole === 'none' ? 'unknown' : whole;
}

/** A field that another function sets: `stop() { this.stopped = true; }`. */
export function isSetByOthers({ project, file, facts, fn }: Rounds, name: string): boolean {
  return facts.assigns.some((a) => a.fn !== fn && a.target.is === 'member' && a.target.name === name && a.target.of.is === 'this' && facts.functions[a.fn]?.kind !== 'constructor' && mayRun(project, { file, fn: a.fn }));
}

/** What is asked anew in each round. Where the question changes with the rounds, they go through something. */
function ofAwaited(rounds: Rounds, value: Value, depth: number): ReasonKind {
  const { facts, project, file } = rounds;
  if (timerPromise(project.evaluator, file, value)) return 'none';
  if (value.is !== 'call') return 'unknown';
  const fact = facts.calls[value.call];
  if (!fact) return 'unknown';
  if (!stepsIn(rounds.steps).includes(value.call) && rounds.steps.length > 0) return 'none';
  if (fact.callee.is === 'member' && takes.has(fact.callee.name)) return 'bound';
  return fact.args.some((a) => changes(rounds, a, depth)) ? 'bound' : 'outcome';
}

/** Whether a value is another one in each round. */
function changes(rounds: Rounds, value: Value, depth: number): boolean {
  const of = (v: Value): boolean => changes(rounds, v, depth + 1);
  if (depth > deepest) return false;
  switch (value.is) {
    case 'ref': return stepsIn(rounds.steps).some((s) => typeof s !== 'number' && s.is === 'set' && s.to === value.to) && !isFilledAnew(rounds, value.to);
    case 'member': case 'element': case 'spread': case 'unary': return of(value.of);
    case 'binary': return of(value.left) || of(value.right);
    case 'text': return value.parts.some(of);
    case 'array': return value.items.some(of);
    case 'object': return value.props.some((p) => (p.value !== undefined && of(p.value)) || (p.spread !== undefined && of(p.spread)));
    case 'fallback': return of(value.first) || of(value.then);
    case 'either': return value.of.some(of);
    case 'call': return (rounds.facts.calls[value.call]?.args ?? []).some(of);
    default: return false;
  }
}

/** Declared inside of the rounds: a new name in each of them. */
function isFilledAnew({ facts }: Rounds, to: number): boolean {
  return facts.bindings[to]?.kind === 'const';
}

function ofCall(around: Rounds, call: number, depth: number): ReasonKind {
  const fact = around.facts.calls[call];
  if (!fact) return 'unknown';
  const rounds: Rounds = { ...around, asked: new Set([...(around.asked ?? []), call]) };
  const { callee, args } = fact;
  const name = callee.is === 'member' || callee.is === 'global' ? callee.name : '';
  if (clocks.has(name) || (fact.construct && name === 'Date')) return 'bound';
  if (takes.has(name)) return 'bound';
  const parts = strongest([...args, ...(callee.is === 'member' ? [callee.of] : [])].filter((v) => v.is !== 'global' && v.is !== 'this').map((v) => kindOfValue(rounds, v, depth + 1)));
  return parts === 'none' ? 'unknown' : parts;
}
