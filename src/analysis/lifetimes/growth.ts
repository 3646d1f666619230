import type { Range, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { collectionsOf, type Collection } from './collection.js';
import { usesOf, type CollectionUses, type Departure, type Growth } from './collection-uses.js';
import { leavingOf, type Leaving } from './departures.js';
import { isAmongConstants } from './key-checks.js';
import { isFetchedCopy } from './copies.js';
import { isNameOfFile } from './file-keys.js';
import { outlivesMaker } from './factories.js';
import { isBroughtIn, keyOrigin, type KeyOrigin } from './key-origin.js';
import { ownRelease } from './partial-departures.js';
import { runsInWork } from './runs-in-work.js';
import type { PathRelease } from '../obligations/release-of-path.js';
import { isWithin, occasionOf, type Occasion } from './occasion.js';
import type { Project } from '../project.js';
import { sizeDecides } from './size-decides.js';

/** What keeps a collection small. */
export type Bound =
  | { readonly is: 'weak' | 'startup' | 'keys' }
  /** A size check refuses what is too much. */
  | { readonly is: 'refuses' }
  /** A size check makes room: for the oldest entry's place, or by some other choice. */
  | { readonly is: 'evicts'; readonly at: Departure; readonly order: 'first-in-first-out' | 'least-recently-used' | 'other' }
  | { readonly is: 'leaves'; readonly at: Departure };

/** An entry that is added again and again. */
export interface OpenGrowth {
  readonly growth: Growth;
  readonly occasion: Occasion;
  readonly key: KeyOrigin | 'new';
}

/** Entries leave only when the same key is asked for again, when the work failed, when what was copied has changed, when the same key comes again, or when another request asks. */
export interface WeakDeparture {
  readonly at: Departure;
  readonly as: 'lazy' | 'failure' | 'told' | 'again' | 'asked';
}

/** A path of the function that adds the entry. */
export interface OpenPath {
  readonly at: Departure;
  readonly release: Extract<PathRelease, { is: 'open' | 'never' }>;
}

export type GrowthVerdict =
  | { readonly is: 'bounded'; readonly by: Bound; readonly growth: Growth }
  /** Nothing takes entries out, or only what bounds nothing. */
  | { readonly is: 'grows'; readonly worst: OpenGrowth; readonly count: number; readonly in?: WeakDeparture; /** The path on which an entry stays that leaves on others. */ readonly past?: OpenPath; /** Nobody is seen to make the object that holds it: whether that lives on is left open. */ readonly ownerUnseen?: true }
  | { readonly is: 'unknown'; readonly why: string; readonly growth: Growth };

export interface JudgedCollection {
  readonly collection: Collection;
  readonly verdict: GrowthVerdict;
}

/** The collections of a file that live on and to which something is added, judged. */
export function judgedCollections(project: Project, file: string): readonly JudgedCollection[] {
  return collectionsOf(project, file).flatMap((collection): readonly JudgedCollection[] => {
    const uses = usesOf(project, collection);
    const verdict = judge(project, collection, uses);
    return verdict && !(collection.ownerUnseen && verdict.is !== 'grows') ? [{ collection, verdict }] : [];
  });
}

function judge(project: Project, collection: Collection, uses: CollectionUses): GrowthVerdict | undefined {
  const grows = uses.grows.filter((g) => !project.isScript(g.file) && livesAcross(project, collection, g));
  const [first] = grows;
  if (!first) return undefined;
  if (collection.kind === 'weak') return { is: 'bounded', by: { is: 'weak' }, growth: first };
  const later = grows.map((growth) => ({ growth, occasion: occasionOf(project, growth) })).filter(({ occasion }) => occasion.runs !== 'once');
  const [unseen] = uses.unseen;
  if (later.length === 0) return unseen === undefined ? { is: 'bounded', by: { is: 'startup' }, growth: first } : { is: 'unknown', why: unseen, growth: first };
  const open = later.map((g): OpenGrowth => ({ ...g, key: keyOf(project, collection, g.growth) })).filter(({ key }) => key !== 'finite');
  if (open.length === 0) return { is: 'bounded', by: { is: 'keys' }, growth: first };
  const leaves = uses.leaves.map((at): Left => ({ at, as: isOldest(project, at) ? 'bounds' : leavingOf(project, uses, at) }));
  const partial = partialOf(project, uses, leaves, open);
  if (partial && !collection.ownerUnseen) return partial;
  const bound = boundOf(project, uses, leaves, open);
  if (bound) return { is: 'bounded', by: bound, growth: first };
  return collection.ownerUnseen ? ofUnseenOwner(project, collection, uses, leaves, open) : worstOf(uses, leaves, open, first);
}

/**
 * Whoever keeps copies of what was fetched, under keys that callers bring, is meant to live on: an object that is made for one call has no use for them. What
 * is looked up by such keys, added while work is done, and never given up, is worth a word. Other collections of objects that nobody is seen to make are nobody's matter.
 */
function ofUnseenOwner(project: Project, { field }: Collection, uses: CollectionUses, leaves: readonly Left[], open: readonly OpenGrowth[]): GrowthVerdict | undefined {
  const isCache = open.every(({ growth }) => isFetchedCopy(project, uses, growth) && growth.key !== undefined && isBroughtIn(project, growth.file, growth.key));
  const [worst] = open;
  if (!worst || uses.unseen.length > 0 || uses.measured.length > 0 || leaves.some(({ as }) => as === 'unseen')) return undefined;
  // What a function keeps for those that it gives away may be meant for one request.
  if (isCache && field) return { is: 'grows', worst, count: open.length, ...weakOf(leaves) };
  const ofWork = leaves.some(({ as }) => as !== 'shutdown') || uses.looked.length === 0 ? undefined : open.find(({ growth }) => growth.key !== undefined && isBroughtIn(project, growth.file, growth.key) && runsInWork(project, growth));
  return ofWork && { is: 'grows', worst: ofWork, count: open.length, ownerUnseen: true };
}

const weak: ReadonlySet<Leaving> = new Set<Leaving>(['asked', 'lazy', 'told', 'failure', 'again']);

function weakOf(leaves: readonly Left[]): { readonly in?: WeakDeparture } {
  const found = leaves.find((left): left is WeakDeparture => weak.has(left.as));
  return found ? { in: found } : {};
}

/** An entry that leaves where the function that adds it does, but not on every path of that. */
function partialOf(project: Project, uses: CollectionUses, leaves: readonly Left[], open: readonly OpenGrowth[]): GrowthVerdict | undefined {
  const departures = leaves.flatMap(({ at, as }) => (as === 'bounds' ? [at] : []));
  const [at] = departures;
  if (!at || uses.measured.length > 0 || uses.unseen.length > 0 || leaves.some(({ as }) => as === 'unseen')) return undefined;
  for (const worst of open.filter(({ occasion, key }) => occasion.runs === 'again' && key !== 'unknown')) {
    const release = ownRelease(project, worst.growth, departures, leaves.flatMap((left) => (left.as === 'bounds' ? [] : [left.at])));
    if (release?.is === 'open' || release?.is === 'never') return { is: 'grows', worst, count: open.length, past: { at, release } };
  }
  return undefined;
}

interface Left {
  readonly at: Departure;
  readonly as: Leaving;
}

function worstOf(uses: CollectionUses, leaves: readonly Left[], open: readonly OpenGrowth[], first: Growth): GrowthVerdict {
  const [unseen] = uses.unseen;
  if (unseen !== undefined) return { is: 'unknown', why: unseen, growth: first };
  if (uses.measured.length > 0) return { is: 'unknown', why: 'its size is looked at, and what follows from it is not seen', growth: first };
  const uncalled = leaves.find(({ as }) => as === 'unseen');
  if (uncalled) return { is: 'unknown', why: `${uncalled.at.name} takes entries out, and who calls it is not seen`, growth: first };
  const certain = open.filter(({ occasion, key }) => occasion.runs === 'again' && key !== 'unknown');
  const worst = certain.find(({ occasion, key }) => occasion.reach === 'request' && key === 'request') ?? certain.find(({ occasion }) => occasion.reach === 'request') ?? certain[0];
  if (worst) return { is: 'grows', worst, count: open.length, ...weakOf(leaves) };
  const why = open.some(({ occasion }) => occasion.runs === 'again') ? 'where its keys come from is not seen' : 'who adds to it, and how often, is not seen';
  return { is: 'unknown', why, growth: first };
}

/**
 * Of a collection in a function only what functions inside of it add, for a request or a job, lives on: it is made anew with each call, and its own events are those
 * of the call.
 */
function livesAcross(project: Project, { fn, file, ownerUnseen }: Collection, growth: Growth): boolean {
  if (fn === -1) return true;
  const facts = project.evaluator.facts(file);
  if (facts === undefined || growth.file !== file || growth.fn === fn || !isWithin(facts, growth.fn, fn)) return false;
  return ownerUnseen ? outlivesMaker(project, growth, fn) : ['request', 'worker'].includes(project.reach(growth).reach);
}

function keyOf(project: Project, collection: Collection, { file, fn, key }: Growth): KeyOrigin | 'new' {
  if (!key) return 'new';
  // `list[list.length] = item`
  if (collection.kind === 'array') return key.is === 'member' && key.name === 'length' ? 'new' : 'unknown';
  const origin = keyOrigin(project, file, key);
  return origin !== 'finite' && (isAmongConstants(project, { file, fn }, key) || isNameOfFile(project, { file, fn }, key)) ? 'unknown' : origin;
}

function boundOf(project: Project, uses: CollectionUses, left: readonly Left[], open: readonly OpenGrowth[]): Bound | undefined {
  const leaves = left.flatMap(({ at, as }) => (as === 'bounds' ? [at] : []));
  const [leave] = leaves;
  const oldest = leaves.find((l) => isOldest(project, l));
  if (leave && uses.measured.length > 0) return { is: 'evicts', at: oldest ?? leave, order: oldest ? (isTouched(uses, left.map(({ at }) => at)) ? 'least-recently-used' : 'first-in-first-out') : 'other' };
  if (leave) return { is: 'leaves', at: leave };
  return open.every(({ growth }) => uses.measured.some((m) => sizeDecides(project, m, growth))) ? { is: 'refuses' } : undefined;
}

/** `cache.delete(cache.keys().next().value)`, `list.shift()`. */
function isOldest(project: Project, { file, name, key }: Departure): boolean {
  if (name.endsWith('.shift')) return true;
  const facts = project.evaluator.facts(file);
  const takesFirst = (value: Value | undefined, depth = 0): boolean => {
    if (!value || !facts || depth > 6) return false;
    if (value.is === 'ref') return facts.bindings[value.to]?.values.some((v) => takesFirst(v, depth + 1)) ?? false;
    if (value.is === 'member' || value.is === 'await' || value.is === 'element') return takesFirst(value.of, depth + 1);
    if (value.is === 'array') return value.items.some((i) => i.is === 'spread' && takesFirst(i.of, depth + 1));
    const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
    return callee?.is === 'member' && (callee.name === 'keys' || callee.name === 'entries' || callee.name === 'values' || takesFirst(callee.of, depth + 1));
  };
  return takesFirst(key);
}

/** An entry that is read is put in again: `cache.delete(key); cache.set(key, hit);`. */
function isTouched(uses: CollectionUses, leaves: readonly Departure[]): boolean {
  return uses.looked.some((look) => leaves.some((l) => isSameFunction(l, look) && isSameKey(l.key, look.key)) && uses.grows.some((g) => isSameFunction(g, look) && isSameKey(g.key, look.key)));
}

function isSameFunction(a: FunctionRef, b: FunctionRef): boolean {
  return a.fn === b.fn && a.file === b.file;
}

function isSameKey(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Where something is added, for messages. */
export function placeOfGrowth({ file, range }: Growth): { readonly file: string; readonly start: number; readonly end: number } {
  const [start, end]: Range = range;
  return { file, start, end };
}
