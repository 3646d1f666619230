import type { CallRef } from '../abstract.js';
import { madeBy } from '../abstract.js';
import type { FileView, Project } from '../project.js';
import { chainedMembers } from './chain.js';
import type { DeadlineJudgement } from './judge.js';
import { abortsOf } from './signal.js';
import { isInside } from './timers.js';

/** Controllers that a timer aborts and whose signal goes nowhere. */
export function unheardControllers(view: FileView): readonly CallRef[] {
  const { facts, file, project } = view;
  return facts.calls.flatMap((fact, call): CallRef[] => {
    const ref = { file, call };
    if (!fact.construct || !project.evaluator.result(ref).some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.length === 2 && v.path[0] !== undefined && 'member' in v.path[0] && v.path[0].member === 'AbortController' && madeBy(v))) return [];
    const holders = facts.bindings.filter((b) => b.values.some((v) => v.is === 'call' && v.call === call));
    const onlyAborts = holders.length > 0 && holders.every((b) => (b.uses ?? []).every((u) => (u.as === 'member' && u.name === 'abort') || u.as === 'compared'));
    const exported = facts.exports.some(({ value }) => value?.is === 'ref' && holders.some((b) => b === facts.bindings[value.to]));
    return onlyAborts && !exported && abortsOf(project.evaluator, facts, ref).some((a) => a.timer) ? [ref] : [];
  });
}

const readers = new Set(['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes', 'buffer']);

/** A timer that is cleared before the body of the response has been read. */
export interface EarlyClear {
  readonly clear: CallRef;
  readonly read: CallRef;
}

/** Finds where the timer behind a call's signal stops before the body is there. */
export function earlyClearOf(project: Project, judgement: DeadlineJudgement): EarlyClear | undefined {
  const { outbound: { ref, model, fact }, knobs, via } = judgement;
  if (model.settles !== 'headers' || via.length > 0) return undefined;
  const facts = project.evaluator.facts(ref.file);
  const timer = knobs.flatMap((k) => (k.state === 'set' && k.timer?.file === ref.file ? [k.timer.call] : []))[0];
  if (!facts || timer === undefined) return undefined;
  const clears = facts.calls.flatMap((c, call) => (c.callee.is === 'global' && c.callee.name === 'clearTimeout' && refersToCall(facts, c.args[0], timer) && c.inTry !== 'catch' ? [call] : []));
  for (const clear of clears) {
    for (const read of chainedMembers(project.evaluator, ref).filter((c) => readers.has(c.method) && facts.calls[c.ref.call]?.fn === fact.fn)) {
      if (isBefore(project, clear, read.ref, ref)) return { clear: { file: ref.file, call: clear }, read: read.ref };
    }
  }
  return undefined;
}

function refersToCall(facts: FileView['facts'], value: FileView['facts']['calls'][number]['callee'] | undefined, call: number): boolean {
  if (value?.is === 'call') return value.call === call;
  return value?.is === 'ref' && (facts.bindings[value.to]?.values.some((v) => v.is === 'call' && v.call === call) ?? false);
}

/** Whether `clear` runs before `read` has finished. */
function isBefore(project: Project, clearId: number, readRef: CallRef, call: CallRef): boolean {
  const facts = project.evaluator.facts(call.file);
  const clear = facts?.calls[clearId];
  const read = facts?.calls[readRef.call];
  const waiting = facts?.calls[call.call];
  if (!facts || !clear || !read || !waiting) return false;
  if (clear.fn === read.fn) {
    if (clear.range[0] < read.range[0]) return clear.range[0] > waiting.range[0];
    // `return response.json()` in a `try` whose `finally` clears: nobody waits for the body there.
    return clear.inTry === 'finally' && read.inTry === 'try' && read.returned === true;
  }
  // `fetch(…).finally(() => clearTimeout(timer))`
  const callback = facts.functions[clear.fn]?.passedTo;
  const settled = callback && facts.calls[callback.call];
  return settled?.callee.is === 'member' && ['finally', 'then'].includes(settled.callee.name) && settled.callee.of.is === 'call' && settled.callee.of.call === call.call && isInside(facts, clear.fn, read.fn) && read.range[0] > settled.range[1];
}
