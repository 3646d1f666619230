import { distance } from 'fastest-levenshtein';

/** The known name that a slip of the fingers could have turned into `word`: at most two letters of five may differ. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  const [best] = known.map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(word.length, best.name.length) * 0.4 ? best.name : undefined;
}

/** `did you mean "until"?`, or else all that are known, as long as they are few. */
export function suggestion(word: string, known: readonly string[]): string {
  const nearest = nearestName(word, known);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return known.length > 15 ? '' : `known: ${known.join(', ')}`;
}
