import type { CallFact, FileFacts, Step, Value } from '../../model/facts.js';
import { isNothing } from '../nothing.js';
import { flatten } from '../abstract.js';
import { outlookOf } from '../failures/outlook.js';
import { bearerOf } from './bearer.js';
import type { Outcome, Scene } from './duties.js';
import { doingWhenCalled, functionsGiven } from './handed-functions.js';
import type { End } from './path.js';
import { isUsed } from './used-results.js';
import type { Doing } from './doing.js';

const continuing = new Set(['then', 'catch', 'finally']);
const nothing: Doing = { is: 'nothing' };
const may: Doing = { is: 'may' };

/** Whether a call continues a promise. */
export function isContinuation({ callee }: CallFact): boolean {
  return callee.is === 'member' && continuing.has(callee.name) && callee.of.is !== 'this' && callee.of.is !== 'import';
}

/** A way on which a chain may go on with the duty undone. */
interface Track {
  readonly sure: boolean;
  /** The end of a function of the chain that was to do it. */
  readonly end?: End;
  /** What failed, where it is on its way to be caught. */
  readonly failed?: Step;
}

interface Tracks {
  readonly fulfilled: readonly Track[];
  readonly rejected: readonly Track[];
}

/** What a chain of `then`, `catch` and `finally` does, told at its last link. */
export function doingOfChain(scene: Scene, call: number): Doing {
  const { facts, file, duties: { project } } = scene;
  if (isContinued(facts, call)) return nothing;
  const { source, links } = linksOf(facts, call);
  const outlook = outlookOf(project, file, source);
  const begin: Track = { sure: true };
  const rejects = outlook.is !== 'settles' && outlook.is !== 'none';
  let tracks: Tracks = scene.duties.hooks.escaping ? fromSource(scene, source, rejects) : { fulfilled: [begin], rejected: rejects ? [begin] : [] };
  let touched = false;
  for (const link of links) {
    const name = link.callee.is === 'member' ? link.callee.name : '';
    const [first, second] = [linkOf(scene, link, name === 'catch' ? undefined : 0), linkOf(scene, link, name === 'catch' ? 0 : name === 'then' ? 1 : undefined)];
    touched ||= first.doing.is !== 'nothing' || second.doing.is !== 'nothing';
    tracks = name === 'finally' ? { fulfilled: after(tracks.fulfilled, first), rejected: [...after(tracks.rejected, first), ...lapsing([...tracks.fulfilled, ...tracks.rejected], first, call)] } : next(tracks, first, second, call);
  }
  return touched ? ofTracks(scene, tracks, call) : nothing;
}

/** Where errors are ends: what the source of the chain does by itself, and what fails with it. */
function fromSource({ duties, ...scene }: Scene, source: Value, rejects: boolean): Tracks {
  const { file, facts, fn } = scene;
  const doing = source.is === 'call' ? duties.doingOf({ duties, ...scene }, { call: source.call, lastOfWay: false }) : nothing;
  if (doing.is === 'done') return { fulfilled: [], rejected: doing.unless ? [doing.unless] : [] };
  const failed: Step = { is: 'await', of: source, range: source.is === 'call' ? (facts.calls[source.call]?.range ?? [0, 0]) : [0, 0] };
  const failure = rejects ? duties.project.failures.inList(file, [failed], facts.functions[fn]?.async === true) : undefined;
  return { fulfilled: [{ sure: true }], rejected: failure ? [{ sure: failure.sure && doing.is === 'nothing', failed }] : [] };
}

/** Who awaits the chain for what it gives may learn from it whether the duty was done. Rejections that nobody hears are for the duty only where errors are ends. */
function ofTracks({ facts, duties }: Scene, { fulfilled, rejected }: Tracks, call: number): Doing {
  const used = isUsed(facts, call);
  const lapse = duties.hooks.escaping ? (rejected.find((t) => t.sure) ?? rejected[0]) : undefined;
  const fact = facts.calls[call];
  const isHeard = fact?.awaited === true || fact?.returned === true;
  if (fulfilled.length === 0) return { is: 'done', ...(lapse && { unless: { sure: lapse.sure, failed: lapse.failed ?? call, ...(lapse.end && { end: lapse.end }), ...(!isHeard && { unheard: true as const }) } }) };
  if (used) return may;
  const certain = fulfilled.filter((t) => t.sure);
  const end = certain.find((t) => t.end)?.end;
  if (end) return { is: 'open', end };
  return certain.length > 0 ? { is: 'nothing', tried: true } : may;
}

interface Link {
  readonly doing: Doing;
  /** Absent where nothing hears. */
  readonly outcome?: Outcome;
  readonly hears: boolean;
}

function next({ fulfilled, rejected }: Tracks, first: Link, second: Link, call: number): Tracks {
  const heard = second.hears ? after(rejected, second).map(({ failed: _, ...t }) => ({ ...t, ...(t.end === undefined && second.outcome?.ends[0] && { end: second.outcome.ends[0] }) })) : [];
  const thrown = first.hears && neverReturns(first) ? fulfilled : [];
  const rethrown = second.hears && neverReturns(second) ? rejected : [];
  return {
    fulfilled: [...(neverReturns(first) ? [] : after(fulfilled, first)), ...(neverReturns(second) ? [] : heard)],
    rejected: [...(second.hears ? [] : rejected), ...thrown, ...rethrown, ...lapsing(fulfilled, first, call), ...(second.hears ? lapsing(rejected, second, call) : [])],
  };
}

/** The tracks on which a function of the chain fails before it has done what it does. */
function lapsing(tracks: readonly Track[], { outcome }: Link, call: number): readonly Track[] {
  const end = outcome?.failing.find((e) => e.sure) ?? outcome?.failing[0];
  return end ? tracks.map((t) => ({ sure: t.sure && end.sure, end, failed: call })) : [];
}

function neverReturns({ doing, outcome }: Link): boolean {
  return doing.is === 'nothing' && outcome !== undefined && outcome.ends.length === 0;
}

/** The tracks on which the duty is undone after a function of the chain was called. */
function after(tracks: readonly Track[], { doing }: Link): readonly Track[] {
  switch (doing.is) {
    case 'done': return [];
    case 'may': case 'hope': return tracks.map((t) => ({ ...t, sure: false }));
    case 'open': return tracks.map((t) => ({ sure: t.sure && doing.end.sure, end: t.end ?? doing.end }));
    case 'nothing': return tracks;
  }
}

function linkOf(scene: Scene, link: CallFact, index: number | undefined): Link {
  const value = index === undefined ? undefined : link.args[index];
  if (!value || isNothing(value)) return { doing: nothing, hears: false };
  const bearer = bearerOf(scene.bearers, scene.file, scene.facts, value);
  if (bearer?.is === 'function') return { doing: bearer.doing, hears: true };
  const given = functionsGiven(scene, value);
  const [only, ...others] = given;
  if (only) return { doing: others.length > 0 ? may : doingWhenCalled(only.outcome ?? { touched: true, ends: [], failing: [] }), ...(only.outcome && { outcome: only.outcome }), hears: true };
  if (bearer) return { doing: may, hears: true };
  return { ...ofStranger(scene, link, value, index ?? 0), hears: true };
}

/** A function that sees no bearer. It may throw on; of one that is not seen that is not known. */
function ofStranger(scene: Scene, link: CallFact, value: Value, index: number): Pick<Link, 'doing' | 'outcome'> {
  const { duties, file } = scene;
  const targets = flatten(duties.project.evaluator.evaluate(file, value));
  const [own, ...others] = targets.flatMap((t) => (t.is === 'function' ? [t] : []));
  if (own && others.length === 0) return { doing: nothing, outcome: duties.of({ file: own.file, fn: own.fn }, duties.intern(new Map()), scene.root, scene.depth + 1) };
  const isLibrary = targets.length > 0 && targets.every((t) => t.is === 'library');
  const range = link.argRanges[index];
  // `.catch(reject)` settles a promise, and does nothing else.
  const settles = targets.length > 0 && targets.every((t) => t.is === 'param' && t.path.length === 0 && isExecutor(duties.project.evaluator.facts(t.file), t.fn));
  if (settles && range) return { doing: nothing, outcome: { touched: false, ends: [{ fn: { file, fn: scene.fn }, sure: true, choices: [{ is: 'catch', file, at: range[0], condition: { is: 'open' } }] }], failing: [] } };
  return isLibrary ? { doing: nothing, outcome: { touched: false, ends: [{ fn: { file, fn: scene.fn }, ...(range && { range }), sure: true, choices: [] }], failing: [] } } : { doing: others.length > 0 || index === 1 || isCatch(link) ? may : nothing };
}

/** The function that `new Promise` is given. */
function isExecutor(facts: FileFacts | undefined, fn: number): boolean {
  const given = facts?.functions[fn]?.passedTo;
  const taker = given && facts.calls[given.call];
  return taker?.construct === true && taker.callee.is === 'global' && taker.callee.name === 'Promise';
}

function isCatch({ callee }: CallFact): boolean {
  return callee.is === 'member' && callee.name === 'catch';
}

const sources = new WeakMap<FileFacts, ReadonlySet<number>>();

/** Whether `then`, `catch` or `finally` follows a call at once: it gives a promise. */
export function isContinued(facts: FileFacts, call: number): boolean {
  let found = sources.get(facts);
  if (!found) sources.set(facts, (found = new Set(facts.calls.flatMap((c) => (isContinuation(c) && c.callee.is === 'member' && c.callee.of.is === 'call' ? [c.callee.of.call] : [])))));
  return found.has(call);
}

function linksOf(facts: FileFacts, call: number): { readonly source: Value; readonly links: readonly CallFact[] } {
  const links: CallFact[] = [];
  let source: Value = { is: 'call', call };
  for (let fact = facts.calls[call]; fact && isContinuation(fact) && fact.callee.is === 'member';) {
    links.unshift(fact);
    source = fact.callee.of;
    fact = source.is === 'call' ? facts.calls[source.call] : undefined;
  }
  return { source, links };
}
