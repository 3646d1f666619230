import { allUnknown } from './assessment.js';
import { assess, type Assessment } from './checklist/assess.js';
import type { DecideInput, Statements } from './checklist/decide.js';
import { goneEntries, goneProblem } from './engine/baseline.js';
import { declared } from './engine/declared-controls.js';
import { ruleById } from './engine/registry.js';
import { joinParts } from './engine/run.js';
import type { Examination, ExaminedProject, PlacedEvidence } from './model/examination.js';
import type { Problem, Report } from './model/report.js';
import { buildReport, type ReportInput } from './report/build.js';
import { attestationsIn, statementsOf } from './said.js';
import { version } from './version.js';
import { applyWaivers, type WaiverInput } from './waivers/apply-waivers.js';

/** From what was found to the report. It looks at plain data alone, so that it does not matter whether one process found all of it or several did. */
export function conclude({ common, parts, traits, services }: Examination): Report {
  const { rules, standings, day, project, gate, partial } = common;
  const found = joinParts(parts);
  const evidence = found.evidence.map((one) => (one.answeredBy === undefined ? one : declared(one, one.answeredBy)));
  const ran = new Set(rules.map(({ id }) => id));
  const waivers = applyWaivers({ waivers: common.waivers, evidence, placeOf: placesOf(common), ran, day });
  const problems = [...common.problems.before, ...found.problems, ...common.problems.after, ...(traits?.problems ?? [])];
  // What goes wrong with one service does so with the next.
  const [ofServices] = services.toSorted(([a], [b]) => a - b).flatMap(([, told]) => told.problems);
  const decided: Decided = { ran: new Map(rules.map(({ id, level }) => [id, level])), known: new Set(ruleById.keys()), evidence, problems, statements: statementsOf(standings, waivers) };
  const assessment: Assessment = assess({ ...decided, traits: traits?.traits ?? allUnknown('only a part of the project was looked at'), partial });
  const attested = attestationsIn(assessment.checklist, common, ran);
  const report = buildReport({
    version, project, gate, rules, evidence, assessment, waived: waivers.waived, waivers: waivers.waivers, attestations: attested.attestations,
    problems: [...problems, ...(ofServices ? [ofServices] : []), ...waivers.problems, ...attested.problems],
    services: assessServices(common, services, decided),
    baseline: new Set(common.baseline.map(({ fingerprint }) => fingerprint)),
  });
  return withGoneEntries(report, common, ran);
}

type Decided = Pick<DecideInput, 'ran' | 'known' | 'problems'> & { readonly evidence: readonly PlacedEvidence[]; readonly statements: Statements };

/** Where something was found, as waivers speak of it: lines are those of sources. */
function placesOf({ files }: ExaminedProject): WaiverInput<PlacedEvidence>['placeOf'] {
  const sources = new Set(files.map(([file]) => file));
  return ({ rule, span: { file }, place, symbol }) => ({ rule, file, line: sources.has(file) ? place.line : 0, symbol });
}

/** Decides the checklist of each service by what concerns it: its own files, what it imports, and what lies outside of all services and is no source. */
function assessServices({ services, files }: ExaminedProject, examined: Examination['services'], decided: Decided): ReportInput['services'] {
  const parts = new Map(files);
  const toldOf = new Map(examined);
  return services.flatMap((service, at) => {
    const told = toldOf.get(at);
    if (!told) return [];
    const elsewhere = services.flatMap(({ dir }) => (dir === service.dir || dir === '' ? [] : [dir]));
    const concerns = (file: string): boolean => parts.get(file)?.includes(at) ?? ((service.dir !== '' && isBelow(file, service.dir)) || !elsewhere.some((dir) => isBelow(file, dir)));
    const evidence = decided.evidence.filter(({ span }) => concerns(span.file));
    const problems = [...decided.problems, ...told.problems].filter(({ file }) => file === undefined || concerns(file));
    return [{ ...service, concerns, checklist: assess({ ...decided, traits: told.traits, evidence, problems, partial: false }).checklist }];
  });
}

function isBelow(file: string, dir: string): boolean {
  return file.startsWith(`${dir}/`);
}

/** Where not all was judged, what is not found may be there all the same. */
function withGoneEntries(report: Report, { baseline, keepsBaseline, known }: ExaminedProject, ran: ReadonlySet<string>): Report {
  if (baseline.length === 0 || !report.complete || keepsBaseline) return report;
  const gone = goneEntries(baseline, report, ran, new Set(known));
  const problems: readonly Problem[] = [...report.problems, ...goneProblem(gone)];
  return { ...report, problems };
}
