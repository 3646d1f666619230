import { createHash } from 'node:crypto';
import type { Assessment } from '../checklist/assess.js';
import type { Evidence } from '../model/evidence.js';
import type { PlacedEvidence, RanRule } from '../model/examination.js';
import { schemaVersion, type Finding, type Problem, type Report, type ReportEvidence, type ReportTrace, type RuleCoverage, type ServiceResult, type WaivedFinding } from '../model/report.js';
import type { Waiver } from '../model/waiver.js';

export interface ReportInput {
  readonly version: string;
  readonly project: Report['project'];
  readonly rules: readonly RanRule[];
  readonly evidence: readonly PlacedEvidence[];
  readonly assessment: Assessment;
  /** What is waived, by the waiver that is followed. */
  readonly waived: ReadonlyMap<Evidence, Waiver>;
  readonly waivers: Report['waivers'];
  readonly attestations: Report['attestations'];
  readonly problems: readonly Problem[];
  readonly services: readonly (Omit<ServiceResult, 'errors' | 'warnings'> & { readonly concerns: (file: string) => boolean })[];
  readonly gate: Report['gate'];
  /** Fingerprints of findings that were there before. */
  readonly baseline: ReadonlySet<string>;
}

/** Evidence that is told as a finding. */
type Told = PlacedEvidence & Required<Pick<PlacedEvidence, 'told'>>;

function isTold(evidence: PlacedEvidence): evidence is Told {
  return evidence.told !== undefined;
}

/** Turns evidence into the report: sorted, and with what is waived set apart. */
export function buildReport(input: ReportInput): Report {
  const rules = new Map(input.rules.map((rule) => [rule.id, rule]));
  const judged = input.evidence.toSorted(byPlace);
  const fingerprints = numbered(judged.filter(isTold));
  const findings = [...fingerprints].map(([evidence, fingerprint]) => ({ finding: findingOf(evidence, fingerprint, rules, input), waiver: input.waived.get(evidence) }));
  const open = findings.flatMap(({ finding, waiver }) => (waiver ? [] : [finding]));
  return {
    schemaVersion,
    tool: { name: 'readiness', version: input.version },
    project: input.project,
    gate: input.gate,
    checklist: input.assessment.checklist,
    services: input.services.map((service) => serviceResult(service, open)),
    findings: open,
    suppressed: findings.flatMap(({ finding, waiver }) => (waiver ? [waivedFinding(finding, waiver)] : [])),
    waivers: input.waivers,
    attestations: input.attestations,
    evidence: judged.filter((one) => !isTold(one)).flatMap((one) => reportedEvidence(rules, one)),
    coverage: coverageOf(input.rules, judged.filter((one) => input.waived.get(one)?.kind !== 'false-positive' || (one.shownLevel === 'info' && one.covered))),
    problems: [...input.problems].sort((a, b) => compare(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message)),
    complete: !input.problems.some((p) => p.severity === 'error'),
  };
}

function serviceResult({ name, dir, files, checklist, concerns }: ReportInput['services'][number], findings: readonly Finding[]): ServiceResult {
  const own = findings.filter(({ file, known }) => known !== true && concerns(file));
  return { name, dir, files, errors: own.filter(({ level }) => level === 'error').length, warnings: own.filter(({ level }) => level === 'warning').length, checklist };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byPlace(a: PlacedEvidence, b: PlacedEvidence): number {
  return compare(a.span.file, b.span.file) || a.span.start - b.span.start || compare(a.rule, b.rule) || compare(a.message, b.message);
}

function waivedFinding(finding: Finding, { kind, reason, owner = '', until = '', file, line }: Waiver): WaivedFinding {
  return { ...finding, kind, reason, owner, until, waiver: { file, line } };
}

function findingOf(evidence: Told, fingerprint: string, rules: ReadonlyMap<string, RanRule>, { assessment, baseline }: ReportInput): Finding {
  const { rule, message, help, confidence, reach, fixes, data, place, shownLevel, symbol, told } = evidence;
  return {
    rule, level: shownLevel, item: rules.get(rule)?.item ?? 'timeouts', ...place, message, help: help ?? '', trace: traceOf(evidence), confidence, reach, points: assessment.pointsOf(evidence) / 100,
    ...(told.owner !== undefined && { owner: told.owner }), ...(baseline.has(fingerprint) && { known: true }), fingerprint, ...(symbol !== '' && { symbol }), ...(told.lineHash !== undefined && { lineHash: told.lineHash }), fixes, data,
    frame: told.frame,
  };
}

function traceOf({ trace }: PlacedEvidence): readonly ReportTrace[] {
  return trace.map(({ span: _, ...step }) => step);
}

/** Passes and unknowns; an info finding that is not shown is a pass with its message, or open where the practice itself is missing. */
function reportedEvidence(rules: ReadonlyMap<string, RanRule>, evidence: PlacedEvidence): readonly ReportEvidence[] {
  const { rule, outcome, message, reach, data, place, shownLevel } = evidence;
  if (outcome === 'fail' && shownLevel !== 'info') return [];
  const item = rules.get(rule)?.item ?? 'timeouts';
  return [{ ...place, rule, item, outcome: outcome === 'fail' && !evidence.covered ? 'open' : outcome === 'unknown' ? 'unknown' : 'pass', message, reach, trace: traceOf(evidence), data }];
}

function coverageOf(rules: readonly RanRule[], judged: readonly PlacedEvidence[]): Readonly<Record<string, RuleCoverage>> {
  return Object.fromEntries(rules.map(({ id, coverage }) => {
    const own = judged.filter((e) => e.rule === id);
    const failed = own.filter((e) => e.outcome === 'fail' && (e.shownLevel !== 'info' || !e.covered));
    const unknown = own.filter((e) => e.outcome === 'unknown');
    return [id, { ...coverage, pass: sites(own) - sites(failed) - sites(unknown), fail: sites(failed), unknown: sites(unknown) }];
  }));
}

/** A finding at a client stands for each of its calls. */
function sites(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, e) => sum + (typeof e.data['calls'] === 'number' ? e.data['calls'] : 1), 0);
}

/** Their fingerprints: rule, file, enclosing functions and the snippet without its spaces; equal ones in one function are told apart by their order. */
function numbered(told: readonly Told[]): ReadonlyMap<Told, string> {
  const seen = new Map<string, number>();
  return new Map(told.map((evidence) => {
    const { identity } = evidence.told;
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return [evidence, createHash('sha256').update(`${identity}\0${String(count)}`).digest('hex').slice(0, 16)];
  }));
}
