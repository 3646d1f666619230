import type { FileFacts, FunctionFact, Range, Step } from '../../model/facts.js';
import { flatten, functionKey, type FunctionRef } from '../abstract.js';
import { catchSites, rangeOf, type CatchSite } from '../catches/catch-sites.js';
import { usesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import { judgeCrashListener } from './crash-judgement.js';
import { Exits } from './exits.js';
import { isExit } from './process-api.js';
import { processListeners, type ProcessListener } from './process-listeners.js';
import { endsSometimes, type Thrown } from './run.js';

/** Where a shutdown deals with what fails in it, and whether it keeps the reason. */
export interface ShutdownCatch {
  readonly file: string;
  readonly fn: number;
  readonly range: Range;
  readonly keeps: boolean;
}

const signals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']);

/** Whether a listener is one of the signals that end a process. */
export function isShutdown({ event }: ProcessListener): boolean {
  return signals.has(event);
}

/** The catches of a listener, and of the functions that it calls and that end the process, behind which the process ends. */
export function shutdownCatches(project: Project, listener: ProcessListener): readonly ShutdownCatch[] {
  return functionsOf(project, listener).flatMap(({ file, fn }) => {
    const facts = project.evaluator.facts(file);
    if (!facts) return [];
    return [...catchSites(file, facts)].flatMap((site): readonly ShutdownCatch[] => {
      const own = site.is === 'block' ? site.fn === fn : facts.calls[site.ref.call]?.fn === fn;
      const keeps = own ? keepsReason(project, facts, site) : undefined;
      return keeps === undefined ? [] : [{ file, fn, range: rangeOf(facts, site), keeps }];
    });
  });
}

const lost = new WeakMap<Project, ReadonlySet<string>>();

/** Whether a catch is one in which a shutdown of the same file loses what failed. */
export function losesShutdown(project: Project, file: string, [start]: Range): boolean {
  let found = lost.get(project);
  if (!found) {
    const all = processListeners(project).filter(isShutdown).flatMap((listener) => shutdownCatches(project, listener).filter((c) => c.file === listener.at.file));
    lost.set(project, (found = new Set(all.filter((c) => !c.keeps).map((c) => `${c.file}:${String(c.range[0])}`))));
  }
  return found.has(`${file}:${String(start)}`);
}

/** The listener, and what it calls that ends the process. */
function functionsOf(project: Project, { handlers }: ProcessListener): readonly FunctionRef[] {
  const exits = new Exits(project, true);
  const found = new Map<string, FunctionRef>();
  const queue = handlers.flatMap((v) => (v.is === 'function' ? [{ file: v.file, fn: v.fn, env: v.env, depth: 0 }] : []));
  for (const { file, fn, env, depth } of queue) {
    if (found.has(functionKey({ file, fn })) || depth > 3 || !endsSometimes(exits.of({ file, fn, env }))) continue;
    found.set(functionKey({ file, fn }), { file, fn });
    for (const { to } of project.graph.calleesOf({ file, fn })) queue.push({ ...to, env: undefined, depth: depth + 1 });
  }
  return [...found.values()];
}

/** Whether the error is used where the shutdown fails as a whole; `undefined` for a catch that is about a part of it only. */
function keepsReason(project: Project, facts: FileFacts, site: CatchSite): boolean | undefined {
  if (site.is === 'block') {
    const { caught, body, after } = site;
    const whole = endsIn(project, site.file, caught.steps) || (caught.steps.every((s) => typeof s !== 'number' && s.is === 'put') && endsIn(project, site.file, after));
    if (!whole || !waits(body)) return undefined;
    return caught.commented === true || caught.assigns === true || (caught.binding !== undefined && (facts.bindings[caught.binding]?.uses ?? []).length > 0) || caught.steps.some((s) => typeof s !== 'number' && s.is === 'throw');
  }
  const handler = flatten(project.evaluator.evaluate(site.ref.file, site.handler)).find((v) => v.is === 'function');
  const home = handler && project.evaluator.facts(handler.file);
  const fact: FunctionFact | undefined = handler && home?.functions[handler.fn];
  if (!handler || !home || !fact || !endsIn(project, handler.file, fact.steps ?? [])) return undefined;
  return fact.commented === true || fact.assigns === true || usesOfParameter(home, handler.fn, 0).length > 0;
}

/** Whether the process is ended in these very steps. */
function endsIn(project: Project, file: string, steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') {
      const callee = project.evaluator.call({ file, call: step })?.callee;
      return callee !== undefined && flatten(project.evaluator.evaluate(file, callee)).some(isExit);
    }
    switch (step.is) {
      case 'branch': return step.ways.some((way) => endsIn(project, file, way));
      case 'try': return endsIn(project, file, [...step.body, ...(step.caught?.steps ?? []), ...(step.last ?? [])]);
      default: return false;
    }
  });
}

function waits(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') return false;
    switch (step.is) {
      case 'await': return true;
      case 'branch': return step.ways.some(waits);
      case 'switch': return step.cases.some(waits);
      case 'loop': case 'label': return waits(step.body);
      case 'try': return waits(step.body);
      default: return false;
    }
  });
}

/** What fails in a listener and is heard only by a listener of `unhandledRejection` in the same file that lets the process live: it stays, half shut down. */
export function stuckShutdown(project: Project, listener: ProcessListener): { readonly by: Thrown; readonly heardBy: ProcessListener } | undefined {
  const heardBy = processListeners(project).find((one) => one.at.file === listener.at.file && one.event === 'unhandledRejection' && judgeCrashListener(project, one).is === 'lives');
  if (!heardBy) return undefined;
  for (const handler of listener.handlers) {
    if (handler.is !== 'function') continue;
    const outcome = new Exits(project, true).of(handler);
    const async = project.evaluator.facts(handler.file)?.functions[handler.fn]?.async === true;
    const by = [...(async ? outcome.thrown : []), ...outcome.left].find((run) => run.failure && !run.later)?.failure;
    if (by && endsSometimes(outcome)) return { by, heardBy };
  }
  return undefined;
}
