import type { Reach, TraceStep } from '../../model/evidence.js';
import type { CallFact, FileFacts } from '../../model/facts.js';
import { functionKey, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isListening, lastName } from '../promises/registrations.js';
import { wayToFunction } from '../site.js';

/** How often a function runs in the life of a process. */
export interface Occasion {
  readonly reach: Reach;
  readonly trace: readonly TraceStep[];
  /** `once`: at start-up, or at the end. `again`: for each request, job, event or tick. */
  readonly runs: 'once' | 'again' | 'unknown';
}

/** What makes functions of a project run while it serves. */
interface Recurring {
  /** For each request, job, message or tick. */
  readonly work: ReadonlySet<string>;
  /** Besides that for any event, such as a connection that is lost: but not when the process ends. */
  readonly event: ReadonlySet<string>;
  /** When time has passed, or something has ended. */
  readonly ending: ReadonlySet<string>;
  /** When the process gets a signal, fails or ends. */
  readonly exit: ReadonlySet<string>;
}

/** Events that come once, or once for each thing that has them. */
const single = /^(?:ready|listening|online|open|connect|connected|secureConnect|spawn|close|closed|exit|end|finish|error|disconnect|disconnecting|aborted|abort|timeout|drain)$/;
const endings = /^(?:close|closed|exit|end|finish|disconnect|disconnecting|disconnected|aborted|abort|timeout|expired?|unsubscribe|leave)$/;
/** Handlers of these are only put off. */
const deferring = /^(?:setTimeout|setImmediate|(?:process\.)?nextTick|queueMicrotask)$/;
const known = new WeakMap<Project, Recurring>();

/** How often a function runs: -1 is the module. */
export function occasionOf(project: Project, fn: FunctionRef): Occasion {
  const { reach, trace } = wayToFunction(project, fn);
  if (fn.fn === -1 || reach === 'script') return { reach, trace, runs: 'once' };
  if (reach === 'request') return { reach, trace, runs: 'again' };
  if (recurringIn(project).work.has(functionKey(fn))) return { reach: 'worker', trace, runs: 'again' };
  return { reach, trace, runs: reach === 'startup' ? 'once' : 'unknown' };
}

/** Whether an event comes once, or once for each thing that has it. */
export function comesOnce(event: string): boolean {
  return single.test(event);
}

/** Whether a function runs while the process serves: for a request, a job, an event or a tick. The end of the process is none of these. */
export function runsWhileServing(project: Project, fn: FunctionRef): boolean {
  return recurringIn(project).event.has(functionKey(fn));
}

/** Whether a function runs because time has passed, or because a connection or the like has ended. */
export function runsAtAnEnd(project: Project, fn: FunctionRef): boolean {
  return recurringIn(project).ending.has(functionKey(fn));
}

/** Whether a function runs only because the process gets a signal, fails or ends. */
export function runsAtExitOnly(project: Project, fn: FunctionRef): boolean {
  const { event, exit } = recurringIn(project);
  return exit.has(functionKey(fn)) && !event.has(functionKey(fn));
}

/** Worked out once: the calls are followed from the handlers, listeners and timers on. */
function recurringIn(project: Project): Recurring {
  let found = known.get(project);
  if (!found) known.set(project, (found = recurring(project)));
  return found;
}

function recurring(project: Project): Recurring {
  const handlers = project.handlers.filter((h) => h.reach === 'request' || (h.reach === 'worker' && !deferring.test(h.name))).map(({ file, fn }): FunctionRef => ({ file, fn }));
  const roots = { work: [...handlers], event: [...handlers], ending: [] as FunctionRef[], exit: [] as FunctionRef[] };
  for (const [file, facts] of project.evaluator.sources.files) {
    if (project.isScript(file)) continue;
    for (const [fn, { passedTo }] of facts.functions.entries()) {
      const takers = [...(passedTo ? [{ of: facts, call: facts.calls[passedTo.call] }] : []), ...project.graph.handedOn({ file, fn }).flatMap(({ ref }) => {
        const of = project.evaluator.facts(ref.file);
        return of ? [{ of, call: of.calls[ref.call] }] : [];
      })];
      for (const { of, call } of takers) if (call) for (const kind of kindsOf(of, call, of === facts ? fn : undefined)) roots[kind].push({ file, fn });
    }
  }
  return { work: reachedFrom(project, roots.work), event: reachedFrom(project, roots.event), ending: reachedFrom(project, roots.ending), exit: reachedFrom(project, roots.exit) };
}

/**
 * What a call makes of a function that it is handed.
 * @param inside the function, where the call stands in its file
 */
function kindsOf(facts: FileFacts, call: CallFact, inside: number | undefined): readonly (keyof Recurring)[] {
  const name = lastName(facts, call.callee);
  if (name === 'setInterval') return ['work', 'event', 'ending'];
  // `function tick() { …; setTimeout(tick, 1000); }`
  if (name === 'setTimeout') return inside !== undefined && isWithin(facts, call.fn, inside) ? ['work', 'event', 'ending'] : ['ending'];
  if (!isListening(call) || call.callee.is !== 'member') return [];
  const [event] = call.args;
  const text = event?.is === 'literal' && typeof event.value === 'string' ? event.value : '';
  if (call.callee.of.is === 'global' && call.callee.of.name === 'process' && text !== 'message') return ['exit'];
  const isRepeated = name !== 'once' && !single.test(text);
  return [...(isRepeated ? ['work' as const] : []), 'event', ...(endings.test(text) ? ['ending' as const] : [])];
}

/** Whether a function is another one, or written inside of it. */
export function isWithin(facts: FileFacts, inner: number, outer: number): boolean {
  for (let at = inner; at !== -1; at = facts.functions[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

function reachedFrom({ graph }: Project, roots: readonly FunctionRef[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = [...roots];
  for (let head = 0; head < queue.length; head++) {
    const next = queue[head];
    if (!next || seen.has(functionKey(next))) continue;
    seen.add(functionKey(next));
    for (const { to } of graph.calleesOf(next)) queue.push(to);
  }
  return seen;
}
