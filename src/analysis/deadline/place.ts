import { parsePlace, type KnobPlace } from '../../catalog/place.js';
import { typeModel, type Made, type Reading } from '../../catalog/reading.js';
import type { FileFacts } from '../../model/facts.js';
import { flatten, madeBy, noCall, pathText, sameCall, type Abstract, type CallRef, type Env, type LibraryValue, type ParamValue } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import { writtenName } from '../names.js';
import { chainedCalls } from './chain.js';
import { urlParameter } from './connection-string.js';
import { parameterBindings } from './consumers.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { stepInto, writtenAt, type Written } from './property-path.js';
import { timerAround } from './signal.js';

/** What stands at a place of a knob, and where it is written. */
export interface Setting {
  readonly values: readonly Abstract[];
  /** The call whose arguments hold it, or that makes the client. */
  readonly at: CallRef;
  /** The property that holds it, where it is written as one. */
  readonly written?: Written;
  readonly where: 'call' | 'client' | 'chain' | 'url' | 'ambient';
}

/** Everything that stands at a knob's place, for one outbound call; empty where the place does not exist here. */
export function settingsAt(context: OutboundContext, outbound: OutboundCall, place: string): readonly Setting[] {
  return at(context, outbound, parsePlace(place));
}

function at(context: OutboundContext, site: OutboundCall, place: KnobPlace): readonly Setting[] {
  const found = atRoot(context, site, place);
  const { through } = place;
  return through ? found.flatMap((setting) => throughClient(context, site, setting, through)) : found;
}

function atRoot(context: OutboundContext, site: OutboundCall, place: KnobPlace): readonly Setting[] {
  const { evaluator } = context;
  const { root, path } = place;
  switch (root.at) {
    case 'call': return optionArguments(evaluator, site.ref, site.model.options, site.env).map((values) => setting(context, values, path, site.ref, 'call'));
    case 'argument': return [setting(context, ownArgument(evaluator, site, root.index, place), path, site.ref, 'call')];
    case 'client': return ofClient(context, site, place, () => clientSettings(context, site.reading, root.index, path));
    case 'set': return root.call ? calledOnClient(context, site, root.call.path, root.call.index) : assignments(context, path, (receiver) => isSameClient(site, receiver));
    case 'result': return assignments(context, path, (receiver) => sameCall(madeBy(receiver) ?? noCall, site.ref));
    case 'chain': return chainedCalls(evaluator, site.ref).filter((c) => c.method === root.method).map((c) => setting(context, evaluator.argument(c.ref, root.index, site.env), path, c.ref, 'chain'));
    case 'timer': return endedByTimer(evaluator, site.ref, root.methods);
    case 'hook': return hookSettings(context, site, root.method, root.index, path);
    case 'url': return ofClient(context, site, place, () => urlParameter(context, site, root.parameter, root.only === true));
    case 'ambient': return ambientSettings(context, root.package ?? site.reading.entry.packages[0] ?? '', root.call, path);
  }
}

/** An address is far more likely than a request or query object: only what is seen to be one counts as one. */
function ownArgument(evaluator: Evaluator, site: OutboundCall, index: number, { path, through }: KnobPlace): readonly Abstract[] {
  const values = evaluator.argument(site.ref, index, site.env);
  if (path.length === 0 && !through) return values;
  return flatten(values).map((v) => (v.is === 'object' || (through && v.is === 'library') ? v : { is: 'absent' }));
}

function setting({ evaluator, catalog }: OutboundContext, given: readonly Abstract[], path: readonly string[], ref: CallRef, where: Setting['where']): Setting {
  const written = writtenAt(evaluator, given, path);
  // A client or a function of a library in the options' place has none of the options.
  const isKnown = (v: Abstract): boolean => v.is === 'library' && v.package !== 'globalThis' && catalog.knows(v.package);
  const values = path.reduce<readonly Abstract[]>((current, segment) => stepInto(evaluator, current.map((v) => (isKnown(v) ? { is: 'absent' } : v)), segment), given);
  return { values, at: ref, where, ...(written && { written }) };
}

/** The options argument; where it may stand in several places, those that hold an object or something unknown. */
export function optionArguments(evaluator: Evaluator, ref: CallRef, options: number | readonly number[] | 'all' | undefined, env: Env | undefined): readonly (readonly Abstract[])[] {
  if (options === undefined) return [];
  if (typeof options === 'number') return [withoutCallbacks(evaluator, evaluator.argument(ref, options, env))];
  const count = evaluator.call(ref)?.args.length ?? 0;
  const indexes = options === 'all' ? Array.from({ length: count }, (_, i) => i) : options;
  const candidates = indexes.filter((index) => options === 'all' || !isAddress(evaluator, ref, index)).map((index) => withoutCallbacks(evaluator, evaluator.argument(ref, index, env)));
  const objects = candidates.filter((values) => flatten(values).some((v) => v.is === 'object' || v.is === 'param' || v.is === 'unknown' || v.is === 'instance' || isConfiguration(v)));
  return objects.length > 0 ? objects : [[{ is: 'absent' }]];
}

/** `exec(command, callback)`: a callback in the options' place means that there are none. */
function withoutCallbacks(evaluator: Evaluator, values: readonly Abstract[]): readonly Abstract[] {
  return values.map((v) => (v.is === 'function' || (v.is === 'param' && v.path.length === 0 && isCallback(evaluator, v)) ? { is: 'absent' } : v));
}

function isCallback(evaluator: Evaluator, { file, fn, at }: ParamValue): boolean {
  const facts = evaluator.facts(file);
  const [binding] = facts ? parameterBindings(facts, fn, at) : [];
  return binding !== undefined && /^(?:cb|callback|done|next|fn|resolve|reject)$|(?:Callback|Cb)$/.test(facts?.bindings[binding]?.name ?? '');
}

/** Where an argument may be the address or the options, a text, a URL, a declared string and a name that says so are the address. */
function isAddress(evaluator: Evaluator, ref: CallRef, index: number): boolean {
  const facts = evaluator.facts(ref.file);
  const value = facts?.calls[ref.call]?.args[index];
  if (!facts || !value) return false;
  if (value.is === 'text' || (value.is === 'literal' && typeof value.value === 'string')) return true;
  const binding = value.is === 'ref' ? facts.bindings[value.to] : undefined;
  if (binding?.type?.is === 'global' && (binding.type.name === 'string' || binding.type.name === 'URL')) return true;
  return /(?:ur[li]|href|endpoint|link|address)s?$/i.test(writtenName(facts, value));
}

/** A value of a library may be an options object, but not a URL or an environment variable. */
function isConfiguration(value: Abstract): boolean {
  return value.is === 'library' && !(value.package === 'globalThis' && /^(?:new URL\(\)|process\.env|String\(\))/.test(pathText(value.path)));
}

/** What stands at the places of a client, by how it was made: hundreds of calls of one client ask the same. */
const ofClients = new WeakMap<OutboundContext, WeakMap<KnobPlace, Map<string, readonly Setting[]>>>();

function ofClient(context: OutboundContext, { reading: { entry, made } }: OutboundCall, place: KnobPlace, read: () => readonly Setting[]): readonly Setting[] {
  const byPlace = ofClients.get(context) ?? new WeakMap<KnobPlace, Map<string, readonly Setting[]>>();
  ofClients.set(context, byPlace);
  const byClient = byPlace.get(place) ?? new Map<string, readonly Setting[]>();
  byPlace.set(place, byClient);
  const key = `${entry.id}:${madeKey(made)}`;
  let found = byClient.get(key);
  if (!found) byClient.set(key, (found = read()));
  return found;
}

/** How something was made, with the frames through which that is looked at: frames are interned, and have numbers. */
function madeKey(made: readonly Made[]): string {
  return made.map(({ step, type }) => ('call' in step ? `${step.call.file}#${String(step.call.call)}/${String(step.env?.id)}>${type}` : type)).join(' ');
}

/** Options of the call that made the client, and of those that it was derived from. */
function clientSettings(context: OutboundContext, reading: Reading, index: number | undefined, path: readonly string[]): readonly Setting[] {
  const { evaluator } = context;
  return reading.made.toReversed().flatMap(({ step, type }): readonly Setting[] => {
    if ('typed' in step) return [{ values: [{ is: 'unknown', why: 'not seen: the client is made elsewhere' }], at: noCall, where: 'client' }];
    if (!('call' in step)) return [];
    const options = reading.entry.types?.[type]?.options;
    const given = index === undefined ? optionArguments(evaluator, step.call, options, step.env) : [evaluator.argument(step.call, index, step.env)];
    return given.map((values) => setting(context, byFactory(values, path), path, step.call, 'client'));
  });
}

/** The object on which the outbound call is made; the package itself is another place's. */
function isSameClient(site: OutboundCall, value: LibraryValue): boolean {
  const last = site.reading.made.at(-1)?.step;
  return last !== undefined && 'call' in last && sameCall(madeBy(value) ?? noCall, last.call);
}

const factories = new Set(['useFactory', 'useClass', 'useExisting']);

/** Whether options say who makes the options: `forRootAsync({ useFactory })`. What stands beside that is not read. */
export function comesFromFactory(value: Abstract): boolean {
  return value.is === 'object' && value.props.some((p) => p.key !== undefined && factories.has(p.key));
}

function byFactory(values: readonly Abstract[], [first = '']: readonly string[]): readonly Abstract[] {
  return factories.has(first.replace('()', '')) ? values : values.map((v) => (comesFromFactory(v) ? { is: 'absent' } : v));
}

/** `page.setDefaultTimeout(5000)`: a method of the client, or of what it was derived from, that is called with the time. */
function calledOnClient(context: OutboundContext, site: OutboundCall, method: string, index: number): readonly Setting[] {
  const makers = site.reading.made.flatMap(({ step }) => ('call' in step ? [step.call] : []));
  const calls = callsOf(context, method, (callee) => {
    const made = before(callee, method.split('.'));
    const by = made && madeBy(made);
    return by !== undefined && makers.some((m) => sameCall(m, by));
  });
  return calls.map((ref) => setting(context, context.evaluator.argument(ref, index, undefined), [], ref, 'call'));
}

/** What is set on the package itself, anywhere in the project. */
function ambientSettings(context: OutboundContext, packageName: string, call: { readonly path: string; readonly index: number } | undefined, path: readonly string[]): readonly Setting[] {
  const name = packageName.replace(/^node:/, '');
  if (!call) return assignments(context, path, (receiver) => receiver.package === name && receiver.path.length === 0);
  const given = callsOf(context, call.path, (v) => v.package === name && pathText(v.path) === call.path).map((ref) => setting(context, context.evaluator.argument(ref, call.index, undefined), path, ref, 'ambient'));
  return given.length > 0 ? [...given, ...bareModules(context, name, call.path)] : [];
}

/** A module that is imported without its `register()`: `imports: [HttpModule]` has none of the options that another module gives. */
function bareModules({ evaluator, calledNames }: OutboundContext, packageName: string, path: string): readonly Setting[] {
  const [module = '', method] = path.split('.');
  if (method === undefined) return [];
  return (calledNames.get('Module') ?? []).flatMap((ref): readonly Setting[] => {
    const imports = flatten(evaluator.argument(ref, 0, undefined)).flatMap((v) => flatten(evaluator.member(v, 'imports'))).flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(evaluator.evaluate(v.file, item, v.env))) : []));
    return imports.some((v) => v.is === 'library' && v.package === packageName && pathText(v.path) === module) ? [{ values: [{ is: 'absent' }], at: ref, where: 'ambient' }] : [];
  });
}

/** Calls of `a.b.method` whose callee is accepted. Only those whose last name fits are evaluated. */
function callsOf({ evaluator, calledNames }: OutboundContext, path: string, accepts: (callee: LibraryValue) => boolean): readonly CallRef[] {
  const name = path.split('.').at(-1) ?? '';
  return (calledNames.get(name) ?? []).filter((ref) => {
    const fact = evaluator.call(ref);
    return fact !== undefined && flatten(evaluator.evaluate(ref.file, fact.callee)).some((v) => v.is === 'library' && accepts(v));
  });
}

/** What functions that are given to `client.interceptors.request.use(…)` set on each request. */
function hookSettings(context: OutboundContext, site: OutboundCall, method: string, index: number, path: readonly string[]): readonly Setting[] {
  const { evaluator } = context;
  const root = site.reading.made.length === 0;
  const hooks = callsOf(context, method, (v) => pathText(v.path).endsWith(method) && (root ? v.package === site.reading.entry.packages[0] && pathText(v.path) === method : isSameClient(site, { ...v, path: v.path.slice(0, -method.split('.').length) })));
  return hooks.flatMap((ref) => flatten(evaluator.argument(ref, index, undefined)).flatMap((hook): readonly Setting[] => {
    if (hook.is !== 'function') return [{ values: [{ is: 'unknown', why: 'a hook that cannot be seen' }], at: ref, where: 'ambient' }];
    const assigned = (evaluator.facts(hook.file)?.assigns ?? []).filter((a) => a.fn === hook.fn && a.target.is === 'member' && a.target.name === path.at(-1));
    return assigned.map((a) => ({ values: evaluator.evaluate(hook.file, a.value), at: ref, where: 'ambient' }));
  }));
}

/** `setTimeout(() => request.destroy(), ms)`: the time stands at the timer. */
function endedByTimer(evaluator: Evaluator, ref: CallRef, methods: readonly string[]): readonly Setting[] {
  const facts = evaluator.facts(ref.file);
  if (!facts) return [];
  return chainedCalls(evaluator, ref).filter((c) => methods.includes(c.method)).flatMap((c): readonly Setting[] => {
    const timer = timerAround(evaluator, facts, c.ref);
    return timer ? [{ values: [timer.ms >= 0 ? { is: 'literal', value: timer.ms } : { is: 'number' }], at: timer.ref, where: 'call' }] : [];
  });
}

/** Assignments to `receiver.path`, in any file, where the receiver is accepted. */
function assignments({ evaluator }: OutboundContext, path: readonly string[], accepts: (receiver: LibraryValue) => boolean): readonly Setting[] {
  const found: Setting[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (const { target, value, range } of facts.assigns) {
      if (target.is !== 'member' || target.name !== path.at(-1)) continue;
      const receivers = flatten(evaluator.evaluate(file, target.of)).map((v) => before(v, path.slice(0, -1)));
      if (!receivers.some((v) => v && accepts(v))) continue;
      found.push({ values: evaluator.evaluate(file, value), at: nearestCall(facts, file, range[0]), where: 'ambient', written: { file, start: range[0], end: range[1], key: path.at(-1) ?? '' } });
    }
  }
  return found;
}

/** `client` of `client.defaults`, for the path `defaults`; `getServer()` is the result of a method. */
function before(value: Abstract, path: readonly string[]): LibraryValue | undefined {
  if (value.is !== 'library') return undefined;
  let { length } = value.path;
  for (const segment of path.toReversed()) {
    const name = segment.replace('()', '');
    if (segment !== name) {
      const call = value.path[--length];
      if (!call || !('call' in call)) return undefined;
    }
    const member = value.path[--length];
    if (!member || !('member' in member) || member.member !== name) return undefined;
  }
  return { ...value, path: value.path.slice(0, length) };
}

function nearestCall(facts: FileFacts, file: string, offset: number): CallRef {
  return { file, call: facts.calls.findIndex((c) => c.range[0] >= offset) };
}

/** A client found at a place: an agent, a dispatcher, a `Request`. What a caller may give is looked at where a caller is known. */
function throughClient(context: OutboundContext, site: OutboundCall, found: Setting, through: KnobPlace): readonly Setting[] {
  return flatten(found.values).flatMap((value): readonly Setting[] => {
    if (value.is === 'unknown') return [{ values: [value], at: found.at, where: found.where }];
    if (value.is !== 'library') return [];
    // An agent, a dialect or a link of a package that is not known may well have a time of its own.
    if (value.package !== 'globalThis' && !context.catalog.knows(value.package)) return [{ values: [{ is: 'unknown', why: `of what the package ${value.package} makes` }], at: found.at, where: found.where }];
    const version = context.versionOf(site.ref.file, value.package);
    const readings = context.catalog.read(value, version).filter((r) => r.made.length > 0 && r.rest.length === 0 && typeModel(r));
    return readings.flatMap((reading) => at(context, { ...site, reading }, through));
  });
}
