import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { outlookOf } from '../failures/outlook.js';
import { calleeName } from '../names.js';
import type { Body, Exits } from './exits.js';
import { isExit } from './process-api.js';
import { endsAlways, endsSometimes, fresh, nothing, withOn, type Outcome, type Run, type Wait } from './run.js';

/** One method of a chain of a promise. */
interface Link {
  readonly method: 'then' | 'catch' | 'finally';
  readonly args: readonly Value[];
}

const methods: readonly string[] = ['then', 'catch', 'finally'];

function linkOf(facts: FileFacts, call: number): Link | undefined {
  const fact = facts.calls[call];
  const name = fact?.callee.is === 'member' ? fact.callee.name : '';
  return fact && methods.includes(name) ? { method: name as Link['method'], args: fact.args } : undefined;
}

/** The chain that ends with a call, from its beginning on, and the promise it begins with; `undefined` for a call that is no `then`, `catch` or `finally`. */
export function chainLinks(facts: FileFacts, call: number): { readonly base: Value; readonly links: readonly Link[] } | undefined {
  const links: Link[] = [];
  let base: Value = { is: 'call', call };
  while (base.is === 'call') {
    const link = linkOf(facts, base.call);
    const callee: Value | undefined = facts.calls[base.call]?.callee;
    if (!link || callee?.is !== 'member') break;
    links.unshift(link);
    base = callee.of;
  }
  return links.length > 0 ? { base, links } : undefined;
}

/** Whether a method of a promise is called on what a call gives. */
export function isChained(facts: FileFacts, call: number): boolean {
  return facts.calls.some(({ callee }) => callee.is === 'member' && methods.includes(callee.name) && callee.of.is === 'call' && callee.of.call === call);
}

/**
 * A chain as a whole: the promise at its beginning is fulfilled, or rejected where it may be, and each link takes one of these ways. Where all that
 * can come ends the process, it ends when the promise settles.
 */
export function endOfChain(exits: Exits, body: Body, ref: CallRef, runs: readonly Run[]): Outcome {
  const { project } = exits;
  const facts = project.evaluator.facts(ref.file);
  const chain = facts && chainLinks(facts, ref.call);
  if (!facts || !chain) return { ...nothing, on: runs };
  const outlook = outlookOf(project, ref.file, chain.base);
  const inside = beginning(exits, body, facts, chain.base);
  const failing = inside && inside.thrown.length > 0;
  // A function that always ends the process fulfils nothing. That a promise of which nothing is known rejects counts as possible.
  let fulfilled = !inside || inside.left.length > 0;
  let rejected = failing || (fulfilled && outlook.is !== 'settles');
  let blind = false;
  for (const { method, args } of chain.links) {
    const onFulfilled = method === 'catch' ? undefined : linkOutcome(exits, body, args[0]);
    const onRejected = method === 'then' ? linkOutcome(exits, body, args[1]) : linkOutcome(exits, body, args[0]);
    const after = [onFulfilled, onRejected].map((o) => (o && endsAlways(o) ? 'ends' : 'goes'));
    blind ||= [onFulfilled, onRejected].some((o) => o && !endsAlways(o) && (endsSometimes(o) || isBlind(o)));
    const mended = rejected && onRejected !== undefined && method !== 'finally' && after[1] === 'goes';
    rejected &&= after[1] === 'goes' && !mended;
    fulfilled = (fulfilled && after[0] === 'goes') || mended;
  }
  if (blind && (fulfilled || rejected)) return { ...nothing, on: runs.map((run) => ({ ...run, blind: [...run.blind, ref] })) };
  if (fulfilled) return { ...nothing, on: runs };
  const fact = facts.calls[ref.call];
  const wait: Wait = { file: ref.file, env: body.env, of: chain.base, range: fact?.calleeRange ?? [0, 0] };
  const done = runs.map((run): Run => ({ ...run, later: [...run.waits, wait] }));
  if (!rejected || (!failing && outlook.is !== 'rejects')) return { ...nothing, on: done };
  // It ends only when all goes well. Who awaits the chain, or is given it, hears it fail.
  const failure = { file: ref.file, range: fact?.calleeRange ?? ([0, 0] as const), name: chain.base.is === 'call' ? calleeName(facts, chain.base.call) : '' };
  const failed = runs.map((run): Run => ({ ...run, failure }));
  return fact?.awaited || fact?.returned ? { ...nothing, on: done, thrown: failed } : { ...nothing, on: [...done, ...failed] };
}

/** What a function of the project does whose promise the chain begins with. */
function beginning(exits: Exits, body: Body, facts: FileFacts, base: Value): Outcome | undefined {
  const callee = base.is === 'call' ? facts.calls[base.call]?.callee : undefined;
  const own = flatten(callee ? exits.project.evaluator.evaluate(body.file, callee, body.env) : []).filter((v) => v.is === 'function');
  return own.length > 0 ? withOn(own.map((v) => exits.of(v)), []) : undefined;
}

/** What a link's function does; `undefined` where there is none. */
function linkOutcome(exits: Exits, body: Body, handler: Value | undefined): Outcome | undefined {
  if (!handler || handler.is === 'undefined') return undefined;
  const values = flatten(exits.project.evaluator.evaluate(body.file, handler, body.env));
  if (values.some(isExit)) return { ...nothing, ended: [fresh] };
  const [own] = values.filter((v) => v.is === 'function');
  return own ? exits.of(own) : { ...nothing, on: [values.some((v) => v.is === 'unknown' || v.is === 'param') ? { ...fresh, blind: [{ file: body.file, call: -1 }] } : fresh] };
}

/** What it does is not seen. */
function isBlind({ on, left }: Outcome): boolean {
  return [...on, ...left].some((run) => run.blind.length > 0);
}
