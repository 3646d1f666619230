import { grouped } from '../analysis/grouped.js';
import { daysBetween, daysText } from '../model/calendar.js';
import { enclosingSymbol } from '../model/enclosing-symbol.js';
import type { Evidence } from '../model/evidence.js';
import type { SeenWaiver } from '../model/examination.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import { positionAt } from '../model/span.js';
import { warningDays, type ReportWaiver, type Waiver, type WaiverStatus } from '../model/waiver.js';
import { covers, isInForce, type FoundAt } from './covers.js';

export interface WaiverInput<E extends Evidence = Evidence> {
  readonly waivers: readonly SeenWaiver[];
  readonly evidence: readonly E[];
  /** Where something was found, as waivers speak of it. */
  readonly placeOf: (found: E) => FoundAt;
  /** Ids of the rules that ran. */
  readonly ran: ReadonlySet<string>;
  /** The day of the scan. */
  readonly day: string;
}

/** What the waivers of a project come to. */
export interface AppliedWaivers {
  /** The waiver that is followed, by what was found. */
  readonly waived: ReadonlyMap<Evidence, Waiver>;
  readonly waivers: readonly ReportWaiver[];
  /** What is not followed, and why. */
  readonly problems: readonly Problem[];
}

/** Goes through what was found and the waivers that speak of it. What another rule reports goes with the finding there. */
export function applyWaivers<E extends Evidence>(input: WaiverInput<E>): AppliedWaivers {
  const { evidence, placeOf, waivers, day } = input;
  const byFile = grouped(waivers, ({ target }) => target.file);
  const waived = new Map<Evidence, Waiver>();
  const covered = new Map<Waiver, number>();
  for (const found of evidence) {
    const near = found.outcome === 'fail' ? byFile.get(found.span.file) : undefined;
    if (!near) continue;
    const at = placeOf(found);
    const speaking = near.filter((waiver) => covers(waiver, at));
    for (const waiver of speaking) covered.set(waiver, (covered.get(waiver) ?? 0) + 1);
    const followed = speaking.find((waiver) => isInForce(waiver, day));
    if (followed) waived.set(found, followed);
  }
  const judged = waivers.filter((waiver) => isOurs(waiver) || covered.has(waiver)).map((waiver) => ({ waiver, report: reportOf(waiver, covered.get(waiver) ?? 0, input) }));
  return {
    waived: withReportedElsewhere(evidence, waived),
    waivers: judged.map(({ report }) => report).sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    problems: judged.flatMap(({ waiver, report }) => (report.status === 'incomplete' ? [problemOf(waiver)] : [])),
  };
}

/** Where something was found in the sources of a project. */
export function placesIn(files: ReadonlyMap<string, FileFacts>): WaiverInput['placeOf'] {
  return ({ rule, span }) => {
    const facts = files.get(span.file);
    return { rule, file: span.file, line: facts ? positionAt(facts.lines, span.start).line : 0, symbol: enclosingSymbol(facts, span.start) };
  };
}

/** A linter's comment about all rules is about ours only where one of them finds something. */
function isOurs({ host, rule }: SeenWaiver): boolean {
  return rule !== undefined || host === undefined || host === 'readiness';
}

function withReportedElsewhere(evidence: readonly Evidence[], waived: ReadonlyMap<Evidence, Waiver>): ReadonlyMap<Evidence, Waiver> {
  const all = new Map(waived);
  const byPlace = grouped(waived.keys(), ({ rule, span }) => `${rule}\0${span.file}`);
  for (const found of evidence) {
    if (found.outcome !== 'fail' || found.reportedBy === undefined || all.has(found)) continue;
    const told = byPlace.get(`${found.reportedBy}\0${found.span.file}`)?.find(({ span }) => span.start < found.span.end && found.span.start < span.end);
    const waiver = told && waived.get(told);
    if (waiver) all.set(found, waiver);
  }
  return all;
}

function reportOf(waiver: SeenWaiver, sites: number, input: Pick<WaiverInput, 'ran' | 'day'>): ReportWaiver {
  const { lines: _, faults, example: __, host: ___, isThere: ____, isJudged: _____, ...written } = waiver;
  const days = waiver.until === undefined || faults.length > 0 ? undefined : daysBetween(input.day, waiver.until);
  const [status, note] = statusOf(waiver, sites, days, input);
  return { ...written, status, note, ...(days !== undefined && { days }), sites };
}

function statusOf({ rule, faults, target, isThere, isJudged }: SeenWaiver, sites: number, days: number | undefined, { ran }: Pick<WaiverInput, 'ran'>): readonly [WaiverStatus, string] {
  if (days === undefined) return ['incomplete', `it ${faults.join('; it ')}`];
  if (days < 0) return ['expired', `it ended ${daysText(-days)} ago${sites === 0 ? ', and nothing is found there any more' : ''}`];
  if (sites === 0 && ((rule !== undefined && !ran.has(rule)) || !isJudged)) return ['not-judged', rule !== undefined && !ran.has(rule) ? `${rule} did not run` : `${target.file} was not looked at`];
  if (sites === 0) return ['unused', unusedNote(rule ?? 'no rule', target, isThere || target.symbol === '')];
  if (days <= warningDays) return ['expiring', `it ends ${days === 0 ? 'today' : `in ${daysText(days)}`}`];
  return ['active', `it ends in ${daysText(days)}`];
}

function unusedNote(rule: string, { file, symbol }: Waiver['target'], isThere: boolean): string {
  if (!isThere) return `there is no file ${file}`;
  return `${rule} finds nothing ${symbol === '' ? 'there' : `in ${symbol} of ${file}`}`;
}

function problemOf({ by, file, line, rule, faults, example }: Waiver): Problem {
  const what = by === 'comment' ? 'This comment' : 'This waiver';
  return {
    kind: 'waiver', severity: 'warning', file, line, ...(rule !== undefined && { rule }),
    message: `${what} silences nothing: it ${faults.join('; it ')}`,
    help: `Write for example: ${example}`,
  };
}
