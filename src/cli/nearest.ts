/** The candidate that a typing error could have turned into `word`; at most two fifths of the letters may differ. */
export async function nearest(word: string, candidates: readonly string[]): Promise<string | undefined> {
  const { distance } = await import('fastest-levenshtein');
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: distance(word, candidate) }))
    .toSorted((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(word.length, best.candidate.length) * 0.4 ? best.candidate : undefined;
}
