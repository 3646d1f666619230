import { flatten, type FunctionRef } from '../analysis/abstract.js';
import type { Handler } from '../analysis/handlers.js';
import { givesPromiseAlways } from '../analysis/failures/always-promise.js';
import type { Project } from '../analysis/project.js';
import { handlerRejections, type HandlerRejection } from '../analysis/rejections/handler-rejections.js';
import type { Fix } from '../model/evidence.js';
import type { Value } from '../model/facts.js';
import { catchInBody, type Caught } from './catch-in-body.js';
import { draftOf, type Draft } from './draft.js';
import { Drafts } from './drafts.js';
import { functionAt, givesValues, parameterName, type WrittenFunction } from './function-at.js';
import { wrapperFor } from './handler-wrapper.js';
import { logError } from './logger.js';
import { isTyped } from './typed-file.js';

/** From this many handlers on a package is worth its place among the dependencies; fewer get a `try`. */
const worthAPackage = 3;

/**
 * Lets somebody hear a handler that fails. One that may hand a request on is wrapped wherever it is registered, or catches and calls `next`; others catch, and answer
 * or log.
 */
export function passRejectionOn(project: Project, { handler, is }: HandlerRejection): readonly Fix[] {
  const wrapped = is === 'ended' && isInChain(handler) ? wrap(project, handler, 'spare') : [];
  if (wrapped.length > 0) return wrapped;
  const caught = catchHere(project, handler, is === 'dropped');
  return caught.length > 0 || is !== 'ended' || !isInChain(handler) ? caught : wrap(project, handler, 'install');
}

/** `(req, res, next)`, and nothing behind that. */
function isInChain({ model: { answers } }: Handler): boolean {
  return answers?.next === '$2' && answers.errorArity !== undefined;
}

function wrap(project: Project, handler: Handler, may: 'spare' | 'install'): readonly Fix[] {
  const drafts = new Drafts(project);
  const done = new Set<string>();
  const installed = new Set<string>();
  const named = new Set<string>();
  if (!isWrappable(project, handler)) return [];
  for (const same of project.handlers) {
    if (same.file !== handler.file || same.fn !== handler.fn) continue;
    const { call, argument } = same.registered ?? {};
    const draft = call && drafts.of(call.file);
    if (!draft || argument === undefined || !isInChain(same)) return [];
    const node = handedOver(project, draft, same);
    if (!node) return [];
    const [start, end] = node;
    if (done.has(`${call.file}:${String(start)}`)) continue;
    const { is, installs } = wrapperFor(project, call.file);
    if (installs.length > 0 && may === 'spare' && !areMany(project)) return [];
    // Its types want a handler that gives nothing.
    if (typeof is !== 'string' && !is.from.startsWith('.') && isTyped(handler.file) && givesValues(project, handler)) return [];
    const name = typeof is === 'string' ? is : draft.import(is);
    draft.wrap([start, end], `${name}(`, ')');
    done.add(`${call.file}:${String(start)}`);
    named.add(name);
    for (const one of installs) installed.add(one);
  }
  const places = done.size > 1 ? ` in its ${String(done.size)} places` : '';
  if (done.size === 0) return [];
  return drafts.fix(`Wrap it in ${[...named].join(' and ')}${places}, which hands its rejection to next`, installed);
}

/** An error handler is told by its four parameters, which a wrapper does not have; a wrapper that calls `.catch` wants a promise each time. */
function isWrappable(project: Project, { file, fn }: FunctionRef): boolean {
  const count = project.evaluator.facts(file)?.functions[fn]?.params.length ?? 0;
  return count <= 3 && givesPromiseAlways(project, { file, fn });
}

/** Where the handler stands among the arguments of its registration, or in a list there. */
function handedOver(project: Project, draft: Draft, { file, fn, registered }: Handler): readonly [number, number] | undefined {
  const fact = registered && project.evaluator.call(registered.call);
  const value = registered && fact?.args[registered.argument];
  const range = registered && fact?.argRanges[registered.argument];
  if (!value || !range) return undefined;
  const { ts, tree } = draft.source;
  const search = (of: Value, at: readonly [number, number]): readonly [number, number] | undefined => {
    const node = draft.nodeAt(at);
    if (of.is !== 'array') return flatten(project.evaluator.evaluate(draft.file, of)).every((v) => v.is === 'function') && !ts.isSpreadElement(node) ? at : undefined;
    if (!ts.isArrayLiteralExpression(node)) return undefined;
    const index = of.items.findIndex((item) => holds(project, draft.file, item, { file, fn }));
    const [item, element] = [of.items[index], node.elements[index]];
    return item && element ? search(item, [element.getStart(tree), element.end]) : undefined;
  };
  return search(value, range);
}

function holds(project: Project, file: string, value: Value, fn: FunctionRef): boolean {
  if (value.is === 'array') return value.items.some((item) => holds(project, file, item, fn));
  return flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && v.file === fn.file && v.fn === fn.fn);
}

const many = new WeakMap<Project, boolean>();

function areMany(project: Project): boolean {
  const known = many.get(project);
  if (known !== undefined) return known;
  const lost = new Set<string>();
  for (const file of new Set(project.handlers.map((h) => h.file))) {
    for (const { handler, is } of handlerRejections(project, file)) if (is === 'ended' && isInChain(handler)) lost.add(`${file}#${String(handler.fn)}`);
    if (lost.size >= worthAPackage) break;
  }
  many.set(project, lost.size >= worthAPackage);
  return lost.size >= worthAPackage;
}

/** A `try` in the handler itself. */
function catchHere(project: Project, handler: Handler, wrapped: boolean): readonly Fix[] {
  const draft = draftOf(project, handler.file);
  const fn = draft && functionAt(project, draft, handler.fn);
  if (!draft || !fn || isAcknowledging(project, handler) || (isTyped(handler.file) && fn.type && givesValues(project, handler))) return [];
  const end = endOf(project, draft, handler, fn, wrapped);
  return end && catchInBody(draft, fn, end.caught) ? draft.fix(end.title) : [];
}

/** A message that is neither acknowledged nor given back blocks those behind it: who catches has to say which. */
function isAcknowledging({ evaluator }: Project, { file, fn }: Handler): boolean {
  return (evaluator.facts(file)?.calls ?? []).some(({ callee, fn: within }) => within === fn && callee.is === 'member' && /^n?ack$/i.test(callee.name));
}

interface End {
  readonly title: string;
  readonly caught: Caught;
}

function endOf(project: Project, draft: Draft, handler: Handler, fn: WrittenFunction, wrapped: boolean): End | undefined {
  const { answers, path, event } = handler.model;
  if (answers?.next !== undefined) {
    const next = nextIn(draft, handler, fn, wrapped);
    return next === undefined ? undefined : handedTo(next, givesValues(project, handler));
  }
  const last = parameterName(draft, fn, fn.parameters.length - 1);
  if (!answers && last !== undefined && /^(?:done|cb|callback|next)$/.test(last)) return handedTo(last, givesValues(project, handler));
  // Of exception filters and of sockets that are to be upgraded somebody waits for more than a log.
  if (path === '#catch' || event?.includes('upgrade')) return undefined;
  const log = logError(project, draft, handler.fn);
  if (!answers) return { title: 'Catch what fails, and log it', caught: { statements: log, callback: `(error) => { ${log} }` } };
  const response = answers.response === '$1' ? parameterName(draft, fn, 1) : undefined;
  if (response === undefined) return undefined;
  const statements = `${log}\nif (!${response}.headersSent) ${response}.statusCode = 500;\n${response}.end();`;
  return { title: 'Catch what fails, log it, and answer with 500', caught: { statements, callback: `(error) => {\n${statements.replace(/^/gm, '  ')}\n}` } };
}

function handedTo(next: string, returns: boolean): End {
  return { title: `Catch what fails, and hand it to ${next}`, caught: { statements: `${returns ? 'return ' : ''}${next}(error);`, callback: next } };
}

/** The name of the handler's `next`, which it gets as another parameter where it has none. */
export function nextIn(draft: Draft, { model: { answers }, package: from, through }: Handler, fn: WrittenFunction, wrapped: boolean): string | undefined {
  const shift = answers?.errorArity === fn.parameters.length ? 1 : 0;
  const at = Number(/^\$(\d+)$/.exec(answers?.next ?? '')?.[1] ?? NaN) + shift;
  if (fn.parameters.length > at) return parameterName(draft, fn, at);
  const last = fn.parameters.at(-1);
  // What a wrapper hands on is not known.
  if (fn.parameters.length < at || !last || wrapped || through.length > 0) return undefined;
  const type = last.type && from === 'express' ? `: ${draft.import({ from, name: 'NextFunction', typeOnly: true })}` : '';
  if (last.type && type === '') return undefined;
  draft.insert(last.end, `, next${type}`);
  return 'next';
}
