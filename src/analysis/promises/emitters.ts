import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from './registrations.js';

/** Where an emitter comes from: whether all that is done with it can be seen. */
export type EmitterOrigin =
  /** A local name or a chain that begins with a call: of a package, of Node, or of something that is not seen. */
  | { readonly is: 'made'; readonly by: CallRef; readonly library?: { readonly package: string; readonly path: string } }
  /** The response that Node hands to the callback of `http.get`. */
  | { readonly is: 'response' }
  /** A parameter, a field, an import, `process`: others may listen to it. */
  | { readonly is: 'handed' };

/** A listener that is added somewhere in a file. */
export interface Listener {
  readonly call: CallRef;
  /** Absent where the name is not constant. */
  readonly event?: string;
  /** The function, where it is written in place or named. */
  readonly fn?: number;
}

/** Methods that give back what they are called on. */
export const fluent: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off', 'removeListener', 'removeAllListeners', 'setEncoding', 'setMaxListeners', 'setTimeout', 'setNoDelay', 'setKeepAlive', 'resume', 'pause', 'ref', 'unref', 'end', 'cork', 'destroy']);

/**
 * Tells whether two expressions of a file stand for the same object: they do when their keys are equal. A chain of
 * listeners is its beginning, `a.pipe(b)` is `b`, and a name that is assigned once is what it is assigned.
 */
export function emitterKey(facts: FileFacts, value: Value, depth = 0): string | undefined {
  if (depth > 20) return undefined;
  switch (value.is) {
    case 'await': return emitterKey(facts, value.of, depth + 1);
    case 'call': return callEmitterKey(facts, value.call, depth);
    case 'ref': {
      const [only, ...others] = (facts.bindings[value.to]?.values ?? []).filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null));
      const followed = only && others.length === 0 && (only.is === 'ref' || only.is === 'call' || only.is === 'await') ? emitterKey(facts, only, depth + 1) : undefined;
      return followed ?? `name ${String(value.to)}`;
    }
    case 'member': {
      const of = emitterKey(facts, value.of, depth + 1);
      return of === undefined ? undefined : `${of}.${value.name}`;
    }
    case 'this': return 'this';
    case 'global': return value.name;
    default: return undefined;
  }
}

function callEmitterKey(facts: FileFacts, call: number, depth: number): string | undefined {
  const fact = facts.calls[call];
  if (!fact) return undefined;
  const { callee, args: [first] } = fact;
  if (callee.is === 'member' && fluent.has(callee.name) && !fact.construct) return emitterKey(facts, callee.of, depth + 1);
  if (callee.is === 'member' && callee.name === 'pipe' && first) return emitterKey(facts, first, depth + 1);
  return `call ${String(call)}`;
}

/** The listeners of an object that are added in its file. */
export function listenersOf(project: Project, file: string, key: string): readonly Listener[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const added = facts.calls.flatMap((fact, call): readonly Listener[] => {
    if (!isListening(fact) || fact.callee.is !== 'member' || emitterKey(facts, fact.callee.of) !== key) return [];
    const event = eventOf(project, { file, call });
    const fn = functionOf(facts, fact.args[1]);
    return [{ call: { file, call }, ...(event !== undefined && { event }), ...(fn !== undefined && { fn }) }];
  });
  const assigned = facts.assigns.flatMap(({ target, value }): readonly Listener[] => {
    if (target.is !== 'member' || !target.name.startsWith('on') || emitterKey(facts, target.of) !== key) return [];
    const fn = functionOf(facts, value);
    return [{ call: { file, call: -1 }, event: target.name.slice(2), ...(fn !== undefined && { fn }) }];
  });
  return [...added, ...assigned];
}

function functionOf(facts: FileFacts, value: Value | undefined): number | undefined {
  if (value?.is === 'function') return value.fn;
  const values = value?.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  return values.length === 1 && values[0]?.is === 'function' ? values[0].fn : undefined;
}

/** Methods of objects that are not seen which make something new; others, such as `process()`, give what is there. */
const making = /^(?:create|open|make|build|spawn|fork|connect|request|start)|(?:stream|pipeline)$/i;

/** Where what a key stands for comes from. */
export function originOf(project: Project, file: string, value: Value): EmitterOrigin {
  const facts = project.evaluator.facts(file);
  const key = facts && emitterKey(facts, value);
  if (!facts || key === undefined) return { is: 'handed' };
  const made = /^call (\d+)$/.exec(key)?.[1];
  if (made !== undefined) return madeOrigin(project, { file, call: Number(made) });
  const name = /^name (\d+)$/.exec(key)?.[1];
  return name !== undefined && isResponse(project, file, facts, Number(name)) ? { is: 'response' } : { is: 'handed' };
}

function madeOrigin(project: Project, by: CallRef): EmitterOrigin {
  const fact = project.evaluator.call(by);
  const facts = project.evaluator.facts(by.file);
  if (!fact || !facts) return { is: 'handed' };
  const callees = flatten(project.evaluator.evaluate(by.file, fact.callee));
  const makes = fact.construct === true || making.test(lastName(facts, fact.callee));
  const library = callees.find((c) => c.is === 'library');
  if (library?.is === 'library') {
    const ofObject = library.path.some((step) => !('member' in step));
    return callees.every((c) => c.is === 'library') && (makes || !ofObject) ? { is: 'made', by, library: { package: library.package.replace(/^node:/, ''), path: names(library) } } : { is: 'handed' };
  }
  // A function of the project may have added its listener before it gave the object back.
  if (callees.some((c) => c.is !== 'unknown' && c.is !== 'param')) return { is: 'handed' };
  return project.partial || !makes || isOwnImport(facts, fact.callee) ? { is: 'handed' } : { is: 'made', by };
}

function names(value: LibraryValue): string {
  return value.path.map((s) => ('member' in s ? s.member : 'typed' in s ? s.typed : '()')).join('.');
}

/** A function of a file that is not at hand. */
function isOwnImport(facts: FileFacts, callee: Value): boolean {
  if (callee.is === 'member') return isOwnImport(facts, callee.of);
  if (callee.is === 'call') return isOwnImport(facts, facts.calls[callee.call]?.callee ?? callee);
  return callee.is === 'ref' && facts.bindings[callee.to]?.kind === 'import';
}

/** `(response) => …` of `http.get`, or of a request's `response` event. */
function isResponse(project: Project, file: string, facts: FileFacts, binding: number): boolean {
  const [given] = facts.bindings[binding]?.values ?? [];
  const passedTo = given?.is === 'param' && given.at === 0 ? facts.functions[given.fn]?.passedTo : undefined;
  if (!passedTo) return false;
  const fact = facts.calls[passedTo.call];
  if (!fact) return false;
  const request = isListening(fact) && fact.callee.is === 'member' && eventOf(project, { file, call: passedTo.call }) === 'response' ? originOf(project, file, fact.callee.of) : madeOrigin(project, { file, call: passedTo.call });
  return isRequest(request);
}

/** Whether an emitter is a request of Node's `http`, or of the package that follows redirects in its way. */
export function isRequest(origin: EmitterOrigin): boolean {
  return origin.is === 'made' && origin.library !== undefined && /^(?:https?|follow-redirects)$/.test(origin.library.package) && /(?:^|\.)(?:get|request)$/.test(origin.library.path);
}

/** What code does with an emitter, apart from calling it. */
export type Handling = 'heard' | 'unseen' | 'nothing';

/** Functions that hear the errors of the streams they are given, by name: for those that are not seen. */
export const hearing: ReadonlySet<string> = new Set(['pipeline', 'finished', 'pump', 'eos', 'endOfStream', 'addAbortSignal', 'compose']);
/** Functions that add no listeners to what they are given, by name. */
export const harmless: ReadonlySet<string> = new Set(['pipe', 'unpipe', 'log', 'info', 'debug', 'warn', 'error', 'clearTimeout', 'clearInterval', 'Boolean', 'String', 'isArray']);

/** Whether an emitter is handed to something that hears its errors, or to code that may. */
export function handlingOf(project: Project, file: string, key: string, depth = 0): Handling {
  const facts = project.evaluator.facts(file);
  if (!facts) return 'unseen';
  const found = facts.calls.flatMap((fact, call) => fact.args.flatMap((argument, index): readonly Handling[] => {
    const isGiven = parts(argument).some((v) => emitterKey(facts, v) === key);
    return isGiven ? [handedTo(project, { file, call }, fact, index, depth)] : [];
  }));
  const worst = mostOf(found);
  return worst === 'nothing' && isKept(facts, key) ? 'unseen' : worst;
}

/** What is heard once is heard. */
function mostOf(handlings: readonly Handling[]): Handling {
  if (handlings.includes('heard')) return 'heard';
  return handlings.includes('unseen') ? 'unseen' : 'nothing';
}

function handedTo(project: Project, ref: CallRef, fact: CallFact, index: number, depth: number): Handling {
  const facts = project.evaluator.facts(ref.file);
  const name = lastName(facts, fact.callee);
  if (hearing.has(name)) return 'heard';
  if (harmless.has(name) || isListening(fact)) return 'nothing';
  const own = flatten(project.evaluator.evaluate(ref.file, fact.callee)).filter((v) => v.is === 'function');
  if (own.length === 0 || depth > 3) return 'unseen';
  return mostOf(own.map((fn): Handling => {
    const home = project.evaluator.facts(fn.file);
    const bindings = home?.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'param' && v.fn === fn.fn && v.at === index) ? [to] : [])) ?? [];
    const handlings = bindings.map((to) => (listenersOf(project, fn.file, `name ${String(to)}`).some((l) => l.event === undefined || l.event === 'error') ? 'heard' : handlingOf(project, fn.file, `name ${String(to)}`, depth + 1)));
    return bindings.length === 0 ? 'unseen' : mostOf(handlings);
  }));
}

/** The value itself, and what an object or array literal holds. */
function parts(value: Value): readonly Value[] {
  if (value.is === 'object') return value.props.flatMap((p) => (p.value ? parts(p.value) : []));
  if (value.is === 'array') return value.items.flatMap(parts);
  if (value.is === 'spread') return [];
  return [value];
}

/** Whether an emitter is returned, or stored where other code finds it. */
function isKept(facts: FileFacts, key: string): boolean {
  const holds = (value: Value): boolean => parts(value).some((v) => emitterKey(facts, v) === key);
  // What an executor or a listener returns, nobody gets.
  if (facts.functions.some((f) => f.passedTo === undefined && f.returns.some((v) => holds(v) && !isChain(facts, v)))) return true;
  if (facts.assigns.some((a) => holds(a.value))) return true;
  if (facts.bindings.some((b) => b.values.some((v) => (v.is === 'object' || v.is === 'array') && holds(v)))) return true;
  return facts.exports.some((e) => e.value !== undefined && holds(e.value));
}

/** `return stream.on('finish', resolve)`: the value of a callback's last expression. */
function isChain(facts: FileFacts, value: Value): boolean {
  const fact = value.is === 'call' ? facts.calls[value.call] : undefined;
  return fact !== undefined && isListening(fact);
}
