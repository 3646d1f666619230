import { flatten, functionKey, type FunctionRef } from '../abstract.js';
import { isClassExported } from '../emitters/field-usages.js';
import { isExported } from '../exported.js';
import { givesPromiseAlways } from '../failures/always-promise.js';
import type { Project } from '../project.js';
import { iterating } from '../sizes/list-methods.js';

/** Frameworks whose presence in a manifest makes a package a service, also where their handlers stand in other files. */
const frameworks: readonly string[] = ['express', 'fastify', 'koa', '@hapi/hapi', '@nestjs/core', 'hono', 'restify', 'socket.io', 'next', '@apollo/server', 'h3', 'polka'];

/** Words of names that say that something is put up, taken down or run by hand. */
const preparing: ReadonlySet<string> = new Set(['start', 'init', 'initialize', 'initialise', 'setup', 'set', 'create', 'server', 'restart', 'load', 'reload', 'boot', 'bootstrap', 'main', 'migrate', 'migration', 'migrations', 'install', 'uninstall', 'config', 'configure', 'configuration', 'settings', 'register', 'build', 'connect', 'listen', 'cli', 'command', 'generate', 'seed', 'prepare', 'stop', 'shutdown', 'close', 'destroy', 'update', 'upgrade', 'release', 'test', 'backup', 'restore', 'up', 'down', 'once', 'cleanup', 'clean', 'module', 'application', 'worker']);

/** Words with which names begin of what is asked for again and again, whatever is given. */
const asking: ReadonlySet<string> = new Set(['get', 'list', 'find', 'fetch', 'search', 'query', 'export', 'download', 'save', 'upload', 'handle']);
/** What somebody is called back by who asked for something. */
const continuation = /^(?:next|cb|callback|done)$|Callback$|Cb$/;

const most = 30;

/**
 * Whether a function does its work for others who are not seen, again and again as far as one can tell: every way to it begins at a function of a service that is exported,
 * takes something, and has no name that speaks of starting or stopping; and it is async, or all of these answer later: by a promise, or a callback. One that calls its `next`
 * is run by a server, whatever the package is.
 */
export function isOfferedWork(project: Project, fn: FunctionRef): boolean {
  const roots = rootsOf(project, fn);
  if (roots.length === 0) return false;
  const isAsync = project.evaluator.facts(fn.file)?.functions[fn.fn]?.async === true;
  if (isService(project, fn.file)) return (isAsync && roots.every((root) => takesSomething(project, root))) || roots.every((root) => answersLater(project, root) && (takesSomething(project, root) || asking.has(wordsOf(project, root)[0] ?? '')));
  return roots.every((root) => callsNext(project, root));
}

/** Whether every way to a function begins at one that a server calls for each event, and that calls its `next`. */
export function isHook(project: Project, fn: FunctionRef): boolean {
  const roots = rootsOf(project, fn);
  return roots.length > 0 && roots.every((root) => callsNext(project, root));
}

/** The functions at which all ways to a function begin; none where one of the ways does not begin at what others call, or prepares something. */
function rootsOf(project: Project, fn: FunctionRef): readonly FunctionRef[] {
  const seen = new Set<string>();
  const queue: FunctionRef[] = [fn];
  const roots: FunctionRef[] = [];
  for (let head = 0; head < queue.length; head++) {
    const next = queue[head];
    if (!next || seen.has(functionKey(next))) continue;
    seen.add(functionKey(next));
    if (seen.size > most || next.fn === -1) return [];
    const callers = project.graph.callersOf(next).map((by): FunctionRef => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }));
    const around = callers.length === 0 ? aroundOf(project, next) : undefined;
    if (isPreparing(project, next) || (callers.length === 0 && !around && !isRoot(project, next))) return [];
    if (callers.length === 0 && !around) roots.push(next);
    queue.push(...callers, ...(around ? [around] : []));
  }
  return roots;
}

/** The function in which one is written that runs as a part of it: for each element, when a promise settles, when Node is done. */
function aroundOf(project: Project, { file, fn }: FunctionRef): FunctionRef | undefined {
  const facts = project.evaluator.facts(file);
  const { passedTo, parent = -1 } = facts?.functions[fn] ?? {};
  const callee = passedTo && facts?.calls[passedTo.call]?.callee;
  if (!callee || parent === -1) return undefined;
  const name = callee.is === 'member' || callee.is === 'global' ? callee.name : '';
  const isPart = iterating[name] !== undefined || settling.has(name) || flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && answering.has(v.package));
  return isPart ? { file, fn: parent } : undefined;
}

const settling: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'Promise']);
/** Modules of Node whose functions call back once. */
const answering: ReadonlySet<string> = new Set(['fs', 'zlib', 'crypto', 'dns', 'child_process']);

function answersLater(project: Project, fn: FunctionRef): boolean {
  const fact = project.evaluator.facts(fn.file)?.functions[fn.fn];
  if (!fact) return false;
  // `return deferred.promise`
  return givesPromiseAlways(project, fn) || (fact.returns.length > 0 && fact.returns.every((v) => v.is === 'member' && v.name === 'promise')) || callsParameter(project, fn, continuation);
}

function callsNext(project: Project, fn: FunctionRef): boolean {
  return callsParameter(project, fn, /^next$/);
}

function callsParameter(project: Project, { file, fn }: FunctionRef, name: RegExp): boolean {
  const facts = project.evaluator.facts(file);
  return facts?.calls.some(({ callee }) => {
    const binding = callee.is === 'ref' ? facts.bindings[callee.to] : undefined;
    return binding?.kind === 'param' && binding.fn === fn && name.test(binding.name);
  }) === true;
}

function takesSomething(project: Project, { file, fn }: FunctionRef): boolean {
  return (project.evaluator.facts(file)?.functions[fn]?.params.length ?? 0) > 0;
}

function isService(project: Project, file: string): boolean {
  return project.handlers.some((h) => h.reach === 'request') || frameworks.some((name) => project.versionOf(file, name) !== undefined);
}

function isRoot(project: Project, fn: FunctionRef): boolean {
  const facts = project.evaluator.facts(fn.file);
  const fact = facts?.functions[fn.fn];
  if (!fact || nameOf(project, fn) === '' || fact.passedTo !== undefined) return false;
  return isExported(project.evaluator, fn) || (fact.kind === 'method' && fact.cls !== undefined && isClassExported(facts, fact.cls));
}

function isPreparing(project: Project, fn: FunctionRef): boolean {
  const kind = project.evaluator.facts(fn.file)?.functions[fn.fn]?.kind;
  return kind === 'constructor' || wordsOf(project, fn).some((word) => preparing.has(word));
}

function wordsOf(project: Project, fn: FunctionRef): readonly string[] {
  return (nameOf(project, fn).match(/[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}

/** Its own name, or the one under which it is exported. */
function nameOf(project: Project, { file, fn }: FunctionRef): string {
  const facts = project.evaluator.facts(file);
  const own = facts?.functions[fn]?.name ?? '';
  const exported = own === '' ? facts?.exports.find(({ value }) => value?.is === 'function' && value.fn === fn)?.name : undefined;
  return exported === undefined || exported === 'default' || exported === '=' ? own : exported;
}
