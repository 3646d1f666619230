import { movedOffset } from '../fix/apply-edits.js';
import type { Finding, Report } from '../model/report.js';
import { lineStarts, type TextEdit } from '../model/span.js';

/** A finding with the offset at which it starts. */
export interface Placed {
  readonly finding: Finding;
  readonly start: number;
}

/** The findings of a report, by their offsets in the texts that were judged. */
export function placedIn({ findings }: Report, textOf: (file: string) => string): readonly Placed[] {
  const starts = new Map<string, readonly number[]>();
  return findings.map((finding) => {
    const lines = starts.get(finding.file) ?? lineStarts(textOf(finding.file));
    starts.set(finding.file, lines);
    return { finding, start: (lines[finding.line - 1] ?? 0) + finding.column - 1 };
  });
}

/** What edits did to findings. */
export interface Matched {
  /** What each finding of before has become; those that are gone are missing. */
  readonly same: ReadonlyMap<Placed, Placed>;
  readonly added: readonly Placed[];
}

/** Tells which findings are those of before: at the place to which the edits have moved them, else anywhere in the file with the same words. Each is that of one before at most. */
export function matchPlaced(before: readonly Placed[], after: readonly Placed[], edits: ReadonlyMap<string, readonly TextEdit[]>, textBefore: (file: string) => string): Matched {
  const same = new Map<Placed, Placed>();
  const open = new Set(after);
  const alike = new Map<string, Placed[]>();
  for (const one of after) alike.set(keyOf(one), [...(alike.get(keyOf(one)) ?? []), one]);
  const pair = (isSame: (one: Placed, other: Placed) => boolean): void => {
    for (const one of before) {
      const other = same.has(one) ? undefined : alike.get(keyOf(one))?.find((candidate) => open.has(candidate) && isSame(one, candidate));
      if (!other) continue;
      same.set(one, other);
      open.delete(other);
    }
  };
  const isThere = ({ finding: { file }, start }: Placed, other: Placed): boolean => {
    const [first, last] = movedOffset(textBefore(file), edits.get(file) ?? [], start);
    return first <= other.start && other.start <= last;
  };
  const saysTheSame = (one: Placed, other: Placed): boolean => one.finding.message === other.finding.message;
  pair((one, other) => saysTheSame(one, other) && isThere(one, other));
  pair(isThere);
  pair(saysTheSame);
  return { same, added: [...open] };
}

function keyOf({ finding: { rule, file } }: Placed): string {
  return `${rule}\0${file}`;
}
