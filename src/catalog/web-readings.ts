import { inRange } from './in-range.js';
import { matchesReading, type Reading } from './reading.js';
import type { HeaderModel, MarkupModel, SessionModel } from './web-models.js';

/** What becomes of the text that a call is given. */
export function markupOf(callee: Reading, version: string | undefined): MarkupModel | undefined {
  return callee.entry.markup?.find((m) => inRange(version, m.versions) && matchesReading(callee, m.path));
}

/** The session that a call makes, or that the reading itself is. */
export function sessionOf(reading: Reading, version: string | undefined): SessionModel | undefined {
  return reading.entry.sessions?.find((s) => inRange(version, s.versions) && matchesReading(reading, s.path));
}

/** What sets the headers that protect pages. */
export function headersOf(reading: Reading): HeaderModel | undefined {
  return reading.entry.headers?.find((h) => matchesReading(reading, h.path));
}
