import type { Finding, Place } from '../../src/model/report.js';
import { mapRange, type LineRange } from './line-map.js';

/** A production incident of a public service, as the manifest describes it. */
export interface Incident {
  readonly id: string;
  readonly repo: string;
  /** The commit that mended it. */
  readonly fix: string;
  readonly file: string;
  /** First and last line of the fault in the file before the fix. */
  readonly lines_before: readonly [number, number];
  readonly mode: string;
  /** Whether the fault can be seen in its file, only in the whole project, or not in the code at all. */
  readonly feasible: 'file' | 'project' | 'no';
  /** False when the fix leaves the fault, or another one of the kind, in place: silence cannot be asked of it. */
  readonly post_clean: boolean;
  readonly note: string;
}

/** One side of an incident after a scan. */
export interface IncidentSide {
  readonly findings: readonly Finding[];
  /** The lines of the incident's file; undefined when it is not there. */
  readonly lines: readonly string[] | undefined;
}

export interface IncidentResult {
  readonly id: string;
  readonly repo: string;
  readonly fix: string;
  readonly mode: string;
  /** The rule that saw it, or the first that should have. */
  readonly rule: string;
  readonly feasible: Incident['feasible'];
  readonly before: 'flagged' | 'missed';
  /** `n/a`: it was missed before, the fix is not clean, or the file is gone. */
  readonly after: 'silent' | 'flagged' | 'n/a';
  readonly note: string;
}

/** A fault and the call that it is about are often a few lines apart. */
const tolerance = 3;

/**
 * Judges one incident: flagged before when a finding of one of `rules` stands at its lines or has a related place there,
 * silent after when none of that rule does at the lines that they became.
 * @param note what an earlier run recorded; it is kept
 */
export function judgeIncident(incident: Incident, rules: readonly string[], before: IncidentSide, after: IncidentSide, note = incident.note): IncidentResult {
  const [from, to] = incident.lines_before;
  const lines: LineRange = { from: Math.max(1, from - tolerance), to: to + tolerance };
  const found = before.findings.find((finding) => rules.includes(finding.rule) && hits(finding, incident.file, lines));
  const { id, repo, fix, mode, feasible } = incident;
  return {
    id, repo, fix, mode, rule: found?.rule ?? rules[0] ?? '', feasible,
    before: found ? 'flagged' : 'missed',
    after: found ? sideAfter(incident, found.rule, before, after, { from, to }) : 'n/a',
    note,
  };
}

function sideAfter({ file, post_clean }: Incident, rule: string, before: IncidentSide, after: IncidentSide, lines: LineRange): IncidentResult['after'] {
  if (!post_clean || !before.lines || !after.lines) return 'n/a';
  const now = mapRange(before.lines, after.lines, lines);
  return after.findings.some((finding) => finding.rule === rule && hits(finding, file, now)) ? 'flagged' : 'silent';
}

function hits(finding: Finding, file: string, lines: LineRange): boolean {
  return [finding, ...finding.trace].some((place: Place) => place.file === file && place.line <= lines.to && place.endLine >= lines.from);
}

export interface Recall {
  readonly mode: string;
  readonly feasible: number;
  readonly flagged: number;
  /** Flagged incidents whose fix can be asked for silence, and those that are silent. */
  readonly fixes: number;
  readonly silent: number;
}

/** Recall by failure mode, over the feasible incidents only. */
export function recallRows(results: readonly IncidentResult[]): readonly Recall[] {
  const feasible = results.filter((result) => result.feasible !== 'no');
  return [...new Set(feasible.map(({ mode }) => mode))].sort().map((mode) => {
    const own = feasible.filter((result) => result.mode === mode);
    const asked = own.filter((result) => result.after !== 'n/a');
    return { mode, feasible: own.length, flagged: own.filter((r) => r.before === 'flagged').length, fixes: asked.length, silent: asked.filter((r) => r.after === 'silent').length };
  });
}
