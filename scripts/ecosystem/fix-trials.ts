import { join, relative } from 'node:path';
import { applyEdits } from '../../src/fix/apply-edits.js';
import { joinEdits } from '../../src/fix/join-edits.js';
import { newSyntaxError, type Candidate } from '../../src/mending/attempt.js';
import { openBench, type Bench, type Judged } from '../../src/mending/bench.js';
import type { Placed } from '../../src/mending/place.js';
import { prepare } from '../../src/mending/prepare.js';
import { openTypeChecks, OutOfTime, type CheckKind, type NewError, type TypeChecks } from './type-checks.js';

/** What became of the fixes of a service. */
export interface FixTrials {
  readonly service: string;
  /** Errors and warnings. */
  readonly findings: number;
  readonly withFix: number;
  /** Whose first fix can be made and brings no error of the type checker. */
  readonly hold: number;
  /** The others, with the reason. */
  readonly broken: readonly BrokenFix[];
  /** How the files that change were checked. */
  readonly checked: readonly CheckKind[];
}

export interface BrokenFix {
  readonly rule: string;
  readonly at: string;
  readonly title: string;
  readonly reason: string;
}

export interface TrialOptions {
  readonly name: string;
  /** The service, with its dependencies installed. */
  readonly folder: string;
  /** A folder whose node_modules has the packages that fixes add. */
  readonly packages?: string;
  /** For all type checks together, in milliseconds. */
  readonly longest?: number;
}

/** Makes the first fix of each error and warning in memory and type-checks what they change: those that do not overlap together, and in ever smaller parts where something is wrong. */
export async function tryFixes({ name, folder, ...checking }: TrialOptions): Promise<FixTrials> {
  const bench = await openBench({ path: folder, preset: 'strict', cache: false });
  const now = await bench.judge(new Map());
  const placed = now.placed.filter(({ finding }) => finding.level !== 'info');
  const fixable = placed.filter(({ finding }) => finding.fixes.length > 0);
  const prepared = await Promise.all(fixable.map(async (one) => ({ one, candidate: await firstFix(bench, now, one) })));
  const candidates = prepared.flatMap(({ candidate }) => (typeof candidate === 'string' ? [] : [candidate]));
  const checks = openTypeChecks(bench.root, checking);
  const broken = [
    ...prepared.flatMap(({ one, candidate }) => (typeof candidate === 'string' ? [brokenFix(one, candidate)] : [])),
    ...[...brokenOf(new Workpiece(bench, checks), candidates)].map(([candidate, reason]) => brokenFix(candidate.placed, reason)),
  ];
  return { service: name, findings: placed.length, withFix: fixable.length, hold: fixable.length - broken.length, broken, checked: [...checks.kinds].sort() };
}

async function firstFix(bench: Bench, now: Judged, placed: Placed): Promise<Candidate | string> {
  const [fix] = placed.finding.fixes;
  return fix ? prepare(bench, now, placed, fix) : 'it has no fix';
}

function brokenFix({ finding: { rule, file, line, fixes } }: Placed, reason: string): BrokenFix {
  return { rule, at: `${file}:${String(line)}`, title: fixes[0]?.title ?? '', reason };
}

/** What is wrong where fixes are made. */
interface Fault {
  readonly reason: string;
  /** Where it shows, below the root. */
  readonly files: ReadonlySet<string>;
}

/** What fixes are made in, at one time. */
class Workpiece {
  constructor(private readonly bench: Bench, private readonly checks: TypeChecks) {}

  readonly textOf = (file: string): string => this.bench.known(file) ?? '';

  /** What is wrong where fixes are made that do not overlap. */
  faultOf(candidates: readonly Candidate[]): Fault | undefined {
    const { root } = this.bench;
    const written = [...joinEdits(candidates, this.textOf).edits].map(([file, edits]) => ({ file, text: applyEdits(this.textOf(file), edits) }));
    for (const { file, text } of written) {
      const error = newSyntaxError(file, this.textOf(file), text);
      if (error !== undefined) return { reason: `${file} would not parse: ${error}`, files: new Set([file]) };
    }
    const errors = this.errorsOf(new Map(written.map(({ file, text }) => [join(root, file), text])));
    if (typeof errors === 'string') return { reason: errors, files: new Set() };
    const [first] = errors;
    return first && { reason: `${relative(root, first.file)}: ${first.message}`, files: new Set(errors.map(({ file }) => relative(root, file))) };
  }

  private errorsOf(texts: ReadonlyMap<string, string>): readonly NewError[] | string {
    try {
      return this.checks.newErrors(texts);
    } catch (error) {
      if (error instanceof OutOfTime) return error.message;
      throw error;
    }
  }
}

/** The fixes after which something does not type-check any more, each with the first error. */
function brokenOf(piece: Workpiece, candidates: readonly Candidate[]): ReadonlyMap<Candidate, string> {
  const { taken, waiting } = joinEdits(candidates, piece.textOf);
  const rest: ReadonlyMap<Candidate, string> = waiting.length > 0 ? brokenOf(piece, waiting) : new Map();
  return new Map([...brokenTogether(piece, taken), ...rest]);
}

/** Tries all at once, then those that change a file that is at fault, and the others, by themselves. */
function brokenTogether(piece: Workpiece, candidates: readonly Candidate[]): ReadonlyMap<Candidate, string> {
  const [first] = candidates;
  const fault = piece.faultOf(candidates);
  if (!first || !fault) return new Map();
  if (candidates.length === 1) return new Map([[first, fault.reason]]);
  const suspects = candidates.filter(({ edits }) => edits.some(({ file }) => fault.files.has(file)));
  const half = suspects.length > 0 && suspects.length < candidates.length ? suspects : candidates.slice(0, Math.ceil(candidates.length / 2));
  return new Map([...brokenTogether(piece, half), ...brokenTogether(piece, candidates.filter((one) => !half.includes(one)))]);
}
