import { createHash } from 'node:crypto';
import type { Assessment } from '../checklist/assess.js';
import type { Evidence, Level, TraceStep } from '../model/evidence.js';
import { enclosingSymbol, symbolOfFingerprint } from '../model/enclosing-symbol.js';
import type { FileFacts } from '../model/facts.js';
import { schemaVersion, type Finding, type Place, type Problem, type Report, type ReportEvidence, type ReportTrace, type RuleCoverage, type ServiceResult, type WaivedFinding } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { hiding } from './hidden-values.js';
import { lineHashes } from './line-hash.js';
import { lineStarts, positionAt, type Span } from '../model/span.js';
import type { Waiver } from '../model/waiver.js';

export interface ReportInput {
  readonly version: string;
  readonly project: Report['project'];
  readonly rules: readonly Rule[];
  /** Level by rule id, where the configuration says another than the rule. */
  readonly levels: Readonly<Record<string, Level>>;
  readonly evidence: readonly Evidence[];
  readonly assessment: Assessment;
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly textOf: (file: string) => string;
  /** What is waived, by the waiver that is followed. */
  readonly waived: ReadonlyMap<Evidence, Waiver>;
  readonly waivers: Report['waivers'];
  readonly attestations: Report['attestations'];
  readonly problems: readonly Problem[];
  readonly services: readonly (Pick<ServiceResult, 'name' | 'dir' | 'checklist'> & { readonly files: ReadonlySet<string>; readonly concerns: (file: string) => boolean })[];
  readonly gate: Report['gate'];
  /** Fingerprints of findings that were there before. */
  readonly baseline: ReadonlySet<string>;
  readonly ownerOf: (file: string) => string | undefined;
}

type Judged = Evidence & { readonly from: Evidence; readonly place: Place; readonly shownLevel: Level; readonly points: number };

/** Turns evidence into the report: places instead of offsets, sorted, with what comments silence set apart. */
export function buildReport(given: ReportInput): Report {
  const hide = hiding(given.evidence);
  const input = { ...given, textOf: memoised((file: string) => hide(given.textOf(file))) };
  const places = placer(input);
  const linesOf = memoised((file: string) => input.textOf(file).split(/\r\n|[\n\r\u2028\u2029]/));
  const hashesOf = memoised((file: string) => lineHashes(input.textOf(file)));
  const lineHashOf = ({ file, line }: Place): string | undefined => (input.files.has(file) ? hashesOf(file)(line) : undefined);
  const rules = new Map(input.rules.map((r) => [r.meta.id, r]));
  const judged = input.evidence.map((e): Judged => ({ ...withoutHidden(e, hide), from: e, place: places(e.span), shownLevel: levelOf(input, rules.get(e.rule), e), points: e.outcome === 'fail' ? input.assessment.pointsOf(e) / 100 : 0 })).sort(byPlace);
  const shown = judged.filter((e) => e.outcome === 'fail' && e.reportedBy === undefined && (e.shownLevel !== 'info' || input.project.preset === 'strict'));
  const isShown = new Set(shown);
  const findings = withFingerprints(input, shown).map(({ evidence, fingerprint }) => ({ evidence, finding: findingOf({ rules, places, linesOf, lineHashOf, symbolAt: ({ file, start }) => enclosingSymbol(input.files.get(file), start), ownerOf: input.ownerOf, baseline: input.baseline }, evidence, fingerprint) }));
  const split = findings.map(({ evidence, finding }) => ({ finding, waiver: input.waived.get(evidence.from) }));
  const open = split.flatMap(({ finding, waiver }) => (waiver ? [] : [finding]));
  return {
    schemaVersion,
    tool: { name: 'readiness', version: input.version },
    project: input.project,
    gate: input.gate,
    checklist: input.assessment.checklist,
    services: input.services.map((service) => serviceResult(service, open)),
    findings: open,
    suppressed: split.flatMap(({ finding, waiver }) => (waiver ? [waivedFinding(finding, waiver)] : [])),
    waivers: input.waivers,
    attestations: input.attestations,
    evidence: judged.filter((e) => !isShown.has(e)).flatMap((e) => reportedEvidence(rules, e, places)),
    coverage: coverageOf(input.rules, judged.filter((e) => input.waived.get(e.from)?.kind !== 'false-positive' || (e.shownLevel === 'info' && e.covered))),
    problems: [...input.problems].sort((a, b) => compare(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message)),
    complete: !input.problems.some((p) => p.severity === 'error'),
  };
}

function serviceResult({ name, dir, files, checklist, concerns }: ReportInput['services'][number], findings: readonly Finding[]): ServiceResult {
  const own = findings.filter(({ file, known }) => known !== true && concerns(file));
  return { name, dir, files: files.size, errors: own.filter(({ level }) => level === 'error').length, warnings: own.filter(({ level }) => level === 'warning').length, checklist };
}

/** What evidence says, without the values that nobody may see. */
function withoutHidden(evidence: Evidence, hide: (text: string) => string): Evidence {
  const { message, help, trace, fixes, data } = evidence;
  return {
    ...evidence, message: hide(message), ...(help !== undefined && { help: hide(help) }),
    trace: trace.map((step) => ({ ...step, message: hide(step.message) })),
    // A fix that writes a value would write stars.
    fixes: fixes.filter(({ edits }) => edits.every(({ text }) => hide(text) === text)),
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? hide(value) : value])),
  };
}

/** What a configuration says of a rule does not lift findings that are below the rule's level. */
function levelOf(input: ReportInput, rule: Rule | undefined, evidence: Evidence): Level {
  const configured = input.levels[evidence.rule];
  const own = evidence.level ?? rule?.meta.level ?? 'warning';
  return own === 'info' ? own : (configured ?? own);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byPlace(a: Judged, b: Judged): number {
  return compare(a.span.file, b.span.file) || a.span.start - b.span.start || compare(a.rule, b.rule) || compare(a.message, b.message);
}

/** What is no source has its lines counted here. */
function placer({ files, textOf }: ReportInput): (span: Span) => Place {
  const counted = memoised((file: string) => lineStarts(textOf(file)));
  const startsOf = (file: string): readonly number[] => files.get(file)?.lines ?? counted(file);
  return ({ file, start, end }) => {
    const lines = startsOf(file);
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** A file is cut into lines once, however many findings it has. */
function memoised<T>(compute: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return (file) => {
    const found = known.get(file) ?? compute(file);
    known.set(file, found);
    return found;
  };
}

function waivedFinding(finding: Finding, { kind, reason, owner = '', until = '', file, line }: Waiver): WaivedFinding {
  return { ...finding, kind, reason, owner, until, waiver: { file, line } };
}

interface Sources {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly places: (span: Span) => Place;
  readonly linesOf: (file: string) => readonly string[];
  readonly lineHashOf: (place: Place) => string | undefined;
  readonly symbolAt: (span: Span) => string;
  readonly ownerOf: ReportInput['ownerOf'];
  readonly baseline: ReportInput['baseline'];
}

function findingOf({ rules, places, linesOf, lineHashOf, symbolAt, ownerOf, baseline }: Sources, evidence: Judged, fingerprint: string): Finding {
  const { rule, message, help, confidence, reach, fixes, data, place, shownLevel, points } = evidence;
  const startLine = Math.max(1, place.line - 2);
  const owner = ownerOf(place.file);
  const lineHash = lineHashOf(place);
  const symbol = symbolAt(evidence.span);
  return {
    rule, level: shownLevel, item: rules.get(rule)?.meta.item ?? 'timeouts', ...place, message, help: help ?? '', trace: traceOf(evidence.trace, places), confidence, reach, points, ...(owner !== undefined && { owner }), ...(baseline.has(fingerprint) && { known: true }), fingerprint, ...(symbol !== '' && { symbol }), ...(lineHash !== undefined && { lineHash }), fixes, data,
    frame: { startLine, lines: linesOf(place.file).slice(startLine - 1, Math.min(place.endLine + 1, place.line + 6)) },
  };
}

function traceOf(trace: readonly TraceStep[], places: (span: Span) => Place): readonly ReportTrace[] {
  return trace.map(({ span, message }) => ({ ...places(span), message }));
}

/** Passes and unknowns; an info finding that is not shown is a pass with its message, or open where the practice itself is missing. */
function reportedEvidence(rules: ReadonlyMap<string, Rule>, evidence: Judged, places: (span: Span) => Place): readonly ReportEvidence[] {
  const { rule, outcome, message, reach, trace, data, place, shownLevel } = evidence;
  if (outcome === 'fail' && shownLevel !== 'info') return [];
  const item = rules.get(rule)?.meta.item ?? 'timeouts';
  return [{ ...place, rule, item, outcome: outcome === 'fail' && !evidence.covered ? 'open' : outcome === 'unknown' ? 'unknown' : 'pass', message, reach, trace: traceOf(trace, places), data }];
}

function coverageOf(rules: readonly Rule[], judged: readonly Judged[]): Readonly<Record<string, RuleCoverage>> {
  return Object.fromEntries(rules.map(({ meta: { id, coverage } }) => {
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

/** Rule, file, enclosing functions and the snippet without its spaces; equal ones in one function are told apart by their order. */
function withFingerprints(input: ReportInput, findings: readonly Judged[]): readonly { evidence: Judged; fingerprint: string }[] {
  const seen = new Map<string, number>();
  return findings.map((evidence) => {
    const { file, start, end } = evidence.span;
    const snippet = input.textOf(file).slice(start, end).replace(/\s+/g, '');
    const base = [evidence.rule, file, symbolOfFingerprint(input.files.get(file), start), snippet].join('\0');
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return { evidence, fingerprint: createHash('sha256').update(`${base}\0${String(count)}`).digest('hex').slice(0, 16) };
  });
}
