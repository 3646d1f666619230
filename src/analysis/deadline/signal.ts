import type { FileFacts, Use, Value } from '../../model/facts.js';
import { madeBy, sameCall, type Abstract, type CallRef, type LibraryValue, type ParamValue } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';

/** Whether a signal ends a wait. */
export type SignalReading =
  | { readonly state: 'set'; readonly ms?: number; readonly how: string; readonly at: CallRef; readonly timer?: CallRef }
  | { readonly state: 'ineffective'; readonly why: 'never-aborted' | 'shared'; readonly at: CallRef }
  | { readonly state: 'absent' }
  | { readonly state: 'needs'; readonly param: ParamValue }
  | { readonly state: 'unknown'; readonly why: string };

/**
 * Judges what stands where a signal is expected.
 * @param user the call that is given the signal
 * @param top the call with which the way to it begins
 */
export function readSignal(evaluator: Evaluator, value: Abstract, user: CallRef, top: CallRef): SignalReading {
  switch (value.is) {
    case 'absent': return { state: 'absent' };
    case 'literal': return { state: 'absent' };
    case 'param': return { state: 'needs', param: value };
    case 'or': return readEither(evaluator, value, user, top);
    case 'library': return readLibrarySignal(evaluator, value, user, top);
    default: return { state: 'unknown', why: value.is === 'unknown' ? value.why : `a signal that is a ${value.is}` };
  }
}

/** `signal ?? AbortSignal.timeout(5000)`: bounded in any case when the second is; the first may be anything. */
function readEither(evaluator: Evaluator, value: Extract<Abstract, { is: 'or' }>, user: CallRef, top: CallRef): SignalReading {
  const first = readSignal(evaluator, value.first, user, top);
  const [then] = value.then;
  if (!then) return first;
  const second = readSignal(evaluator, then, user, top);
  return second.state === 'set' || first.state === 'absent' ? second : first;
}

function readLibrarySignal(evaluator: Evaluator, value: LibraryValue, user: CallRef, top: CallRef): SignalReading {
  const [root, name] = value.path;
  if (value.package !== 'globalThis' || !root || !name) return { state: 'unknown', why: 'a signal that a library made' };
  const made = madeBy(value);
  if (made && 'member' in root && root.member === 'AbortSignal' && 'member' in name) return readFactory(evaluator, name.member, made, value, user, top);
  if ('member' in root && root.member === 'AbortController' && 'call' in name) return readController(evaluator, name.call, user);
  return { state: 'unknown', why: 'a signal whose origin is not known' };
}

function readFactory(evaluator: Evaluator, name: string, made: CallRef, value: LibraryValue, user: CallRef, top: CallRef): SignalReading {
  const last = value.path.at(-1);
  const env = last && 'call' in last ? last.env : undefined;
  const first = evaluator.argument(made, 0, env);
  if (name === 'timeout') return readTimeout(evaluator, made, first, top);
  if (name === 'any') return readAny(evaluator, first, user, top);
  return { state: 'unknown', why: `AbortSignal.${name}` };
}

/** The clock of `AbortSignal.timeout` starts when it is called: one that a module makes once has run out when the calls come. */
function readTimeout(evaluator: Evaluator, made: CallRef, values: readonly Abstract[], top: CallRef): SignalReading {
  const makes = evaluator.call(made)?.fn ?? -1;
  if (makes === -1 && evaluator.call(top)?.fn !== -1) return { state: 'ineffective', why: 'shared', at: made };
  const kind = evaluator.facts(made.file)?.functions[makes]?.kind;
  if (kind === 'constructor' && (evaluator.call(top)?.fn !== makes || top.file !== made.file)) return { state: 'unknown', why: 'a signal whose clock starts when its object is made' };
  const [value] = values;
  const ms = value?.is === 'literal' && typeof value.value === 'number' ? value.value : undefined;
  if (ms === Infinity) return { state: 'absent' };
  return { state: 'set', how: 'AbortSignal.timeout', at: made, ...(ms !== undefined && { ms }) };
}

function readAny(evaluator: Evaluator, values: readonly Abstract[], user: CallRef, top: CallRef): SignalReading {
  const [list] = values;
  if (list?.is !== 'array') return { state: 'unknown', why: 'a list of signals that cannot be seen' };
  const readings = list.items.flatMap((item) => evaluator.evaluate(list.file, item.is === 'spread' ? { is: 'unknown' } : item, list.env)).map((v) => readSignal(evaluator, v, user, top));
  return readings.find((r) => r.state === 'set') ?? readings.find((r) => r.state === 'needs') ?? readings.find((r) => r.state === 'unknown') ?? readings[0] ?? { state: 'absent' };
}

/** A controller counts when something really aborts it. */
function readController(evaluator: Evaluator, controller: CallRef, user: CallRef): SignalReading {
  const facts = evaluator.facts(controller.file);
  if (!facts) return { state: 'unknown', why: 'a controller of another file' };
  const [first] = abortsOf(evaluator, facts, controller).filter((a) => a.ms !== undefined || !isTooLate(evaluator, a.at, user));
  if (first?.timer && isOnSomePaths(evaluator, first.timer, user)) return { state: 'unknown', why: 'a controller that a timer aborts on some paths only' };
  if (first) return { state: 'set', how: first.ms === undefined ? 'a controller that is aborted' : 'a controller with a timer', at: first.at, ...(first.ms !== undefined && first.ms >= 0 && { ms: first.ms }), ...(first.timer && { timer: first.timer }) };
  return mayBeAbortedElsewhere(evaluator, controller) ? { state: 'unknown', why: 'a controller that other code may abort' } : { state: 'ineffective', why: 'never-aborted', at: user };
}

/** `if (ms) setTimeout(() => c.abort(), ms)`: the timer depends on what the call does not depend on. */
function isOnSomePaths(evaluator: Evaluator, timer: CallRef, user: CallRef): boolean {
  const started = evaluator.call(timer);
  const waiting = evaluator.call(user);
  return timer.file === user.file && started?.conditional === true && waiting?.conditional !== true && started.fn === waiting?.fn && started.range[0] < waiting.range[0];
}

/** An abort that stands after an awaited call in the same function runs when the wait is over. */
function isTooLate(evaluator: Evaluator, abort: CallRef, user: CallRef): boolean {
  const aborting = evaluator.call(abort);
  const waiting = evaluator.call(user);
  return abort.file === user.file && aborting !== undefined && waiting?.awaited === true && aborting.fn === waiting.fn && aborting.range[0] > waiting.range[0] && aborting.loop === waiting.loop;
}

/** The places that abort a controller, timers first. `ms` is -1 for a timer whose time is not known. */
export function abortsOf(evaluator: Evaluator, facts: FileFacts, controller: CallRef): readonly { readonly at: CallRef; readonly ms?: number; readonly timer?: CallRef }[] {
  const { file } = controller;
  const found = facts.calls.flatMap((call, id) => {
    const receiver = abortReceiver(call.callee) ?? call.args.map(abortReceiver).find(Boolean);
    if (!receiver || !refersTo(evaluator, file, receiver, controller)) return [];
    const timer = timerAround(evaluator, facts, { file, call: id });
    return [{ at: { file, call: id }, ...(timer && { ms: timer.ms, timer: timer.ref }) }];
  });
  return [...found].sort((a, b) => Number(b.ms !== undefined) - Number(a.ms !== undefined));
}

/** `c.abort`, `c.abort.bind(c)`, `c.abort.call`. */
function abortReceiver(callee: Value): Value | undefined {
  if (callee.is !== 'member') return undefined;
  if (callee.name === 'abort') return callee.of;
  return callee.of.is === 'member' && callee.of.name === 'abort' ? callee.of.of : undefined;
}

function refersTo(evaluator: Evaluator, file: string, value: Value, controller: CallRef): boolean {
  return evaluator.evaluate(file, value).some((v) => {
    const made = v.is === 'library' ? madeBy(v) : undefined;
    return made !== undefined && sameCall(made, controller);
  });
}

/** The `setTimeout` that makes a call happen: the call stands in its callback, or is handed to it. */
export function timerAround(evaluator: Evaluator, facts: FileFacts, ref: CallRef): { readonly ref: CallRef; readonly ms: number } | undefined {
  const own = facts.calls[ref.call];
  if (!own) return undefined;
  const candidates = [ref.call, facts.functions[own.fn]?.passedTo?.call, namedCallbackOf(facts, own.fn), handedTo(facts, ref.call)];
  for (const id of candidates) {
    const call = id === undefined ? undefined : facts.calls[id];
    if (id === undefined || !call || !isGlobal(evaluator, ref.file, call.callee, 'setTimeout')) continue;
    const [time] = evaluator.argument({ file: ref.file, call: id }, 1, undefined);
    return { ref: { file: ref.file, call: id }, ms: time?.is === 'literal' && typeof time.value === 'number' ? time.value : -1 };
  }
  return undefined;
}

/** `const onTimeout = () => c.abort(); setTimeout(onTimeout, 5000)`. */
function namedCallbackOf(facts: FileFacts, fn: number): number | undefined {
  const binding = facts.bindings.findIndex((b) => b.values.some((v) => v.is === 'function' && v.fn === fn));
  return facts.bindings[binding]?.uses?.find((u) => u.as === 'argument')?.call ?? argumentWith(facts, (v) => v.is === 'ref' && v.to === binding && binding !== -1);
}

/** `setTimeout(c.abort.bind(c), 5000)`. */
function handedTo(facts: FileFacts, call: number): number | undefined {
  return argumentWith(facts, (v) => v.is === 'call' && v.call === call);
}

function argumentWith(facts: FileFacts, test: (value: Value) => boolean): number | undefined {
  const id = facts.calls.findIndex((c) => c.args.some(test));
  return id === -1 ? undefined : id;
}

function isGlobal(evaluator: Evaluator, file: string, callee: Value, name: string): boolean {
  return evaluator.evaluate(file, callee).some((v) => v.is === 'library' && (v.package === 'globalThis' || v.package === 'timers') && v.path.length === 1 && v.path[0] !== undefined && 'member' in v.path[0] && v.path[0].member === name);
}

/** Whether the controller leaves our sight: stored, returned, handed on. Its signal may. */
function mayBeAbortedElsewhere(evaluator: Evaluator, controller: CallRef): boolean {
  const facts = evaluator.facts(controller.file);
  if (!facts) return true;
  const holders = facts.bindings.filter((b) => b.values.some((v) => v.is === 'call' && v.call === controller.call));
  if (holders.length === 0) return !isOnlySignal(facts, controller.call) && !isUntouchedField(evaluator, facts, controller.call);
  const exported = facts.exports.some(({ value }) => value?.is === 'ref' && holders.some((b) => b === facts.bindings[value.to]));
  return exported || holders.some((b) => (b.uses ?? []).some((use) => leaks(facts, use)));
}

function leaks(facts: FileFacts, use: Use): boolean {
  if (use.as !== 'member') return use.as !== 'compared';
  if (use.name === 'signal' || use.name === 'aborted') return false;
  if (use.name !== 'abort') return true;
  // Calls have been looked at; `setTimeout(() => controller.abort, 5000)` names the method and does not call it.
  return !facts.calls.some((c) => c.calleeRange[0] === use.at && c.callee.is === 'member' && c.callee.name === 'abort') && !returnsAbort(facts, use.fn);
}

function returnsAbort(facts: FileFacts, fn: number): boolean {
  const callback = facts.functions[fn];
  return callback?.passedTo !== undefined && callback.returns.some((v) => v.is === 'member' && v.name === 'abort');
}

/** `new AbortController().signal`: nobody holds the controller. */
function isOnlySignal(facts: FileFacts, controller: number): boolean {
  const wanted = (v: Value | undefined): boolean => v?.is === 'member' && v.name === 'signal' && v.of.is === 'call' && v.of.call === controller;
  const inObject = (v: Value): boolean => v.is === 'object' && v.props.some((p) => wanted(p.value));
  return facts.calls.some((c) => c.args.some((a) => wanted(a) || inObject(a))) || facts.bindings.some((b) => b.values.some(wanted));
}

/** A field that holds the controller, on which nobody in the project calls `abort`, and which is read for its signal only. */
function isUntouchedField(evaluator: Evaluator, facts: FileFacts, controller: number): boolean {
  const field = facts.classes.flatMap((c) => c.members).find((m) => m.values.length === 1 && m.values[0]?.is === 'call' && m.values[0].call === controller);
  if (!field) return false;
  for (const { calls, bindings, functions } of evaluator.sources.files.values()) {
    const values = [...calls.flatMap((c) => [c.callee, ...c.args]), ...bindings.flatMap((b) => b.values), ...functions.flatMap((f) => f.returns)];
    if (values.some((v) => readsWhole(v, field.name))) return false;
  }
  return true;
}

/** Whether a value hands on the field itself, or calls something else of it than its signal. */
function readsWhole(value: Value, field: string): boolean {
  if (value.is === 'member') {
    if (value.of.is === 'member' && value.of.name === field) return value.name !== 'signal';
    return value.name === field || readsWhole(value.of, field);
  }
  if (value.is === 'object') return value.props.some((p) => (p.value !== undefined && readsWhole(p.value, field)) || (p.spread !== undefined && readsWhole(p.spread, field)));
  return false;
}
