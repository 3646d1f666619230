import pc from 'picocolors';
import type { Problem, Report, RuleCoverage } from '../model/report.js';
import { asciiText } from './ascii.js';
import { checklistSection } from './checklist-text.js';
import { closingLine } from './closing-line.js';
import { changeText, addedText, comparisonSection } from './comparison-text.js';
import { coverageLine } from './coverage-words.js';
import { fixFirstSection } from './fix-first-text.js';
import { findingSections } from './findings-text.js';
import { listFindings, listProblems } from './listing.js';
import { linkPlaces } from './place-links.js';
import { plural } from './plural.js';
import { scoreLines } from './score-text.js';
import { servicesSection } from './services-text.js';
import { openStatements, waivedText } from './statement-text.js';
import { placeText, type FindingStyle } from './terminal-finding.js';
import { verdict, type Verdict } from './verdict.js';
import { wrap, wrapBeside } from './wrap.js';

export interface TerminalOptions {
  /** Default false. */
  readonly color?: boolean;
  /** Columns of the terminal; less than 40 is read as 40. Default 100. */
  readonly width?: number;
  /** Nothing beyond ASCII. Default false. */
  readonly ascii?: boolean;
  /** The URL of the scanned folder, with a slash at its end: places become links. Default: they do not. */
  readonly links?: string;
  /** Nothing is left out. Default false. */
  readonly full?: boolean;
  /** Only the verdict and the last line. Default false. */
  readonly quiet?: boolean;
  /** The scanned path as the user typed it, for the commands that the report suggests. Default `.`. */
  readonly path?: string;
}

/** Lines that the report may take by default: about a screen and a half. */
const maxLines = 60;
/** Lines that findings get in any case: one with its code. */
const leastLines = 12;
/** Problems that are told: those that make the scan incomplete, and those that do not. */
const maxProblems = 5;
const maxReservations = 2;
const maxLibraries = 6;
/** Rules whose coverage is told by default; beyond them the five practices of the checklist. */
const maxCoverage = 5;

/**
 * The report for people: the decision, the score, then what to mend, most urgent first, then what was and was not judged. The last line
 * is always there and always has the same form, so that a cut-off output cannot pass for a clean one.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { color = false, width = 100, full = false, quiet = false, path = '.', ascii = false, links } = options;
  const colors = pc.createColors(color);
  const style = { colors, width: Math.max(width, 40) - (ascii ? 2 : 0), full, path };
  const lines = [...decision(report, verdict(report), style), ...(quiet ? [] : details(report, style)), colors.dim(closingLine(report))];
  const text = `${lines.join('\n')}\n`;
  const written = ascii ? asciiText(text) : text;
  return links === undefined ? written : linkPlaces(written, report, links);
}

interface Style extends FindingStyle {
  readonly path: string;
}

function details(report: Report, style: Style): readonly string[] {
  // Of a part there is no checklist, and that of the whole is not what was asked for.
  const judged = report.project.files > 0 && !report.selection && !report.shard;
  const aim = report.project.tier && { aim: report.project.tier };
  const before = [...subject(report, style), '', ...(judged ? [...scoreLines(report.checklist, { ...style, ...aim }), ''] : []), ...comparisonSection(report, style), ...fixFirstSection(report, style)];
  const after = [
    ...problemSection(listProblems(report), style),
    ...(judged ? checklistSection(report.checklist, style) : []),
    ...servicesSection(report.services, style),
    ...coverageSection(report, style),
    ...unknownSection(report, style),
    ...statementSection(report, style),
  ];
  const room = Math.max(maxLines - 2 - before.length - after.length, leastLines);
  return [...before, ...findingSections(report, listFindings(report, { full: style.full }), { ...style, room: style.full ? Infinity : room }), ...after];
}

function decision(report: Report, result: Verdict, { colors }: Style): readonly string[] {
  const counts = `${addedText(result) ?? `${plural(result.errors, 'error')}, ${plural(result.warnings, 'warning')}`} in ${plural(report.project.files, 'file')}${result.reasons.map((reason) => ` · ${reason}`).join('')}${report.shard ? ` · shard ${String(report.shard.index)} of ${String(report.shard.of)}` : ''}`;
  if (result.gate === 'incomplete' && report.project.files === 0) return [`${colors.red(colors.bold('‼ SCAN INCOMPLETE'))}  nothing was judged`];
  if (result.gate === 'incomplete') return [`${colors.red(colors.bold('‼ SCAN INCOMPLETE'))}  not everything was judged · ${counts}`];
  if (result.gate === 'fail') return [`${colors.red(colors.bold('✖ GATE FAILED'))}  ${counts}`];
  const empty = report.project.files === 0 ? ' · nothing was judged' : '';
  return [`${colors.green(colors.bold('✔ GATE PASSED'))}  ${counts}${empty}`];
}

function subject(report: Report, { colors, width, full }: Style): readonly string[] {
  const { name, libraries, preset } = report.project;
  const shown = full ? libraries : libraries.slice(0, maxLibraries);
  const more = libraries.length - shown.length;
  const versions = [...shown.map((library) => `${library.name} ${library.version}`), ...(more > 0 ? [`${String(more)} more`] : [])].join(', ');
  const parts = [`readiness ${report.tool.version}`, name, versions, `preset ${preset}`, changeText(report)].filter((part) => part !== undefined && part !== '');
  return wrap(parts.join(' · '), width).map(colors.dim);
}

/** What makes the scan incomplete is told whole; of the rest the beginnings are enough at first. */
function problemSection(problems: readonly Problem[], style: Style): readonly string[] {
  if (problems.length === 0) return [];
  const errors = problems.filter(({ severity }) => severity === 'error').slice(0, style.full ? Infinity : maxProblems);
  const warnings = problems.filter(({ severity }) => severity === 'warning').slice(0, style.full ? Infinity : maxReservations);
  const rest = problems.length - errors.length - warnings.length;
  return [
    style.colors.bold('NOT JUDGED, OR WITH RESERVATIONS'),
    ...errors.flatMap((problem) => problemLines(problem, style)),
    ...warnings.flatMap((problem) => (style.full ? problemLines(problem, style) : problemLines(problem, style).slice(0, 2))),
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

/** Of few rules each; of many, the practices that the checklist counts. Practices without a site share a line. */
function coverageSection(report: Report, { colors, width, full }: Style): readonly string[] {
  const rules = Object.entries(report.coverage).toSorted(([a, one], [b, other]) => sites(other) - sites(one) || (a < b ? -1 : 1));
  if (rules.length === 0 || report.project.files === 0 || report.selection) return [];
  const own = rules.filter(([, coverage]) => full || sites(coverage) > 0);
  const counted = report.checklist.coverage.filter((line) => line.sites > 0);
  if (!full && own.length > maxCoverage) {
    const practices = counted.map(({ practice, covered, sites: all, unclear }) => `${practice} ${String(covered)} of ${String(all)}${unclear > 0 ? ` (${String(unclear)} unclear)` : ''}`);
    return [...wrapBeside(`COVERAGE  `, [...practices, 'all rules: --full'].join(' · '), width).map((line) => line.replace('COVERAGE', colors.bold('COVERAGE'))), ''];
  }
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
