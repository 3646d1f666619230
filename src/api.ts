/** The programming interface: scan a project, render the report, write rules and configuration. */
export { scan, type ScanOptions } from './scan.js';
export { timeLimit, type TimeLimit } from './model/time-limit.js';
export { render } from './report/render.js';
export { defineRule, type Example, type Rule, type RuleMeta, type RuleOption } from './model/rule.js';
export { defineConfig, type RuleLevel, type RuleSetting, type UserConfig } from './config/user-config.js';
export type { DeclaredControls, GateSettings } from './model/settings.js';
export type { AnswerModel, CatalogEntry, CallModel, ForwarderModel, HandlerModel, IgnoredOption, Knob, Phase, RejectionModel, TypeModel, WrapperModel } from './catalog/types.js';
export type { Evidence, Fix, Level, Outcome, Reach, TraceStep } from './model/evidence.js';
export type { Area, Checklist, CoverageLine, ItemId, ItemResult, ItemVerdict, Score, Tier, TierResult } from './model/checklist.js';
export type { ComparedSide, Comparison, ItemChange } from './model/comparison.js';
export type { Finding, Problem, Report, ReportEvidence, Revision, RuleCoverage, Selection, WaivedFinding } from './model/report.js';
export type { ReportAttestation } from './model/attestation.js';
export type { ReportWaiver } from './model/waiver.js';
export { compareReports } from './comparison/compare-reports.js';
export { withComparison } from './comparison/with-comparison.js';
export { addedWaivers } from './waivers/added-waivers.js';
