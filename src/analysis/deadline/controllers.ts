import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { madeBy, type CallRef } from '../abstract.js';
import type { FileView, Project } from '../project.js';
import { callsBehind, chainedCalls } from './chain.js';
import type { DeadlineJudgement } from './judge.js';
import { abortsOf } from './signal.js';
import { isInside } from './timers.js';

/** Controllers that a timer aborts and whose signal goes nowhere. */
export function unheardControllers({ facts, file, project }: FileView): readonly CallRef[] {
  return facts.calls.flatMap((fact, call): CallRef[] => {
    const ref = { file, call };
    if (!fact.construct || !isController(project, ref)) return [];
    const holders = facts.bindings.filter((b) => b.values.some((v) => v.is === 'call' && v.call === call));
    const onlyAborts = holders.length > 0 && holders.every((b) => (b.uses ?? []).every((u) => (u.as === 'member' && u.name === 'abort') || u.as === 'compared'));
    const exported = facts.exports.some(({ value }) => value?.is === 'ref' && holders.some((b) => b === facts.bindings[value.to]));
    return onlyAborts && !exported && abortsOf(project.evaluator, facts, ref).some((a) => a.timer) ? [ref] : [];
  });
}

function isController(project: Project, ref: CallRef): boolean {
  return project.evaluator.result(ref).some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.length === 2 && v.path[0] !== undefined && 'member' in v.path[0] && v.path[0].member === 'AbortController' && madeBy(v) !== undefined);
}

/** A timer that is cleared before the body of the response has been read. */
export interface EarlyClear {
  readonly clear: CallRef;
}

/** A place where a response's body is read. */
interface Read {
  /** The call that reads it, where one does. */
  readonly call?: number;
  readonly at: number;
  readonly fn: number;
  readonly returned: boolean;
  readonly inTry: CallFact['inTry'];
}

const readers = new Set(['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes', 'buffer']);

/** Finds where the timer behind a call's signal stops before the body is there. */
export function earlyClearOf(project: Project, judgement: DeadlineJudgement): EarlyClear | undefined {
  const { outbound: { ref, model }, knobs, via } = judgement;
  const facts = project.evaluator.facts(ref.file);
  const timer = knobs.flatMap((k) => (k.state === 'set' && k.timer?.file === ref.file ? [k.timer.call] : []))[0];
  if (model.settles !== 'headers' || via.length > 0 || !facts || timer === undefined) return undefined;
  const reads = [...readsOf(project, ref.file, facts, [ref.call]), ...handedOut(facts, [ref.call])];
  const clear = facts.calls.findIndex((c, call) => isClearOf(facts, c, timer) && reads.some((read) => isBefore(facts, { call, fact: c }, read, ref)));
  return clear === -1 ? undefined : { clear: { file: ref.file, call: clear } };
}

/** Whether a call stops a timer, outside of a `catch`. */
export function isClearOf(facts: FileFacts, { callee, args: [argument], inTry }: CallFact, timer: number): boolean {
  if (callee.is !== 'global' || callee.name !== 'clearTimeout' || inTry === 'catch' || !argument) return false;
  return argument.is === 'call' ? argument.call === timer : argument.is === 'ref' && (facts.bindings[argument.to]?.values.some((v) => v.is === 'call' && v.call === timer) ?? false);
}

/** Whether the body is read after a wrapper has let go of the call: `const r = await Promise.race([fetch(u), late]); await r.text()`. */
export function readsBodyOutside(project: Project, { file, call }: CallRef, wrapper: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || wrapper.file !== file || wrapper.call === call) return false;
  return readsOf(project, file, facts, [wrapper.call]).some((read) => read.at > (facts.calls[wrapper.call]?.range[1] ?? Infinity) && !(read.call !== undefined && project.wrappings.of({ file, call: read.call })));
}

/** Methods that read the body, loops over it and calls that are given it: of the calls themselves, or of the parameter of their `then`. */
function readsOf(project: Project, file: string, facts: FileFacts, calls: readonly number[]): readonly Read[] {
  const roots = calls.flatMap((call) => [call, ...chainedCalls(project.evaluator, { file, call }).filter((c) => c.method === 'finally' || c.method === 'catch').map((c) => c.ref.call)]);
  const isResponse = (value: Value): boolean => callsBehind(facts, value, 0, true).some((call) => roots.includes(call)) || isSettledParameter(facts, value, roots);
  const readings = facts.calls.flatMap((c, call): readonly Read[] => {
    const reads = (c.callee.is === 'member' && readers.has(c.callee.name) && isResponse(c.callee.of)) || c.args.some((a) => a.is === 'member' && a.name === 'body' && isResponse(a.of));
    return reads ? [{ call, at: c.range[0], fn: c.fn, returned: c.returned === true, inTry: c.inTry }] : [];
  });
  const loops = facts.bindings.flatMap((b): readonly Read[] => (b.values.some((v) => v.is === 'element' && bodyOf(v.of).some(isResponse)) ? [{ at: b.range[0], fn: b.fn, returned: false, inTry: undefined }] : []));
  return [...readings, ...loops];
}

/** A body that leaves the function is read by whoever gets it: `return { stream: response.body }`. */
function handedOut(facts: FileFacts, roots: readonly number[]): readonly Read[] {
  const isBody = (value: Value): boolean => {
    if (value.is === 'object') return value.props.some((p) => (p.value ? isBody(p.value) : false));
    return value.is === 'member' && value.name === 'body' && callsBehind(facts, value.of, 0, true).some((call) => roots.includes(call));
  };
  const fn = roots.map((call) => facts.calls[call]?.fn ?? -1)[0] ?? -1;
  // After everything else in the function, and outside of its `try`.
  return (facts.functions[fn]?.returns ?? []).some(isBody) ? [{ at: facts.functions[fn]?.range[1] ?? 0, fn, returned: true, inTry: 'try' }] : [];
}

/** `response` of `response.body`, also with a fallback. */
function bodyOf(value: Value): readonly Value[] {
  if (value.is === 'fallback') return bodyOf(value.first);
  return value.is === 'member' && value.name === 'body' ? [value.of] : [];
}

/** `(response) => …` of `fetch(…).then((response) => …)`. */
function isSettledParameter(facts: FileFacts, value: Value, roots: readonly number[]): boolean {
  const [given] = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  const passedTo = given?.is === 'param' && given.at === 0 ? facts.functions[given.fn]?.passedTo : undefined;
  const then = passedTo?.index === 0 ? facts.calls[passedTo.call]?.callee : undefined;
  return then?.is === 'member' && then.name === 'then' && callsBehind(facts, then.of).some((call) => roots.includes(call));
}

/** Whether the timer is cleared, after the call was made, before `read` has finished. */
function isBefore(facts: FileFacts, { fact: clear }: { readonly call: number; readonly fact: CallFact }, read: Read, ref: CallRef): boolean {
  const waiting = facts.calls[ref.call];
  if (!waiting) return false;
  if (clear.fn === read.fn) {
    if (clear.range[0] < read.at) return clear.range[0] > waiting.range[0];
    // `return response.json()` in a `try` whose `finally` clears: nobody waits for the body there.
    return clear.inTry === 'finally' && read.inTry === 'try' && read.returned;
  }
  // `fetch(…).finally(() => clearTimeout(timer))`
  const callback = facts.functions[clear.fn]?.passedTo;
  const settled = callback && facts.calls[callback.call];
  return settled?.callee.is === 'member' && settled.callee.name === 'finally' && settled.callee.of.is === 'call' && settled.callee.of.call === ref.call && isInside(facts, clear.fn, read.fn) && read.at > settled.range[1];
}
