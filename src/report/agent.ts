import { verdicts, type Checklist } from '../model/checklist.js';
import type { Finding, Problem, Report } from '../model/report.js';
import { advice } from './advice.js';
import { closingLine } from './closing-line.js';
import { changeText, pointsText } from './comparison-text.js';
import { verifyCommand, whyCommand } from './commands.js';
import { addedTo, listFindings, listProblems, type Listing } from './listing.js';
import { escaped } from './printable.js';
import { openStatements, waivedText } from './statement-text.js';
import { verdict } from './verdict.js';

export interface AgentOptions {
  readonly full?: boolean;
  /** The scanned path as it was typed, for the commands. Default `.`. */
  readonly path?: string;
}

const maxFindings = 50;
const maxProblems = 10;
const maxFixed = 20;

/**
 * The report for coding agents: a header to parse, one finding a line with its fix and the command that shows whether it worked,
 * then what is hidden. Few tokens, and no line can be mistaken for another: line breaks inside texts are written `\n`.
 */
export function renderAgent(report: Report, options: AgentOptions): string {
  const path = options.path ?? '.';
  const full = options.full ?? false;
  const listing = listFindings(report, { full, limit: maxFindings });
  const problems = listProblems(report);
  const shownProblems = full ? problems : problems.slice(0, maxProblems);
  const isNew = addedTo(report);
  const lines = [
    header(report, listing.shown.length),
    ...verdict(report).reasons.map((reason) => `gate: ${reason}`),
    ...changeLines(report),
    ...listing.shown.map((finding) => findingLine(finding, path, report.comparison !== undefined && isNew(finding))),
    ...shownProblems.map(problemLine),
    ...(report.selection ?? report.shard ? [] : checklistLines(report.checklist)),
    ...report.services.map(({ dir, name, errors, warnings, checklist: { score, tier } }) => `service ${dir === '' ? name : dir}: ${score ? `verified=${String(score.verified)} possible=${String(score.possible)} ` : ''}tier=${tier ?? 'none'} errors=${String(errors)} warnings=${String(warnings)}`),
    ...openStatements(report).map(({ of, status, place, text }) => `${of} ${status} ${place} ${text}`),
    ...Object.entries(report.selection ? {} : report.coverage).filter(([, { pass, fail, unknown }]) => full || pass + fail + unknown > 0).map(
      ([rule, { pass, fail, unknown }]) => `coverage ${rule}: pass=${String(pass)} fail=${String(fail)} unknown=${String(unknown)}`,
    ),
    ...hints(report, listing, problems.length - shownProblems.length, path),
    closingLine(report),
  ];
  return `${lines.map(escaped).join('\n')}\n`;
}

function header(report: Report, shown: number): string {
  const { gate, errors, warnings, infos, added, exitCode } = verdict(report);
  const fields = { complete: report.complete, ...(report.shard && { shard: `${String(report.shard.index)}/${String(report.shard.of)}` }), gate, total: report.findings.length, errors, warnings, infos, ...(added && { new: added.errors + added.warnings + added.infos }), shown, exit: exitCode };
  return `readiness/1 ${Object.entries(fields)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')}`;
}

function findingLine(finding: Finding, path: string, isNew: boolean): string {
  const { file, line, column, level, rule, item, confidence, reach, points, message } = finding;
  const fix = advice(finding);
  return [
    `${file}:${String(line)}:${String(column)} ${level} ${rule} ${item}${isNew ? ' new' : ''} conf=${confidence} reach=${reach}: ${message}`,
    ...(fix ? [`fix: ${fix}`] : []),
    ...(points > 0 ? [`points: ${points.toFixed(2)}`] : []),
    `verify: ${verifyCommand(rule, path)}`,
  ].join(' | ');
}

/** What the report is held against, and what the change did: an item a line, a finding that is gone a line. */
function changeLines(report: Report): readonly string[] {
  const { comparison } = report;
  const against = changeText(report);
  return [
    ...(against === undefined ? [] : [`change: ${against}${comparison?.points === undefined ? '' : `; points=${pointsText(comparison.points)}`}`]),
    ...(comparison?.items ?? []).map(({ id, before, after, points, worse, reasons }) => `item ${id} ${worse ? 'worse' : 'changed'}: ${before} -> ${after} points=${pointsText(points)} | ${reasons.after}`),
    ...(comparison?.fixed ?? []).slice(0, maxFixed).map(({ file, line, rule }) => `fixed ${file}:${String(line)} ${rule}`),
    ...((comparison?.fixed.length ?? 0) > maxFixed ? [`fixed: ${String((comparison?.fixed.length ?? 0) - maxFixed)} more`] : []),
    ...(comparison?.waivers ?? []).map(({ file, line, rule = 'all rules', reason }) => `waived ${file}:${String(line)} ${rule}: ${reason}`),
  ];
}

/** Score and tier in one line, the items by verdict in another. */
function checklistLines({ model, score, unscored = '', tier, tiers, items }: Checklist): readonly string[] {
  const next = tiers.find(({ reached }) => !reached);
  const fields = { ...score, tier: tier ?? 'none', ...(next && { next: next.tier, blocking: next.blocking.join(',') || 'none', unseen: next.unseen.join(',') || 'none' }) };
  const byVerdict = verdicts.flatMap((verdict) => {
    const ids = items.filter((item) => item.verdict === verdict).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${verdict}=${ids.join(',')}`];
  });
  const text = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`).join(' ');
  return [`checklist model=${model} ${score ? text : `unscored: ${unscored}`}`, ...(score && byVerdict.length > 0 ? [`items ${byVerdict.join(' ')}`] : [])];
}

function problemLine(problem: Problem): string {
  const place = problem.file === undefined ? '' : ` ${problem.file}${problem.line === undefined ? '' : `:${String(problem.line)}`}`;
  const rule = problem.rule === undefined ? '' : ` ${problem.rule}`;
  const help = problem.help === undefined ? '' : ` | fix: ${problem.help}`;
  return `problem ${problem.severity} ${problem.kind}${rule}${place}: ${problem.message}${help}`;
}

function hints(report: Report, listing: Listing, hiddenProblems: number, path: string): readonly string[] {
  const [first] = listing.shown;
  const cut = listing.cut.map(({ rule, count }) => `${rule} ${String(count)}`).join(', ');
  return [
    ...(report.complete ? [] : ['incomplete: a part of the project was not judged; this is not a clean result']),
    ...(cut ? [`hidden: ${cut} (add --full)`] : []),
    ...(hiddenProblems > 0 ? [`hidden: ${String(hiddenProblems)} problems (add --full)`] : []),
    ...(listing.quietInfos > 0 ? [`hidden: ${String(listing.quietInfos)} info findings (add --preset strict)`] : []),
    ...(listing.before > 0 ? [`hidden: ${String(listing.before)} findings that the base has, too (add --full)`] : []),
    ...(report.selection && report.selection.elsewhere > 0 ? [`hidden: ${String(report.selection.elsewhere)} findings that the change does not concern`] : []),
    ...(listing.known > 0 ? [`hidden: ${String(listing.known)} findings of the baseline (add --full)`] : []),
    ...(report.suppressed.length > 0 ? [`hidden: ${waivedText(report.suppressed)} (--format json lists them)`] : []),
    ...(first ? [`hint: ${whyCommand(first.file, first.line, path)} shows how a line was judged`] : []),
    ...(first ? ['hint: mend the code; do not add waivers or change the configuration to pass'] : []),
  ];
}
