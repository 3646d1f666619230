import type { Level } from '../model/evidence.js';
import type { Finding, Report } from '../model/report.js';
import { whyCommand } from './commands.js';
import { byRule, findingRow } from './finding-rows.js';
import { addedTo, countByRule, type Listing } from './listing.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { findingGroup, groupFindings, type FindingStyle } from './terminal-finding.js';
import { wrap } from './wrap.js';

export interface FindingsStyle extends FindingStyle {
  readonly path: string;
  /** Lines that there is room for. The first finding is shown with its code whatever it takes. */
  readonly room: number;
}

/** Findings of one rule in one file that are shown with their code, where not all are. */
const maxOfGroup = 3;
/** Lines of a level that fold findings by rule. */
const maxRows: Readonly<Record<Level, number>> = { error: 8, warning: 6, info: 4 };

/** The findings by level: the most urgent with their code as far as there is room, the others folded to a line for each rule. */
export function findingSections(report: Report, listing: Listing, style: FindingsStyle): readonly string[] {
  const levels = (['error', 'warning', 'info'] as const).filter((level) => listing.shown.some((finding) => finding.level === level));
  let room = style.room - levels.length * 3 - byRule(listing.shown).length;
  const cut: Finding[] = [];
  const sections = levels.flatMap((level) => {
    const own = listing.shown.filter((finding) => finding.level === level);
    const detailed: string[] = [];
    const folded: Finding[] = [];
    for (const group of groupFindings(own)) {
      const shown = style.full ? group : group.slice(0, maxOfGroup);
      const lines = [...findingGroup(shown, style), ...(group[0] === listing.shown[0] ? whyLines(group[0], style) : []), ''];
      const fits = group[0] === listing.shown[0] || (folded.length === 0 && lines.length <= room && (level !== 'info' || style.full));
      if (!fits) folded.push(...group);
      else {
        detailed.push(...lines);
        folded.push(...group.slice(shown.length));
        room -= lines.length;
      }
    }
    const rows = byRule(folded);
    cut.push(...rows.slice(maxRows[level]).flat());
    return [rule(level, report, style), ...(detailed.length > 0 ? ['', ...detailed] : []), ...rows.slice(0, maxRows[level]).map((group) => findingRow(group, style)), ...(rows.length > 0 ? [''] : [])];
  });
  return [...sections, ...leftOut(cut, listing, report, style)];
}

function whyLines(finding: Finding | undefined, { path }: FindingsStyle): readonly string[] {
  return finding ? [`    why   ${printable(whyCommand(finding.file, finding.line, path))}`] : [];
}

function rule(level: Level, report: Report, { colors, width, full }: FindingsStyle): string {
  const isShown = full ? () => true : addedTo(report);
  const findings = report.findings.filter((finding) => finding.level === level && isShown(finding));
  const title = `${report.comparison && !full ? 'NEW ' : ''}${level === 'info' ? 'INFO' : `${level.toUpperCase()}S`}`;
  const summary = `${String(findings.length)} in ${plural(new Set(findings.map(({ file }) => file)).size, 'file')}`;
  return `${colors.bold(title)} ${colors.dim('─'.repeat(Math.max(width - title.length - summary.length - 2, 3)))} ${summary}`;
}

function leftOut(cut: readonly Finding[], { quietInfos, known, before }: Listing, { selection }: Report, { colors, width }: FindingsStyle): readonly string[] {
  const elsewhere = selection?.elsewhere ?? 0;
  const rules = countByRule(cut).map(({ rule: name, count }) => `${name} ${String(count)}`).join(', ');
  const lines = [
    ...(cut.length > 0 ? wrap(`… ${plural(cut.length, 'more finding')} not shown: ${rules}. All of them: --full`, width) : []),
    ...(quietInfos > 0 ? wrap(`… ${plural(quietInfos, 'info finding')} not shown. To see them: --preset strict`, width) : []),
    ...(known > 0 ? wrap(`… ${plural(known, 'finding')} of the baseline not shown. To see them: --full`, width) : []),
    ...(before > 0 ? wrap(`… ${plural(before, 'finding')} that the base has, too, not shown. To see them: --full`, width) : []),
    ...(elsewhere > 0 ? wrap(`… ${plural(elsewhere, 'finding')} elsewhere in the project not shown`, width) : []),
  ];
  return lines.length > 0 ? [...lines.map(colors.dim), ''] : [];
}
