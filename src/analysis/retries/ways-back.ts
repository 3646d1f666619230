import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { mentions } from './mentions.js';
import { pauseOf, pausesIn, type Pause } from './pauses.js';

/** How a listener comes to run the function again that made what it listens to. */
export interface WayBack {
  /** The call that enters it, or the timer that is given it. */
  readonly call: number;
  readonly pauses: readonly Pause[];
  /** Functions of the file through which it goes, the listener first. */
  readonly through: readonly number[];
  /** Functions between the one that is entered and the place where the connection is made. */
  readonly home: readonly number[];
  /** It asks whether there was a connection before. */
  readonly established: boolean;
  /** Something else than a timer runs it, whenever that is. */
  readonly unseen: boolean;
}

const timers = new Set(['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask']);
const connecting = /^(?:connect|createConnection|getConnection|subscribe|listen|open)$/;
const beforehand = /^(?:is|was|has|had)?_?(?:connected|established|opened|open|ready|logged_?in|authenticated|registered|wasclean)$/i;
const deepest = 3;

/** The ways from a listener back to one of the functions that make the connection, through functions of the file. */
export function waysBack(project: Project, file: string, facts: FileFacts, homes: readonly number[], listener: number): readonly WayBack[] {
  const functionsOf = (value: Value | undefined): readonly number[] => (value && (value.is === 'ref' || value.is === 'member' || value.is === 'call' || value.is === 'function') ? flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'function' && v.file === file ? [v.fn] : [])) : []);
  const seen = new Set<number>();
  const from = (fn: number, pauses: readonly Pause[], through: readonly number[], unseen: boolean): readonly WayBack[] => {
    if (seen.has(fn) || through.length > deepest) return [];
    seen.add(fn);
    return facts.calls.flatMap(({ callee, args, fn: at, construct }, call): readonly WayBack[] => {
      if (construct || !isInside(facts, at, fn) || isBehindListener(facts, at, fn)) return [];
      const name = lastName(facts, callee);
      const byTimer = timers.has(name);
      const given = byTimer ? args[0] : connecting.test(name) ? args.at(-1) : undefined;
      if (given?.is === 'function') return [];
      const targets = [...(byTimer ? [] : functionsOf(callee)), ...functionsOf(given)];
      if (targets.length === 0) return [];
      const climbed = climb(project, file, facts, call, fn);
      const own: readonly Pause[] = [...pauses, ...climbed.pauses, ...(byTimer && args[1] ? [{ file, ms: args[1], env: undefined }] : [])];
      const entered = targets.find((t) => homes.includes(t));
      const along = [...through, fn];
      if (entered !== undefined) return [{ call, pauses: own, through: along, home: homes.slice(0, homes.indexOf(entered) + 1), established: along.some((f) => asksBefore(facts, f)), unseen: unseen || climbed.unseen }];
      return targets.flatMap((t) => from(t, own, along, unseen || climbed.unseen));
    });
  };
  return from(listener, [], [], false);
}

/** What stands between a call and the function around it: timers, waits, and callbacks that others run. */
function climb(project: Project, file: string, facts: FileFacts, call: number, outer: number): { readonly pauses: readonly Pause[]; readonly unseen: boolean } {
  const pauses: Pause[] = [];
  let unseen = false;
  for (let at = facts.calls[call]?.fn ?? -1; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const { passedTo, steps = [] } = facts.functions[at] ?? {};
    pauses.push(...pausesIn(project, file, steps));
    if (at === outer) break;
    const taker = passedTo && facts.calls[passedTo.call];
    if (!taker) continue;
    const name = lastName(facts, taker.callee);
    const pause = (name === 'then' || name === 'finally') && taker.callee.is === 'member' ? pauseOf(project, file, taker.callee.of) : undefined;
    if (pause) pauses.push(pause);
    else if (timers.has(name)) pauses.push(...(taker.args[1] ? [{ file, ms: taker.args[1], env: undefined }] : []));
    else unseen = true;
  }
  return { pauses, unseen };
}

/** A listener that is added there has its own time. */
function isBehindListener(facts: FileFacts, at: number, outer: number): boolean {
  for (let fn = at; fn !== outer && fn !== -1; fn = facts.functions[fn]?.parent ?? -1) {
    const taker = facts.functions[fn]?.passedTo;
    if (taker && /^(?:on|once|addListener|addEventListener)$/.test(lastName(facts, facts.calls[taker.call]?.callee ?? { is: 'unknown' }))) return true;
  }
  return false;
}

function asksBefore(facts: FileFacts, fn: number): boolean {
  const named = (v: Value): boolean => (v.is === 'member' && beforehand.test(v.name)) || (v.is === 'ref' && beforehand.test(facts.bindings[v.to]?.name ?? ''));
  return stepsIn(facts.functions[fn]?.steps ?? []).some((s) => typeof s !== 'number' && s.is === 'branch' && mentions(facts, s.test, named));
}
