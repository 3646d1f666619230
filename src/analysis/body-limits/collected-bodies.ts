import type { CallFact, FileFacts, Range, Step, Value } from '../../model/facts.js';
import { flatten, functionKey } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import { testsOf } from '../lifetimes/branch-tests.js';
import type { Project } from '../project.js';

/** A place where the body of a request is put together by hand. */
export interface CollectedBody {
  readonly file: string;
  readonly fn: number;
  readonly range: Range;
  /** As the request is called there. */
  readonly name: string;
  /** Something there compares, and may refuse what is too long. */
  readonly checked: boolean;
}

/** The bodies that a file puts together by hand: `req.on('data', …)`, `for await (const chunk of req)`. */
export function collectedBodies(project: Project, file: string): readonly CollectedBody[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return [...byListener(project, file, facts), ...byLoop(project, file, facts)];
}

function byListener(project: Project, file: string, facts: FileFacts): readonly CollectedBody[] {
  return facts.calls.flatMap((fact, call): readonly CollectedBody[] => {
    const { callee, args } = fact;
    if (callee.is !== 'member' || (callee.name !== 'on' && callee.name !== 'addListener') || args[0]?.is !== 'literal' || args[0].value !== 'data') return [];
    if (!isRequest(project, file, callee.of)) return [];
    const listeners = flatten(project.evaluator.argument({ file, call }, 1, undefined)).filter((v) => v.is === 'function' && v.file === file);
    const [listener] = listeners;
    if (listener?.is !== 'function' || !collects(facts, listener.fn)) return [];
    return [{ file, fn: fact.fn, range: fact.calleeRange, name: nameOf(facts, callee.of), checked: compares(facts, listener.fn) || asksLength(facts, fact.fn) }];
  });
}

function byLoop(project: Project, file: string, facts: FileFacts): readonly CollectedBody[] {
  return facts.functions.flatMap(({ steps = [] }, fn) => stepsIn(steps).flatMap((step): readonly CollectedBody[] => {
    if (typeof step === 'number' || step.is !== 'loop' || !step.awaits || !isRequest(project, file, step.awaits)) return [];
    if (!keeps(facts, step.body)) return [];
    return [{ file, fn, range: [step.range[0], step.range[0] + 'for await'.length], name: nameOf(facts, step.awaits), checked: testsOf(step.body).length > 0 || asksLength(facts, fn) }];
  }));
}

/** A parameter of a handler that is a request of Node's, or a field of one: `ctx.req`, `request.raw`. */
function isRequest(project: Project, file: string, value: Value): boolean {
  const { evaluator } = project;
  return flatten(evaluator.evaluate(file, value)).some((v) => {
    if (v.is === 'library') return v.path.some((step) => 'typed' in step && /^(?:IncomingMessage|Request|NextApiRequest)$/.test(step.typed));
    if (v.is !== 'param') return false;
    const path = v.path.join('.');
    const typed = evaluator.facts(v.file)?.functions[v.fn]?.params[v.at]?.type;
    const name = typed?.is === 'ref' ? evaluator.facts(v.file)?.bindings[typed.to]?.name : typed?.is === 'member' ? typed.name : undefined;
    if (path === '' && name !== undefined && /^(?:IncomingMessage|NextApiRequest)$/.test(name)) return true;
    const handler = handlerOf(project, v);
    if (handler === undefined || handler.model.event === 'connection') return false;
    const isNodes = /^(?:http|https|express|connect|polka|restify|router|next|node:https?)/.test(handler.package);
    return (v.at === 0 && path === '' && isNodes) || (v.at === 0 && /^(?:req|request\.req|raw)$/.test(path));
  });
}

function handlerOf(project: Project, at: { readonly file: string; readonly fn: number }): Project['handlers'][number] | undefined {
  let index = handlers.get(project);
  if (!index) handlers.set(project, (index = new Map(project.handlers.filter((h) => h.reach === 'request' && !/socket|ws/.test(h.entry.id)).map((h) => [functionKey(h), h]))));
  return index.get(functionKey(at));
}

const handlers = new WeakMap<Project, Map<string, Project['handlers'][number]>>();

/** `body += chunk`, `chunks.push(chunk)`. */
function collects(facts: FileFacts, fn: number): boolean {
  const steps = facts.functions[fn]?.steps ?? [];
  return keeps(facts, steps);
}

function keeps(facts: FileFacts, steps: readonly Step[]): boolean {
  return stepsIn(steps).some((step) => {
    if (typeof step === 'number') return isPush(facts.calls[step]);
    return (step.is === 'set' && (grows(step.value) || (step.counts === 'up' && isText(facts, step.to)))) || (step.is === 'put' && step.value !== undefined && grows(step.value));
  });
}

function isPush(call: CallFact | undefined): boolean {
  return call?.callee.is === 'member' && (call.callee.name === 'push' || call.callee.name === 'concat');
}

/** `body += chunk`, as opposed to the count of bytes. */
function isText({ bindings }: FileFacts, to: number): boolean {
  return bindings[to]?.values.some((v) => v.is === 'literal' && typeof v.value === 'string') === true;
}

function grows(value: Value): boolean {
  return (value.is === 'binary' && value.op === '+') || value.is === 'text' || value.is === 'call';
}

function compares(facts: FileFacts, fn: number): boolean {
  return testsOf(facts.functions[fn]?.steps ?? []).length > 0;
}

/** The length that the client announces is asked for. */
function asksLength({ calls, functions }: FileFacts, fn: number): boolean {
  const name = /^content-length$/i;
  const tests = testsOf(functions[fn]?.steps ?? []).length > 0;
  return tests && calls.some((c) => c.fn === fn && c.args.some((a) => a.is === 'literal' && typeof a.value === 'string' && name.test(a.value)));
}

function nameOf(facts: FileFacts, value: Value): string {
  if (value.is === 'ref') return facts.bindings[value.to]?.name ?? 'the request';
  return value.is === 'member' ? `${nameOf(facts, value.of)}.${value.name}` : 'the request';
}
