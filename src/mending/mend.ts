import { joinEdits } from '../fix/join-edits.js';
import type { Fix } from '../model/evidence.js';
import type { FixStep, LeftFinding, Mended } from '../model/mended.js';
import type { Finding } from '../model/report.js';
import type { ScanOptions } from '../model/scan-options.js';
import { hidingValues } from '../report/hidden-values.js';
import { byUrgency } from '../report/listing.js';
import type { Candidate } from './attempt.js';
import { openBench, type Bench, type Judged } from './bench.js';
import { changesOf, stepsOf } from './changes.js';
import { hiddenTexts } from './hidden-texts.js';
import type { Placed } from './place.js';
import { prepare } from './prepare.js';
import { settle } from './settle.js';

/** What somebody decides about a finding: a fix, or why none. */
export type Choice = Fix | { readonly declined: string };

export interface MendOptions {
  readonly scan: ScanOptions;
  /** Which findings are meant. */
  readonly isChosen: (finding: Finding) => boolean;
  /** Asked for each chosen finding that has fixes. Default: the first fix. */
  readonly choose?: Choose;
}

export type Choose = (finding: Finding, view: FixView) => Choice | Promise<Choice>;

/** What can be shown of fixes before one is chosen. */
export interface FixView {
  /** What a fix does by itself; empty where it cannot be made. It was not judged yet. */
  readonly preview: (fix: Fix) => Promise<readonly FixStep[]>;
  /** Hides in any text what the report hides: the values of secrets. */
  readonly hide: (text: string) => string;
}

/** What was mended in memory, and what it takes to write it. */
export interface Mending {
  readonly mended: Mended;
  readonly bench: Bench;
  readonly hide: FixView['hide'];
}

/** More rounds than people would do by hand: each makes what overlapped in the one before. */
const mostRounds = 10;

/**
 * Mends findings in memory, in rounds: the fixes that do not overlap are made together, the project is judged again, and what did not do what it should is taken back. Nothing is written.
 * @throws {UsageError} as a scan does
 */
export async function mend({ scan, isChosen, choose = ({ fixes: [first] }) => first ?? { declined: 'no fix is known' } }: MendOptions): Promise<Mending> {
  const bench = await openBench(scan);
  const start = await bench.judge(new Map());
  const hide = hidingValues(hiddenTexts(start.report, bench.known));
  const course = new Course(start.placed, isChosen);
  let now = start;
  for (let round = 0; round < mostRounds; round += 1) {
    scan.onProgress?.({ stage: 'fixing, round', done: round + 1, total: 0 });
    const candidates = await offered(bench, now, course, (finding, preview) => choose(finding, { preview, hide }));
    const { taken } = joinEdits(candidates, (file) => now.texts.get(file) ?? bench.known(file) ?? '');
    if (taken.length === 0) break;
    const { accepted, refused, last } = await settle(bench, now, taken);
    for (const [candidate, reason] of refused) course.refuse(candidate, reason);
    if (last) {
      course.steps.push(...stepsOf(bench, now, accepted, (placed) => course.original(placed)));
      course.moveOn(last.matched.same);
      now = last.judged;
    }
  }
  return { bench, hide, mended: { ...resultOf(start, now, course), changes: changesOf(bench, now.texts) } };
}

/** The findings of a project on their way through the rounds. */
class Course {
  readonly steps: FixStep[] = [];
  readonly choices = new Map<Finding, Choice>();
  readonly left = new Map<Finding, Omit<LeftFinding, 'finding'>>();
  /** What was refused of a finding, by its words. */
  private readonly refused = new Map<Finding, Set<string>>();
  /** Each finding as it stands now, with itself as it stood first. */
  private originals: ReadonlyMap<Placed, Finding>;

  constructor(all: readonly Placed[], private readonly isChosen: (finding: Finding) => boolean) {
    this.originals = new Map(all.map((placed) => [placed, placed.finding]));
  }

  /** Those that are chosen and still there, most urgent first. */
  get open(): readonly (readonly [Placed, Finding])[] {
    return [...this.originals].filter(([, original]) => this.isChosen(original)).sort(([, a], [, b]) => byUrgency(a, b));
  }

  isThere(original: Finding): boolean {
    return [...this.originals.values()].includes(original);
  }

  original(placed: Placed): Finding {
    return this.originals.get(placed) ?? placed.finding;
  }

  moveOn(same: ReadonlyMap<Placed, Placed>): void {
    this.originals = new Map([...this.originals].flatMap(([placed, original]) => {
      const next = same.get(placed);
      return next ? [[next, original] as const] : [];
    }));
  }

  refuse({ placed, fix }: Candidate, reason: string): void {
    const original = this.original(placed);
    this.left.set(original, { kind: 'taken-back', reason, fix });
    this.refused.set(original, new Set([...(this.refused.get(original) ?? []), wordsOf(fix)]));
  }

  /** A fix that was refused is tried again only where it has become another, since more is there by now that it can use. */
  isRefused(original: Finding, fix: Fix): boolean {
    return this.refused.get(original)?.has(wordsOf(fix)) ?? false;
  }
}

function wordsOf({ title, edits }: Fix): string {
  return [title, ...edits.map(({ file, text }) => `${file} ${text}`)].join('\0');
}

type Ask = (finding: Finding, preview: FixView['preview']) => Choice | Promise<Choice>;

/** The fixes of this round, most urgent first. */
async function offered(bench: Bench, now: Judged, course: Course, choose: Ask): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const [placed, original] of course.open) {
    const { finding } = placed;
    if (finding.fixes.length === 0) course.left.set(original, { kind: 'no-fix', reason: finding.help });
    const fixes = finding.fixes.filter((fix) => !course.isRefused(original, fix));
    if (fixes.length === 0) continue;
    const decided = await decide({ ...finding, fixes }, course.choices.get(original), choose, (fix) => preview(bench, now, placed, fix));
    course.choices.set(original, decided);
    if ('declined' in decided) {
      course.left.set(original, { kind: 'declined', reason: decided.declined });
      continue;
    }
    const candidate = await prepare(bench, now, placed, decided);
    if (typeof candidate !== 'string') found.push(candidate);
    course.left.set(original, { kind: 'not-made', reason: typeof candidate === 'string' ? candidate : 'it overlaps with others: run it once more', fix: decided });
  }
  return found;
}

/** What was decided in an earlier round stands; its offsets are those of this one. Where that fix is not offered any more, or was taken back, another is asked for. */
async function decide(finding: Finding, before: Choice | undefined, choose: Ask, show: FixView['preview']): Promise<Choice> {
  if (before && 'declined' in before) return before;
  return (before && finding.fixes.find(({ title }) => title === before.title)) ?? choose(finding, show);
}

async function preview(bench: Bench, now: Judged, placed: Placed, fix: Fix): Promise<readonly FixStep[]> {
  const candidate = await prepare(bench, now, placed, fix);
  return typeof candidate === 'string' ? [] : stepsOf(bench, now, [candidate], ({ finding }) => finding);
}

function resultOf(start: Judged, end: Judged, course: Course): Omit<Mended, 'changes'> {
  const { steps, left } = course;
  return {
    steps,
    gone: start.report.findings.filter((finding) => !course.isThere(finding)),
    left: course.open.map(([, finding]) => ({ finding, ...(left.get(finding) ?? { kind: 'not-made', reason: 'its turn did not come: run it once more' }) })),
    installs: [...new Set(steps.flatMap(({ fix, changes }) => (changes.some(({ file }) => file.endsWith('package.json')) ? (fix.installs ?? []) : [])))].sort(),
    complete: end.report.complete,
  };
}
