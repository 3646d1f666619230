import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { grouped } from '../grouped.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { eventOf, isListening } from '../promises/registrations.js';
import { asksCounter, mostBy } from './attempts.js';
import { connectionOf, type Connection } from './connections.js';
import { pausesIn, type Pause } from './pauses.js';
import type { Cap, Retry } from './retry.js';
import { variablesOf } from './variables.js';
import { waitOf } from './wait-of.js';
import { waysBack, type WayBack } from './ways-back.js';

/** Events that say that a connection is gone, or was never made. */
const failing = new Set(['close', 'closed', 'error', 'end', 'disconnect', 'disconnected', 'connect_error', 'connectFailed', 'offline', 'timeout']);

interface Found {
  readonly connection: Connection;
  readonly event: string;
  readonly way: WayBack;
}

/**
 * The listeners of a file by which a connection that broke, or could not be made, is made anew.
 * @param told what is told of the file already: a function that waits before it connects is a retry by itself where it calls itself
 */
export function reconnectsIn(project: Project, file: string, told: readonly Retry[]): readonly Retry[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  const found = listenersIn(project, file, facts).flatMap(({ event, emitter, listener, fn }): readonly Found[] => {
    const connection = connectionOf(project, file, facts, emitter);
    const homes = connection ? homesOf(facts, connection, fn) : [];
    return connection && homes.length > 0 ? waysBack(project, file, facts, homes, listener).filter(({ through }) => !told.some((r) => through.includes(r.fn))).map((way) => ({ connection, event, way })) : [];
  });
  return [...grouped(found, ({ connection }) => connection.key).values()].flatMap((group) => retryOf(project, file, facts, group));
}

interface Listening {
  readonly event: string;
  readonly emitter: Value;
  /** The listener, and the function in which it is added. */
  readonly listener: number;
  readonly fn: number;
}

/** `socket.on('close', …)`, `socket.onclose = …` */
function listenersIn(project: Project, file: string, facts: FileFacts): readonly Listening[] {
  const added = facts.calls.flatMap((fact, call): readonly Listening[] => {
    const event = isListening(fact) ? eventOf(project, { file, call }) : undefined;
    if (event === undefined || !failing.has(event) || fact.callee.is !== 'member' || !fact.args[1]) return [];
    const { callee: { of }, fn } = fact;
    return functionsOf(project, file, fact.args[1]).map((listener) => ({ event, emitter: of, listener, fn }));
  });
  const assigned = facts.assigns.flatMap(({ target, value, fn }): readonly Listening[] => {
    if (target.is !== 'member' || !/^on(?:close|error)$/.test(target.name)) return [];
    return functionsOf(project, file, value).map((listener) => ({ event: target.name.slice(2), emitter: target.of, listener, fn }));
  });
  return [...added, ...assigned];
}

function functionsOf(project: Project, file: string, value: Value): readonly number[] {
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'function' && v.file === file ? [v.fn] : []));
}

/** The functions that make the connection and listen to it, from the inside out. */
function homesOf(facts: FileFacts, { fn: maker }: Connection, fn: number): readonly number[] {
  const homes: number[] = [];
  for (let at = maker; at !== -1; at = facts.functions[at]?.parent ?? -1) if (isInside(facts, fn, at)) homes.push(at);
  return homes;
}

function retryOf(project: Project, file: string, facts: FileFacts, group: readonly Found[]): readonly Retry[] {
  const waiting = group.find(({ way }) => way.pauses.length > 0);
  const one = waiting ?? group.find(({ way, event, connection }) => !way.established && connection.fails.has(event)) ?? group[0];
  const call = one && facts.calls[one.way.call];
  if (!call) return [];
  const { connection, event, way } = one;
  const steps = way.through.flatMap((fn) => facts.functions[fn]?.steps ?? []);
  const variables = variablesOf(project, file, facts, steps);
  const tests = stepsIn(steps).flatMap((s) => (typeof s !== 'number' && s.is === 'branch' ? [s.test] : []));
  const cap: Cap = tests.some((t) => asksCounter(file, facts, t, variables)) ? { is: 'count', ...mostBy(project, file, facts, tests, variables) } : { is: 'none' };
  const pauses: readonly Pause[] = [...way.pauses, ...way.home.flatMap((fn) => pausesIn(project, file, facts.functions[fn]?.steps ?? []))];
  return [{
    file, fn: call.fn, range: call.calleeRange, by: 'event', name: event, cap, filter: 'none',
    wait: way.unseen ? { is: 'unknown' } : waitOf(project, file, pauses, [], variables),
    work: { by: [connection.by], outbound: [], given: false, open: undefined, local: false, checks: false },
    connection: !way.established && connection.fails.has(event) ? 'fails' : 'breaks',
  }];
}
