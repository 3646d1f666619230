import { parseJson } from '../artifacts/json-text.js';
import { readYaml } from '../artifacts/yaml.js';
import { applyEdits, movedOffset } from '../fix/apply-edits.js';
import { joinEdits } from '../fix/join-edits.js';
import type { Fix } from '../model/evidence.js';
import type { Problem, Report } from '../model/report.js';
import type { TextEdit } from '../model/span.js';
import type { Bench, Judged } from './bench.js';
import { matchPlaced, type Matched, type Placed } from './place.js';

/** A fix for a finding, with all that it needs. */
export interface Candidate {
  readonly placed: Placed;
  readonly fix: Fix;
  /** Those of the fix, and what its packages need. */
  readonly edits: readonly TextEdit[];
}

export type Attempt =
  | { readonly ok: true; readonly judged: Judged; readonly matched: Matched }
  /** `faults`: those that are certainly at fault, each with its reason; `suspects`: those that may be, with what is wrong. */
  | { readonly ok: false; readonly faults: ReadonlyMap<Candidate, string>; readonly suspects: readonly Candidate[]; readonly reason: string };

/** Makes fixes in memory, all at once, and judges the project again: their findings must be gone, all must parse, and no error or warning may come. They do not overlap. */
export async function attempt(bench: Bench, base: Judged, candidates: readonly Candidate[]): Promise<Attempt> {
  const textOf = (file: string): string => base.texts.get(file) ?? bench.known(file) ?? '';
  const { edits } = joinEdits(candidates, textOf);
  const written = new Map([...edits].map(([file, own]) => [file, applyEdits(textOf(file), own)]));
  const touching = (file: string | undefined): readonly Candidate[] => candidates.filter((one) => one.edits.some((edit) => edit.file === file));

  const broken = [...written].find(([file, text]) => isBroken(file, text) && !isBroken(file, textOf(file)))?.[0];
  if (broken !== undefined) return refused(touching(broken), `${broken} could not be parsed any more`);

  const judged = await bench.judge(new Map([...base.texts, ...written]));
  const problem = newProblem(base.report, judged.report);
  if (problem) return refused(touching(problem.file), `${problem.file ?? 'the project'}: ${problem.message}`);

  const matched = matchPlaced(base.placed, judged.placed, edits, textOf);
  const added = matched.added.filter(({ finding }) => finding.level !== 'info');
  const faults = new Map(candidates.filter(({ placed }) => matched.same.has(placed)).map((one) => [one, 'the finding is still there']));
  for (const one of added) for (const author of authors(one, candidates, edits, textOf)) faults.set(author, wouldBring(one));
  if (faults.size === 0 && added.length === 0) return { ok: true, judged, matched };
  return { ok: false, faults, suspects: added.flatMap(({ finding }) => touching(finding.file)), reason: added[0] ? wouldBring(added[0]) : '' };
}

/** One suspect alone is at fault. */
function refused(suspects: readonly Candidate[], reason: string): Attempt {
  const [only] = suspects;
  return { ok: false, faults: only && suspects.length === 1 ? new Map([[only, reason]]) : new Map<Candidate, string>(), suspects, reason };
}

function wouldBring({ finding: { rule, file, line, message } }: Placed): string {
  return `it would bring ${rule} at ${file}:${String(line)}: ${message}`;
}

/** Those in whose own words a finding stands. */
function authors({ finding: { file }, start }: Placed, candidates: readonly Candidate[], edits: ReadonlyMap<string, readonly TextEdit[]>, textOf: (file: string) => string): readonly Candidate[] {
  const all = edits.get(file) ?? [];
  const found = candidates.filter((one) => one.edits.some((edit) => {
    if (edit.file !== file || edit.text === '') return false;
    const others = all.filter((other) => other.start !== edit.start || other.end !== edit.end || other.text !== edit.text);
    const [from] = movedOffset(textOf(file), others.filter((other) => other.start < edit.start), edit.start);
    return from <= start && start < from + edit.text.length;
  }));
  return found.length === 1 ? found : [];
}

function isBroken(file: string, text: string): boolean {
  if (file.endsWith('.json')) return !parseJson(text, 'comments').ok;
  return /\.ya?ml$/.test(file) && !readYaml(text).ok;
}

const telling: ReadonlySet<Problem['kind']> = new Set(['parse', 'skipped', 'unreadable', 'rule-crash']);

/** The first thing that could be judged before and cannot any more. */
function newProblem(before: Report, after: Report): Problem | undefined {
  const key = ({ kind, file = '', message }: Problem): string => [kind, file, message].join('\0');
  const known = new Set(before.problems.map(key));
  return after.problems.find((problem) => telling.has(problem.kind) && !known.has(key(problem)));
}
