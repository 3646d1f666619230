import { distance } from 'fastest-levenshtein';
import { knobsOf } from '../../catalog/catalog.js';
import { parsePlace } from '../../catalog/place.js';
import type { CatalogEntry } from '../../catalog/types.js';
import type { Span } from '../../model/span.js';
import { flatten, type Abstract } from '../abstract.js';
import type { FileView, Project } from '../project.js';
import type { OutboundCall } from './outbound.js';
import { optionArguments } from './place.js';

/** An option that the library does not have, and the one that was meant. */
export interface Misspelt {
  readonly span: Span;
  readonly option: string;
  readonly meant: string;
}

/** Options of a call, and of the call that made its client, that are near a deadline's name and are none of the library's. */
export function misspeltOptions(project: Project, outbound: OutboundCall): readonly Misspelt[] {
  const { reading: { entry, made }, model, ref, env } = outbound;
  const ofCall = optionArguments(project.evaluator, ref, model.options, env).flatMap((values) => misspeltIn(values, deadlineNames(outbound, 'call'), entry.optionNames));
  const ofClient = made.flatMap(({ step, type }) => {
    const typed = entry.types?.[type];
    if (!('call' in step) || typed?.options === undefined) return [];
    return optionArguments(project.evaluator, step.call, typed.options, step.env).flatMap((values) => misspeltIn(values, deadlineNames(outbound, 'client'), typed.optionNames));
  });
  return [...ofCall, ...ofClient];
}

/** The names of the options at one kind of place that bound the call. */
function deadlineNames({ reading, model, version }: OutboundCall, root: 'call' | 'client'): readonly string[] {
  const places = knobsOf(reading.entry, model.knobs, version).flatMap(([, knob]) => knob.at.map((at) => parsePlace(at)));
  return [...new Set(places.flatMap((p) => (p.root.at === root && p.path.length > 0 && !p.through && !p.path.some((name) => name.endsWith('()')) ? [p.path.join('.')] : [])))];
}

function misspeltIn(values: readonly Abstract[], deadlines: readonly string[], known: readonly string[] | undefined): readonly Misspelt[] {
  return flatten(values).flatMap((value) => {
    if (value.is !== 'object') return [];
    return value.props.flatMap(({ key, range }): readonly Misspelt[] => {
      const meant = key === undefined ? undefined : meantBy(key, deadlines, known);
      return key !== undefined && meant !== undefined ? [{ span: { file: value.file, start: range[0], end: range[1] }, option: key, meant }] : [];
    });
  });
}

/** Where all names are known, an unknown one about time was meant as the nearest; else only another spelling counts. */
function meantBy(key: string, deadlines: readonly string[], known: readonly string[] | undefined): string | undefined {
  if (deadlines.includes(key) || deadlines.some((name) => name.startsWith(`${key}.`)) || known?.includes(key)) return undefined;
  // `statement_timeout` belongs in `connection`: the right name in the wrong place.
  const elsewhere = known && deadlines.find((name) => name.endsWith(`.${key}`));
  if (elsewhere !== undefined) return elsewhere;
  const own = deadlines.filter((name) => !name.includes('.'));
  const same = own.find((name) => bare(name) === bare(key));
  if (same !== undefined || known === undefined) return same;
  const [nearest] = [...(own.length > 0 ? own : deadlines)].sort((a, b) => distance(a, key) - distance(b, key));
  if (nearest === undefined) return undefined;
  return /time-?_?out|deadline/i.test(key) || (key.length > 5 && distance(nearest, key) <= 2) ? nearest : undefined;
}

/** Without case, punctuation and unit: `timeoutMs`, `time_out` and `timeout` are one name. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '').replace(/(?:ms|millis|milliseconds|secs|seconds|sec)$/, '');
}

/** So many parameters of one library's connection string in one object tell whose it is. */
const company = 2;

/**
 * Parameters for a connection string that the library does not read. An object of them is known by its company, since
 * helpers that put them into the address hide whose they are: `{ connection_limit, pool_timeout }` are Prisma's.
 */
export function misspeltParameters({ file, facts, project }: FileView): readonly Misspelt[] {
  const entries = project.catalog.withUrlParameters();
  if (entries.length === 0) return [];
  return facts.calls.flatMap((fact) => fact.args.flatMap((argument) => {
    if (argument.is !== 'object') return [];
    const keys = argument.props.flatMap((p) => (p.key === undefined ? [] : [p.key]));
    const owner = ownerOf(entries, keys);
    return owner ? misspeltIn([{ is: 'object', file, props: argument.props, env: undefined }], deadlineParameters(owner.entry), owner.parameters) : [];
  }));
}

interface Owner {
  readonly entry: CatalogEntry;
  readonly parameters: readonly string[];
}

/** The one library to whose connection string several of the keys belong. Names that are options elsewhere tell nothing. */
function ownerOf(entries: readonly Owner[], keys: readonly string[]): Owner | undefined {
  const telling = (parameter: string): boolean => parameter.includes('_') && keys.includes(parameter);
  const owners = entries.filter(({ parameters }) => parameters.filter(telling).length >= company);
  return owners.length === 1 ? owners[0] : undefined;
}

function deadlineParameters({ knobs = {} }: CatalogEntry): readonly string[] {
  const places = Object.values(knobs).flatMap((knob) => knob.at.map((at) => parsePlace(at).root));
  return [...new Set(places.flatMap((root) => (root.at === 'url' ? [root.parameter] : [])))];
}
