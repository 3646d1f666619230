import type { FileFacts, Range, Value } from '../../model/facts.js';
import { functionKey, type CallRef } from '../abstract.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';
import { frequencyOf, isUncalled } from './frequency.js';
import { classMadeBy, makesMany } from './each-object.js';
import { lifeOf, type Given, type Life } from './life.js';
import { throughTurns, type ListenerFate } from './listener-fate.js';
import type { ListenerCall } from './listener-call.js';
import { openLoopAround } from './open-loop.js';

/** What is handed in somewhere, and where. `by` is absent where nobody in sight calls the function. */
interface HandedIn {
  readonly life: Life;
  readonly by: CallRef | undefined;
}

const deepest = 5;

/** The fate of a listener on what callers hand in. On a signal that outlives the call it stays until that is aborted, which may be never. */
export function fateOnGiven(project: Project, listener: ListenerCall, life: Given): ListenerFate {
  if (listener.once === 'common') return { is: 'fine', why: 'the event takes it away' };
  const handed = handedInOf(project, life, new Set());
  const isOpen = project.partial && isExported(project.evaluator, life.fn);
  if (handed.length > 0 && handed.every(({ life: one }) => one.is === 'call') && !isOpen && !handed.some(({ by }) => by && outlivesLoop(project, by))) return { is: 'fine', why: 'it goes with what the callers hand in' };
  for (const { life: one, by } of handed) {
    if (!by) continue;
    const loop = outlivesLoop(project, by);
    if (loop) return { is: 'piles-up', by: throughTurns, trace: [{ span: { file: by.file, start: loop[0], end: loop[0] }, message: 'runs it again at each turn' }] };
    const frequency = one.is === 'process' ? frequencyOf(project, by) : undefined;
    if (frequency?.is === 'repeated') return { is: 'piles-up', by: frequency.by, trace: frequency.trace };
  }
  const ofObject = fateForObject(project, listener, life);
  if (ofObject) return ofObject;
  const isUnseen = handed.some(({ life: one, by }) => !by && one.is === 'given' && !isWrittenInPlace(project, one) && isExported(project.evaluator, one.fn) && isUncalled(project, one.fn));
  return listener.event === 'abort' && ((!project.partial && isUnseen) || (!isOpen && isHandedInAgain(project, life))) ? { is: 'on-given-signal' } : { is: 'unknown', why: 'how long what is handed in lives is not known' };
}

/** `new Listener(this.store)` in a method: what the constructor listens to is there before each object that is made, and stays when that is gone. */
export function fateForObject(project: Project, listener: ListenerCall, life: Given): ListenerFate | undefined {
  const cls = project.evaluator.facts(life.fn.file)?.functions[life.fn.fn]?.kind === 'constructor' ? classMadeBy(project, { file: listener.ref.file, fn: listener.fn }) : undefined;
  if (project.partial || cls === undefined || listener.once === 'common' || life.fn.file !== listener.ref.file) return undefined;
  const made = handedInOf(project, life, new Set()).find(({ life: one, by }) => (one.is === 'process' || one.is === 'instance') && by !== undefined && makesMany(project, by))?.by;
  return made && { is: 'each-object', made };
}

/** `Promise.race([first, aborted(signal)])`, and then `Promise.race([second, aborted(signal)])`: one signal is handed in by several calls of one piece of work. */
function isHandedInAgain(project: Project, { fn, at, path }: Given): boolean {
  const names = path.length > 0 ? [] : project.graph.callersOf(fn).flatMap((by): readonly string[] => {
    const [name] = [project.evaluator.call(by)?.args[at]];
    const binding = name?.is === 'ref' ? project.evaluator.facts(by.file)?.bindings[name.to] : undefined;
    return name?.is === 'ref' && (binding?.kind === 'param' || binding?.kind === 'const') ? [`${by.file} ${String(name.to)}`] : [];
  });
  return new Set(names).size < names.length;
}

/** Who is handed a function that is written in place runs it with what is made for each run: the signal of a job. */
function isWrittenInPlace(project: Project, { fn: { file, fn } }: Given): boolean {
  return project.evaluator.facts(file)?.functions[fn]?.passedTo !== undefined;
}

/** What the callers hand in, through those that only pass on what they are given. */
function handedInOf(project: Project, life: Given, seen: Set<string>): readonly HandedIn[] {
  const key = `${functionKey(life.fn)} ${String(life.at)} ${life.path.join('.')}`;
  if (seen.has(key) || seen.size > deepest) return [{ life: { is: 'unknown', why: 'it is handed on and on' }, by: undefined }];
  seen.add(key);
  const callers = project.graph.callersOf(life.fn);
  if (callers.length === 0) return [{ life, by: undefined }];
  return callers.flatMap((by): readonly HandedIn[] => {
    const one = lifeAtCaller(project, by, life);
    // A loop around the call hands in the same thing at each turn.
    if (one.is !== 'given' || outlivesLoop(project, by)) return [{ life: one, by }];
    return handedInOf(project, one, seen);
  });
}

function lifeAtCaller(project: Project, by: CallRef, { at, path }: Given): Life {
  const written = project.evaluator.call(by)?.args[at];
  return written ? lifeOf(project, by.file, path.reduce<Value>((of, name) => propertyOf(of, name), written)) : { is: 'unknown', why: 'it is not handed in' };
}

function propertyOf(of: Value, name: string): Value {
  const found = of.is === 'object' ? of.props.find((p) => p.key === name)?.value : undefined;
  return found ?? { is: 'member', of, name };
}

/** The open loop around a call to which a signal from outside of it is handed at each turn. */
function outlivesLoop(project: Project, by: CallRef): Range | undefined {
  const facts = project.evaluator.facts(by.file);
  const fact = facts?.calls[by.call];
  const loop = facts && fact && openLoopAround(facts, by.call, -1);
  return loop && fact.args.some((value) => isSignalFromOutside(facts, value, loop)) ? loop : undefined;
}

function isSignalFromOutside(facts: FileFacts, value: Value, loop: Range): boolean {
  if (value.is === 'object') return value.props.some((p) => p.value !== undefined && isSignalFromOutside(facts, p.value, loop));
  const named = value.is === 'member' ? value.name : value.is === 'ref' ? facts.bindings[value.to]?.name : undefined;
  return named !== undefined && signalNames.has(named) && isFromOutside(facts, value, loop);
}

const signalNames: ReadonlySet<string> = new Set(['signal', 'abortSignal']);

/** Whether an expression stands for something that is there before a loop begins. */
export function isFromOutside(facts: FileFacts, value: Value, loop: Range): boolean {
  switch (value.is) {
    case 'member': return isFromOutside(facts, value.of, loop);
    case 'this': return true;
    case 'global': return true;
    case 'ref': {
      const binding = facts.bindings[value.to];
      return binding !== undefined && binding.kind !== 'let' && (binding.range[0] < loop[0] || binding.range[0] >= loop[1]);
    }
    default: return false;
  }
}
