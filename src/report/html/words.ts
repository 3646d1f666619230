import type { ItemVerdict, Tier } from '../../model/checklist.js';
import type { Level, Reach } from '../../model/evidence.js';

/** Colour by what it means: bad, doubtful, good, not known, of no matter. */
export type Tone = 'bad' | 'warn' | 'good' | 'info' | 'quiet';

/** Glyph, word and colour: none of the three is needed to understand the others. */
export interface Mark {
  readonly glyph: string;
  readonly word: string;
  readonly tone: Tone;
}

/** Verdicts in the order in which they stand in an area: what is open first. */
export const verdictMarks: readonly (Mark & { readonly verdict: ItemVerdict })[] = [
  { verdict: 'error', glyph: '‼', word: 'error', tone: 'bad' },
  { verdict: 'fail', glyph: '✖', word: 'fail', tone: 'bad' },
  { verdict: 'partial', glyph: '◐', word: 'partial', tone: 'warn' },
  { verdict: 'unknown', glyph: '?', word: 'unknown', tone: 'info' },
  { verdict: 'waived', glyph: '~', word: 'waived', tone: 'warn' },
  { verdict: 'attested', glyph: '✓', word: 'attested', tone: 'good' },
  { verdict: 'pass', glyph: '✔', word: 'pass', tone: 'good' },
  { verdict: 'not-applicable', glyph: '–', word: 'does not apply', tone: 'quiet' },
];

export const levelMarks: Readonly<Record<Level, Mark>> = {
  error: { glyph: '✖', word: 'error', tone: 'bad' },
  warning: { glyph: '▲', word: 'warning', tone: 'warn' },
  info: { glyph: 'ℹ', word: 'info', tone: 'info' },
};

export const reachWords: Readonly<Record<Reach, string>> = {
  request: 'requests wait here',
  worker: 'jobs and messages wait here',
  startup: 'the start of the process waits here',
  script: 'a script waits here',
  unknown: 'who waits here was not seen',
};

/** What each tier is for, in words that need no glossary. */
export const tierWords: Readonly<Record<Tier, string>> = {
  prototype: 'shown to colleagues',
  internal: 'used inside the company',
  production: 'customers depend on it',
  critical: 'the business stops without it',
};

export function markOf(verdict: ItemVerdict): Mark {
  return verdictMarks.find((mark) => mark.verdict === verdict) ?? { glyph: '?', word: verdict, tone: 'info' };
}

/** Points with two decimals. */
export function points(value: number): string {
  return value.toFixed(2);
}

/** An area as a heading. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
