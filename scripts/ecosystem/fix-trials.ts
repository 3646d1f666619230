import { join } from 'node:path';
import { applyEdits } from '../../src/fix/apply-edits.js';
import { joinEdits } from '../../src/fix/join-edits.js';
import { newSyntaxError, type Candidate } from '../../src/mending/attempt.js';
import { openBench, type Bench, type Judged } from '../../src/mending/bench.js';
import type { Placed } from '../../src/mending/place.js';
import { prepare } from '../../src/mending/prepare.js';
import { openTypeChecks, type TypeChecks } from './type-checks.js';

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
}

/** Makes the first fix of each error and warning in memory and type-checks what they change: those that do not overlap together, and in ever smaller parts where something is wrong. */
export async function tryFixes({ name, folder, packages }: TrialOptions): Promise<FixTrials> {
  const bench = await openBench({ path: folder, preset: 'strict', cache: false });
  const now = await bench.judge(new Map());
  const placed = now.placed.filter(({ finding }) => finding.level !== 'info');
  const fixable = placed.filter(({ finding }) => finding.fixes.length > 0);
  const prepared = await Promise.all(fixable.map(async (one) => ({ one, candidate: await firstFix(bench, now, one) })));
  const candidates = prepared.flatMap(({ candidate }) => (typeof candidate === 'string' ? [] : [candidate]));
  const broken = [
    ...prepared.flatMap(({ one, candidate }) => (typeof candidate === 'string' ? [brokenFix(one, candidate)] : [])),
    ...[...brokenOf(new Workpiece(bench, openTypeChecks(bench.root, packages)), candidates)].map(([candidate, reason]) => brokenFix(candidate.placed, reason)),
  ];
  return { service: name, findings: placed.length, withFix: fixable.length, hold: fixable.length - broken.length, broken };
}

async function firstFix(bench: Bench, now: Judged, placed: Placed): Promise<Candidate | string> {
  const [fix] = placed.finding.fixes;
  return fix ? prepare(bench, now, placed, fix) : 'it has no fix';
}

function brokenFix({ finding: { rule, file, line, fixes } }: Placed, reason: string): BrokenFix {
  return { rule, at: `${file}:${String(line)}`, title: fixes[0]?.title ?? '', reason };
}

/** What fixes are made in, at one time. */
class Workpiece {
  constructor(private readonly bench: Bench, private readonly checks: TypeChecks) {}

  readonly textOf = (file: string): string => this.bench.known(file) ?? '';

  /** The first thing that is wrong where fixes are made that do not overlap. */
  whyBroken(candidates: readonly Candidate[]): string | undefined {
    const { root } = this.bench;
    const written = [...joinEdits(candidates, this.textOf).edits].map(([file, edits]) => ({ file, text: applyEdits(this.textOf(file), edits) }));
    for (const { file, text } of written) {
      const error = newSyntaxError(file, this.textOf(file), text);
      if (error !== undefined) return `${file} would not parse: ${error}`;
    }
    const [error] = this.checks.newErrors(new Map(written.map(({ file, text }) => [join(root, file), text])));
    return error?.replace(`${root}/`, '');
  }
}

/** The fixes after which something does not type-check any more, each with the first error. */
function brokenOf(piece: Workpiece, candidates: readonly Candidate[]): ReadonlyMap<Candidate, string> {
  const { taken, waiting } = joinEdits(candidates, piece.textOf);
  const rest: ReadonlyMap<Candidate, string> = waiting.length > 0 ? brokenOf(piece, waiting) : new Map();
  return new Map([...brokenTogether(piece, taken), ...rest]);
}

function brokenTogether(piece: Workpiece, candidates: readonly Candidate[]): ReadonlyMap<Candidate, string> {
  const [first] = candidates;
  const reason = piece.whyBroken(candidates);
  if (!first || reason === undefined) return new Map();
  if (candidates.length === 1) return new Map([[first, reason]]);
  const half = Math.ceil(candidates.length / 2);
  return new Map([...brokenTogether(piece, candidates.slice(0, half)), ...brokenTogether(piece, candidates.slice(half))]);
}
