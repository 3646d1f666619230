import { parseJson } from '../artifacts/json-text.js';
import { readYaml } from '../artifacts/yaml.js';
import { applyEdits, writtenAt } from '../fix/apply-edits.js';
import { joinEdits } from '../fix/join-edits.js';
import { isSourceName } from '../files/scope.js';
import type { Fix } from '../model/evidence.js';
import type { Finding, Problem, Report } from '../model/report.js';
import type { TextEdit } from '../model/span.js';
import { parse, syntaxErrorOf } from '../ts.js';
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
  /** `faults`: those that are certainly at fault, each with its reason; `suspects`: those that may be, with what is wrong; `rules`: those of the findings that would come. */
  | { readonly ok: false; readonly faults: ReadonlyMap<Candidate, string>; readonly suspects: readonly Candidate[]; readonly reason: string; readonly rules: ReadonlySet<string> };

const none: ReadonlySet<string> = new Set();

/** Makes fixes in memory, all at once, and judges the project again: their findings must be gone, all must parse, and no error or warning may come, as far as the rules tell by which the base was judged. They do not overlap. */
export async function attempt(bench: Bench, base: Judged, candidates: readonly Candidate[]): Promise<Attempt> {
  const textOf = (file: string): string => base.texts.get(file) ?? bench.known(file) ?? '';
  const { edits } = joinEdits(candidates, textOf);
  const written = new Map([...edits].map(([file, own]) => [file, applyEdits(textOf(file), own)]));
  const touching = (file: string | undefined): readonly Candidate[] => candidates.filter((one) => one.edits.some((edit) => edit.file === file));

  for (const [file, text] of written) {
    const error = newSyntaxError(file, textOf(file), text);
    if (error !== undefined) return unparsed(file, textOf(file), touching(file), error);
  }
  const judged = await bench.judge(new Map([...base.texts, ...written]), base.only);
  const problem = newProblem(base.report, judged.report);
  if (problem) return refused(touching(problem.file), `${problem.file ?? 'the project'}: ${problem.message}`);

  const matched = matchPlaced(base.placed, judged.placed, edits, textOf);
  const added = matched.added.filter(({ finding }) => finding.level !== 'info' && !isAnotherPlainLine(finding, base.report));
  const faults = new Map(candidates.filter(({ placed }) => matched.same.has(placed)).map((one) => [one, 'the finding is still there']));
  for (const one of added) for (const author of authors(one, candidates, edits, textOf)) faults.set(author, wouldBring(one));
  if (faults.size === 0 && added.length === 0) return { ok: true, judged, matched };
  return { ok: false, faults, suspects: added.flatMap(({ finding: { file, trace } }) => [file, ...trace.map((step) => step.file)].flatMap(touching)), reason: added[0] ? wouldBring(added[0]) : '', rules: new Set(added.map(({ finding }) => finding.rule)) };
}

/** Those that break a file by themselves are at fault. */
function unparsed(file: string, before: string, suspects: readonly Candidate[], error: string): Attempt {
  const reason = `${file} would not parse: ${error}`;
  const guilty = suspects.filter(({ edits }) => newSyntaxError(file, before, applyEdits(before, edits.filter((edit) => edit.file === file))) !== undefined);
  return { ok: false, faults: new Map(guilty.map((one) => [one, reason])), suspects, reason, rules: none };
}

/** What logs where the project logs by the console is one line more of it: the logger is the project's to choose. */
function isAnotherPlainLine({ rule }: Finding, { findings }: Report): boolean {
  return rule === 'require-structured-logging' && findings.some((known) => known.rule === rule);
}

/** One suspect alone is at fault. */
function refused(suspects: readonly Candidate[], reason: string): Attempt {
  const [only] = suspects;
  return { ok: false, faults: only && suspects.length === 1 ? new Map([[only, reason]]) : new Map<Candidate, string>(), suspects, reason, rules: none };
}

function wouldBring({ finding: { rule, file, line, message } }: Placed): string {
  return `it would bring ${rule} at ${file}:${String(line)}: ${message}`;
}

/** Those in whose own words a finding stands. */
function authors({ finding: { file }, start }: Placed, candidates: readonly Candidate[], edits: ReadonlyMap<string, readonly TextEdit[]>, textOf: (file: string) => string): readonly Candidate[] {
  const author = writtenAt(textOf(file), edits.get(file) ?? [], start);
  const isIt = (edit: TextEdit): boolean => edit.file === file && edit.start === author?.start && edit.end === author.end && edit.text.replaceAll('\r', '') === author.text.replaceAll('\r', '');
  return author ? candidates.filter((one) => one.edits.some(isIt)) : [];
}

/** What is wrong with a text, where nothing is with that of before. */
export function newSyntaxError(file: string, before: string, after: string): string | undefined {
  const error = syntaxErrorIn(file, after);
  return error === undefined || syntaxErrorIn(file, before) !== undefined ? undefined : error;
}

function syntaxErrorIn(file: string, text: string): string | undefined {
  if (isSourceName(file)) return syntaxErrorOf(parse(file, text))?.message;
  if (file.endsWith('.json')) {
    const read = parseJson(text, 'comments');
    return read.ok ? undefined : read.message;
  }
  return /\.ya?ml$/.test(file) && !readYaml(text).ok ? 'it is no YAML any more' : undefined;
}

const telling: ReadonlySet<Problem['kind']> = new Set(['parse', 'skipped', 'unreadable', 'rule-crash']);

/** The first thing that could be judged before and cannot any more. */
function newProblem(before: Report, after: Report): Problem | undefined {
  const key = ({ kind, file = '', message }: Problem): string => [kind, file, message].join('\0');
  const known = new Set(before.problems.map(key));
  return after.problems.find((problem) => telling.has(problem.kind) && !known.has(key(problem)));
}
