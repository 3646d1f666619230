import { optionArguments } from '../analysis/deadline/place.js';
import { parsePlace, type KnobPlace } from '../catalog/place.js';
import { typeModel } from '../catalog/reading.js';
import type { Knob, TypeModel } from '../catalog/types.js';
import type { Fix } from '../model/evidence.js';
import type { CallRef } from '../analysis/abstract.js';
import { essentialPhases } from '../analysis/deadline/bound.js';
import type { ParameterPlace } from '../analysis/deadline/forwarding.js';
import { innerVersionFits, knobsOfCall } from '../analysis/deadline/inner-versions.js';
import type { OutboundCall } from '../analysis/deadline/outbound.js';
import { worksHere } from '../analysis/deadline/reading.js';
import type { Project } from '../analysis/project.js';
import { addArgument, callNode } from './add-property.js';
import { draftOf } from './draft.js';
import { suggestedTime } from './suggested-time.js';
import { optionWritten, writeFactoryOptions, writeOptions, type Option } from './write-options.js';

/** Adds the option that bounds an outbound call, where its options are written in place. Empty where they are not. */
export function boundCall(project: Project, outbound: OutboundCall, ref: CallRef): readonly Fix[] {
  const chosen = choose(project, outbound, 'call');
  if (!chosen || chosen.knob.advice !== undefined || ref !== outbound.ref) return [];
  const index = indexOf(outbound.model.options, project, ref);
  return index === undefined ? [] : writeOptions(project, ref, index, [chosen]);
}

/** Adds the options that bound all given calls of a client, where the client is made, or where a factory gives its options. */
export function boundClient(project: Project, calls: readonly OutboundCall[], client: CallRef): readonly Fix[] {
  const [first] = calls;
  const index = first && indexOf(typeModel(first.reading)?.options ?? optionsOfMaker(first), project, client);
  const factory = factoryOf(project, client);
  const choices = choicesOf(project, calls, factory);
  if (index === undefined || choices.some(({ knob }) => knob.advice !== undefined)) return [];
  const [steps] = choices.map((choice) => choice.steps);
  return factory === undefined ? writeOptions(project, client, index, choices) : steps ? writeFactoryOptions(project, client, index, steps, choices) : [];
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
    if (index !== undefined) return writeOptions(project, ref, index, [{ path: place?.path ?? [], value: expression }]);
  }
  return [];
}

/** Passes a signal to a function of the project, where its parameter, or the object that holds it, is the next argument or written in place. */
export function forwardedArgument(project: Project, ref: CallRef, { at, property }: ParameterPlace, expression: string): readonly Fix[] {
  if (property !== undefined) return writeOptions(project, ref, at, [{ path: [property], value: expression }]);
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  const fact = project.evaluator.call(ref);
  const range = fact?.argRanges[at];
  if (!draft || !call) return [];
  if (fact?.args[at]?.is === 'undefined' && range) draft.replace(range, expression);
  else if (!addArgument(draft, call, at, expression)) return [];
  return draft.fix(`Pass ${expression}`);
}

/** What to write where the client is made, in words: `query_timeout: 10_000, connectionTimeoutMillis: 10_000`. */
export function clientOptionText(project: Project, calls: readonly OutboundCall[]): string | undefined {
  const choices = choicesOf(project, calls);
  return choices.length > 0 ? choices.map(optionWritten).join(', ') : undefined;
}

/** What bounds calls, each option once: for the longest of them. */
function choicesOf(project: Project, calls: readonly OutboundCall[], factory?: string): readonly Choice[] {
  const byPath = new Map<string, Choice>();
  for (const call of calls) {
    const chosen = choose(project, call, 'client', factory);
    const known = chosen && byPath.get(chosen.path.join('.'));
    if (chosen && (known?.ms ?? -1) < chosen.ms) byPath.set(chosen.path.join('.'), chosen);
  }
  return [...byPath.values()];
}

/** The options' place in the call that made what a client was derived from: a pool's client has none of its own. */
function optionsOfMaker({ reading }: OutboundCall): TypeModel['options'] {
  return reading.made.map(({ type }) => reading.entry.types?.[type]?.options).findLast((options) => options !== undefined);
}

/** What to write, in words: `timeout: 10_000`. */
export function optionText(project: Project, outbound: OutboundCall, at: 'call' | 'client'): string | undefined {
  const chosen = choose(project, outbound, at);
  return chosen && optionWritten(chosen);
}

/** What to do where just setting the option would do harm, as the catalog says. */
export function adviceOf(project: Project, outbound: OutboundCall, at: 'call' | 'client'): string | undefined {
  return choose(project, outbound, at)?.knob.advice;
}

/** What to call on the call's result, in words: `.timeout(10_000)`. */
export function chainText(project: Project, outbound: OutboundCall): string | undefined {
  const essential = essentialPhases(outbound.model);
  for (const [, knob] of usable(project, outbound)) {
    const root = essential.every((p) => knob.covers.includes(p)) ? knob.at.map((at) => parsePlace(at)).find((p) => p.root.at === 'chain' && p.path.length === 0)?.root : undefined;
    if (root?.at === 'chain') return `.${root.method}(${knobText(knob, suggestedTime(project, outbound, knob))})`;
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
    if (root?.at === 'url' && essential.every((p) => knob.covers.includes(p))) return `${root.parameter}=${timeText(knob, suggestedTime(project, outbound, knob))}`;
  }
  return undefined;
}

interface Choice extends Option {
  /** What the catalog says of the option. */
  readonly knob: Knob;
  /** The time that is written. */
  readonly ms: number;
  /** What leads to the options from those of the call, where a factory gives them: `useClass()`, `createOptions()`. */
  readonly steps?: readonly string[];
}

/** The first knob that bounds an essential phase and is turned at such a place. */
function choose(project: Project, outbound: OutboundCall, at: KnobPlace['root']['at'], factory?: string): Choice | undefined {
  const essential = essentialPhases(outbound.model);
  for (const [, knob] of usable(project, outbound)) {
    // A client-wide signal would be one clock for all calls.
    if (!essential.every((p) => knob.covers.includes(p)) || knob.listener || (at === 'client' && knob.unit === 'signal')) continue;
    const place = knob.at.map(parsePlace).find(factory === undefined ? isWritten(at) : isGivenBy(at, factory));
    const ms = suggestedTime(project, outbound, knob);
    const behind = (place?.path.findLastIndex((name) => name.endsWith('()')) ?? -1) + 1;
    if (place) return { path: place.path.slice(behind), value: knobText(knob, ms), knob, ms, ...(behind > 0 && { steps: place.path.slice(0, behind) }) };
  }
  return undefined;
}

/** Whether a place is a property of the options there: not an argument, and nothing that a function gives. */
function isWritten(at: KnobPlace['root']['at']): (place: KnobPlace) => boolean {
  return ({ root, path, through }) => root.at === at && !('index' in root && root.index !== undefined) && !through && path.length > 0 && !path.some((name) => name.endsWith('()'));
}

/** Whether a place is a property of the options that a factory gives. */
function isGivenBy(at: KnobPlace['root']['at'], factory: string): (place: KnobPlace) => boolean {
  return ({ root, path: [first, ...rest], through }) => root.at === at && !through && first === `${factory}()` && rest.some((name) => !name.endsWith('()'));
}

function knobText(knob: Knob, ms: number): string {
  const time = timeText(knob, ms).replace(/\B(?=(\d{3})+$)/g, '_');
  return knob.unit === 'signal' ? `AbortSignal.timeout(${time})` : time;
}

function timeText({ unit }: Knob, ms: number): string {
  return String(unit === 's' ? ms / 1000 : ms);
}

/** The options' place among the arguments: where an object stands, else the first place that exists. */
export function indexOf(options: number | readonly number[] | 'all' | undefined, project: Project, ref: CallRef): number | undefined {
  if (options === undefined || options === 'all') return undefined;
  if (typeof options === 'number') return options;
  const args = project.evaluator.call(ref)?.args ?? [];
  return options.find((index) => args[index]?.is === 'object') ?? (optionArguments(project.evaluator, ref, options, undefined).length > 0 ? options[0] : undefined);
}
