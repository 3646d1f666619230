import { optionArguments } from '../analysis/deadline/place.js';
import { parsePlace, type KnobPlace } from '../catalog/place.js';
import { knobsOf, typeModel } from '../catalog/catalog.js';
import type { Knob } from '../catalog/types.js';
import type { Fix } from '../model/evidence.js';
import type { CallFact } from '../model/facts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { OutboundCall } from '../analysis/deadline/outbound.js';
import type { Project } from '../analysis/project.js';

/** A deadline that fits most calls between services. The suggestion's reader decides. Milliseconds. */
const suggested = 10_000;

/** Adds the option that bounds an outbound call, where its options are written in place. Empty where they are not. */
export function boundCall(project: Project, outbound: OutboundCall, ref: CallRef): readonly Fix[] {
  const chosen = choose(outbound, 'call');
  if (!chosen || ref !== outbound.ref) return [];
  const index = indexOf(outbound.model.options, project, ref);
  return index === undefined ? [] : addProperty(project, ref, index, chosen);
}

/** Adds the option that bounds all calls of a client, where the client is made. */
export function boundClient(project: Project, outbound: OutboundCall, client: CallRef): readonly Fix[] {
  const chosen = choose(outbound, 'client');
  const index = indexOf(typeModel(outbound.reading)?.options, project, client);
  return chosen && index !== undefined ? addProperty(project, client, index, chosen) : [];
}

/** What to write, in words: `timeout: 10_000`. */
export function optionText(outbound: OutboundCall, at: 'call' | 'client'): string | undefined {
  const chosen = choose(outbound, at);
  return chosen && propertyText(chosen);
}

interface Choice {
  readonly path: readonly string[];
  readonly knob: Knob;
}

/** The first knob that bounds an essential phase and is turned at such a place. */
function choose(outbound: OutboundCall, at: KnobPlace['root']['at']): Choice | undefined {
  const essential = outbound.model.essential ?? ['headers'];
  for (const [, knob] of knobsOf(outbound.reading.entry, outbound.model.knobs, outbound.version)) {
    // A client-wide signal would be one clock for all calls.
    if (!essential.every((p) => knob.covers.includes(p)) || knob.listener || (at === 'client' && knob.unit === 'signal')) continue;
    const place = knob.at.map(parsePlace).find((p) => p.root.at === at && !('index' in p.root && p.root.index !== undefined) && !p.through && p.path.length > 0);
    if (place) return { path: place.path, knob };
  }
  return undefined;
}

function propertyText({ path, knob }: Choice): string {
  const value = knob.unit === 'signal' ? `AbortSignal.timeout(${grouped(suggested)})` : grouped(knob.unit === 's' ? suggested / 1000 : suggested);
  return path.reduceRight((inner, name, index) => (index === path.length - 1 ? `${name}: ${inner}` : `${name}: { ${inner} }`), value);
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

function addProperty(project: Project, ref: CallRef, index: number, choice: Choice): readonly Fix[] {
  const fact = project.evaluator.call(ref);
  const edit = fact && insertion(fact, index, propertyText(choice), choice.path[0] ?? '');
  return edit ? [{ title: `Add ${propertyText(choice)}`, safety: 'suggestion', edits: [{ file: ref.file, start: edit.at, end: edit.until, text: edit.text }] }] : [];
}

function insertion(fact: CallFact, index: number, text: string, key: string): { at: number; until: number; text: string } | undefined {
  const argument = fact.args[index];
  const range = fact.argRanges[index];
  if (argument?.is === 'object' && range) {
    if (argument.props.some((p) => p.key === key)) return undefined;
    const last = argument.props.at(-1);
    return last ? { at: last.range[1], until: last.range[1], text: `, ${text}` } : { at: range[0], until: range[1], text: `{ ${text} }` };
  }
  if (argument !== undefined || fact.args.length > index || fact.args.some((a) => a.is === 'spread')) return undefined;
  const missing = 'undefined, '.repeat(index - fact.args.length);
  const end = fact.argRanges.at(-1)?.[1];
  // Without arguments the parenthesis that closes the call is its last character; `new X` has none.
  return end === undefined ? { at: fact.range[1] - 1, until: fact.range[1] - 1, text: `${missing}{ ${text} }` } : { at: end, until: end, text: `, ${missing}{ ${text} }` };
}
