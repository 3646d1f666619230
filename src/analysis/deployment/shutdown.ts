import { flatten, functionKey, callKey, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { isExit } from '../exits/process-api.js';
import { processListeners } from '../exits/process-listeners.js';
import type { Project } from '../project.js';
import type { Server } from '../servers.js';
import { shutdownLibraries } from './shutdown-libraries.js';

/** Something that runs when the process is told to end, and what it does. */
export interface Shutdown {
  /** The call that registers it. */
  readonly at: CallRef;
  /** `SIGTERM`, or the library that listens. */
  readonly by: string;
  readonly hears: ReadonlySet<string>;
  /** A library closes the server, or a framework its app. */
  readonly closesAll: boolean;
  /** Calls that close, stop or end something, in what it runs. */
  readonly closing: readonly CallRef[];
  /** It ends the process. */
  readonly exit: CallRef | undefined;
  /** Why not all that it runs is seen. */
  readonly unseen: string | undefined;
  /** After so many milliseconds it ends the process whatever is still open. */
  readonly deadline: { readonly ms: number; readonly at: CallRef } | undefined;
}

/** Methods by which servers, pools, consumers and what holds them are ended. */
const closingName = /^(?:close\w*|stop\w*|shut\w*down\w*|\w+Shutdown|terminate\w*|destroy\w*|disconnect\w*|end|quit|drain\w*|dispose\w*|teardown\w*|cleanup\w*|finalize|kill)$/i;
/** What may run functions that are registered elsewhere. */
const running = /^(?:emit\w*|run\w*|call\w*|trigger\w*|invoke\w*|exec\w*|dispatch\w*|publish|abort|resolve|apply)$/;

const known = new WeakMap<Project, readonly Shutdown[]>();

/** Everything by which the project ends in good order, or tries to, in the order of files and places. */
export function shutdownsOf(project: Project): readonly Shutdown[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...fromSignals(project), ...fromLibraries(project), ...fromNest(project)]));
  return found;
}

/** What a shutdown does to a server: closes it, may do so, or leaves it open. */
export function closesServer(project: Project, shutdown: Shutdown, server: Server): 'yes' | 'maybe' | 'no' {
  if (shutdown.closesAll) return 'yes';
  const verdicts = shutdown.closing.map((ref) => {
    const callee = project.evaluator.call(ref)?.callee;
    const values = callee?.is === 'member' ? flatten(project.evaluator.evaluate(ref.file, callee.of)) : [];
    if (values.some((v) => leadsTo(v, server))) return 'yes';
    if (values.some((v) => v.is === 'library' && v.package === 'http-terminator')) return 'yes';
    // `server.close()` of something that is not resolved is most likely the server.
    return values.length === 0 || values.some((v) => v.is === 'unknown' || v.is === 'param') ? 'maybe' : 'no';
  });
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') || shutdown.unseen !== undefined ? 'maybe' : 'no';
}

function leadsTo(value: Abstract, server: Server): boolean {
  return value.is === 'library' && value.path.some((step) => 'call' in step && server.parts.has(callKey(step.call)));
}

function fromSignals(project: Project): readonly Shutdown[] {
  const byPlace = new Map<string, { at: CallRef; hears: Set<string>; handlers: Abstract[] }>();
  for (const { at, event, handlers, temporary } of processListeners(project)) {
    if (temporary || !/^SIG(?:TERM|INT|QUIT|HUP|USR2)$/.test(event) || project.isScript(at.file)) continue;
    const entry = byPlace.get(callKey(at)) ?? { at, hears: new Set<string>(), handlers: [] };
    byPlace.set(callKey(at), entry);
    entry.hears.add(event);
    entry.handlers.push(...handlers);
  }
  return [...byPlace.values()].map(({ at, hears, handlers }) => ({ at, by: [...hears].join(', '), hears, closesAll: false, ...workOf(project, handlers) }));
}

function fromLibraries(project: Project): readonly Shutdown[] {
  const found: Shutdown[] = [];
  for (const [file, facts] of project.evaluator.sources.files) {
    if (project.isScript(file) || !facts.imports.some((name) => name in shutdownLibraries)) continue;
    for (const [call, fact] of facts.calls.entries()) {
      const ref = { file, call };
      const library = flatten(project.evaluator.evaluate(file, fact.callee)).map(libraryOf).find((one) => one !== undefined) ?? pluginOf(project, ref);
      if (!library) continue;
      const given = fact.args.flatMap((_, at) => flatten(project.evaluator.argument(ref, at, undefined)));
      found.push({ at: ref, by: library.name, hears: new Set(['SIGTERM']), closesAll: library.closes, ...workOf(project, given.filter((v) => v.is === 'function'), library.name) });
    }
  }
  return found;
}

function libraryOf(value: Abstract): { readonly name: string; readonly closes: boolean } | undefined {
  const library = value.is === 'library' ? shutdownLibraries[value.package] : undefined;
  if (value.is !== 'library' || !library) return undefined;
  const members = value.path.flatMap((step) => ('member' in step && step.member !== 'default' ? [step.member] : []));
  const isRegistering = members.some((m) => m.startsWith('register') || m === 'add' || m === 'hookEvent');
  if (value.path.some((step) => 'call' in step) && !isRegistering) return undefined;
  return library.names.length === 0 || members.some((m) => library.names.includes(m)) || isRegistering ? { name: value.package, closes: library.closes } : undefined;
}

/** `app.register(gracefulShutdown)`. */
function pluginOf(project: Project, ref: CallRef): { readonly name: string; readonly closes: boolean } | undefined {
  const fact = project.evaluator.call(ref);
  if (fact?.callee.is !== 'member' || fact.callee.name !== 'register') return undefined;
  return flatten(project.evaluator.argument(ref, 0, undefined)).map(libraryOf).find((one) => one !== undefined);
}

/** `app.enableShutdownHooks()`: Nest closes its app on SIGTERM: https://docs.nestjs.com/fundamentals/lifecycle-events#application-shutdown */
function fromNest(project: Project): readonly Shutdown[] {
  return (project.calledNames.get('enableShutdownHooks') ?? []).filter(({ file }) => !project.isScript(file)).map((at) => ({
    at, by: 'enableShutdownHooks', hears: new Set(['SIGTERM']), closesAll: true, closing: [], exit: undefined, unseen: undefined, deadline: undefined,
  }));
}

const deepest = 8;

/** What functions do when they are called, and what they call. */
function workOf(project: Project, handlers: readonly Abstract[], library?: string): Pick<Shutdown, 'closing' | 'exit' | 'unseen' | 'deadline'> {
  const functions = handlers.filter((v) => v.is === 'function');
  const isOpen = library === undefined ? functions.length < handlers.length || handlers.length === 0 : functions.length === 0;
  const reached = new Map<string, FunctionRef & { readonly depth: number }>();
  const queue = functions.map(({ file, fn }) => ({ file, fn, depth: 0 }));
  for (const one of queue) {
    if (reached.has(functionKey(one)) || one.depth > deepest) continue;
    reached.set(functionKey(one), one);
    queue.push(...project.graph.calleesOf(one).map(({ to }) => ({ ...to, depth: one.depth + 1 })));
  }
  const closing: CallRef[] = [];
  let exit: CallRef | undefined;
  let unseen = isOpen ? 'what it runs is not seen' : undefined;
  let deadline: Shutdown['deadline'];
  for (const { file, fn } of reached.values()) {
    for (const ref of callsIn(project, file, fn)) {
      const callee = project.evaluator.call(ref)?.callee;
      if (!callee) continue;
      const values = flatten(project.evaluator.evaluate(file, callee));
      if (values.some(isExit)) exit ??= ref;
      else if (callee.is === 'member' && closingName.test(callee.name)) closing.push(ref);
      else if (values.some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.some((s) => 'member' in s && s.member === 'setTimeout'))) deadline ??= deadlineAt(project, ref);
      else if (values.some((v) => v.is === 'param') || (values.every((v) => v.is === 'unknown') && (callee.is !== 'member' || running.test(callee.name)))) unseen ??= 'it runs functions that are registered elsewhere';
    }
  }
  return { closing, exit, unseen, deadline };
}

function callsIn(project: Project, file: string, fn: number): readonly CallRef[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((fact, call) => (fact.fn === fn ? [{ file, call }] : []));
}

/** `setTimeout(() => process.exit(1), 10_000)`. */
function deadlineAt(project: Project, ref: CallRef): Shutdown['deadline'] {
  const [ms] = flatten(project.evaluator.argument(ref, 1, undefined)).flatMap((v) => (v.is === 'literal' && typeof v.value === 'number' ? [v.value] : []));
  const ends = flatten(project.evaluator.argument(ref, 0, undefined)).some((v) => isExit(v) || (v.is === 'function' && callsIn(project, v.file, v.fn).some((inner) => {
    const callee = project.evaluator.call(inner)?.callee;
    return callee !== undefined && flatten(project.evaluator.evaluate(inner.file, callee)).some(isExit);
  })));
  return ms !== undefined && ends ? { ms, at: ref } : undefined;
}
