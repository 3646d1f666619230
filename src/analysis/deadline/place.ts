import { parsePlace, type KnobPlace } from '../../catalog/place.js';
import { typeModel, type Reading } from '../../catalog/catalog.js';
import type { Property } from '../../model/facts.js';
import { flatten, madeBy, sameCall, type Abstract, type CallRef, type Env } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import { writtenName } from '../names.js';
import { writtenProperty } from '../properties.js';
import { chainedCalls } from './chain.js';
import type { OutboundCall, OutboundContext } from './outbound.js';

/** What stands at a place of a knob, and where it is written. */
export interface Setting {
  readonly values: readonly Abstract[];
  /** The call whose arguments hold it, or that makes the client. */
  readonly at: CallRef;
  readonly property?: Property;
  readonly where: 'call' | 'client' | 'chain' | 'url' | 'ambient';
}

/** Everything that stands at a knob's place, for one outbound call; empty where the place does not exist here. */
export function settingsAt(context: OutboundContext, outbound: OutboundCall, place: string, env: Env | undefined): readonly Setting[] {
  return at(context, { ...outbound, env }, parsePlace(place));
}

interface Site extends OutboundCall {
  readonly env: Env | undefined;
}

function at(context: OutboundContext, site: Site, place: KnobPlace): readonly Setting[] {
  const found = atRoot(context, site, place);
  const { through } = place;
  return through ? found.flatMap((setting) => throughClient(context, site, setting, through)) : found;
}

function atRoot(context: OutboundContext, site: Site, place: KnobPlace): readonly Setting[] {
  const { evaluator } = context;
  const { root, path } = place;
  switch (root.at) {
    case 'call': return optionArguments(evaluator, site.ref, site.model.options, site.env).map((values) => setting(evaluator, values, path, site.ref, 'call'));
    case 'argument': return [setting(evaluator, ownArgument(evaluator, site, root.index, place), path, site.ref, 'call')];
    case 'client': return clientSettings(evaluator, site.reading, root.index, path);
    case 'set': return assignedToClient(context, site, path);
    case 'chain': return chainedCalls(evaluator, site.ref).filter((c) => c.method === root.method).map((c) => setting(evaluator, evaluator.argument(c.ref, root.index, site.env), path, c.ref, 'chain'));
    case 'url': return urlParameter(evaluator, site, root.parameter);
    case 'ambient': return ambientSettings(context, root.package ?? site.reading.entry.packages[0] ?? '', root.call, path);
  }
}

/** An address is far more likely than a request or query object: only what is seen to be one counts as one. */
function ownArgument(evaluator: Evaluator, site: Site, index: number, { path, through }: KnobPlace): readonly Abstract[] {
  const values = evaluator.argument(site.ref, index, site.env);
  if (path.length === 0 && !through) return values;
  return flatten(values).map((v) => (v.is === 'object' || (through && v.is === 'library') ? v : { is: 'absent' }));
}

function setting(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[], ref: CallRef, where: Setting['where']): Setting {
  const property = propertyAt(evaluator, values, path);
  return { values: follow(evaluator, values, path), at: ref, where, ...(property && { property }) };
}

function follow(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[]): readonly Abstract[] {
  return path.reduce<readonly Abstract[]>((current, name) => current.flatMap((v) => evaluator.member(v, name)), values);
}

function propertyAt(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[]): Property | undefined {
  const [name, ...rest] = path;
  const [value] = flatten(values);
  if (name === undefined || value?.is !== 'object') return undefined;
  const property = writtenProperty(value, name);
  return rest.length > 0 && property?.value ? (propertyAt(evaluator, evaluator.evaluate(value.file, property.value, value.env), rest) ?? property) : property;
}

/** The options argument; where it may stand in several places, those that hold an object or something unknown. */
export function optionArguments(evaluator: Evaluator, ref: CallRef, options: number | readonly number[] | 'all' | undefined, env: Env | undefined): readonly (readonly Abstract[])[] {
  if (options === undefined) return [];
  if (typeof options === 'number') return [evaluator.argument(ref, options, env)];
  const count = evaluator.call(ref)?.args.length ?? 0;
  const indexes = options === 'all' ? Array.from({ length: count }, (_, i) => i) : options;
  const candidates = indexes.filter((index) => options === 'all' || !isAddress(evaluator, ref, index)).map((index) => evaluator.argument(ref, index, env));
  const objects = candidates.filter((values) => flatten(values).some((v) => v.is === 'object' || v.is === 'param' || v.is === 'unknown' || v.is === 'instance' || isConfiguration(v)));
  return objects.length > 0 ? objects : [[{ is: 'absent' }]];
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

/** A value of a library may be an options object, but not a URL. */
function isConfiguration(value: Abstract): boolean {
  return value.is === 'library' && !(value.package === 'globalThis' && ['new URL()', 'process'].some((n) => value.path.some((s) => 'member' in s && n.includes(s.member))));
}

/** Options of the call that made the client, and of those that it was derived from. */
function clientSettings(evaluator: Evaluator, reading: Reading, index: number | undefined, path: readonly string[]): readonly Setting[] {
  const own = typeModel(reading)?.options;
  return reading.made.toReversed().flatMap((step): readonly Setting[] => {
    if (!('call' in step)) return 'typed' in step ? [{ values: [{ is: 'unknown', why: 'a client that is made where it cannot be seen' }], at: noCall, where: 'client' }] : [];
    const given = index === undefined ? optionArguments(evaluator, step.call, own, step.env) : [evaluator.argument(step.call, index, step.env)];
    return given.map((values) => setting(evaluator, values, path, step.call, 'client'));
  });
}

const noCall: CallRef = { file: '', call: -1 };

/** `client.defaults.timeout = 5000`, in any file. */
function assignedToClient(context: OutboundContext, site: Site, path: readonly string[]): readonly Setting[] {
  const last = site.reading.made.at(-1);
  if (!last || !('call' in last)) return [];
  return assignments(context, path, (receiver) => receiver.some((v) => v.is === 'library' && sameCall(madeBy(v) ?? noCall, last.call)));
}

/** What is set on the package itself, anywhere in the project. */
function ambientSettings(context: OutboundContext, packageName: string, call: { readonly path: string; readonly index: number } | undefined, path: readonly string[]): readonly Setting[] {
  const name = packageName.replace(/^node:/, '');
  if (!call) return assignments(context, path, (receiver) => receiver.some((v) => v.is === 'library' && v.package === name && v.path.length === 0));
  const { evaluator } = context;
  return eachCall(context, call.path.split('.').at(-1) ?? '').flatMap((ref) => {
    const fact = evaluator.call(ref);
    const callee = fact ? flatten(evaluator.evaluate(ref.file, fact.callee)) : [];
    const isIt = callee.some((v) => v.is === 'library' && v.package === name && v.path.map((s) => ('member' in s ? s.member : '')).join('.') === call.path);
    return isIt ? [setting(evaluator, evaluator.argument(ref, call.index, undefined), path, ref, 'ambient')] : [];
  });
}

function* projectCalls({ evaluator }: OutboundContext): Iterable<CallRef> {
  for (const [file, facts] of evaluator.sources.files) for (let call = 0; call < facts.calls.length; call++) yield { file, call };
}

/** Calls whose last name is this one: only they need to be evaluated. */
function eachCall(context: OutboundContext, name: string): readonly CallRef[] {
  return [...projectCalls(context)].filter((ref) => {
    const callee = context.evaluator.call(ref)?.callee;
    if (callee?.is === 'member') return callee.name === name;
    const binding = callee?.is === 'ref' ? context.evaluator.facts(ref.file)?.bindings[callee.to] : undefined;
    return binding?.values.some((v) => v.is === 'import' || v.is === 'member') ?? false;
  });
}

/** Assignments to `receiver.path`, where the receiver is accepted. */
function assignments({ evaluator }: OutboundContext, path: readonly string[], accepts: (receiver: readonly Abstract[]) => boolean): readonly Setting[] {
  const found: Setting[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (const { target, value, range } of facts.assigns) {
      let receiver = target;
      const names = path.toReversed();
      while (names.length > 0 && receiver.is === 'member' && receiver.name === names[0]) {
        names.shift();
        receiver = receiver.of;
      }
      if (names.length > 0 || !accepts(evaluator.evaluate(file, receiver))) continue;
      const call = facts.calls.findIndex((c) => c.range[0] >= range[0]);
      found.push({ values: evaluator.evaluate(file, value), at: { file, call }, where: 'ambient', property: { key: path.at(-1) ?? '', value, range } });
    }
  }
  return found;
}

/** A parameter of the connection string with which the client was made. */
function urlParameter(evaluator: Evaluator, site: Site, parameter: string): readonly Setting[] {
  return site.reading.made.flatMap((step): readonly Setting[] => {
    if (!('call' in step)) return [];
    const first = evaluator.argument(step.call, 0, step.env);
    const texts = flatten(first).flatMap((v) => (v.is === 'object' ? evaluator.member(v, 'connectionString') : v.is === 'literal' || v.is === 'text' ? [v] : []));
    return texts.flatMap((v): readonly Setting[] => {
      const text = v.is === 'literal' && typeof v.value === 'string' ? v.value : undefined;
      const given = text === undefined ? undefined : new RegExp(`[?&]${parameter}=([^&#]*)`).exec(text)?.[1];
      return given === undefined ? [] : [{ values: [{ is: 'literal', value: Number(given) }], at: step.call, where: 'url' }];
    });
  });
}

/** A client found at a place: an agent, a dispatcher, a `Request`. */
function throughClient(context: OutboundContext, site: Site, found: Setting, through: KnobPlace): readonly Setting[] {
  return flatten(found.values).flatMap((value): readonly Setting[] => {
    if (value.is === 'absent' || value.is === 'literal' || value.is === 'text') return [];
    if (value.is !== 'library') return [{ values: [value.is === 'unknown' || value.is === 'param' ? { is: 'unknown', why: 'a client that is handed in' } : { is: 'absent' }], at: found.at, where: found.where }];
    const version = context.versionOf(site.ref.file, value.package);
    const reading = context.catalog.read(value, version).find((r) => r.made.length > 0 && r.rest.length === 0);
    return reading ? at(context, { ...site, reading }, through) : [];
  });
}
