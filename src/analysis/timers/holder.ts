import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';

/** Who keeps the id of a timer, by which alone it can be stopped. */
export type Holder =
  | { readonly is: 'nobody' }
  | { readonly is: 'name'; readonly to: number }
  /** `this.timer`. */
  | { readonly is: 'field'; readonly cls: number; readonly name: string }
  /** It is returned, handed to something, or put into a collection. */
  | { readonly is: 'elsewhere' };

/** Methods of a timer that give it back. */
const same: ReadonlySet<string> = new Set(['ref', 'unref', 'refresh']);

/** Who keeps what a timer call gives. */
export function holderOf(project: Project, { file, call }: CallRef): Holder {
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact) return { is: 'elsewhere' };
  const chained = facts.calls.findIndex(({ callee }) => callee.is === 'member' && callee.of.is === 'call' && callee.of.call === call && same.has(callee.name));
  if (chained !== -1) return holderOf(project, { file, call: chained });
  const isIt = (value: Value): boolean => value.is === 'call' && value.call === call;
  const assigned = facts.assigns.find(({ value }) => isIt(value));
  if (assigned) return assigned.target.is === 'member' && assigned.target.of.is === 'this' ? { is: 'field', cls: assigned.target.of.cls, name: assigned.target.name } : { is: 'elsewhere' };
  for (const [cls, { members }] of facts.classes.entries()) {
    const member = members.find((m) => m.values.some(isIt));
    if (member) return { is: 'field', cls, name: member.name };
  }
  const to = facts.bindings.findIndex((b) => b.values.some(isIt));
  if (to !== -1) return isHandedOn(facts, to) ? { is: 'elsewhere' } : { is: 'name', to };
  return fact.dropped ? { is: 'nobody' } : { is: 'elsewhere' };
}

/** Whether a timer was told not to keep the process alive. */
export function isUnreferenced(project: Project, { file, call }: CallRef, holder: Holder): boolean {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).some(({ callee }) => {
    if (callee.is !== 'member' || callee.name !== 'unref') return false;
    return (callee.of.is === 'call' && callee.of.call === call) || isHeldBy(callee.of, holder);
  });
}

/** Whether an expression stands for what a holder keeps. */
export function isHeldBy(value: Value, holder: Holder): boolean {
  if (holder.is === 'name') return value.is === 'ref' && value.to === holder.to;
  return holder.is === 'field' && value.is === 'member' && value.name === holder.name;
}

const timing: ReadonlySet<string> = new Set(['clearInterval', 'clearTimeout', 'clearImmediate']);

/** Whether a name is returned, kept somewhere else, or given to anything but what stops timers. */
function isHandedOn(facts: FileFacts, to: number): boolean {
  const holds = (value: Value | undefined): boolean => value !== undefined && mentions(value, to);
  if (facts.bindings[to]?.using) return true;
  return facts.calls.some((c) => c.args.some(holds) && !timing.has(lastName(facts, c.callee)))
    || facts.functions.some((f) => f.returns.some(holds))
    || facts.assigns.some((a) => holds(a.value))
    || facts.exports.some((e) => holds(e.value))
    || facts.bindings.some((b, at) => at !== to && b.values.some(holds));
}

function mentions(value: Value, to: number): boolean {
  switch (value.is) {
    case 'ref': return value.to === to;
    case 'object': return value.props.some((p) => (p.value !== undefined && mentions(p.value, to)) || (p.spread !== undefined && mentions(p.spread, to)));
    case 'array': return value.items.some((v) => mentions(v, to));
    case 'either': return value.of.some((v) => mentions(v, to));
    case 'fallback': return mentions(value.first, to) || mentions(value.then, to);
    case 'spread': case 'await': return mentions(value.of, to);
    default: return false;
  }
}
