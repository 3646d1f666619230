import type { CatchFact } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { callsBehind, chainedCalls } from '../deadline/chain.js';
import { isExported } from '../exported.js';
import { Exits } from '../exits/exits.js';
import { isExit } from '../exits/process-api.js';
import { endsAlways } from '../exits/run.js';
import { lastResortOf } from '../failures/last-resort.js';
import { isLeftOut } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { isListening, timers } from '../promises/registrations.js';
import { awaitedValues } from './awaited-values.js';
import { fateOfCall } from './call-fate.js';

/** Callers of callers are not followed further. */
const deepest = 6;

/**
 * Whether the process ends when a function fails: all that is seen to run it in production leaves its promise alone where nothing in the project hears what nobody else does, ends the process where
 * it hears it, or hands it on to such. What it leaves behind is gone then. Of handlers the framework may hear it, and where only a part of the project is seen somebody else may what is exported, or what
 * nobody hears: false.
 */
export function endsProcess(project: Project, fn: FunctionRef): boolean {
  return isFatal(project, fn, 0);
}

function isFatal(project: Project, fn: FunctionRef, depth: number): boolean {
  const fact = project.evaluator.facts(fn.file)?.functions[fn.fn];
  if (!fact || depth > deepest || project.handlers.some((h) => h.file === fn.file && h.fn === fn.fn) || project.graph.handedOn(fn).length > 0 || (project.partial && isExported(project.evaluator, fn))) return false;
  if (fact.passedTo) {
    const taker = project.evaluator.call({ file: fn.file, call: fact.passedTo.call });
    return taker !== undefined && (isListening(taker) || (taker.callee.is === 'global' && timers.has(taker.callee.name))) && isUnheardFatal(project, fn.file);
  }
  const callers = project.graph.callersOf(fn).filter((ref) => !isElsewhere(project, ref));
  return callers.length > 0 && callers.every((ref) => {
    const call = project.evaluator.call(ref);
    if (!call || (call.fn === -1 && call.awaited)) return false;
    const by = { file: ref.file, fn: call.fn };
    const fate = fateOfCall(project, by, ref);
    switch (fate.is) {
      case 'dropped': return isUnheardFatal(project, fn.file);
      case 'passed': return isFatal(project, fate.by, depth + 1);
      case 'heard': return endsWhereHeard(project, ref);
      case 'unknown': return false;
    }
  });
}

function isUnheardFatal(project: Project, file: string): boolean {
  return !project.partial && lastResortOf(project, file).is === 'ends';
}

/** A script calls it, or what is there for development only. */
function isElsewhere(project: Project, ref: CallRef): boolean {
  if (project.isScript(ref.file) || isLeftOut(project.evaluator, project.graph, ref)) return true;
  return project.reach({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 }).reach === 'script';
}

/** `try { await start(); } catch { process.exit(1); }`, `start().catch(() => process.exit(1))` */
function endsWhereHeard(project: Project, ref: CallRef): boolean {
  const facts = project.evaluator.facts(ref.file);
  const exits = new Exits(project, true);
  const hearers = chainedCalls(project.evaluator, ref).flatMap(({ method, ref: next }) => (method === 'catch' || method === 'then' ? (project.evaluator.call(next)?.args[method === 'catch' ? 0 : 1] ?? []) : []));
  if (hearers.length > 0) return hearers.every((h) => flatten(project.evaluator.evaluate(ref.file, h)).every((v) => isExit(v) || (v.is === 'function' && endsAlways(exits.of(v)))));
  const fact = facts?.functions[facts.calls[ref.call]?.fn ?? -1];
  if (!facts || !fact) return false;
  const hears = ({ steps }: CatchFact): boolean => !project.failures.inList(ref.file, steps, true)?.sure;
  const caught = [...awaitedValues(fact.steps ?? [])].filter(({ of }) => callsBehind(facts, of).includes(ref.call)).map(({ catches }) => catches.find(hears));
  return caught.length > 0 && caught.every((c) => c !== undefined && endsAlways(exits.ofSteps({ file: ref.file, env: undefined, fact }, c.steps)));
}
