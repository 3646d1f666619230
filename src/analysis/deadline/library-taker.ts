import type { Knob } from '../../catalog/types.js';
import type { CallRef } from '../abstract.js';
import { readBound } from './bound.js';
import { outboundCalls, type OutboundCall, type OutboundContext } from './outbound.js';

/** A call of a library that takes a signal, and what it is given. */
export interface LibraryTaker {
  readonly outbound: OutboundCall;
  /** `unknown` where what stands in the signal's place cannot be told. */
  readonly given: 'signal' | 'nothing' | 'unknown';
}

/** Whether a call of a library that the catalog knows takes a signal. A server that listens has no caller whose patience could end. */
export function libraryTaker(context: OutboundContext, ref: CallRef): LibraryTaker | undefined {
  for (const outbound of outboundCalls(context, ref)) {
    if (outbound.model.kind === 'listen') continue;
    const signals = readBound(context, outbound).knobs.filter((k) => k.knob.unit === 'signal' && isOfCall(k.knob));
    if (signals.length === 0) continue;
    if (signals.every((k) => k.state === 'absent')) return { outbound, given: 'nothing' };
    const isGiven = signals.some((k) => k.state !== 'absent' && (k.state !== 'unknown' || k.written));
    return { outbound, given: isGiven ? 'signal' : 'unknown' };
  }
  return undefined;
}

function isOfCall({ at }: Knob): boolean {
  return at.some((place) => /^(?:call|arg\d)\./.test(place));
}
