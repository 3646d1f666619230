import { functionKey, type FunctionRef } from '../abstract.js';
import { isClassExported } from '../emitters/field-usages.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';

/** Frameworks whose presence in a manifest makes a package a service, also where their handlers stand in other files. */
const frameworks: readonly string[] = ['express', 'fastify', 'koa', '@hapi/hapi', '@nestjs/core', 'hono', 'restify', 'socket.io', 'next', '@apollo/server', 'h3', 'polka'];

/** Words of names that say that something is put up, taken down or run by hand. */
const preparing: ReadonlySet<string> = new Set(['start', 'init', 'initialize', 'initialise', 'setup', 'set', 'create', 'server', 'restart', 'load', 'reload', 'boot', 'bootstrap', 'main', 'migrate', 'migration', 'migrations', 'install', 'uninstall', 'config', 'configure', 'configuration', 'settings', 'register', 'build', 'connect', 'listen', 'cli', 'command', 'generate', 'seed', 'prepare', 'stop', 'shutdown', 'close', 'destroy', 'update', 'upgrade', 'release', 'test', 'backup', 'restore', 'up', 'down', 'once', 'cleanup', 'clean', 'module', 'application', 'worker']);

const most = 30;

/**
 * Whether a function does its work for others who are not seen, again and again as far as one can tell: it is async, and every way to it begins at a function of a service that is exported, takes
 * something, and has no name that speaks of starting or stopping.
 */
export function isOfferedWork(project: Project, fn: FunctionRef): boolean {
  if (project.evaluator.facts(fn.file)?.functions[fn.fn]?.async !== true || !isService(project, fn.file)) return false;
  const seen = new Set<string>();
  const queue: FunctionRef[] = [fn];
  for (let head = 0; head < queue.length; head++) {
    const next = queue[head];
    if (!next || seen.has(functionKey(next))) continue;
    seen.add(functionKey(next));
    if (seen.size > most || next.fn === -1) return false;
    const callers = project.graph.callersOf(next).map((by): FunctionRef => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }));
    if (isPreparing(project, next) || (callers.length === 0 && !isRoot(project, next))) return false;
    queue.push(...callers);
  }
  return true;
}

function isService(project: Project, file: string): boolean {
  return project.handlers.some((h) => h.reach === 'request') || frameworks.some((name) => project.versionOf(file, name) !== undefined);
}

function isRoot(project: Project, fn: FunctionRef): boolean {
  const facts = project.evaluator.facts(fn.file);
  const fact = facts?.functions[fn.fn];
  if (!fact || nameOf(project, fn) === '' || fact.params.length === 0 || fact.passedTo !== undefined) return false;
  return isExported(project.evaluator, fn) || (fact.kind === 'method' && fact.cls !== undefined && isClassExported(facts, fact.cls));
}

function isPreparing(project: Project, fn: FunctionRef): boolean {
  const kind = project.evaluator.facts(fn.file)?.functions[fn.fn]?.kind;
  return kind === 'constructor' || (nameOf(project, fn).match(/[A-Z]?[a-z]+/g) ?? []).some((word) => preparing.has(word.toLowerCase()));
}

/** Its own name, or the one under which it is exported. */
function nameOf(project: Project, { file, fn }: FunctionRef): string {
  const facts = project.evaluator.facts(file);
  const own = facts?.functions[fn]?.name ?? '';
  const exported = own === '' ? facts?.exports.find(({ value }) => value?.is === 'function' && value.fn === fn)?.name : undefined;
  return exported === undefined || exported === 'default' || exported === '=' ? own : exported;
}
