import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { Level } from '../model/evidence.js';
import type { Finding, Problem, Report, RuleCoverage } from '../model/report.js';
import { checklistSection } from './checklist-text.js';
import { addedText, changeText, comparisonSection } from './comparison-text.js';
import { whyCommand } from './commands.js';
import { coverageLine } from './coverage-words.js';
import { addedTo, listFindings, listProblems, type Listing } from './listing.js';
import { printable } from './printable.js';
import { servicesSection } from './services-text.js';
import { openStatements, waivedText } from './statement-text.js';
import { findingGroup, groupFindings, placeText, type FindingStyle } from './terminal-finding.js';
import { verdict, type Verdict } from './verdict.js';
import { wrap, wrapBeside } from './wrap.js';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. Less than 40 is read as 40. */
  readonly width: number;
  /** Nothing is left out. */
  readonly full: boolean;
  /** Only the verdict and the last line. */
  readonly quiet?: boolean;
  /** The scanned path as the user typed it, for the commands that the report suggests. Default `.`. */
  readonly path?: string;
}

const maxFindings = 20;
const maxProblems = 10;

/**
 * The report for people: the decision, then what to mend, most urgent first, then what was and was not judged. The last line
 * is always there and always has the same form, so that a cut-off output cannot pass for a clean one.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const colors = pc.createColors(options.color);
  const style = { colors, width: Math.max(options.width, 40), full: options.full, path: options.path ?? '.' };
  const result = verdict(report);
  const lines = [
    ...decision(report, result, style),
    ...(options.quiet ? [] : details(report, style)),
    lastLine(report, result, colors),
  ];
  return `${lines.join('\n')}\n`;
}

interface Style extends FindingStyle {
  readonly path: string;
}

function details(report: Report, style: Style): readonly string[] {
  const listing = listFindings(report, style.full ? Infinity : maxFindings);
  return [
    ...subject(report, style),
    '',
    ...findingSections(report, listing, style),
    ...comparisonSection(report, style),
    ...problemSection(listProblems(report), style),
    // Of a part there is no checklist, and that of the whole is not what was asked for.
    ...(report.project.files === 0 || report.selection ? [] : checklistSection(report.checklist, { ...style, ...(report.project.tier && { aim: report.project.tier }) })),
    ...servicesSection(report.services, style),
    ...coverageSection(report, style),
    ...unknownSection(report, style),
    ...statementSection(report, style),
  ];
}

function decision(report: Report, result: Verdict, { colors }: Style): readonly string[] {
  const counts = `${addedText(result) ?? `${plural(result.errors, 'error')}, ${plural(result.warnings, 'warning')}`} in ${plural(report.project.files, 'file')}${result.reasons.map((reason) => ` · ${reason}`).join('')}`;
  if (result.gate === 'incomplete' && report.project.files === 0) return [`${colors.red(colors.bold('‼ SCAN INCOMPLETE'))}  nothing was judged`];
  if (result.gate === 'incomplete') return [`${colors.red(colors.bold('‼ SCAN INCOMPLETE'))}  not everything was judged · ${counts}`];
  if (result.gate === 'fail') return [`${colors.red(colors.bold('✖ GATE FAILED'))}  ${counts}`];
  const empty = report.project.files === 0 ? ' · nothing was judged' : '';
  return [`${colors.green(colors.bold('✔ GATE PASSED'))}  ${counts}${empty}`];
}

function subject(report: Report, { colors, width }: Style): readonly string[] {
  const { name, libraries, preset } = report.project;
  const versions = libraries.map((library) => `${library.name} ${library.version}`).join(', ');
  const parts = [`readiness ${report.tool.version}`, name, versions, `preset ${preset}`, changeText(report)].filter((part) => part !== undefined && part !== '');
  return wrap(parts.join(' · '), width).map(colors.dim);
}

function findingSections(report: Report, listing: Listing, style: Style): readonly string[] {
  const [first] = listing.shown;
  const hint = first ? [`    why   ${printable(whyCommand(first.file, first.line, style.path))}`] : [];
  const sections = (['error', 'warning', 'info'] as const).flatMap((level) => {
    const findings = listing.shown.filter((finding) => finding.level === level);
    if (findings.length === 0) return [];
    const groups = groupFindings(findings).map((group) => [...findingGroup(group, style), ...(group[0] === first ? hint : []), '']);
    return [rule(level, report, style), '', ...groups.flat()];
  });
  return [...sections, ...leftOut(listing, report, style)];
}

function rule(level: Level, report: Report, { colors, width, full }: Style): string {
  const isShown = full ? () => true : addedTo(report);
  const findings = report.findings.filter((finding) => finding.level === level && isShown(finding));
  const title = `${report.comparison && !full ? 'NEW ' : ''}${level === 'info' ? 'INFO' : `${level.toUpperCase()}S`}`;
  const summary = `${String(findings.length)} in ${plural(distinctFiles(findings), 'file')}`;
  return `${colors.bold(title)} ${colors.dim('─'.repeat(Math.max(width - title.length - summary.length - 2, 3)))} ${summary}`;
}

function leftOut({ cut, quietInfos, known, before }: Listing, report: Report, { colors, width }: Style): readonly string[] {
  const elsewhere = report.selection?.elsewhere ?? 0;
  const total = cut.reduce((sum, { count }) => sum + count, 0);
  const rules = cut.map((entry) => `${entry.rule} ${String(entry.count)}`).join(', ');
  const lines = [
    ...(total > 0 ? wrap(`… ${plural(total, 'more finding')} not shown: ${rules}. All of them: --full`, width) : []),
    ...(quietInfos > 0 ? wrap(`… ${plural(quietInfos, 'info finding')} not shown. To see them: --preset strict`, width) : []),
    ...(known > 0 ? wrap(`… ${plural(known, 'finding')} of the baseline not shown. To see them: --full`, width) : []),
    ...(before > 0 ? wrap(`… ${plural(before, 'finding')} that the base has, too, not shown. To see them: --full`, width) : []),
    ...(elsewhere > 0 ? wrap(`… ${plural(elsewhere, 'finding')} elsewhere in the project not shown`, width) : []),
  ];
  return lines.length > 0 ? [...lines.map(colors.dim), ''] : [];
}

function problemSection(problems: readonly Problem[], style: Style): readonly string[] {
  if (problems.length === 0) return [];
  const shown = style.full ? problems : problems.slice(0, maxProblems);
  const rest = problems.length - shown.length;
  return [
    style.colors.bold('NOT JUDGED, OR WITH RESERVATIONS'),
    ...shown.flatMap((problem) => problemLines(problem, style)),
    ...(rest > 0 ? [style.colors.dim(`  … ${plural(rest, 'more problem')} not shown. All of them: --full`)] : []),
    '',
  ];
}

function problemLines(problem: Problem, { colors, width }: Style): readonly string[] {
  const mark = problem.severity === 'error' ? colors.red('✖') : colors.yellow('▲');
  const place = problem.file === undefined ? '' : `${problem.file}${problem.line === undefined ? '' : `:${String(problem.line)}`}${continues(problem) ? ' ' : ': '}`;
  const source = problem.rule === undefined ? problem.kind : `${problem.kind} ${problem.rule}`;
  const text = wrapBeside(`  ! ${source}  `, `${place}${problem.message}`, width);
  return [
    ...text.map((line, index) => (index === 0 ? line.replace('!', mark) : line)),
    ...(problem.help === undefined ? [] : wrapBeside('    ', problem.help, width).map(colors.dim)),
  ];
}

/** `src/a.ts is binary, not source text`: such a message goes on from the file's name. */
function continues({ message, rule }: Problem): boolean {
  return rule === undefined && /^(?:is|has|holds|does|cannot) /.test(message);
}

/** Practices without a site share a line: a service has no sites for most of them. */
function coverageSection(report: Report, { colors, width, full }: Style): readonly string[] {
  const rules = Object.entries(report.coverage).toSorted(([a, one], [b, other]) => sites(other) - sites(one) || (a < b ? -1 : 1));
  if (rules.length === 0 || report.project.files === 0 || report.selection) return [];
  const own = rules.filter(([, coverage]) => full || sites(coverage) > 0);
  const rest = rules.filter((rule) => !own.includes(rule)).map(([, { practice }]) => practice);
  return [colors.bold('COVERAGE'), ...own.map(([, coverage]) => `  ${coverageLine(coverage)}`), ...(rest.length > 0 ? wrapBeside('  nothing to judge: ', rest.join(', '), width).map(colors.dim) : []), ''];
}

/** What could be neither found fault with nor passed, with the reason: nobody can mend what is not named. */
function unknownSection(report: Report, { colors, width, full }: Style): readonly string[] {
  const unknown = report.evidence.filter((evidence) => evidence.outcome === 'unknown');
  if (!full || unknown.length === 0) return [];
  return [colors.bold('UNKNOWN'), ...unknown.flatMap((evidence) => wrapBeside(`  ${placeText(evidence)}  `, evidence.message, width)), ''];
}

function sites({ pass, fail, unknown }: RuleCoverage): number {
  return pass + fail + unknown;
}

/** What people say: what they keep apart, and what of it somebody has to look after. */
function statementSection(report: Report, { colors, width, full }: Style): readonly string[] {
  const { suppressed } = report;
  const open = openStatements(report);
  if (suppressed.length === 0 && open.length === 0) return [];
  const waived = suppressed.map((finding) => ({ place: placeText(finding), text: `${finding.rule}: ${finding.kind}: ${finding.reason} (${finding.owner}, until ${finding.until})` }));
  return [
    colors.bold('WAIVERS AND ATTESTATIONS'),
    ...open.flatMap(({ of, status, place, text }) => wrapBeside(`  ! ${status} ${of}  `, `${place} ${text}`, width).map((line, at) => (at === 0 ? line.replace('!', colors.yellow('▲')) : line))),
    ...(suppressed.length === 0 ? [] : full ? waived.flatMap(({ place, text }) => wrapBeside('  ~ ', `${place} ${text}`, width)) : [colors.dim(`  ${waivedText(suppressed)}. With their reasons: --full`)]),
    '',
  ];
}

function lastLine(report: Report, result: Verdict, colors: Colors): string {
  const fields = {
    complete: report.complete,
    findings: report.findings.length,
    errors: result.errors,
    warnings: result.warnings,
    infos: result.infos,
    exit: result.exitCode,
  };
  const text = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  return colors.dim(`done ${text.join(' ')}`);
}

function distinctFiles(findings: readonly Finding[]): number {
  return new Set(findings.map((finding) => finding.file)).size;
}

/** `no errors`, `1 error`, `2 errors`. */
function plural(count: number, noun: string): string {
  return `${count === 0 ? 'no' : String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
