import type { CacheModel, CatalogEntry } from '../../catalog/types.js';
import type { FileFacts } from '../../model/facts.js';
import { flatten, madeBy, sameCall, type CallRef } from '../abstract.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import { calleeName } from '../names.js';
import { isPassingServer } from '../production/passing-server.js';
import type { Project } from '../project.js';
import { cacheSettings, type CacheSettings } from './cache-settings.js';
import { usesOf, type Growth } from './collection-uses.js';
import { leavingOf } from './departures.js';
import { keyOrigin, type KeyOrigin } from './key-origin.js';
import { livesLong, makersOf } from './long-lived.js';
import { occasionOf, type Occasion } from './occasion.js';

/** Something that a library makes and that keeps entries in memory, judged. */
export interface LibraryCache {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: CacheModel;
  /** As one would call it: `this.users`, or the call that makes it. */
  readonly name: string;
  readonly verdict: LibraryVerdict;
}

type LibraryVerdict =
  | { readonly is: 'bounded'; readonly by: string }
  /** `worst`: where something is added; absent where only code that is not seen does. */
  | { readonly is: 'grows'; readonly worst?: AddedEntry; readonly lazy?: string }
  | { readonly is: 'unknown'; readonly why: string };

/** Where a library's cache gets an entry. */
interface AddedEntry {
  readonly growth: Growth;
  readonly occasion: Occasion;
  readonly key: KeyOrigin;
}

/** What the calls of a file make of libraries that keeps entries in memory and that lives on. */
export function libraryCachesIn(project: Project, file: string): readonly LibraryCache[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return facts.calls.flatMap((_, call) => cacheAt(project, facts, { file, call }) ?? []);
}

function cacheAt(project: Project, facts: FileFacts, ref: CallRef): LibraryCache | undefined {
  const fact = facts.calls[ref.call];
  const found = modelOf(project, ref);
  if (!fact || !found) return undefined;
  const kept = found.model.is === 'cache' || found.model.is === 'results' ? keptBy(project, facts, ref, found.model) : { name: '' };
  if (!kept) return undefined;
  if (found.model.is === 'store' && isPassingServer(project, ref.file)) return { ref, ...found, name: calleeName(facts, ref.call), verdict: { is: 'unknown', why: 'a request closes its server, which is there for a set-up' } };
  const name = kept.name || calleeName(facts, ref.call) || found.entry.name;
  const settings = cacheSettings(project, ref.file, fact, found.model);
  return { ref, ...found, name, verdict: kept.why === undefined ? verdictOf(project, ref, found.model, settings) : settings.is === 'bounded' ? settings : { is: 'unknown', why: kept.why } };
}

function modelOf({ evaluator, catalog, versionOf }: Project, { file, call }: CallRef): { readonly entry: CatalogEntry; readonly model: CacheModel } | undefined {
  const fact = evaluator.call({ file, call });
  if (!fact || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'caches')) continue;
    const version = versionOf(file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.cache(reading, version);
      if (model) return { entry: reading.entry, model };
    }
  }
  return undefined;
}

interface Kept {
  readonly name: string;
  /** Why it is not known whether it lives on. */
  readonly why?: string;
}

/** What holds it for longer than a call: a name of the module, a field. What a function makes for itself is nobody's matter. */
function keptBy(project: Project, facts: FileFacts, { file, call }: CallRef, model: CacheModel): Kept | undefined {
  const fn = facts.calls[call]?.fn ?? -1;
  const usages = usagesOf(facts).byRoot.get(callRoot(call)) ?? [];
  const held = usages.flatMap(({ as, at }) => (as === 'held' ? [facts.bindings[at]] : [])).find((b) => b?.fn === -1);
  if (held) return { name: held.name };
  const field = usages.find(({ as }) => as === 'field');
  const member = field && facts.classes[field.at]?.members[field.index];
  if (field && member) {
    if (member.static || livesLong(project, { file, cls: field.at })) return { name: `${member.static ? (facts.classes[field.at]?.name ?? '') : 'this'}.${member.name}` };
    const isUnseen = makersOf(project, { file, cls: field.at }).length === 0 && !model.perUse && !project.partial;
    return { name: `this.${member.name}`, ...(!isUnseen && { why: 'how long its owner lives is not seen' }) };
  }
  return fn === -1 ? { name: '' } : undefined;
}

function verdictOf(project: Project, ref: CallRef, model: CacheModel, settings: CacheSettings): LibraryVerdict {
  if (settings.is === 'bounded') return settings;
  if (settings.is === 'unknown') return { is: 'unknown', why: 'its settings are not seen' };
  const lazy = settings.lazy === undefined ? {} : { lazy: settings.lazy };
  switch (model.is) {
    case 'store': return project.reach({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 }).reach === 'request' ? { is: 'unknown', why: 'it is made for a request' } : { is: 'grows', ...lazy };
    case 'entry': return ofEntries(project, [entryOf(project, ref)], lazy);
    case 'results': return ofResults(project, ref, lazy);
    case 'cache': return ofCache(project, ref, model, lazy);
  }
}

function ofCache(project: Project, ref: CallRef, { adds = [], removes = [], expiry }: CacheModel, lazy: { readonly lazy?: string }): LibraryVerdict {
  const fn = project.evaluator.call(ref)?.fn ?? -1;
  const uses = usesOf(project, { kind: 'Map', name: '', file: ref.file, range: [0, 0], fn, spot: { file: ref.file, root: callRoot(ref.call), path: [] }, methods: { adds, removes, ...(expiry !== undefined && { expiry }) } });
  const grows = uses.grows.filter(({ file }) => !project.isScript(file));
  if (grows.length === 0) return uses.unseen.length > 0 && !project.partial ? { is: 'grows', ...lazy } : { is: 'unknown', why: 'nobody is seen to add to it' };
  const verdict = ofEntries(project, grows.filter((g) => !g.ends), lazy, 'any');
  if (verdict.is === 'bounded' && project.partial && uses.unseen.length > 0) return { is: 'unknown', why: 'other files may add to it' };
  if (verdict.is !== 'grows') return verdict;
  const leave = uses.leaves.find((l) => leavingOf(project, uses, l) === 'bounds' || leavingOf(project, uses, l) === 'unseen');
  if (leave) return { is: 'unknown', why: `${leave.name} takes entries out` };
  return project.partial && uses.unseen.length > 0 ? { is: 'unknown', why: 'other files may take entries out' } : verdict;
}

function entryOf(project: Project, ref: CallRef): Growth {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  const [key] = fact?.args ?? [];
  return { file: ref.file, fn: fact?.fn ?? -1, range: fact?.calleeRange ?? [0, 0], name: facts ? calleeName(facts, ref.call) : '', ...(key && { key }) };
}

/** A function that remembers: the calls of it bring the keys. One without parameters has one result. */
function ofResults(project: Project, ref: CallRef, lazy: { readonly lazy?: string }): LibraryVerdict {
  const { evaluator } = project;
  const [remembered] = evaluator.call(ref)?.args ?? [];
  const functions = remembered ? flatten(evaluator.evaluate(ref.file, remembered)).flatMap((v) => (v.is === 'function' ? [evaluator.facts(v.file)?.functions[v.fn]] : [])) : [];
  if (functions.length > 0 && functions.every((f) => f?.params.length === 0)) return { is: 'bounded', by: 'one result: it is called with nothing' };
  const calls = callsOfResult(project, ref);
  if (calls.length === 0) return { is: 'unknown', why: 'nobody is seen to call it' };
  const verdict = ofEntries(project, calls.map((call) => entryOf(project, call)), lazy);
  // Some keep a result for each first argument, some for all arguments together.
  const hasOthers = calls.some((call) => (evaluator.call(call)?.args ?? []).slice(1).some((argument) => keyOrigin(project, call.file, argument) !== 'finite'));
  if (verdict.is === 'bounded' && hasOthers) return { is: 'unknown', why: 'its other arguments may be keys as well' };
  // What calls it from other files can only bring more.
  return verdict.is === 'bounded' && project.partial ? { is: 'unknown', why: 'other files may call it' } : verdict;
}

/** The calls of what a call gave, by the names that it goes by. */
function callsOfResult(project: Project, ref: CallRef): readonly CallRef[] {
  const facts = project.evaluator.facts(ref.file);
  const names = new Set((facts ? (usagesOf(facts).byRoot.get(callRoot(ref.call)) ?? []) : []).flatMap(({ as, at, index }) => {
    const name = as === 'held' ? facts?.bindings[at]?.name : as === 'field' ? facts?.classes[at]?.members[index]?.name : as === 'exported' ? facts?.exports[at]?.name : undefined;
    return name === undefined ? [] : [name];
  }));
  const own = (facts?.calls ?? []).flatMap(({ callee }, call) => (callee.is === 'ref' ? [{ file: ref.file, call }] : []));
  return [...own, ...[...names].flatMap((name) => project.calledNames.get(name) ?? [])].filter((by) => {
    const callee = project.evaluator.call(by)?.callee;
    return callee !== undefined && flatten(project.evaluator.evaluate(by.file, callee)).some((v) => v.is === 'library' && isMadeBy(v, ref));
  });
}

function isMadeBy(value: Parameters<typeof madeBy>[0], ref: CallRef): boolean {
  const by = madeBy(value);
  return by !== undefined && sameCall(by, ref);
}

/** @param keys `any`: it is there for keys that nobody counts, so that one that is not followed is no reason for doubt */
function ofEntries(project: Project, grows: readonly Growth[], lazy: { readonly lazy?: string }, keys: 'any' | 'seen' = 'seen'): LibraryVerdict {
  const added = grows.map((growth): AddedEntry => ({ growth, occasion: occasionOf(project, growth), key: growth.key ? keyOrigin(project, growth.file, growth.key) : 'finite' }));
  const open = added.filter(({ occasion, key }) => occasion.runs !== 'once' && key !== 'finite');
  const certain = open.filter(({ occasion, key }) => occasion.runs === 'again' && key !== 'unknown');
  const worst = certain.find(({ occasion, key }) => occasion.reach === 'request' && key === 'request') ?? certain[0] ?? (keys === 'any' && !project.partial ? open[0] : undefined);
  if (worst) return { is: 'grows', worst, ...lazy };
  return open.length > 0 ? { is: 'unknown', why: 'where its keys come from is not seen' } : { is: 'bounded', by: added.length > 0 ? 'its keys, which stand in the code' : 'the ends that its entries are given' };
}
