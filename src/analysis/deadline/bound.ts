import type { CallModel, Knob, Phase } from '../../catalog/types.js';
import type { CallRef } from '../abstract.js';
import { innerVersionFits, knobsOfCall } from './inner-versions.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import type { Written } from './property-path.js';
import { optionName, readKnob, type KnobReading } from './reading.js';

/** What bounds one outbound call, by its own options, its client, the package and the library's defaults. */
export interface BoundReading {
  readonly outbound: OutboundCall;
  readonly knobs: readonly KnobReading[];
  readonly bound: Bound;
}

export type Bound =
  /** All essential phases end. `open` are the others that do not. */
  | { readonly is: 'bounded'; readonly by: 'option' | 'signal' | 'client' | 'project' | 'library'; /** As users write it. */ readonly option: string; readonly ms?: number; readonly at?: CallRef; readonly written?: Written; readonly open: readonly Phase[] }
  /** An essential phase can last for ever, or too long. `partial` bounds other phases. */
  | { readonly is: 'none'; readonly partial?: KnobReading; readonly slow?: { readonly knob: string; readonly ms: number; readonly covers: readonly Phase[] }; readonly off?: KnobReading & { readonly state: 'off' }; readonly ineffective?: KnobReading & { readonly state: 'ineffective' }; readonly open: readonly Phase[] }
  | { readonly is: 'needs'; readonly knobs: readonly (KnobReading & { readonly state: 'needs' })[]; readonly covered: readonly Phase[] }
  | { readonly is: 'unknown'; readonly why: string };

/** Reads all knobs of a call and says what they come to. */
export function readBound(context: OutboundContext, outbound: OutboundCall): BoundReading {
  const knobs = knobsOfCall(context, outbound).map(([name, knob]) => claimed(context, outbound, decided(context, outbound, readKnob(context, outbound, name, knob))));
  return { outbound, knobs, bound: judge(context, outbound, knobs.filter((k) => !isDisabled(k.knob, knobs))) };
}

/** What bounds a call when nobody gives what its callers may give. */
export function boundIfUnset(context: OutboundContext, { outbound, knobs }: BoundReading): Bound {
  return judge(context, outbound, knobs.map((k) => (k.state === 'needs' ? (k.otherwise ?? { name: k.name, knob: k.knob, state: 'absent' }) : k)));
}

/** What an option does may depend on the version of a package that the library brings with it. */
function decided(context: OutboundContext, outbound: OutboundCall, reading: KnobReading): KnobReading {
  const { name, knob, state } = reading;
  if (!knob.inner || state === 'absent' || innerVersionFits(context, outbound, knob.inner) === 'yes') return reading;
  return { name, knob, state: 'unknown', why: `a matter of the version of ${knob.inner.package}, which is not seen` };
}

/** Where one file is all that is seen, the settings say what the project sets for everybody. */
function claimed(context: OutboundContext, outbound: OutboundCall, reading: KnobReading): KnobReading {
  if (reading.state !== 'absent' || !reading.knob.ambient || !context.claimed.has(outbound.reading.entry.id)) return reading;
  return { name: reading.name, knob: reading.knob, state: 'unknown', why: 'set for the whole project, as the settings say' };
}

function isDisabled(knob: Knob, all: readonly KnobReading[]): boolean {
  return knob.disabledBy !== undefined && all.some((k) => k.name === knob.disabledBy && k.state !== 'absent');
}

function judge({ longestDefault }: OutboundContext, outbound: OutboundCall, knobs: readonly KnobReading[]): Bound {
  const essential = essentialPhases(outbound.model);
  const set = knobs.filter((k) => k.state === 'set');
  const byUser = phasesOf(set);
  const deciding = set.find((k) => essential.some((p) => k.knob.covers.includes(p)));
  const defaults = defaultsOf(knobs);
  const covered = new Set([...byUser, ...phasesOf(defaults.filter((k) => k.ms <= longestDefault))]);
  const open = outbound.model.phases.filter((p) => !covered.has(p));
  const unread = phasesOf(knobs.filter((k) => k.state === 'unknown' || k.state === 'needs'));
  if (essential.every((p) => covered.has(p))) return bounded(deciding, defaults.find((k) => essential.some((p) => k.knob.covers.includes(p))), open.filter((p) => !unread.has(p)));

  const missing = essential.filter((p) => !covered.has(p));
  const could = (k: KnobReading): boolean => missing.some((p) => k.knob.covers.includes(p));
  const needs = knobs.flatMap((k) => (k.state === 'needs' && could(k) ? [k] : []));
  if (needs.length > 0 && !knobs.some((k) => k.state === 'unknown' && could(k))) return { is: 'needs', knobs: needs, covered: [...covered] };
  const unclear = knobs.find((k) => k.state === 'unknown' && could(k));
  if (unclear?.state === 'unknown') return { is: 'unknown', why: `${optionName(unclear)} is ${unclear.why}` };
  const [partial] = set;
  const slow = defaults.find((k) => could({ name: k.name, knob: k.knob, state: 'absent' }));
  const off = knobs.find((k) => k.state === 'off');
  const ineffective = knobs.find((k) => k.state === 'ineffective');
  return { is: 'none', open, ...(partial && { partial }), ...(slow && { slow: { knob: slow.name, ms: slow.ms, covers: slow.knob.covers } }), ...(off?.state === 'off' && { off }), ...(ineffective?.state === 'ineffective' && { ineffective }) };
}

function bounded(deciding: KnobReading | undefined, byDefault: DefaultReading | undefined, open: readonly Phase[]): Bound {
  if (deciding?.state === 'set') {
    const by = deciding.knob.unit === 'signal' ? 'signal' : deciding.where === 'client' || deciding.where === 'url' ? 'client' : deciding.where === 'ambient' ? 'project' : 'option';
    return { is: 'bounded', by, option: optionName(deciding), open, ...(deciding.written && { written: deciding.written }), ...(deciding.ms !== undefined && deciding.ms >= 0 && { ms: deciding.ms }), ...(deciding.at && { at: deciding.at }) };
  }
  return { is: 'bounded', by: 'library', option: byDefault ? optionName(byDefault) : '', open, ...(byDefault && { ms: byDefault.ms }) };
}

interface DefaultReading {
  readonly name: string;
  readonly knob: Knob;
  readonly ms: number;
}

/** The library's own defaults of what nobody touched. A default that only emits an event bounds nothing. */
function defaultsOf(knobs: readonly KnobReading[]): readonly DefaultReading[] {
  return knobs.flatMap((reading) => {
    const { name, knob, state } = reading;
    if (state !== 'absent' || reading.void || knob.default === 'none' || knob.listener) return [];
    return [{ name, knob, ms: knob.unit === 's' ? knob.default * 1000 : knob.default }];
  });
}

/** What a deadline must end: the headers, where there are any, else everything that the call goes through. */
export function essentialPhases({ essential, phases }: CallModel): readonly Phase[] {
  return essential ?? (phases.includes('headers') ? ['headers'] : phases);
}

function phasesOf(readings: readonly { readonly knob: Knob }[]): ReadonlySet<Phase> {
  return new Set(readings.flatMap((r) => r.knob.covers));
}
