/** A range of lines; both ends are in it and count from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the lines of a range went when a text was changed: from the last unchanged line before it to the first unchanged
 * line after it, so that what replaced them is inside. Unchanged lines are those of a longest common subsequence.
 */
export function mapRange(before: readonly string[], after: readonly string[], { from, to }: LineRange): LineRange {
  const kept = keptLines(before, after);
  const unchanged = kept.get(from);
  const start = unchanged ?? lastBefore(kept, from) + 1;
  const end = kept.get(to) ?? firstAfter(kept, to, before.length, after.length) - 1;
  return { from: start, to: Math.max(start, end) };
}

function lastBefore(kept: ReadonlyMap<number, number>, line: number): number {
  for (let at = line - 1; at >= 1; at--) {
    const found = kept.get(at);
    if (found !== undefined) return found;
  }
  return 0;
}

function firstAfter(kept: ReadonlyMap<number, number>, line: number, last: number, lastAfter: number): number {
  for (let at = line + 1; at <= last; at++) {
    const found = kept.get(at);
    if (found !== undefined) return found;
  }
  return lastAfter + 1;
}

/** The unchanged lines: number before → number after. */
function keptLines(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start++;
    kept.set(start, start);
  }
  let same = 0;
  while (same < before.length - start && same < after.length - start && before[before.length - 1 - same] === after[after.length - 1 - same]) {
    kept.set(before.length - same, after.length - same);
    same++;
  }
  const changed = commonLines(before.slice(start, before.length - same), after.slice(start, after.length - same));
  for (const [a, b] of changed) kept.set(start + a + 1, start + b + 1);
  return kept;
}

/** Index pairs of a longest common subsequence. Quadratic, hence only for the part between the common ends. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
