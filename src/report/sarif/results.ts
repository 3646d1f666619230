import type { Fix } from '../../model/evidence.js';
import type { Finding, Report, ReportTrace, WaivedFinding } from '../../model/report.js';
import { advice } from '../advice.js';
import { artifactLocation, findingLocation, physicalLocation } from './places.js';
import { sarifLevel, sentence } from './words.js';

/** GitHub keeps 1,000 places of a result and shows 100. */
const maxSteps = 100;

/** A finding as a result. `indexOf` gives the place of its rule among the driver's. */
export function resultOf(report: Report, finding: Finding | WaivedFinding, indexOf: (rule: string) => number): object {
  const { rule, level, fingerprint, lineHash, confidence, reach, points, item, owner } = finding;
  const trace = finding.trace.slice(0, maxSteps);
  return {
    ...{ ruleId: rule, ruleIndex: indexOf(rule), level: sarifLevel[level], message: { text: messageOf(finding, trace) } },
    locations: [{ physicalLocation: findingLocation(report, finding) }],
    partialFingerprints: { primaryLocationLineHash: lineHash ?? `${fingerprint}:1`, 'readiness/v1': fingerprint },
    ...(trace.length > 0 && { codeFlows: [codeFlow(report, finding, trace)], relatedLocations: trace.map((step, at) => ({ id: at + 1, ...location(report, step) })) }),
    ...(finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => fixOf(report, fix)) }),
    ...baselineState(report, fingerprint),
    ...('waiver' in finding && { suppressions: [suppression(report, finding)] }),
    properties: { item, confidence, reach, points, ...(owner !== undefined && { owner }) },
  };
}

/** What happens, what to do, and where the way to it begins: GitHub shows a related place only where the message links to it. */
function messageOf(finding: Finding, [first]: readonly ReportTrace[]): string {
  const todo = advice(finding);
  const way = first && first.message !== '' ? [`The way there begins where [${first.message.replace(/[[\]\\]/g, '\\$&')}](1).`] : [];
  return [sentence(finding.message), ...(todo ? [`Fix: ${sentence(todo)}`] : []), ...way].join(' ');
}

function codeFlow(report: Report, finding: Finding, trace: readonly ReportTrace[]): object {
  const steps = trace.map((step) => ({ location: location(report, step) }));
  const last = trace.at(-1);
  const site = { location: { physicalLocation: findingLocation(report, finding), message: { text: sentence(finding.message) } } };
  const ends = last?.file === finding.file && last.line === finding.line && last.column === finding.column;
  return { threadFlows: [{ locations: ends ? steps : [...steps, site] }] };
}

function location(report: Report, step: ReportTrace): object {
  return { physicalLocation: physicalLocation(report, step), ...(step.message !== '' && { message: { text: sentence(step.message) } }) };
}

function fixOf(report: Report, { title, edits, installs = [] }: Fix): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: sentence(installs.length > 0 ? `${title} (install ${installs.join(', ')})` : title) },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(report, file),
      replacements: edits.filter((edit) => edit.file === file).map(({ start, end, text }) => ({ deletedRegion: { charOffset: start, charLength: end - start }, ...(text !== '' && { insertedContent: { text } }) })),
    })),
  };
}

function baselineState({ comparison }: Report, fingerprint: string): { readonly baselineState?: string } {
  return comparison === undefined ? {} : { baselineState: comparison.added.includes(fingerprint) ? 'new' : 'unchanged' };
}

function suppression(report: Report, { kind, reason, owner, until, waiver: { file, line } }: WaivedFinding): object {
  return {
    ...{ kind: 'external', status: 'accepted', justification: sentence(`${kind}: ${reason} (${owner}, until ${until})`) },
    location: { physicalLocation: { artifactLocation: artifactLocation(report, file), region: { startLine: line } } },
  };
}
