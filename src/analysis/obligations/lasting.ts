import type { FileFacts, Value } from '../../model/facts.js';
import { isInside } from '../deadline/timers.js';
import { frequencyOf } from '../holding/frequency.js';
import { isRemembered } from '../holding/remembered.js';
import { bearerOf } from '../paths/bearer.js';
import type { Project } from '../project.js';
import { registrationOf } from '../promises/registrations.js';
import type { Held } from './held.js';
import type { Release } from './release.js';

/** By these it goes on working when the function has ended. */
const going = new Set(['on', 'once', 'addListener', 'subscribe', 'subscribeAsync', 'psubscribe', 'pSubscribe', 'sSubscribe', 'listen', 'watch', 'monitor']);

/** Events that tell how it fares, and none of its work: whoever has it listens to them. */
const own = new Set(['error', 'close', 'end', 'connect', 'ready', 'disconnect', 'reconnecting']);

function isAboutItself(event: Value | undefined): boolean {
  return event?.is === 'literal' && typeof event.value === 'string' && own.has(event.value);
}

/**
 * Whether something that may be made once, for the life of the process, may be meant to last: it is made once, or it is not seen how often and somebody may still
 * reach it when the function has ended. Where the function gives it back when all goes well, it was not meant to.
 */
export function mayLast(project: Project, held: Held, release: Extract<Release, { end: unknown }>): boolean {
  if (!held.model.mayLast) return false;
  if (release.is === 'never' && isCallers(project, held)) return true;
  // A pool that is made to be handed out holds nothing before it is used.
  if (held.model.sync && (release.moved || isHandedToCaller(project, held))) return true;
  const frequency = frequencyOf(project, held.ref);
  if (frequency.is === 'repeated') return false;
  if (frequency.is === 'once') return true;
  const facts = project.evaluator.facts(held.ref.file);
  // `if (!ready) ready = client.connect().then(() => client);`
  if (release.is === 'never' && facts && isRemembered(facts, held.ref.call)) return true;
  return release.is === 'never' ? !isUsedUp(project, held) : release.end.failed === undefined && release.end.range === undefined && !release.end.choices.some((c) => c.is === 'catch');
}

/** `async function prepare(client) { await client.connect(); … }`: whoever made it may end it. */
function isCallers(project: Project, { ref, model }: Held): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  if (model.holds !== 'receiver' || callee?.is !== 'member') return false;
  const values = callee.of.is === 'ref' ? (project.evaluator.facts(ref.file)?.bindings[callee.of.to]?.values ?? []) : [callee.of];
  return values.some((v) => v.is === 'param');
}

/** `resolve(client)`, `done(null, client)`: a function that was given is called with it. */
function isHandedToCaller(project: Project, { fn, bearers }: Held): boolean {
  const facts = project.evaluator.facts(fn.file);
  return facts?.calls.some(({ callee, args, fn: home }) => isInside(facts, home, fn.fn) && callee.is === 'ref' && facts.bindings[callee.to]?.kind === 'param' && args.some((a) => bearerOf(bearers, fn.file, facts, a)?.is === 'object')) === true;
}

/** The function works with it, and nothing that outlives the function does. */
function isUsedUp(project: Project, { fn, bearers, ref, model }: Held): boolean {
  const facts = project.evaluator.facts(fn.file);
  if (!facts) return false;
  // `connect().then(() => client)`: a function inside hands it out.
  if (facts.functions.some((f, inner) => inner !== fn.fn && isInside(facts, inner, fn.fn) && f.returns.some((v) => bearerOf(bearers, fn.file, facts, v)?.is === 'object'))) return false;
  const goes = (name: string): boolean => going.has(name) || model.going?.includes(name) === true;
  const isGiven = (v: Value, depth = 0): boolean => {
    if (v.is === 'await') return isGiven(v.of, depth);
    if (v.is === 'ref') return depth < 4 && facts.bindings[v.to]?.values.some((one) => isGiven(one, depth + 1)) === true;
    const from = v.is === 'call' ? facts.calls[v.call]?.callee : undefined;
    return from?.is === 'member' && model.gives?.includes(from.name) === true && bearerOf(bearers, fn.file, facts, from.of) !== undefined;
  };
  let used = false;
  for (const [call, { callee, args, fn: home }] of facts.calls.entries()) {
    if (!isInside(facts, home, fn.fn) || call === ref.call) continue;
    if (callee.is === 'member' && goes(callee.name) && isGiven(callee.of)) return false;
    const receiver = callee.is === 'member' && bearerOf(bearers, fn.file, facts, callee.of) ? callee : undefined;
    if (!receiver && !args.some((a) => bearerOf(bearers, fn.file, facts, a))) continue;
    if (receiver && isAboutItself(args[0]) && going.has(receiver.name)) continue;
    if (!runsWithin(project, fn.file, facts, home, fn.fn) || (receiver && goes(receiver.name))) return false;
    used ||= receiver !== undefined;
  }
  return used;
}

/** Whether a function is the outer one, or runs while that does: `items.forEach((item) => …)`. */
function runsWithin(project: Project, file: string, facts: FileFacts, fn: number, outer: number): boolean {
  for (let at = fn; at !== outer; at = facts.functions[at]?.parent ?? -1) {
    const given = facts.functions[at]?.passedTo;
    if (!given || registrationOf(project, { file, call: given.call }, given.index).is !== 'now') return false;
  }
  return true;
}
