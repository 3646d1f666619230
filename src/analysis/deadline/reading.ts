import { parsePlace } from '../../catalog/place.js';
import type { Knob } from '../../catalog/types.js';
import { flatten, pathText, type Abstract, type CallRef, type ParamValue } from '../abstract.js';
import { chainedCalls } from './chain.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { settingsAt, type Setting } from './place.js';
import type { Written } from './property-path.js';
import { readSignal } from './signal.js';
import { isInside } from './timers.js';

/** What stands at a knob's places comes to this. */
type Worth =
  | { readonly state: 'set'; readonly ms?: number; readonly how: string; /** The timer that aborts the signal. */ readonly timer?: CallRef }
  | { readonly state: 'off'; readonly value: string }
  | { readonly state: 'absent'; /** Its default does not hold here either. */ readonly void?: true }
  /** It is there and does nothing. */
  | { readonly state: 'ineffective'; readonly why: 'no-listener' | 'never-aborted' | 'shared'; /** What is at fault, where it is not the option. */ readonly culprit?: CallRef }
  /** The caller's to give. */
  | { readonly state: 'needs'; readonly param: ParamValue; /** What holds when the caller gives nothing, where it is set further away. */ readonly otherwise?: KnobReading }
  | { readonly state: 'unknown'; readonly why: string };

/** What one knob says about one call, and where it is turned. */
export type KnobReading = Worth & { readonly name: string; readonly knob: Knob; readonly at?: CallRef; readonly written?: Written; readonly where?: Setting['where'] };

/** Reads a knob at its places, nearest first: the first place that says anything decides. */
export function readKnob(context: OutboundContext, outbound: OutboundCall, name: string, knob: Knob): KnobReading {
  const reading = readPlaces(context, outbound, name, knob);
  const counts = reading.state === 'set' || reading.state === 'unknown' || (reading.state === 'absent' && knob.default !== 'none');
  return knob.with && counts ? together(context, outbound, reading, knob.with) : reading;
}

/** What works only together with another option is worth nothing without it. */
function together(context: OutboundContext, outbound: OutboundCall, reading: KnobReading, { at, is }: NonNullable<Knob['with']>): KnobReading {
  const values = at.flatMap((place) => settingsAt(context, outbound, place)).flatMap((s) => flatten(s.values)).filter((v) => v.is !== 'absent');
  const { name, knob } = reading;
  if (values.some((v) => v.is === 'literal' && is.some((one) => one === v.value))) return reading;
  const isOpen = reading.state !== 'absent' && values.some((v) => v.is !== 'literal');
  return isOpen ? { name, knob, state: 'unknown', why: 'of use only with another option, which cannot be read' } : { name, knob, state: 'absent', void: true };
}

/** Whether a knob that needs another option is of any use here. */
export function worksHere(context: OutboundContext, outbound: OutboundCall, knob: Knob): boolean {
  return knob.with === undefined || together(context, outbound, { name: '', knob, state: 'set', how: 'an option' }, knob.with).state === 'set';
}

function readPlaces(context: OutboundContext, outbound: OutboundCall, name: string, knob: Knob): KnobReading {
  let doubt: KnobReading | undefined;
  let needs: KnobReading & { readonly state: 'needs' } | undefined;
  for (const place of knob.at) {
    const settings = settingsAt(context, outbound, place);
    const meaning = meaningAt(knob, place);
    if (isDivided(context, outbound, knob, settings)) return { name, knob, state: 'unknown', why: 'set for some modules of the project and not for others' };
    for (const setting of settings) {
      const worth = worthOf(context, outbound, meaning, setting.values);
      if (worth.state === 'absent') continue;
      const reading = heard(context, outbound, { name, knob, at: setting.at, where: setting.where, ...(setting.written && { written: setting.written }), ...worth });
      if (needs) {
        if (reading.state === 'set') return { ...needs, otherwise: reading };
        continue;
      }
      if (reading.state === 'needs' && !doubt) {
        needs = reading;
        continue;
      }
      // What is unknown near the call may still be unset: a place further away can bound it in any case.
      if (reading.state !== 'unknown') return doubt && reading.state !== 'set' ? doubt : reading;
      doubt ??= reading;
    }
  }
  return needs ?? doubt ?? heardByDefault(context, outbound, { name, knob, state: 'absent' });
}

/** What values come to at one of a knob's places. */
interface Meaning extends Pick<Knob, 'unit' | 'off'> {
  /** 0 counts as if nothing stood there. */
  readonly zeroIsUnset?: boolean;
}

function meaningAt({ unit, off = [], zero = {} }: Knob, place: string): Meaning {
  const own = zero[place];
  return own === undefined ? { unit, off } : { unit, off: off.filter((value) => value !== 0), zeroIsUnset: own === 'unset' };
}

/** Whether what is meant for the whole project is set in one place and missing in another. */
function isDivided(context: OutboundContext, outbound: OutboundCall, knob: Knob, settings: readonly Setting[]): boolean {
  const states = new Set(settings.filter((s) => s.where === 'ambient').map((s) => worthOf(context, outbound, knob, s.values).state));
  return states.has('absent') && states.has('set');
}

/** A default that only emits an event bounds the call as soon as somebody listens. */
function heardByDefault(context: OutboundContext, outbound: OutboundCall, reading: KnobReading): KnobReading {
  const { listener, default: ms } = reading.knob;
  if (!listener || ms === 'none' || listens(context, outbound.ref, listener.event, listener.calls) !== 'yes') return reading;
  return { name: reading.name, knob: reading.knob, state: 'set', ms, how: 'the default and a listener', at: outbound.ref, where: 'call' };
}

/** The values that may stand at one place, taken together: bounded only if each of them is. */
function worthOf(context: OutboundContext, outbound: OutboundCall, meaning: Meaning, values: readonly Abstract[]): Worth {
  const worths = values.map((v) => worthOfValue(context, outbound, meaning, v));
  const [first] = worths;
  if (!first) return { state: 'absent' };
  const distinct = new Set(worths.map((w) => w.state));
  if (distinct.size === 1) return first;
  // `toNumber(process.env.TIMEOUT_MS, 5000)`: a variable of the environment beside a constant that holds without it.
  const set = worths.find((w) => w.state === 'set');
  if (set && values.every((v, at) => worths[at]?.state === 'set' || (v.is === 'library' && isEnvironment(v)))) return set;
  const bad = worths.find((w) => w.state === 'unknown') ?? worths.find((w) => w.state === 'needs');
  return bad ?? { state: 'unknown', why: 'set on some paths only' };
}

function worthOfValue(context: OutboundContext, outbound: OutboundCall, meaning: Meaning, value: Abstract): Worth {
  if (meaning.unit === 'signal') return signalWorth(context, outbound, value);
  switch (value.is) {
    case 'absent': return { state: 'absent' };
    case 'number': return { state: 'set', how: 'a number' };
    case 'literal': return literalWorth(meaning, value.value);
    case 'param': return { state: 'needs', param: value };
    case 'or': return eitherWorth(context, outbound, meaning, value);
    // A date is a point in time: gRPC's deadlines.
    case 'library': if (pathText(value.path) === 'new Date()') return { state: 'set', how: 'a date' };
      return isEnvironment(value) ? { state: 'unknown', why: 'an environment variable without a fallback' } : { state: 'unknown', why: `what comes from ${value.package === 'globalThis' ? 'the runtime' : `the package ${value.package}`}` };
    case 'object': return { state: 'absent' };
    case 'unknown': return { state: 'unknown', why: value.why };
    default: return { state: 'unknown', why: `a ${value.is}` };
  }
}

function signalWorth({ evaluator }: OutboundContext, outbound: OutboundCall, value: Abstract): Worth {
  const signal = readSignal(evaluator, value, outbound.ref, outermost(outbound));
  if (signal.state === 'set') return { state: 'set', how: signal.how, ...(signal.ms !== undefined && { ms: signal.ms }), ...(signal.timer && { timer: signal.timer }) };
  return signal.state === 'ineffective' ? { state: 'ineffective', why: signal.why, ...(signal.why === 'shared' && { culprit: signal.at }) } : signal;
}

/** The call with which the way to an outbound call begins. */
function outermost({ ref, env }: OutboundCall): CallRef {
  let first = ref;
  for (let frame = env; frame; frame = frame.outer) first = frame.call;
  return first;
}

function literalWorth({ unit, off = [], zeroIsUnset }: Meaning, value: string | number | boolean | null | undefined): Worth {
  if (value === undefined || value === null || (value === 0 && zeroIsUnset)) return { state: 'absent' };
  if (off.some((o) => o === value || (o === 'Infinity' && value === Infinity)) || value === Infinity) return { state: 'off', value: String(value) };
  if (typeof value === 'number') return Number.isNaN(value) ? { state: 'unknown', why: 'a value that is no number' } : { state: 'set', how: 'an option', ms: unit === 's' ? value * 1000 : value };
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return { state: 'set', how: 'an option', ms: Number(value) };
  // A number is what is asked for: `false`, `true` and texts mean what the library makes of them.
  return value === false ? { state: 'absent' } : { state: 'unknown', why: `the value ${String(value)}` };
}

/** With a fallback, the worst that can be meant is the fallback. */
function eitherWorth(context: OutboundContext, outbound: OutboundCall, meaning: Meaning, value: Extract<Abstract, { is: 'or' }>): Worth {
  const then = worthOf(context, outbound, meaning, value.then);
  // With a variable of the environment the fallback's time is what holds by default; with anything else it says little.
  if (then.state === 'set') return value.first.is === 'library' && isEnvironment(value.first) ? then : { state: 'set', how: then.how };
  const first = worthOfValue(context, outbound, meaning, value.first);
  return first.state === 'absent' ? then : first;
}

function isEnvironment(value: Extract<Abstract, { is: 'library' }>): boolean {
  const [root] = value.path;
  return value.package === 'globalThis' && root !== undefined && 'member' in root && root.member === 'process';
}

/** A knob that only emits an event is worth something when somebody listens and ends the request. */
function heard(context: OutboundContext, outbound: OutboundCall, reading: KnobReading): KnobReading {
  const { listener } = reading.knob;
  if (!listener || reading.state !== 'set' || reading.at === undefined) return reading;
  if (listener.orCallback !== undefined && ends(context, outbound.ref, context.evaluator.argument(reading.at, listener.orCallback, undefined), listener.calls)) return reading;
  const verdict = listens(context, outbound.ref, listener.event, listener.calls);
  if (verdict === 'yes') return reading;
  const { name, knob, at, written, where } = reading;
  const base = { name, knob, at, ...(written && { written }), ...(where && { where }) };
  return verdict === 'unknown' ? { ...base, state: 'unknown', why: 'the request leaves this function, and a listener may be added elsewhere' } : { ...base, state: 'ineffective', why: 'no-listener' };
}

/** Whether a listener of `event` on the call's result calls one of `methods`. */
export function listens(context: OutboundContext, ref: CallRef, event: string, methods: readonly string[]): 'yes' | 'no' | 'unknown' {
  const { evaluator } = context;
  for (const chained of chainedCalls(evaluator, ref)) {
    if (!['on', 'once', 'addListener', 'prependListener'].includes(chained.method)) continue;
    const [name] = evaluator.argument(chained.ref, 0, undefined);
    if (name?.is === 'literal' && name.value === event && ends(context, ref, evaluator.argument(chained.ref, 1, undefined), methods)) return 'yes';
  }
  return leaves(context, ref) ? 'unknown' : 'no';
}

/** Whether a listener ends the request: one of the methods is called in it, or it is one of them. What is not seen counts as yes. */
function ends(context: OutboundContext, ref: CallRef, listener: readonly Abstract[], methods: readonly string[]): boolean {
  return flatten(listener).some((value) => {
    if (value.is === 'function') return callsInside(context, value.file, value.fn, methods);
    if (value.is === 'library') {
      const last = value.path.at(-1);
      const before = value.path.at(-2);
      return [last, before].some((s) => s && 'member' in s && methods.includes(s.member)) || (last !== undefined && 'call' in last && ref.file !== '');
    }
    return value.is === 'unknown' || value.is === 'param';
  });
}

function callsInside({ evaluator }: OutboundContext, file: string, fn: number, methods: readonly string[]): boolean {
  const facts = evaluator.facts(file);
  if (!facts) return false;
  return facts.calls.some((c) => {
    // A rejection that ends the wait is as good, for the one who waits.
    const isEnd = c.callee.is === 'member' ? methods.includes(c.callee.name) : c.callee.is === 'ref' && (isReject(facts.bindings[c.callee.to]?.name) || isParam(facts, c.callee.to));
    return isEnd && isInside(facts, c.fn, fn);
  });
}

function isReject(name: string | undefined): boolean {
  return name !== undefined && /^(reject|done|callback|cb|fail|abort|destroy)$/i.test(name);
}

function isParam(facts: { readonly bindings: readonly { readonly kind: string }[] } | undefined, to: number): boolean {
  return facts?.bindings[to]?.kind === 'param';
}

/** The request is returned, stored or handed on. */
function leaves({ evaluator }: OutboundContext, ref: CallRef): boolean {
  const facts = evaluator.facts(ref.file);
  if (!facts || facts.calls[ref.call]?.returned) return true;
  const holders = facts.bindings.filter((b) => b.values.some((v) => v.is === 'call' && v.call === ref.call));
  const stored = facts.assigns.some((a) => a.value.is === 'call' && a.value.call === ref.call);
  return stored || holders.some((b) => (b.uses ?? []).some((u) => u.as === 'returned' || u.as === 'stored' || u.as === 'argument'));
}

/** A knob as users write it: `query_timeout` rather than the catalog's key. */
export function optionName({ name, knob }: Pick<KnobReading, 'name' | 'knob'>): string {
  const option = knob.at.map(parsePlace).find(({ root, path, through }) => (root.at === 'call' || root.at === 'client') && path.length > 0 && !through);
  return option?.path.join('.') ?? name;
}
