import { rules } from '../../engine/registry.js';
import { homepage } from '../../model/homepage.js';
import type { Finding, Problem, Report, WaivedFinding } from '../../model/report.js';
import { byUrgency } from '../listing.js';
import { verdict } from '../verdict.js';
import { itemDescriptors, itemResults } from './item-results.js';
import { artifactLocation, sourceRoot } from './places.js';
import type { SarifProfile } from './profile.js';
import { resultOf } from './results.js';
import { ruleDescriptors } from './rules.js';
import { supportedTaxonomies, taxonomies } from './taxonomies.js';
import { sentence } from './words.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** GitHub takes 25,000 results of a run and shows 5,000. */
const maxResults = 5000;
const exitWords = { pass: 'the gate passed', fail: 'the gate failed', incomplete: 'not everything was judged' } as const;

/** The report as SARIF 2.1.0, the same for the same report: no times, no paths of this machine. */
export function renderSarif(report: Report, { sarifProfile = 'github' }: { readonly sarifProfile?: SarifProfile }): string {
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [runOf(report, sarifProfile)] }, undefined, 2)}\n`;
}

function runOf(report: Report, profile: SarifProfile): object {
  const metas = rules.map(({ meta }) => meta);
  const descriptors = [...ruleDescriptors(metas, report), ...(profile === 'full' ? itemDescriptors(report) : [])];
  const indices = new Map(descriptors.map(({ id }, index) => [id, index]));
  const indexOf = (rule: string): number => indices.get(rule) ?? -1;
  const { findings, left } = reported(report, profile);
  const { name, version } = report.tool;
  return {
    tool: { driver: { name, semanticVersion: version, informationUri: homepage, supportedTaxonomies, rules: descriptors } },
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: `readiness/${report.project.name}/` },
    ...provenance(report),
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the repository.' } } },
    invocations: [invocation(report, left)],
    taxonomies: taxonomies(metas),
    results: [...findings.map((finding) => resultOf(report, finding, indexOf)), ...(profile === 'full' ? [...absent(report, indexOf), ...itemResults(report, indexOf)] : [])],
    properties: { complete: report.complete, gate: verdict(report).gate },
  };
}

/** The findings that the profile shows, and how many of them there is no room for: those that matter least. */
function reported(report: Report, profile: SarifProfile): { readonly findings: readonly (Finding | WaivedFinding)[]; readonly left: number } {
  const wanted = profile === 'full' ? [...report.findings, ...report.suppressed] : report.findings.filter(({ known }) => known !== true);
  if (wanted.length <= maxResults) return { findings: wanted, left: 0 };
  return { findings: wanted.toSorted(byUrgency).slice(0, maxResults), left: wanted.length - maxResults };
}

/** Findings that the base of a comparison has, and this report has not. */
function absent(report: Report, indexOf: (rule: string) => number): readonly object[] {
  return (report.comparison?.fixed ?? []).map((finding) => ({ ...resultOf(report, finding, indexOf), baselineState: 'absent' }));
}

function provenance({ revision }: Report): object {
  if (revision?.url === undefined) return {};
  const { url, commit, branch } = revision;
  return { versionControlProvenance: [{ repositoryUri: url, revisionId: commit, ...(branch !== undefined && { branch }), mappedTo: { uriBaseId: sourceRoot } }] };
}

/** An incomplete scan is one that did not succeed: whoever reads the results alone must not take it for clean. */
function invocation(report: Report, left: number): object {
  const { gate, exitCode } = verdict(report);
  const notes = [...report.problems.map((problem) => notification(report, problem)), ...(left > 0 ? [{ level: 'warning', message: { text: `${String(left)} findings are left out: a viewer shows ${String(maxResults)}. All of them are in the JSON report.` } }] : [])];
  return { executionSuccessful: report.complete, exitCode, exitCodeDescription: exitWords[gate], ...(notes.length > 0 && { toolExecutionNotifications: notes }) };
}

function notification(report: Report, { kind, severity, message, help, file, line, rule }: Problem): object {
  const text = [sentence(file === undefined ? message : `${file}: ${message}`), ...(help === undefined ? [] : [sentence(help)])].join(' ');
  return {
    ...{ level: severity, message: { text } },
    ...(file !== undefined && { locations: [{ physicalLocation: { artifactLocation: artifactLocation(report, file), ...(line !== undefined && { region: { startLine: line } }) } }] }),
    properties: { kind, ...(rule !== undefined && { rule }) },
  };
}
