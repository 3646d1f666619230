import type { CallFact, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { syncCall } from '../failures/sync-calls.js';
import { bearerOf, doing as done, functionOf, type Bearer } from './bearer.js';
import { doingOfChain, isContinuation } from './chain-doing.js';
import { entering, type Outcome, type Scene } from './duties.js';
import { doingOfHanded, functionsGiven, type GivenFunction } from './handed-functions.js';
import type { End } from './path.js';
import { rootsOf } from './roots.js';
import { isUsed } from './used-results.js';
import type { Doing } from './doing.js';
import type { CallPlace } from './question.js';

const nothing: Doing = { is: 'nothing' };
const may: Doing = { is: 'may' };
/** They write down what they are given. */
export const logging = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'verbose', 'silly', 'fatal', 'http']);
export const piping = new Set(['pipe', 'pipeline', 'pipeTo', 'pipeThrough']);

/** What a call does for the duty: by what it calls, and by what it is given. */
export function doingOfCall(scene: Scene, { call, lastOfWay }: CallPlace): Doing {
  const fact = scene.facts.calls[call];
  if (!fact || fact.decorator) return nothing;
  if (isContinuation(fact)) return doingOfChain(scene, call);
  return ofCallee(scene, fact) ?? ofArguments(scene, { file: scene.file, call }, fact, lastOfWay);
}

/** `next()`, `res.json()`, `res.status(404)`; `undefined` where what is called bears nothing. */
function ofCallee(scene: Scene, { callee, args }: CallFact): Doing | undefined {
  const of = (value: Value): Bearer | undefined => bearerOf(scene.bearers, scene.file, scene.facts, value);
  if (callee.is === 'member') {
    const receiver = of(callee.of);
    if (receiver?.is === 'derived') return may;
    if (receiver?.is === 'function') return callee.name === 'call' || callee.name === 'apply' ? receiver.doing : callee.name === 'bind' ? nothing : undefined;
    if (receiver?.is === 'object') return ofMethod(scene, receiver, callee.name, args);
  }
  const bearer = of(callee);
  if (bearer?.is === 'derived') return may;
  return bearer?.is === 'function' ? bearer.doing : undefined;
}

function ofMethod(scene: Scene, { object }: Extract<Bearer, { is: 'object' }>, name: string, args: readonly Value[]): Doing | undefined {
  const { by, calling, idle, has } = object;
  const held = has[name];
  if (held) return held.is === 'function' ? held.doing : may;
  if (calling?.has(name) && args.some((a) => isFunction(scene, a))) return undefined;
  if (by.has(name)) return done.doing;
  if (!idle) return undefined;
  return idle.has(name) ? nothing : may;
}

function isFunction(scene: Scene, value: Value): boolean {
  return scene.duties.project.evaluator.evaluate(scene.file, value).some((v) => v.is === 'function');
}

function ofArguments(scene: Scene, ref: CallRef, fact: CallFact, lastOfWay: boolean): Doing {
  const { evaluator } = scene.duties.project;
  const borrowed = fact.callee.is === 'member' && (fact.callee.name === 'call' || fact.callee.name === 'apply') ? fact.callee : undefined;
  const args = borrowed ? fact.args.slice(1) : fact.args;
  const given = args.map((value) => ({ value, bearer: bearerOf(scene.bearers, scene.file, scene.facts, value), functions: functionsGiven(scene, value) }));
  const targets = flatten(evaluator.evaluate(ref.file, borrowed ? borrowed.of : fact.callee));
  const own = targets.filter((t) => t.is === 'function');
  if (own.length > 0 && !fact.construct) {
    if (borrowed?.name === 'apply' || args.some((a) => a.is === 'spread')) return given.some((g) => g.bearer) ? may : nothing;
    return ofOwn(scene, ref, own, given.map((g) => g.bearer ?? asBearer(g.functions)));
  }
  const functions = given.flatMap((g, index) => g.functions.map((f) => ({ ...f, index })));
  const byFunctions = doingOfHanded(scene, ref, [...functions, ...given.flatMap((g, index) => (g.bearer?.is === 'function' ? [{ doing: g.bearer.doing, index, nested: false }] : []))]);
  const byObjects = given.some((g) => g.bearer && g.bearer.is !== 'function') ? ofUnseen(scene, fact, given.map((g) => g.bearer)) : nothing;
  if (byFunctions.is === 'done' || byObjects.is === 'done') return inTwoParts(scene, fact) ?? (byFunctions.is === 'done' && byObjects.is !== 'done' ? byFunctions : done.doing);
  if (byObjects.is === 'may') return isMiddleware(args, given) ? byFunctions : may;
  if (byFunctions.is !== 'nothing') return byFunctions;
  return leaves(scene, ref, fact, targets, lastOfWay);
}

/** `authenticate('local', (error, user) => …)(req, res, next)`: what the first part was handed is called instead of `next`. */
function inTwoParts(scene: Scene, { callee }: CallFact): Doing | undefined {
  const first = callee.is === 'call' ? doingOfCall(scene, { call: callee.call, lastOfWay: false }) : nothing;
  return first.is === 'nothing' ? undefined : nothing;
}

/** `upload(req, res, (error) => …)`: what is not seen answers, or calls the function, which it takes for `next`. */
function isMiddleware(args: readonly Value[], given: readonly { readonly functions: readonly GivenFunction[] }[]): boolean {
  return args.length === 3 && given.at(-1)?.functions.some((f) => f.doing.is === 'open') === true;
}

/** A function that is handed to one of the project: its parameter does what the function does. */
function asBearer(functions: readonly GivenFunction[]): Bearer | undefined {
  const [first, ...others] = functions.filter((f) => f.doing.is !== 'nothing');
  if (!first) return undefined;
  return functionOf(others.length === 0 && !first.nested ? first.doing : may);
}

/** What the project's own functions do that a call enters. Whether they did may be told by what they give: then it is not followed. */
function ofOwn(scene: Scene, ref: CallRef, own: readonly Extract<Abstract, { is: 'function' }>[], given: readonly (Bearer | undefined)[]): Doing {
  const found = own.map((fn) => {
    const outcome = scene.duties.of({ file: fn.file, fn: fn.fn }, entering(scene, fn, given), scene.root, scene.depth + 1);
    return withLapse(scene, ref, fn, outcome, doingOfOutcome(scene, ref, outcome, (end) => dependsOnCaller(scene, fn, given, end)));
  });
  const [first] = found;
  if (!first || found.length === 1) return first ?? nothing;
  return found.every((d) => d.is === first.is) && first.is !== 'open' ? first : may;
}

/** What a function does that may fail before. An async one tells of it where it is awaited. */
function withLapse({ duties, facts }: Scene, { call }: CallRef, own: FunctionRef, { failing }: Outcome, doing: Doing): Doing {
  const end = failing.find((e) => e.sure) ?? failing[0];
  if (!end || (doing.is !== 'done' && doing.is !== 'open')) return doing;
  const fact = facts.calls[call];
  const isHeard = fact?.awaited === true || fact?.returned === true || !duties.project.evaluator.facts(own.file)?.functions[own.fn]?.async;
  return { ...doing, unless: { sure: end.sure, failed: call, end, ...(!isHeard && { unheard: true as const }) } };
}

function doingOfOutcome(scene: Scene, ref: CallRef, { touched, ends }: Outcome, depends: (end: End) => boolean): Doing {
  if (ends.length === 0) return touched ? done.doing : { is: 'done', throws: true };
  if (!touched) return nothing;
  const end = isUsed(scene.facts, ref.call) ? undefined : ends.find((e) => e.sure && !depends(e));
  return end ? { is: 'open', end } : may;
}

/** Whether it is for the caller to decide that a path is taken, by what it hands in besides the bearers. */
function dependsOnCaller({ duties }: Scene, { file, fn }: FunctionRef, given: readonly (Bearer | undefined)[], { choices }: End): boolean {
  const facts = duties.project.evaluator.facts(file);
  const decides = (root: Value): boolean => root.is === 'param' && root.fn === fn && given[root.at] === undefined;
  return facts !== undefined && choices.some((c) => c.file === file && c.test !== undefined && rootsOf(facts, c.test).some(decides));
}

/** Code that is not seen gets a response, a request, or something that is made of them. */
function ofUnseen(scene: Scene, { callee, args }: CallFact, given: readonly (Bearer | undefined)[]): Doing {
  const name = callee.is === 'member' ? callee.name : callee.is === 'ref' ? (scene.facts.bindings[callee.to]?.name ?? '') : '';
  if (callee.is === 'member' && logging.has(name)) return nothing;
  const isResponse = (bearer: Bearer | undefined): boolean => bearer?.is === 'object' && bearer.object.idle !== undefined;
  return piping.has(name) && args.length > 0 && given.some(isResponse) ? done.doing : may;
}

/** Whether a call that gets nothing leaves all the same: it ends the process, or may always throw. */
function leaves(scene: Scene, ref: CallRef, fact: CallFact, targets: readonly Abstract[], lastOfWay: boolean): Doing {
  const { callee, construct } = fact;
  if (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'process' && (callee.name === 'exit' || callee.name === 'abort')) return { is: 'done', throws: true };
  // Where errors are ends, to leave is not to do it, and who gets none of it cannot.
  if (scene.duties.hooks.escaping) return nothing;
  if (targets.some((t) => t.is === 'param' && t.path.length === 0 && isCallers(scene, t.file, t.fn))) return may;
  const unseen = targets.every((t) => t.is === 'unknown' || t.is === 'param');
  const safe = syncCall(scene.duties.project.evaluator, ref, scene.facts, fact) === 'safe';
  return lastOfWay && unseen && !construct && !safe && !isUsed(scene.facts, ref.call) ? may : nothing;
}

/** A parameter of the function that has the duty, or of one that is handed on: who calls it may go on from there. */
function isCallers({ root, facts, file }: Scene, home: string, fn: number): boolean {
  return home === file && (facts.functions[fn]?.passedTo !== undefined || (root.fn === fn && root.file === file));
}
