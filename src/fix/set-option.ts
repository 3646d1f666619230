import { optionArguments } from '../analysis/deadline/place.js';
import { parsePlace, type KnobPlace } from '../catalog/place.js';
import { typeModel } from '../catalog/reading.js';
import type { Knob, TypeModel } from '../catalog/types.js';
import type { Fix } from '../model/evidence.js';
import type { CallFact } from '../model/facts.js';
import type { CallRef } from '../analysis/abstract.js';
import { essentialPhases } from '../analysis/deadline/bound.js';
import type { ParameterPlace } from '../analysis/deadline/forwarding.js';
import { innerVersionFits, knobsOfCall } from '../analysis/deadline/inner-versions.js';
import type { OutboundCall } from '../analysis/deadline/outbound.js';
import { worksHere } from '../analysis/deadline/reading.js';
import type { ParsedSource } from '../analysis/parsed-source.js';
import type { Project } from '../analysis/project.js';

/** A deadline that fits most calls between services. The suggestion's reader decides. Milliseconds. */
const suggested = 10_000;

/** Adds the option that bounds an outbound call, where its options are written in place. Empty where they are not. */
export function boundCall(project: Project, outbound: OutboundCall, ref: CallRef): readonly Fix[] {
  const chosen = choose(project, outbound, 'call');
  if (!chosen || chosen.knob?.advice !== undefined || ref !== outbound.ref) return [];
  const index = indexOf(outbound.model.options, project, ref);
  return index === undefined ? [] : setProperties(project, ref, index, [chosen]);
}

/** Adds the options that bound all given calls of a client, where the client is made. */
export function boundClient(project: Project, calls: readonly OutboundCall[], client: CallRef): readonly Fix[] {
  const [first] = calls;
  const index = first && indexOf(typeModel(first.reading)?.options ?? optionsOfMaker(first), project, client);
  const choices = choicesOf(project, calls);
  if (index === undefined || choices.some(({ knob }) => knob?.advice !== undefined) || factoryOf(project, client) !== undefined) return [];
  return setProperties(project, client, index, choices);
}

/** `useFactory`, where the options of a client are made by it: an option beside it is not read. */
export function factoryOf(project: Project, { file, call }: CallRef): string | undefined {
  const args = project.evaluator.facts(file)?.calls[call]?.args ?? [];
  return args.flatMap((a) => (a.is === 'object' ? a.props : [])).find((p) => p.key !== undefined && /^use(?:Factory|Class|Existing)$/.test(p.key))?.key;
}

/** Passes a signal to an outbound call, where its options are written in place. */
export function forwardedSignal(project: Project, outbound: OutboundCall, ref: CallRef, expression: string): readonly Fix[] {
  for (const [, knob] of knobsOfCall(project, outbound)) {
    // What covers a part only is no signal of the call: ky's `fetch` reads its body by one of its own.
    const place = knob.unit === 'signal' && essentialPhases(outbound.model).every((p) => knob.covers.includes(p)) ? knob.at.map(parsePlace).find(isWritten('call')) : undefined;
    const index = place && indexOf(outbound.model.options, project, ref);
    if (index !== undefined) return setProperties(project, ref, index, [{ path: place?.path ?? [], value: expression }]);
  }
  return [];
}

/** Passes a signal to a function of the project, where its parameter, or the object that holds it, is the next argument or written in place. */
export function forwardedArgument(project: Project, ref: CallRef, { at, property }: ParameterPlace, expression: string): readonly Fix[] {
  if (property !== undefined) return setProperties(project, ref, at, [{ path: [property], value: expression }]);
  const fact = project.evaluator.call(ref);
  const range = fact?.argRanges[at];
  const edits = fact?.args[at]?.is === 'undefined' && range ? [{ start: range[0], end: range[1], text: expression }] : fact && appended(fact, at, expression);
  return edits ? [{ title: `Pass ${expression}`, safety: 'suggestion', edits: edits.map((edit) => ({ file: ref.file, ...edit })) }] : [];
}

/** What to write where the client is made, in words: `query_timeout: 10_000, connectionTimeoutMillis: 10_000`. */
export function clientOptionText(project: Project, calls: readonly OutboundCall[]): string | undefined {
  const choices = choicesOf(project, calls);
  return choices.length > 0 ? choices.map(propertyText).join(', ') : undefined;
}

function choicesOf(project: Project, calls: readonly OutboundCall[]): readonly Choice[] {
  const byText = new Map(calls.flatMap((call) => {
    const chosen = choose(project, call, 'client');
    return chosen ? [[propertyText(chosen), chosen] as const] : [];
  }));
  return [...byText.values()];
}

/** The options' place in the call that made what a client was derived from: a pool's client has none of its own. */
function optionsOfMaker({ reading }: OutboundCall): TypeModel['options'] {
  return reading.made.map(({ type }) => reading.entry.types?.[type]?.options).findLast((options) => options !== undefined);
}

/** What to write, in words: `timeout: 10_000`. */
export function optionText(project: Project, outbound: OutboundCall, at: 'call' | 'client'): string | undefined {
  const chosen = choose(project, outbound, at);
  return chosen && propertyText(chosen);
}

/** What to do where just setting the option would do harm, as the catalog says. */
export function adviceOf(project: Project, outbound: OutboundCall, at: 'call' | 'client'): string | undefined {
  return choose(project, outbound, at)?.knob?.advice;
}

/** What to call on the call's result, in words: `.timeout(10_000)`. */
export function chainText(project: Project, outbound: OutboundCall): string | undefined {
  const essential = essentialPhases(outbound.model);
  for (const [, knob] of usable(project, outbound)) {
    const root = essential.every((p) => knob.covers.includes(p)) ? knob.at.map((at) => parsePlace(at)).find((p) => p.root.at === 'chain' && p.path.length === 0)?.root : undefined;
    if (root?.at === 'chain') return `.${root.method}(${knobText(knob)})`;
  }
  return undefined;
}

/** The knobs that do something here: without those that need another option which is not given. */
function usable(project: Project, outbound: OutboundCall): readonly (readonly [string, Knob])[] {
  return knobsOfCall(project, outbound).filter(([, knob]) => worksHere(project, outbound, knob) && (knob.inner === undefined || innerVersionFits(project, outbound, knob.inner) === 'yes'));
}

/** What to add to the client's connection string, in words: `socket_timeout=10`. */
export function parameterText(project: Project, outbound: OutboundCall): string | undefined {
  const essential = essentialPhases(outbound.model);
  for (const [, knob] of knobsOfCall(project, outbound)) {
    const root = knob.at.map((at) => parsePlace(at).root).find((r) => r.at === 'url');
    if (root?.at === 'url' && essential.every((p) => knob.covers.includes(p))) return `${root.parameter}=${String(knob.unit === 's' ? suggested / 1000 : suggested)}`;
  }
  return undefined;
}

interface Choice {
  readonly path: readonly string[];
  /** What to write. */
  readonly value: string;
  /** What the catalog says of the option. */
  readonly knob?: Knob;
}

/** The first knob that bounds an essential phase and is turned at such a place. */
function choose(project: Project, outbound: OutboundCall, at: KnobPlace['root']['at']): Choice | undefined {
  const essential = essentialPhases(outbound.model);
  for (const [, knob] of usable(project, outbound)) {
    // A client-wide signal would be one clock for all calls.
    if (!essential.every((p) => knob.covers.includes(p)) || knob.listener || (at === 'client' && knob.unit === 'signal')) continue;
    const place = knob.at.map(parsePlace).find(isWritten(at));
    if (place) return { path: place.path, value: knobText(knob), knob };
  }
  return undefined;
}

/** Whether a place is a property of the options there: not an argument, and nothing that a function gives. */
function isWritten(at: KnobPlace['root']['at']): (place: KnobPlace) => boolean {
  return ({ root, path, through }) => root.at === at && !('index' in root && root.index !== undefined) && !through && path.length > 0 && !path.some((name) => name.endsWith('()'));
}

function propertyText({ path, value }: Choice): string {
  // `{ signal }` rather than `{ signal: signal }`.
  if (path.length === 1 && path[0] === value) return value;
  return path.reduceRight((inner, name, index) => (index === path.length - 1 ? `${name}: ${inner}` : `${name}: { ${inner} }`), value);
}

function knobText(knob: Knob): string {
  return knob.unit === 'signal' ? `AbortSignal.timeout(${grouped(suggested)})` : grouped(knob.unit === 's' ? suggested / 1000 : suggested);
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** The options' place among the arguments: where an object stands, else the first place that exists. */
function indexOf(options: number | readonly number[] | 'all' | undefined, project: Project, ref: CallRef): number | undefined {
  if (options === undefined || options === 'all') return undefined;
  if (typeof options === 'number') return options;
  const args = project.evaluator.call(ref)?.args ?? [];
  return options.find((index) => args[index]?.is === 'object') ?? (optionArguments(project.evaluator, ref, options, undefined).length > 0 ? options[0] : undefined);
}

/** Writes properties into the options object: in place of what is there, behind what is there, or as a new object. */
function setProperties(project: Project, ref: CallRef, index: number, choices: readonly Choice[]): readonly Fix[] {
  const fact = project.evaluator.call(ref);
  if (!fact || choices.length === 0) return [];
  const argument = fact.args[index];
  const written = argument?.is === 'object' ? argument.props : [];
  const isThere = ({ path }: Choice): boolean => written.some((p) => p.key === path[0]);
  // Only a plain value is replaced: an object of several times may be meant as it is.
  if (choices.some((c) => isThere(c) && c.path.length > 1)) return [];
  const replaced = choices.filter(isThere).flatMap((choice) => written.filter((p) => p.key === choice.path[0]).map((p) => ({ start: p.range[0], end: p.range[1], text: propertyText(choice) })));
  const added = choices.filter((c) => !isThere(c)).map(propertyText).join(', ');
  const inserted = added === '' ? [] : insertion(fact, index, added, project.sources(ref.file));
  if (!inserted) return [];
  const text = choices.map(propertyText).join(', ');
  return [{ title: `${replaced.length > 0 && added === '' ? 'Set' : 'Add'} ${text}`, safety: 'suggestion', edits: [...replaced, ...inserted].map((edit) => ({ file: ref.file, ...edit })) }];
}

function insertion(fact: CallFact, index: number, text: string, source: ParsedSource | undefined): readonly { start: number; end: number; text: string }[] | undefined {
  const argument = fact.args[index];
  const range = fact.argRanges[index];
  if (argument?.is === 'object' && range) {
    const last = argument.props.at(-1);
    // Before what is spread at the end: that is meant to have the last word.
    if (last?.spread) return [{ start: last.range[0], end: last.range[0], text: `${text}, ` }];
    if (!last) return [{ start: range[0], end: range[1], text: `{ ${text} }` }];
    // In a line of its own where the others have some.
    const line = source && /\r?\n[ \t]*$/.exec(source.text.slice(range[0], last.range[0]));
    return [{ start: last.range[1], end: last.range[1], text: `,${line?.[0] ?? ' '}${text}` }];
  }
  return argument === undefined ? appended(fact, index, `{ ${text} }`) : undefined;
}

/** Writes an argument behind those that are there, with `undefined` for what is left out between. */
function appended(fact: CallFact, index: number, text: string): readonly { start: number; end: number; text: string }[] | undefined {
  // A tagged template has arguments that are not written as such, and a callback stays the last one.
  if (fact.args.at(-1)?.is === 'function' || fact.args.length > index || fact.args.length > fact.argRanges.length || fact.args.some((a) => a.is === 'spread')) return undefined;
  const missing = 'undefined, '.repeat(index - fact.args.length);
  // `new Redis` without parentheses.
  if (fact.calleeRange[1] === fact.range[1]) return [{ start: fact.range[1], end: fact.range[1], text: `(${missing}${text})` }];
  const end = fact.argRanges.at(-1)?.[1];
  // Without arguments the parenthesis that closes the call is its last character.
  const at = end ?? fact.range[1] - 1;
  return [{ start: at, end: at, text: `${end === undefined ? '' : ', '}${missing}${text}` }];
}
