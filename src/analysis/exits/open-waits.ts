import type { Value } from '../../model/facts.js';
import { flatten, sameCall, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import type { Wait } from './run.js';

/** Methods that wait until others let go: connections that are open, queries that run. */
const closing = new Set(['close', 'end', 'quit', 'disconnect', '$disconnect', 'stop', 'shutdown', 'destroy', 'drain']);

/** Packages whose closing has a deadline of its own. */
const bounded = new Set(['http-terminator', 'lightship', 'stoppable', '@godaddy/terminus', 'http-graceful-shutdown', 'server-destroy']);

/** What a wait hangs on without a deadline, as it is written: `server.close`; `undefined` where it ends, or nothing is known of it. */
export function openWait(project: Project, { file, of }: Wait): string | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts) return undefined;
  const calls = behind(project, file, of);
  const open = calls.find((call) => isOpen(project, { file, call }));
  return open === undefined ? undefined : calleeName(facts, open);
}

/** The call that is awaited, or those inside of a promise that is made by hand. */
function behind(project: Project, file: string, value: Value): readonly number[] {
  const facts = project.evaluator.facts(file);
  const fact = value.is === 'call' ? facts?.calls[value.call] : undefined;
  if (!facts || !fact || value.is !== 'call') return [];
  const [executor] = fact.args;
  if (!fact.construct || fact.callee.is !== 'global' || fact.callee.name !== 'Promise' || executor?.is !== 'function') return [value.call];
  const inside = facts.calls.flatMap((c, call) => (isInside(facts, c.fn, executor.fn) ? [call] : []));
  // A timer in it may be its deadline.
  return inside.some((call) => calleeName(facts, call) === 'setTimeout') ? [] : inside;
}

function isOpen(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact) return false;
  const outbound = project.deadlines.filter((d) => sameCall(d.outbound.ref, ref));
  if (outbound.length > 0) return outbound.every((d) => d.verdict.is === 'none');
  if (fact.callee.is !== 'member' || !closing.has(fact.callee.name) || fact.args.some((a) => a.is === 'literal' && typeof a.value === 'number')) return false;
  const callees = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  return callees.every((v) => (v.is === 'library' ? !bounded.has(v.package) : v.is === 'unknown' ? false : v.is === 'param'));
}
