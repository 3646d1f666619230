import { join } from 'node:path';
import { applyEdits } from '../../src/fix/apply-edits.js';
import { joinEdits } from '../../src/fix/join-edits.js';
import { newSyntaxError } from '../../src/mending/attempt.js';
import { openBench, type Bench, type Judged } from '../../src/mending/bench.js';
import type { Placed } from '../../src/mending/place.js';
import { prepare } from '../../src/mending/prepare.js';
import { openTypeChecks, type TypeChecks } from './type-checks.js';

/** What became of the fixes of a service, each made by itself. */
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

/** Makes the first fix of each error and warning in memory, one at a time, and type-checks what it changed. */
export async function tryFixes({ name, folder, packages }: TrialOptions): Promise<FixTrials> {
  const bench = await openBench({ path: folder, preset: 'strict', cache: false });
  const now = await bench.judge(new Map());
  const checks = openTypeChecks(bench.root, packages);
  const placed = now.placed.filter(({ finding }) => finding.level !== 'info');
  const fixable = placed.filter(({ finding }) => finding.fixes.length > 0);
  const broken: BrokenFix[] = [];
  for (const one of fixable) {
    const reason = await whyBroken(bench, now, checks, one);
    const { rule, file, line, fixes } = one.finding;
    if (reason !== undefined) broken.push({ rule, at: `${file}:${String(line)}`, title: fixes[0]?.title ?? '', reason });
  }
  return { service: name, findings: placed.length, withFix: fixable.length, hold: fixable.length - broken.length, broken };
}

/** Why the first fix of a finding cannot be made as it is. */
async function whyBroken(bench: Bench, now: Judged, checks: TypeChecks, placed: Placed): Promise<string | undefined> {
  const [fix] = placed.finding.fixes;
  const candidate = fix ? await prepare(bench, now, placed, fix) : 'it has no fix';
  if (typeof candidate === 'string') return candidate;
  const textOf = (file: string): string => bench.known(file) ?? '';
  const written = [...joinEdits([candidate], textOf).edits].map(([file, edits]) => ({ file, text: applyEdits(textOf(file), edits) }));
  for (const { file, text } of written) {
    const error = newSyntaxError(file, textOf(file), text);
    if (error !== undefined) return `${file} would not parse: ${error}`;
  }
  const [error] = checks.newErrors(new Map(written.map(({ file, text }) => [join(bench.root, file), text])));
  return error?.replace(`${bench.root}/`, '');
}
