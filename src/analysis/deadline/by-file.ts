import type { DeadlineJudgement } from './judge.js';

/** Rules go through a project file by file, and its judgements are one list: it is sorted by file once. */
const sorted = new WeakMap<readonly DeadlineJudgement[], ReadonlyMap<string, readonly DeadlineJudgement[]>>();

/** The judgements of a list that are told in a file, in the order of the list. */
export function judgementsIn(judgements: readonly DeadlineJudgement[], file: string): readonly DeadlineJudgement[] {
  let found = sorted.get(judgements);
  if (!found) sorted.set(judgements, (found = byFile(judgements, ({ at }) => [at.file])));
  return found.get(file) ?? [];
}

/** Judgements by the files that they concern. */
export function byFile(judgements: readonly DeadlineJudgement[], filesOf: (judgement: DeadlineJudgement) => readonly string[]): ReadonlyMap<string, readonly DeadlineJudgement[]> {
  const found = new Map<string, DeadlineJudgement[]>();
  for (const judgement of judgements) {
    for (const file of new Set(filesOf(judgement))) {
      const known = found.get(file);
      if (known) known.push(judgement);
      else found.set(file, [judgement]);
    }
  }
  return found;
}
