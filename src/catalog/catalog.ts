import type { LibraryValue } from '../analysis/abstract.js';
import type { AcquireModel } from './acquire-model.js';
import type { BlockingModel } from './blocking-model.js';
import type { BodyModel } from './body-model.js';
import type { CacheModel } from './cache-model.js';
import type { ClientModel } from './client-model.js';
import type { CrashListenerModel } from './crash-listeners.js';
import type { EmitterModel, HearerModel } from './emitter-model.js';
import type { FanOutModel } from './fan-out-model.js';
import { inRange } from './in-range.js';
import { extended } from './extended.js';
import type { FlagModel, TrackerModel } from './operation-models.js';
import { parameterTypes, type ParameterType } from './parameter-types.js';
import type { QueueModel, SlowWorkModel } from './queue-model.js';
import type { ReadModel } from './read-model.js';
import type { CostModel, GuardModel, LocalStateModel, SizeLimitModel } from './request-models.js';
import { called, matchesReading, readWith, typeAt, type Reading } from './reading.js';
import type { CallbackModel, CallModel, CatalogEntry, ForwarderModel, HandlerModel, IgnoredOption, Knob, RetryModel, SlotModel, WrapperModel } from './types.js';

/** A part of entries that is a list of models. */
type Section = 'acquires' | 'blocking' | 'bodies' | 'caches' | 'clients' | 'costs' | 'emitters' | 'escapes' | 'fanOuts' | 'flags' | 'guards' | 'headers' | 'labels' | 'localStates' | 'loggers' | 'markup' | 'queues' | 'reads' | 'retries' | 'secrets' | 'sessions' | 'sizeLimits' | 'slots' | 'slowWork' | 'statements' | 'telemetry' | 'trackers';

/** The installed version of a package, as a file sees it: an exact version, or `undefined`. */
export type VersionOf = (file: string, packageName: string) => string | undefined;

/** The catalog's entries, indexed by package. What a user says of a package takes the place of what is built in. */
export class Catalog {
  private readonly byPackage = new Map<string, CatalogEntry[]>();
  /** Entries for all packages whose names begin alike: `@aws-sdk/client-`. */
  private readonly byPrefix = new Map<string, CatalogEntry[]>();
  private readonly found = new Map<string, readonly CatalogEntry[]>();
  private entries: readonly CatalogEntry[] | undefined;
  private parameters: ReadonlyMap<string, ParameterType> | undefined;
  private methods: ReadonlySet<string> | undefined;
  private crash: readonly { readonly entry: CatalogEntry; readonly model: CrashListenerModel }[] | undefined;
  private generated: ReadonlyMap<string, string> | undefined;
  private urlParameters: ReturnType<Catalog['withUrlParameters']> | undefined;
  private readonly callbacks = new Map<string, ReadonlySet<string>>();
  /** Handlers, deadlines, clients and signals read the same values, which the evaluation keeps. */
  private readonly readings = new WeakMap<LibraryValue, Map<string | undefined, readonly Reading[]>>();
  private readonly signs = new Map<string, ReturnType<Catalog['handlersBy']>>();

  /** @throws {Error} when an entry extends one that is not there */
  constructor(builtIn: readonly CatalogEntry[], own: readonly CatalogEntry[] = []) {
    const byId = new Map([...builtIn, ...own].map((e) => [e.id, e]));
    const taken = new Set(own.filter((e) => e.calls ?? e.extends).flatMap((e) => e.packages));
    const kept = builtIn.filter((e) => !(e.calls && e.packages.some((p) => taken.has(p))));
    for (const entry of [...own, ...kept]) {
      const whole = extended(entry, byId);
      for (const name of whole.packages) {
        const [index, key] = name.endsWith('*') ? [this.byPrefix, name.slice(0, -1)] : [this.byPackage, name.replace(/^node:/, '')];
        index.set(key, [...(index.get(key) ?? []), whole]);
      }
    }
  }

  /** The packages with calls that wait, acquire or give bodies, or with emitters, as they are imported; with a star at the end, all that begin so. Those that only register handlers or listen are none. */
  waitingPackages(): readonly string[] {
    const waits = ([, entries]: readonly [string, readonly CatalogEntry[]]): boolean => entries.some((e) => [e.emitters, e.acquires, e.slots, e.bodies, e.retries].some((s) => s !== undefined) || e.calls?.some(({ kind }) => kind !== 'listen'));
    return [...[...this.byPackage].filter(waits).map(([name]) => name), ...[...this.byPrefix].filter(waits).map(([prefix]) => `${prefix}*`)];
  }

  private ofPackage(name: string): readonly CatalogEntry[] {
    let known = this.found.get(name);
    if (!known) {
      const prefixed = [...this.byPrefix].flatMap(([prefix, entries]) => (name.startsWith(prefix) ? entries : []));
      this.found.set(name, (known = [...(this.byPackage.get(name) ?? []), ...prefixed]));
    }
    return known;
  }

  private get all(): readonly CatalogEntry[] {
    return (this.entries ??= [...new Set([...this.byPackage.values(), ...this.byPrefix.values()].flat())]);
  }

  /** Whether entries say what a method hands to the function that it is given: `Pool.getConnection().$1`. */
  handsOver(packageName: string, method: string): boolean {
    let known = this.callbacks.get(packageName);
    if (!known) this.callbacks.set(packageName, (known = new Set(this.ofPackage(packageName).flatMap(callbacksOf))));
    return known.has(method) || known.has('*');
  }

  /** Whether calls of a package register handlers. */
  registers(packageName: string): boolean {
    return this.ofPackage(packageName).some((e) => e.handlers?.some(isRegistration) === true);
  }

  /** What emits, of what a call makes or hands to the function that it is given. */
  emitters(callee: Reading, construct: boolean, version: string | undefined): readonly EmitterModel[] {
    const segments = called(callee, construct);
    const type = typeAt(callee, segments)?.name;
    return (callee.entry.emitters ?? []).filter((model) => {
      const { head } = partsOfEmitter(model.path);
      if (!inRange(version, model.versions)) return false;
      const isItself = head === `${callee.type ?? ''}()` && segments.length === 1 && segments[0] === '()';
      return isItself || head === type || (head.endsWith(')') && matchesReading({ ...callee, rest: segments }, head));
    });
  }

  /** What a call gets that has to be given back. */
  acquire(callee: Reading, version: string | undefined): AcquireModel | undefined {
    return callee.entry.acquires?.find((a) => inRange(version, a.versions) && matchesReading(callee, a.path));
  }

  /** What a call takes one of, and how long it keeps it: until it is done itself, until the function is that it is given, or until it is given back. */
  slot(callee: Reading, packageName: string, version: string | undefined): { readonly model: SlotModel; readonly keeps: 'itself' | 'during' | 'until' } | undefined {
    const has = (paths: readonly string[] = []): boolean => paths.some((path) => matchesReading(callee, path));
    for (const model of callee.entry.slots ?? []) {
      if (!inRange(version, model.versions) || model.packages?.includes(packageName) === false) continue;
      const keeps = has(model.during) ? 'during' : has(model.until) ? 'until' : has(model.takes) ? 'itself' : undefined;
      if (keeps) return { model, keeps };
    }
    return undefined;
  }

  /** The bodies that a call may give, by what it is given. */
  bodies(callee: Reading, version: string | undefined): readonly BodyModel[] {
    return (callee.entry.bodies ?? []).filter((b) => inRange(version, b.versions) && matchesReading(callee, b.path));
  }

  /** What a call makes that keeps entries in memory. */
  cache(callee: Reading, version: string | undefined): CacheModel | undefined {
    return callee.entry.caches?.find((c) => inRange(version, c.versions) && matchesReading(callee, c.path));
  }

  /** What a call gets or adds of rows. */
  rows(callee: Reading, construct: boolean, version: string | undefined): ReadModel | undefined {
    return callee.entry.reads?.find((r) => (r.construct ?? false) === construct && inRange(version, r.versions) && matchesReading(callee, r.path));
  }

  /** The work that a call does for each element of a list. */
  fanOut(callee: Reading, packageName: string, version: string | undefined): FanOutModel | undefined {
    return callee.entry.fanOuts?.find((f) => f.packages?.includes(packageName) !== false && inRange(version, f.versions) && matchesReading(callee, f.path));
  }

  /** What a call has tried again, or does so by itself. */
  retry(callee: Reading, packageName: string, version: string | undefined): RetryModel | undefined {
    return callee.entry.retries?.find((r) => inRange(version, r.versions) && r.packages?.includes(packageName) !== false && matchesReading(callee, r.path));
  }

  /** How a client repeats its requests by itself. */
  clientRetry({ retries = [] }: CatalogEntry, version: string | undefined): RetryModel | undefined {
    return retries.find((r) => r.of === 'requests' && r.path !== '' && inRange(version, r.versions));
  }

  /** What a call makes that is to be shared by all requests. */
  client(callee: Reading, construct: boolean, packageName: string, version: string | undefined): ClientModel | undefined {
    const made = { ...callee, rest: called(callee, construct) };
    return callee.entry.clients?.find((c) => inRange(version, c.versions) && c.packages?.includes(packageName) !== false && matchesReading(made, c.path));
  }

  /** The work that a call does on the main thread. */
  blocking(callee: Reading, packageName: string, version: string | undefined): BlockingModel | undefined {
    return callee.entry.blocking?.find((b) => inRange(version, b.versions) && b.packages?.includes(packageName) !== false && matchesReading(callee, b.path));
  }

  /** Whether entries of a package have something in a section: whether its calls can matter for who asks by it. */
  has(packageName: string, section: Section): boolean {
    return this.ofPackage(packageName).some((e) => e[section] !== undefined);
  }

  /** What refuses requests: what a call makes, or what the reading itself is. */
  guard(reading: Reading, version: string | undefined): GuardModel | undefined {
    return reading.entry.guards?.find((g) => inRange(version, g.versions) && matchesReading(reading, g.path));
  }

  /** The queue that a call makes, or takes from. */
  queue(callee: Reading, construct: boolean, packageName: string, version: string | undefined): QueueModel | undefined {
    const made = { ...callee, rest: called(callee, construct) };
    return callee.entry.queues?.find((q) => inRange(version, q.versions) && q.packages?.includes(packageName) !== false && matchesReading(q.path.endsWith(')') ? made : callee, q.path));
  }

  /** The work that takes seconds, of a call. */
  slowWork(callee: Reading, construct: boolean, packageName: string, version: string | undefined): SlowWorkModel | undefined {
    const made = { ...callee, rest: called(callee, construct) };
    return callee.entry.slowWork?.find((s) => inRange(version, s.versions) && s.packages?.includes(packageName) !== false && matchesReading(s.path.endsWith(')') ? made : callee, s.path));
  }

  /** The model of a section that is for a call: `models` are those of the reading's entry. */
  operation<M extends FlagModel | TrackerModel>(models: readonly M[] | undefined, callee: Reading, construct: boolean, packageName: string, version: string | undefined): M | undefined {
    const made = { ...callee, rest: called(callee, construct) };
    return models?.find((m) => inRange(version, m.versions) && m.packages?.includes(packageName) !== false && matchesReading(m.path.endsWith(')') ? made : callee, m.path));
  }

  /** The packages that have something in a section, as they are imported, and the last names of its paths. */
  section(of: 'flags' | 'trackers'): { readonly packages: readonly string[]; readonly names: ReadonlySet<string> } {
    const entries = this.all.filter((e) => e[of] !== undefined);
    const names = entries.flatMap((e) => (e[of] ?? []).flatMap(({ path }) => (path.split('.').at(-1) ?? '').replace(/^new |\(\)$/g, '').split('|')));
    return { packages: [...new Set(entries.flatMap(({ packages }) => packages))], names: new Set(names.filter((name) => name !== '')) };
  }

  /** What a call costs. */
  cost(callee: Reading): CostModel | undefined {
    return callee.entry.costs?.find((c) => matchesReading(callee, c.path));
  }

  /** How much of a body, or of an upload, a call reads. */
  sizeLimits(callee: Reading, version: string | undefined): readonly SizeLimitModel[] {
    return (callee.entry.sizeLimits ?? []).filter((s) => inRange(version, s.versions) && matchesReading(callee, s.path));
  }

  /** What a call keeps that other instances do not have. */
  localState(callee: Reading, version: string | undefined): LocalStateModel | undefined {
    return callee.entry.localStates?.find((s) => inRange(version, s.versions) && matchesReading(callee, s.path));
  }

  /** What a call does about the errors of an emitter that it is given. */
  hearer(callee: Reading, version: string | undefined): HearerModel | undefined {
    return callee.entry.hearers?.find((h) => inRange(version, h.versions) && matchesReading(callee, h.path));
  }

  /** The listeners of the process that libraries add. */
  crashListeners(): readonly { readonly entry: CatalogEntry; readonly model: CrashListenerModel }[] {
    return (this.crash ??= this.all.flatMap((entry) => (entry.crashListeners ?? []).map((model) => ({ entry, model }))));
  }

  /** The package whose generated code exports this name. */
  generatedBy(name: string): string | undefined {
    this.generated ??= new Map(this.all.toReversed().flatMap(({ generated = [], packages: [first] }) => (first === undefined ? [] : generated.map((one) => [one, first] as const))));
    return this.generated.get(name);
  }

  knows(packageName: string): boolean {
    return this.ofPackage(packageName).length > 0;
  }

  /** Names of globals that entries speak of: `fetch`. */
  globals(): readonly string[] {
    const entries = this.byPackage.get('globalThis') ?? [];
    return [...new Set(entries.flatMap((e) => (e.calls ?? []).map((c) => c.path.split('.')[0] ?? '')))].filter(Boolean);
  }

  /** Whether some client has an outbound method of this name. */
  isMethod(name: string): boolean {
    this.methods ??= new Set(this.all.flatMap((e) => (e.calls ?? []).flatMap((c) => (c.path.includes('.') ? (c.path.split('.').at(-1)?.split('|') ?? []) : []))));
    return this.methods.has(name);
  }

  isClientType(packageName: string, type: string): boolean {
    return this.ofPackage(packageName).some((e) => Object.values(e.types ?? {}).some((t) => t.annotations?.includes(type)));
  }

  /** The package and the type of the first parameter of functions of an exported type: `FastifyInstance` of `fastify` for `FastifyPluginAsync`. */
  parameterType(packageName: string, functionType: string): ParameterType | undefined {
    this.parameters ??= parameterTypes(this.all);
    return this.parameters.get(`${packageName}:${functionType}`);
  }

  /** The entries for a package, with those for other versions left out. An unknown version is taken for the newest. */
  entriesFor(packageName: string, version: string | undefined): readonly CatalogEntry[] {
    return this.ofPackage(packageName).filter((e) => inRange(version, e.versions));
  }

  read(value: LibraryValue, version: string | undefined): readonly Reading[] {
    let byVersion = this.readings.get(value);
    if (!byVersion) this.readings.set(value, (byVersion = new Map<string | undefined, readonly Reading[]>()));
    let known = byVersion.get(version);
    if (!known) byVersion.set(version, (known = this.entriesFor(value.package, version).map((entry) => readWith(entry, value.path))));
    return known;
  }

  call(reading: Reading): CallModel | undefined {
    return reading.entry.calls?.find((c) => matchesReading(reading, c.path));
  }

  /** Options of a call that do nothing, in this version. */
  ignored(reading: Reading, version: string | undefined): readonly IgnoredOption[] {
    return (reading.entry.ignored ?? []).filter((i) => inRange(version, i.versions) && matchesReading(reading, i.calls));
  }

  /** The libraries whose connection strings carry options, with all of these. */
  withUrlParameters(): readonly { readonly entry: CatalogEntry; readonly parameters: readonly string[] }[] {
    return (this.urlParameters ??= this.all.flatMap((entry) => {
      const parameters = [...new Set(Object.values(entry.types ?? {}).flatMap((t) => t.urlParameters ?? []))];
      return parameters.length > 0 ? [{ entry, parameters }] : [];
    }));
  }

  wrapper(reading: Reading): WrapperModel | undefined {
    return reading.entry.wrappers?.find((w) => matchesReading(reading, w.path));
  }

  /** A call that passes on what a handler rejects with. */
  forwarder(reading: Reading): ForwarderModel | undefined {
    return reading.entry.forwarders?.find((f) => f.path !== undefined && matchesReading(reading, f.path));
  }

  /** The packages that make handlers of this one pass on what they reject with, when they are imported. */
  patchersOf(packageName: string): readonly string[] {
    return this.all.flatMap((e) => (e.forwarders?.some((f) => f.patches === packageName) ? e.packages : []));
  }

  /** Several, where one registration takes handlers as arguments and in its options. */
  handlers(reading: Reading): readonly HandlerModel[] {
    return (reading.entry.handlers ?? []).filter((h) => isRegistration(h) && matchesReading(reading, h.path));
  }

  /** What becomes of the promise of a function that stands at an argument's place. */
  callback(reading: Reading, index: number, count: number, version: string | undefined): CallbackModel | undefined {
    return reading.entry.callbacks?.find((c) => (c.from === 'last' ? index === count - 1 : index >= c.from) && inRange(version, c.versions) && matchesReading(reading, c.path));
  }

  /** The handlers of a kind that are recognised by the files or classes in which they stand. */
  handlersBy(sign: '#' | 'export '): readonly { readonly entry: CatalogEntry; readonly model: HandlerModel }[] {
    let known = this.signs.get(sign);
    if (!known) this.signs.set(sign, (known = this.all.flatMap((entry) => (entry.handlers ?? []).flatMap((model) => (model.path.startsWith(sign) ? [{ entry, model }] : [])))));
    return known;
  }

  decorator(reading: Reading): HandlerModel | undefined {
    return reading.entry.handlers?.find((h) => h.path.startsWith('@') && reading.rest.length === 1 && h.path.slice(1).split('|').includes(reading.rest[0] ?? ''));
  }
}

type NamedKnobs = readonly (readonly [name: string, knob: Knob])[];

/** Each call of a method asks for the same knobs. Entries and the lists in them are the catalog's own objects, and few. */
const knobs = new WeakMap<CatalogEntry, WeakMap<readonly string[], Map<string | undefined, NamedKnobs>>>();

/** The knobs of a call, by name without the version suffix, as far as they exist in this version. */
export function knobsOf(entry: CatalogEntry, names: readonly string[], version: string | undefined): NamedKnobs {
  const ofEntry = knobs.get(entry) ?? new WeakMap<readonly string[], Map<string | undefined, NamedKnobs>>();
  knobs.set(entry, ofEntry);
  const byVersion = ofEntry.get(names) ?? new Map<string | undefined, NamedKnobs>();
  ofEntry.set(names, byVersion);
  let found = byVersion.get(version);
  if (!found) byVersion.set(version, (found = selectKnobs(entry, names, version)));
  return found;
}

function selectKnobs(entry: CatalogEntry, names: readonly string[], version: string | undefined): NamedKnobs {
  return Object.entries(entry.knobs ?? {}).flatMap(([key, knob]) => {
    const name = key.split('@')[0] ?? key;
    return names.includes(name) || names.includes(key) ? (inRange(version, knob.versions) ? [[name, knob] as const] : []) : [];
  });
}

/** `request().body` is the part `body` of what the call gives, `Server.on().$1` the second parameter of the function that it is given. */
export function partsOfEmitter(path: string): { readonly head: string; readonly part?: string; readonly parameter?: number } {
  const at = path.lastIndexOf('.');
  const last = path.slice(at + 1);
  if (at === -1 || last.endsWith(')') || !path.slice(0, at).endsWith(')')) return { head: path };
  const parameter = /^\$(\d)$/.exec(last)?.[1];
  return { head: path.slice(0, at), ...(parameter === undefined ? { part: last } : { parameter: Number(parameter) }) };
}

/** Registered by a call, as opposed to decorators, methods by name and exports. */
function isRegistration({ path }: HandlerModel): boolean {
  return !path.startsWith('@') && !path.startsWith('#') && !path.startsWith('export ');
}

/** The methods of which an entry says what they hand to a callback. */
function callbacksOf({ types = {} }: CatalogEntry): readonly string[] {
  return Object.values(types).flatMap((t) => t.is).flatMap((path) => /([\w$|*]*)\(\)\.\$\d/.exec(path)?.[1]?.split('|') ?? []);
}
