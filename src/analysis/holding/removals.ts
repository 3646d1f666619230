import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import { eventOf } from '../promises/registrations.js';
import type { Life } from './life.js';
import type { ListenerCall } from './listener-call.js';
import { runAtAll } from './run-at-all.js';

/** Whether a listener is taken away again. */
export type Removal =
  | { readonly is: 'removed'; readonly at: CallRef }
  /** The code that takes it away is there: nobody in sight runs it, or what would is thrown away. */
  | { readonly is: 'unrun'; readonly at: CallRef; readonly as: 'dropped' | 'unseen' }
  /** It is tried with another function, which removes nothing. */
  | { readonly is: 'missed'; readonly at: CallRef; readonly why: string }
  /** Something is taken away of which it is not known whether it is this one. */
  | { readonly is: 'open'; readonly at: CallRef }
  | { readonly is: 'none' };

const removing = ['off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe'];

/**
 * Packages whose `off(event)` takes all listeners of the event away: eventemitter3 5 (index.js, removeListener), mitt 3 (README, off), tiny-emitter 2 (README, off), component-emitter (README, off),
 * socket.io-client 4 (client API, socket.off). Node's own throws without a function.
 */
const clearing: ReadonlySet<string> = new Set(['eventemitter3', 'mitt', 'tiny-emitter', 'component-emitter', '@socket.io/component-emitter', 'socket.io-client']);

/** Looks for the call that takes away the listener which a call adds, in the whole project. */
export function removalOf(project: Project, { ref: added, fn, event }: ListenerCall, life: Life): Removal {
  const candidates = removing.flatMap((name) => project.calledNames.get(name) ?? []).flatMap((ref) => {
    const sameness = isSameEmitter(project, added, ref, life);
    const match = sameness === 'no' || !mayBeSameEvent(project, event, ref) ? 'other' : matchOf(project, added, ref);
    return match === 'other' ? [] : [{ ref, sameness, match }];
  });
  const sure = candidates.filter((c) => c.sameness === 'yes');
  const removed = sure.filter((c) => c.match === 'same').map(({ ref }) => ({ at: ref, as: runAtAll(project, ref, { file: added.file, fn }) }));
  const run = removed.find(({ as }) => as === 'run');
  if (run) return { is: 'removed', at: run.at };
  const open = candidates.find((c) => (c.match === 'maybe' && c.sameness !== 'handed') || (c.match === 'same' && c.sameness !== 'yes'));
  if (open) return { is: 'open', at: open.ref };
  const unrun = removed.find(({ as }) => as === 'unseen') ?? removed[0];
  if (unrun && unrun.as !== 'run') return { is: 'unrun', at: unrun.at, as: unrun.as };
  const [missed] = sure;
  return missed && typeof missed.match === 'object' ? { is: 'missed', at: missed.ref, why: missed.match.why } : { is: 'none' };
}

/** `handed`: what two functions are given may be one and the same. */
function isSameEmitter(project: Project, added: CallRef, removing: CallRef, life: Life): 'yes' | 'maybe' | 'handed' | 'no' {
  const [one, other] = [added, removing].map((ref) => {
    const facts = project.evaluator.facts(ref.file);
    const callee = facts?.calls[ref.call]?.callee;
    return { file: ref.file, facts, of: callee?.is === 'member' ? callee.of : undefined };
  });
  if (!one?.facts || !other?.facts || !one.of || !other.of) return 'no';
  const keys = [emitterKey(one.facts, one.of), emitterKey(other.facts, other.of)];
  if (one.file === other.file && keys[0] !== undefined && keys[0] === keys[1]) return 'yes';
  const made = [originKeys(project, one.file, one.of), originKeys(project, other.file, other.of)] as const;
  if (made[0].length > 0 && made[0].some((key) => made[1].includes(key))) return 'yes';
  // What is not known may be the same; where both are known, and differ, it is not.
  const isOther = made[0].length > 0 && made[1].length > 0;
  if (isOther && made.every((keys) => keys.every((key) => key.startsWith(ofParameter)))) return 'handed';
  return isOther || (one.file !== other.file && life.is !== 'process') || (life.is === 'process' && keys[0] === 'process') ? 'no' : 'maybe';
}

const ofParameter = 'parameter ';

/** What an emitter is, across files: a name of the runtime or of a package, or the call that makes it. */
function originKeys(project: Project, file: string, value: Value): readonly string[] {
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v): readonly string[] => {
    if (v.is === 'library') return [`${v.package.replace(/^node:/, '')}:${v.path.map((s) => ('member' in s ? s.member : 'call' in s ? `${s.call.file}#${String(s.call.call)}` : s.typed)).join('.')}`];
    if (v.is === 'instance') return [v.made ? `${v.made.call.file}#${String(v.made.call.call)}` : `${v.file}:${String(v.cls)}`];
    return v.is === 'param' ? [`${ofParameter}${v.file}@${String(v.fn)}.${String(v.at)}.${v.path.join('.')}`] : [];
  });
}

function mayBeSameEvent(project: Project, event: string | undefined, removing: CallRef): boolean {
  const other = eventOf(project, removing);
  return event === undefined || other === undefined || event === other;
}

function matchOf(project: Project, added: CallRef, ref: CallRef): 'same' | 'maybe' | 'other' | { readonly why: string } {
  const given = project.evaluator.call(added)?.args[1];
  const fact = project.evaluator.call(ref);
  const taken = fact?.args[1];
  if (!fact || (fact.callee.is === 'member' && fact.callee.name === 'removeAllListeners')) return fact ? 'same' : 'other';
  if (!given || !taken) return fact.args.length === 1 && isOfClearing(project, ref.file, fact.callee) ? 'same' : 'maybe';
  const one = identityOf(project, added.file, given);
  const other = identityOf(project, ref.file, taken);
  if (other.is === 'new') return { why: other.why };
  // It may be meant for a listener that is added elsewhere.
  if (one.is === 'new') return isMadeOf(project, added.file, given, other) ? { why: one.why } : 'other';
  return one.is === 'known' && other.is === 'known' && one.keys.some((key) => other.keys.includes(key)) ? 'same' : 'maybe';
}

function isOfClearing(project: Project, file: string, callee: Value): boolean {
  return callee.is === 'member' && flatten(project.evaluator.evaluate(file, callee.of)).some((v) => v.is === 'library' && clearing.has(v.package));
}

/** What tells two functions apart. `new`: nobody else can have this one. */
type Identity = { readonly is: 'new'; readonly why: string } | { readonly is: 'known'; readonly keys: readonly string[] } | { readonly is: 'unknown' };

/** What decides whether two listeners are one: two equal texts are two functions where each makes a new one. */
function identityOf(project: Project, file: string, value: Value): Identity {
  const facts = project.evaluator.facts(file);
  if (!facts) return { is: 'unknown' };
  switch (value.is) {
    case 'function': return { is: 'new', why: 'a function that is written in place is a new one each time' };
    case 'call': return isBinding(facts, value.call) ? { is: 'new', why: 'bind() makes a new function each time' } : { is: 'unknown' };
    case 'ref': return { is: 'known', keys: [`name ${file} ${String(value.to)}`, ...ownKeys(project, file, value)] };
    case 'member': {
      const key = emitterKey(facts, value);
      return { is: 'known', keys: [...(key === undefined ? [] : [`member ${file} ${key}`]), ...ownKeys(project, file, value)] };
    }
    default: return { is: 'unknown' };
  }
}

/** Whether a new function is `taken.bind(this)`, or one that only calls it. */
function isMadeOf(project: Project, file: string, value: Value, taken: Identity): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || taken.is !== 'known') return false;
  const inner = value.is === 'call' ? boundOf(facts, value.call) : value.is === 'function' ? onlyCallee(facts, value.fn) : undefined;
  const identity = inner && identityOf(project, file, inner);
  return identity?.is === 'known' && identity.keys.some((key) => taken.keys.includes(key));
}

function boundOf(facts: FileFacts, call: number): Value | undefined {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' ? callee.of : undefined;
}

function onlyCallee(facts: FileFacts, fn: number): Value | undefined {
  const [only, ...others] = facts.calls.filter((c) => c.fn === fn);
  return others.length === 0 ? only?.callee : undefined;
}

function isBinding(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && callee.name === 'bind';
}

/** A function that is declared once in a module or as a method, whatever name it goes by. */
function ownKeys(project: Project, file: string, value: Value): readonly string[] {
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'function' && project.evaluator.facts(v.file)?.functions[v.fn]?.parent === -1 ? [`function ${v.file} ${String(v.fn)}`] : []));
}
