import type { ItemVerdict } from '../../model/checklist.js';
import type { Level } from '../../model/evidence.js';

/** Glyph and word of a verdict: neither colour nor glyph alone says it. In the order in which items are listed, what is open first. */
export const verdictMarks: Readonly<Record<ItemVerdict, string>> = {
  error: '‼ error',
  fail: '✖ fail',
  partial: '◐ partial',
  unknown: '? unknown',
  waived: '~ waived',
  attested: '✓ attested',
  pass: '✔ pass',
  'not-applicable': '– does not apply',
};

export const verdictOrder = Object.keys(verdictMarks) as readonly ItemVerdict[];

export const levelMarks: Readonly<Record<Level, string>> = { error: '✖', warning: '▲', info: '·' };

/** `+4.9`, `−4.9`, `±0`: with a real minus sign, and as many decimals as it takes. */
export function signed(points: number): string {
  const digits = Math.abs(points) < 1 ? 2 : 1;
  if (Math.abs(points) < 0.005) return '±0';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(digits)}`;
}
