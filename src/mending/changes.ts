import { byCodeUnits } from '../files/posix-path.js';
import { applyEdits } from '../fix/apply-edits.js';
import { joinEdits } from '../fix/join-edits.js';
import type { FileChange, FixStep } from '../model/mended.js';
import type { Finding } from '../model/report.js';
import type { Candidate } from './attempt.js';
import type { Bench, Judged, Texts } from './bench.js';
import type { Placed } from './place.js';

/** What fixes that are made together do one after the other: each step goes on from the one before. */
export function stepsOf(bench: Bench, { texts }: Judged, candidates: readonly Candidate[], originalOf: (placed: Placed) => Finding): readonly FixStep[] {
  const textOf = (file: string): string | undefined => texts.get(file) ?? bench.known(file);
  const written = new Map<string, string | undefined>();
  return candidates.map(({ placed, fix, edits }, at) => {
    const soFar = joinEdits(candidates.slice(0, at + 1), (file) => textOf(file) ?? '').edits;
    const changes = [...new Set(edits.map(({ file }) => file))].map((file): FileChange => {
      const before = written.has(file) ? written.get(file) : textOf(file);
      const after = applyEdits(textOf(file) ?? '', soFar.get(file) ?? []);
      written.set(file, after);
      return { file, after, ...(before !== undefined && { before }) };
    });
    return { finding: originalOf(placed), fix, changes: changes.filter(({ before, after }) => before !== after) };
  });
}

/** What became of each file: from what was read to what stands there at the end. */
export function changesOf(bench: Bench, texts: Texts): readonly FileChange[] {
  return [...texts].map(([file, after]): FileChange => {
    const before = bench.known(file);
    return { file, after, ...(before !== undefined && { before }) };
  }).filter(({ before, after }) => before !== after).sort((a, b) => byCodeUnits(a.file, b.file));
}
