import { partsOfEmitter } from '../../catalog/catalog.js';
import type { Reading } from '../../catalog/reading.js';
import { parsePlace } from '../../catalog/place.js';
import type { EmitterModel } from '../../catalog/emitter-model.js';
import type { CatalogEntry } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import { callKey, flatten, type CallRef, type FunctionRef, type LibraryValue } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import { functionsIn, throughUnseen } from '../handlers.js';
import type { Project } from '../project.js';
import { fluent } from '../promises/emitters.js';
import { isListening } from '../promises/registrations.js';
import { nameOfCall, spanOf } from '../site.js';
import type { Question } from './follow.js';
import type { Spot } from './hand-over.js';
import { listenedEvents } from './listened-events.js';
import { callRoot, parameterRoot } from './usages.js';

/** An emitter of the catalog, where the project gets hold of it. */
export interface EmitterSite {
  /** The call that makes it, or that is given the function which gets it. */
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: EmitterModel;
  readonly start: Spot;
  readonly span: Span;
  /** As messages name it. */
  readonly name: string;
  /** The function to which the library hands it. */
  readonly handedTo?: FunctionRef;
  /** The same object is handed to all functions of one key. */
  readonly group?: string;
}

/** What is asked of an emitter of a model. */
export function questionOf({ event = 'error', heardBy = [], stream }: EmitterModel): Question {
  const methods = heardBy.flatMap((way) => (way.endsWith('()') ? way.slice(0, -2).split('|') : []));
  return { events: new Set(event.split('|')), stream: stream === true, hearingMethods: new Set(methods) };
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly EmitterSite[]>>();

/** The emitters of a file, in the order of the calls. */
export function emitterSites(project: Project, file: string): readonly EmitterSite[] {
  return allSites(project).get(file) ?? [];
}

/** All functions to which the library hands the same object as to this one's. */
export function sitesBeside(project: Project, { group }: EmitterSite): readonly EmitterSite[] {
  return group === undefined ? [] : [...allSites(project).values()].flat().filter((site) => site.group === group);
}

function allSites(project: Project): ReadonlyMap<string, readonly EmitterSite[]> {
  let found = known.get(project);
  if (!found) {
    found = new Map([...project.evaluator.sources.files].map(([file, { calls }]) => [file, calls.flatMap((_, call) => sitesAt(project, { file, call }))]));
    known.set(project, found);
  }
  return found;
}

function sitesAt(project: Project, ref: CallRef): readonly EmitterSite[] {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.decorator) return [];
  // What is made a promise, `promisify(request)`, hears the errors itself, and gives no emitter.
  const sites = flatten(project.evaluator.evaluate(ref.file, fact.callee)).flatMap((callee) => (callee.is === 'library' && !callee.promisified && project.catalog.has(callee.package, 'emitters') ? sitesOf(project, ref, callee) : []));
  // One of several names of the same, such as `http` or `https` by condition.
  return sites.filter((site, at) => sites.findIndex((s) => s.model.noun === site.model.noun && s.span.start === site.span.start && s.start.path.join() === site.start.path.join()) === at);
}

function sitesOf(project: Project, ref: CallRef, callee: LibraryValue): readonly EmitterSite[] {
  const { catalog, versionOf, evaluator } = project;
  const fact = evaluator.call(ref);
  const version = versionOf(ref.file, callee.package);
  return catalog.read(callee, version).flatMap((reading) => {
    const models = catalog.emitters(reading, fact?.construct === true, version).filter((model) => applies(project, ref, model));
    const handed = models.flatMap((model) => handedSites(project, ref, reading, model));
    // A connection that a callback gets is not what the call gives.
    const made = isGivingItself(project, ref) ? [] : models.filter((model) => !handed.some((h) => h.model.noun === model.noun)).flatMap((model) => madeSite(project, ref, reading, model));
    return [...handed, ...made];
  });
}

function isGivingItself({ evaluator }: Project, ref: CallRef): boolean {
  const fact = evaluator.call(ref);
  return fact?.callee.is === 'member' && !fact.construct && fluent.has(fact.callee.name);
}

/** Whether an emitter is one here: by its arguments. */
function applies({ evaluator }: Project, ref: CallRef, { unless, needs }: EmitterModel): boolean {
  if (needs === 'arguments' && evaluator.call(ref)?.args.length === 0) return false;
  return !unless?.at.some((place) => {
    const { root, path } = parsePlace(place);
    const values = root.at === 'argument' ? flatten(path.reduce((current, name) => current.flatMap((v) => (v.is === 'object' || v.is === 'or' ? evaluator.member(v, name) : [])), evaluator.argument(ref, root.index, undefined))) : [];
    return values.some((v) => v.is === 'literal' && unless.is.some((value) => value === v.value));
  });
}

function madeSite(project: Project, ref: CallRef, { entry }: Reading, model: EmitterModel): readonly EmitterSite[] {
  const { part, parameter } = partsOfEmitter(model.path);
  if (parameter !== undefined) return [];
  const name = nameOfCall(project, ref);
  const path = part === undefined ? [] : [part];
  return [{ ref, entry, model, start: { file: ref.file, root: callRoot(ref.call), path }, span: spanOf(project, ref), name: part === undefined ? name : `the ${part} of ${name}` }];
}

/** A parameter of each function that the call is given. */
function handedSites(project: Project, ref: CallRef, reading: Reading, model: EmitterModel): readonly EmitterSite[] {
  const { parameter } = partsOfEmitter(model.path);
  const fact = project.evaluator.call(ref);
  if (parameter === undefined || !fact || !isOn(project, ref, model)) return [];
  const group = [model.path, ...(listenedEvents(project, ref) ?? []), ...reading.made.flatMap(({ step }) => ('call' in step ? [callKey(step.call)] : []))].join('\0');
  const functions = fact.args.flatMap((argument) => functionsIn(project.evaluator, throughUnseen(project.evaluator, ref.file, argument).values).map((fn) => ({ ...fn, at: parameter + boundArguments(project, ref.file, argument) })));
  return functions.flatMap((fn): readonly EmitterSite[] => {
    const facts = project.evaluator.facts(fn.file);
    const [to] = facts ? parameterBindings(facts, fn.fn, fn.at) : [];
    const binding = to === undefined ? undefined : facts?.bindings[to];
    // Who does not even name it does nothing with it; an anonymous one has no place to report at but the call.
    const span = binding ? { file: fn.file, start: binding.range[0], end: binding.range[1] } : spanOf(project, ref);
    return [{ ref, entry: reading.entry, model, start: { file: fn.file, root: parameterRoot(fn.fn, fn.at), path: [] }, span, name: binding?.name ?? model.noun, handedTo: fn, group }];
  });
}

/** How many arguments stand before those of the call: `onSocket.bind(this, 'chat')`. */
function boundArguments(project: Project, file: string, argument: Value): number {
  const bound = argument.is === 'call' ? project.evaluator.call({ file, call: argument.call }) : undefined;
  return bound?.callee.is === 'member' && bound.callee.name === 'bind' ? Math.max(0, bound.args.length - 1) : 0;
}

function isOn(project: Project, ref: CallRef, { handedOn }: EmitterModel): boolean {
  const fact = project.evaluator.call(ref);
  if (handedOn === undefined || !fact || !isListening(fact)) return handedOn === undefined;
  return listenedEvents(project, ref)?.some((event) => handedOn.split('|').includes(event)) ?? false;
}
