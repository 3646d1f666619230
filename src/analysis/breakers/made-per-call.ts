import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** Methods through which a call goes. */
const passing: ReadonlySet<string> = new Set(['fire', 'execute', 'call', 'exec', 'run', 'invoke', 'request', 'wrap']);

/** Whether an object is made, used and forgotten by one run of a function: what it remembers of failures is gone before the next call. */
export function isMadePerCall(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact || fact.fn === -1) return false;
  const { reach } = project.reach({ file, fn: fact.fn });
  if (reach === 'startup' || reach === 'script') return false;
  // `new CircuitBreaker(load).fire()`
  if (facts.calls.some((c) => c.callee.is === 'member' && passing.has(c.callee.name) && c.callee.of.is === 'call' && c.callee.of.call === call)) return true;
  const holders = facts.bindings.filter((b) => b.fn === fact.fn && b.values.some((v) => v.is === 'call' && v.call === call));
  const uses = holders.flatMap(({ uses: all = [] }) => all);
  const [holder] = holders;
  if (!holder || holders.length > 1 || holder.values.length > 1) return false;
  return uses.length > 0 && uses.every((u) => u.as === 'member' && u.fn === fact.fn) && uses.some((u) => u.name !== undefined && passing.has(u.name));
}
