import type { Evidence } from '../model/evidence.js';

/** Shorter ones are words that stand in other places as well: they are hidden in quotes only. */
const alone = 6;
/** Letters alone, as in `password` or `postgres`: a word that messages and names hold as well. What is longer is none, or one that is worth hiding wherever it stands. */
const word = /^(?:[A-Z]?[a-z]{5,9}|[A-Z]{6,10})$/;

/**
 * A function that hides in any text the values which evidence says no output may show: each character becomes a star, so that places stay where they
 * are. An ordinary word is hidden where a value stands: in quotes, behind a sign of assignment, in an address. It goes over everything that a report is made of, since a frame or a message of another rule would give a value away just the same.
 */
export function hiding(evidence: readonly Evidence[]): (text: string) => string {
  return hidingValues(evidence.flatMap(({ hidden = [] }) => hidden));
}

/** The same for values that are known. */
export function hidingValues(hidden: readonly string[]): (text: string) => string {
  const values = [...new Set(hidden.flatMap((value) => value.split(/\r\n|\n|\\n/)).map((line) => line.trim()).filter((line) => line !== ''))].sort((a, b) => b.length - a.length);
  if (values.length === 0) return (text) => text;
  const words = values.filter((value) => word.test(value)).map((value) => `(?<=["'\`]|[=:][ \\t]?|//)${escaped(value)}(?=["'\`@:/?]|[\\s,;]|$)`);
  const long = values.filter((value) => value.length >= alone && !word.test(value)).map(escaped);
  const short = values.filter((value) => value.length < alone).map((value) => `(?<=["'\`])${escaped(value)}(?=["'\`])`);
  const pattern = new RegExp([...long, ...words, ...short].join('|'), 'gm');
  return (text) => text.replace(pattern, (value) => '*'.repeat(value.length));
}

function escaped(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
