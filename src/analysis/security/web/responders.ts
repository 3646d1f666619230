import type { FileFacts, Value } from '../../../model/facts.js';
import { functionKey, type FunctionRef } from '../../abstract.js';
import { decoratorName } from '../../answers/answer-bearers.js';
import type { Handler } from '../../handlers.js';
import type { Project } from '../../project.js';

/** Callers of callers are not asked further. */
const deepest = 4;
const mostCallers = 12;

/** Something that a handler answers by: `res`, `reply`, `ctx`, and what was read of it: `['response']`. */
export interface Responder {
  readonly handler: Handler;
  readonly at: number;
  readonly path: readonly string[];
  /** The name by which the answering code has it: what is set on it is told by it. */
  readonly name: number;
}

const known = new WeakMap<Project, ReadonlyMap<string, Handler>>();

/** The handlers of requests by their function. */
export function requestHandlers(project: Project): ReadonlyMap<string, Handler> {
  let found = known.get(project);
  if (!found) known.set(project, (found = new Map(project.handlers.filter((h) => h.reach === 'request').map((h) => [functionKey(h), h]))));
  return found;
}

/** What a chain of calls begins with: `res` of `res.status(200).type('html')`, with the members in between. */
export function chainRoot(facts: FileFacts, value: Value): { readonly root: Value; readonly path: readonly string[] } {
  const path: string[] = [];
  let at = value;
  for (;;) {
    if (at.is === 'member') {
      path.unshift(at.name);
      at = at.of;
    } else if (at.is === 'call') {
      const callee = facts.calls[at.call]?.callee;
      if (callee?.is !== 'member') return { root: at, path };
      // What a method gives of a response is the response.
      at = callee.of;
    } else return { root: at, path };
  }
}

/** The responder that an expression stands for, through chains and the arguments of callers. */
export function responderOf(project: Project, file: string, value: Value): Responder | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts) return undefined;
  const { root, path } = chainRoot(facts, value);
  if (root.is !== 'ref') return undefined;
  const found = throughName(project, file, facts, root.to, 0);
  return found && { ...found, path: [...found.path, ...path], name: root.to };
}

function throughName(project: Project, file: string, facts: FileFacts, to: number, depth: number): Responder | undefined {
  const [only, ...others] = facts.bindings[to]?.values ?? [];
  if (!only || others.length > 0 || depth > deepest) return undefined;
  const { root, path } = chainRoot(facts, only);
  if (root.is === 'ref') {
    const outer = throughName(project, file, facts, root.to, depth + 1);
    return outer && { ...outer, path: [...outer.path, ...path] };
  }
  if (root.is !== 'param') return undefined;
  const found = ofParameter(project, { file, fn: root.fn }, root.at, depth);
  return found && { ...found, path: [...found.path, ...path] };
}

function ofParameter(project: Project, fn: FunctionRef, at: number, depth: number): Responder | undefined {
  const handler = requestHandlers(project).get(functionKey(fn));
  if (handler) return { handler, at, path: [], name: -1 };
  const callers = project.graph.callersOf(fn).slice(0, mostCallers);
  for (const { file, call } of callers) {
    const facts = project.evaluator.facts(file);
    const given = facts?.calls[call]?.args[at];
    if (!facts || given?.is !== 'ref') continue;
    const found = throughName(project, file, facts, given.to, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Whether a responder is the response of a handler of the kind of Express and Node: not the request, nor `next`. */
export function isResponse(project: Project, { handler, at, path }: Responder): boolean {
  const facts = project.evaluator.facts(handler.file);
  const params = facts?.functions[handler.fn]?.params ?? [];
  const isDecorated = facts !== undefined && params[at]?.decorators?.some((d) => /^(?:Res|Response)$/.test(decoratorName(facts, d))) === true;
  if (handler.entry.id === 'nest' && handler.name.startsWith('@')) return isDecorated;
  const first = params.length === 4 && handler.model.answers?.errorArity === 4 ? 2 : 1;
  return at === first || (at === 0 && (path[0] === 'res' || path[0] === 'response'));
}
