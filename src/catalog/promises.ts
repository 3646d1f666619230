import type { LibraryValue } from '../analysis/abstract.js';
import type { Catalog } from './catalog.js';
import { matchesReading, type Reading } from './reading.js';
import { inRange } from './in-range.js';
import type { CallModel, CatalogEntry, PromiseModel } from './types.js';

/** What a library's call gives at once. `other` is nothing that could be awaited; the rest as in {@link PromiseModel}. */
export interface GivenPromise {
  readonly is: 'promise' | 'lazy' | 'quiet' | 'safe' | 'other';
  /** It cannot reject. */
  readonly settles?: true;
  /** It rejects only when the function does that is given as this argument. */
  readonly runs?: number;
  readonly entry: CatalogEntry;
  /** Where the fact comes from. Absent where it follows from the call being one that is waited for. */
  readonly source?: string;
}

/** What of a call's arguments decides what it gives. */
export interface GivenArguments {
  readonly count: number;
  /** The last of them is a function: libraries with two styles call it, and give no promise then. */
  readonly callback: boolean;
}

/**
 * Says what a call gives, by the access path of what is called: `pg · new Pool().query`. Undefined where the catalog does not know.
 * It is asked for every call that is dropped or stored, so names that no entry of the package speaks of are answered first.
 * @param version the installed one of the package, as the file sees it
 */
export function promiseOf(catalog: Catalog, callee: LibraryValue, version: string | undefined, given: GivenArguments): GivenPromise | undefined {
  if (callee.promisified) return promisified(catalog, callee, version);
  const name = lastName(callee);
  if (continuations.has(name)) return continued(catalog, callee, version);
  const entries = catalog.entriesFor(callee.package, version);
  if (!entries.some((entry) => speaksOf(entry, name))) return undefined;
  const readings = catalog.read(callee, version);
  for (const reading of readings) {
    const model = modelOf(reading, callee.package, version);
    if (model) return modelled(reading, model, given);
  }
  for (const reading of readings) {
    const call = catalog.call(reading);
    if (call) return byCall(reading.entry, call, given);
  }
  return undefined;
}

/** Methods of whatever is a promise, or begins when it is waited for. */
const continuations: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

function continued(catalog: Catalog, callee: LibraryValue, version: string | undefined): GivenPromise | undefined {
  const [call] = callee.path.slice(-2);
  if (callee.path.length < 2 || !call || !('call' in call)) return undefined;
  const of = promiseOf(catalog, { ...callee, path: callee.path.slice(0, -2) }, version, { count: 0, callback: false });
  return of === undefined || of.is === 'other' ? of : { is: 'promise', entry: of.entry, ...(of.source !== undefined && { source: of.source }) };
}

/** Whatever it gives by itself, `util.promisify` makes it give a promise. */
function promisified(catalog: Catalog, callee: LibraryValue, version: string | undefined): GivenPromise | undefined {
  const [entry] = catalog.entriesFor(callee.package, version);
  return entry && { is: 'promise', entry, source: 'https://nodejs.org/api/util.html#utilpromisifyoriginal' };
}

function modelOf(reading: Reading, packageName: string, version: string | undefined): PromiseModel | undefined {
  return reading.entry.promises?.find((m) => inRange(version, m.versions) && (m.packages?.includes(packageName) ?? true) && matchesReading(reading, m.path));
}

function modelled({ entry }: Reading, { gives = 'promise', callback, settles, runs, source }: PromiseModel, given: GivenArguments): GivenPromise {
  const calledBack = callback !== undefined && given.callback && (callback === true || given.count > callback);
  const is = gives === 'none' || calledBack ? 'other' : gives;
  const cannotReject = settles !== undefined && is !== 'other' && (settles === true || given.count <= settles);
  return { is, ...(cannotReject && { settles: true as const }), ...(runs !== undefined && { runs }), entry, source };
}

/** A function as last argument may be its callback, or work that it does: without a model nothing is said of it. */
function byCall(entry: CatalogEntry, { kind, callback, waitsFor }: CallModel, given: GivenArguments): GivenPromise | undefined {
  if (callback || waitsFor) return { is: 'other', entry };
  return kind === 'listen' || given.callback ? undefined : { is: 'promise', entry };
}

/** The last name of a path; of what a call gives, that of the call. Empty for the package itself. */
function lastName({ path }: LibraryValue): string {
  const last = path.findLast((step) => 'member' in step);
  return last && path.indexOf(last) >= path.length - 2 ? last.member : '';
}

/** The last names of an entry's paths. A path that ends with a type stands for whatever made it. */
const names = new WeakMap<CatalogEntry, ReadonlySet<string>>();

function speaksOf(entry: CatalogEntry, name: string): boolean {
  let known = names.get(entry);
  if (!known) names.set(entry, (known = new Set([...(entry.calls ?? []), ...(entry.promises ?? [])].flatMap(({ path }) => endings(entry, path)))));
  return known.has(name) || known.has('*');
}

function endings({ types = {} }: CatalogEntry, path: string): readonly string[] {
  const last = path.split('.').at(-1) ?? '';
  return last.replace(/^new /, '').replace(/\(\)$/, '').split('|').map((name) => (name === '' || name in types ? '*' : name));
}
