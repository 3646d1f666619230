import { functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { outboundCalls, type OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import { callsOfFunction } from './calls-of-function.js';
import { limiterOf } from './limiter.js';

/** What one turn of a fan-out does outside of the process. */
export type WorkOfEach =
  /** `through`: the calls from the turn to it. */
  | { readonly is: 'outbound'; readonly outbound: OutboundCall; readonly through: readonly CallRef[] }
  /** Something lets only so many at a time through: `limiter` is its name. */
  | { readonly is: 'limited'; readonly by: string; readonly at: CallRef }
  | { readonly is: 'none' };

const deepest = 6;
const mostFunctions = 150;
/** What one connection sends one after another, and the other side answers in passing. */
const light = new Set(['command', 'command of the queue', 'publish', 'subscription', 'request to Kafka', 'pipeline', 'loop over events', 'confirms of the broker', 'connection to the broker', 'end of the transaction', 'commit of the transaction']);

const known = new WeakMap<Project, Map<string, WorkOfEach>>();

/** The nearest outbound call of a function, through functions of the project, unless a limiter stands before it. */
export function workOfFunction(project: Project, fn: FunctionRef): WorkOfEach {
  let ofProject = known.get(project);
  if (!ofProject) known.set(project, (ofProject = new Map<string, WorkOfEach>()));
  const key = functionKey(fn);
  let found = ofProject.get(key);
  if (!found) ofProject.set(key, (found = search(project, fn)));
  return found;
}

/** The work of a call that begins a promise: `send(order)`. */
export function workOfCall(project: Project, ref: CallRef): WorkOfEach {
  const direct = ofCall(project, ref, []);
  if (direct) return direct;
  const targets = project.evaluator.evaluate(ref.file, project.evaluator.call(ref)?.callee ?? { is: 'unknown' }).filter((v) => v.is === 'function');
  const given = (project.evaluator.call(ref)?.args ?? []).flatMap((a) => (a.is === 'function' ? [{ file: ref.file, fn: a.fn }] : []));
  const works = [...targets, ...given].map((fn) => workOfFunction(project, fn));
  return works.find((w) => w.is === 'limited') ?? works.find((w) => w.is === 'outbound') ?? { is: 'none' };
}

function search(project: Project, start: FunctionRef): WorkOfEach {
  const seen = new Set([functionKey(start)]);
  let level: readonly { readonly fn: FunctionRef; readonly through: readonly CallRef[] }[] = [{ fn: start, through: [] }];
  let outbound: WorkOfEach | undefined;
  for (let depth = 0; depth < deepest && level.length > 0 && seen.size < mostFunctions; depth++) {
    const next: { fn: FunctionRef; through: readonly CallRef[] }[] = [];
    for (const { fn, through } of level) {
      const facts = project.evaluator.facts(fn.file);
      for (const call of facts ? callsOfFunction(facts, fn.fn) : []) {
        const found = ofCall(project, { file: fn.file, call }, through);
        if (found?.is === 'limited') return found;
        outbound ??= found;
      }
      for (const { to, by } of project.graph.calleesOf(fn)) {
        if (seen.has(functionKey(to))) continue;
        seen.add(functionKey(to));
        next.push({ fn: to, through: by ? [...through, by] : through });
      }
    }
    if (outbound) return outbound;
    level = next;
  }
  return { is: 'none' };
}

function ofCall(project: Project, ref: CallRef, through: readonly CallRef[]): WorkOfEach | undefined {
  const by = limiterOf(project, ref);
  if (by !== undefined) return { is: 'limited', by, at: ref };
  const outbound = outboundCalls(project, ref).find((o) => o.model.kind === 'outbound' && !o.model.waitsFor && !light.has(o.model.does) && !isOnOneConnection(o));
  return outbound && { is: 'outbound', outbound, through };
}

/** A transaction, a client that was taken out of a pool: they send one query after another. */
function isOnOneConnection({ reading }: OutboundCall): boolean {
  const { type, entry } = reading;
  return type !== undefined && (entry.slots ?? []).some(({ held }) => held?.includes(type));
}
