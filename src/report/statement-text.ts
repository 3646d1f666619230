import { itemTitles } from '../model/checklist.js';
import type { ReportAttestation } from '../model/attestation.js';
import type { Report, WaivedFinding } from '../model/report.js';
import type { ReportWaiver } from '../model/waiver.js';
import { counted } from './plural.js';

/** What people say, one thing a line: its status, where it stands, what it speaks of, and why it has that status. */
export interface StatementLine {
  readonly of: 'waiver' | 'attestation';
  readonly status: ReportWaiver['status'] | ReportAttestation['status'];
  readonly place: string;
  readonly text: string;
}

/** A waiver in one line. */
export function waiverLine({ status, file, line, rule, target, kind, reason, owner, note, sites, by }: ReportWaiver): StatementLine {
  const of = by === 'comment' ? '' : ` in ${target.symbol === '' ? '' : `${target.symbol} of `}${target.file}`;
  const said = [reason, owner].filter(Boolean).join(', ');
  return { of: 'waiver', status, place: `${file}:${String(line)}`, text: `${rule ?? 'all rules'}${of}: ${note}${said === '' ? '' : ` (${kind}: ${said})`}${sites > 1 ? `; ${String(sites)} sites` : ''}` };
}

/** An attestation in one line. */
export function attestationLine({ status, file, line, item, statement, owner, note }: ReportAttestation): StatementLine {
  const said = [statement, owner].filter(Boolean).join(', ');
  return { of: 'attestation', status, place: `${file}:${String(line)}`, text: `${item === undefined ? 'no item' : itemTitles[item]}: ${note}${said === '' ? '' : ` (${said})`}` };
}

const settled: ReadonlySet<StatementLine['status']> = new Set(['active', 'not-judged']);

/** Those that somebody has to look after; what is incomplete stands among the problems. */
export function openStatements({ waivers, attestations }: Report): readonly StatementLine[] {
  return [...waivers.map(waiverLine), ...attestations.map(attestationLine)].filter(({ status }) => !settled.has(status) && status !== 'incomplete');
}

/** `2 findings waived: 1 accepted risk, 1 false positive`. */
export function waivedText(suppressed: readonly WaivedFinding[]): string {
  const risks = suppressed.filter(({ kind }) => kind === 'accepted-risk').length;
  const parts = [[risks, 'accepted risk'], [suppressed.length - risks, 'false positive']] as const;
  return `${counted(suppressed.length, 'finding')} waived: ${parts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun)).join(', ')}`;
}
