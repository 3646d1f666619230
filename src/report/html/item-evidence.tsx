import type { ComponentChildren, VNode } from 'preact';
import type { ItemResult } from '../../model/checklist.js';
import type { Finding, ReportEvidence } from '../../model/report.js';
import { findingAnchor, type Page } from './page.js';
import { Command } from './parts.js';
import { PlaceLink } from './place-link.js';
import { points } from './words.js';

/** More places than these of one kind are counted, not listed. */
const most = 25;

/** What speaks against an item, what could not be decided, what is accepted, and what speaks for it; then what somebody can do who knows more. */
export function ItemEvidence({ item: { id, verdict, title }, page: { report } }: { readonly item: ItemResult; readonly page: Page }): VNode {
  const { revision } = report;
  const seen = (outcome: ReportEvidence['outcome']): readonly VNode[] => byPlace(report.evidence.filter((evidence) => evidence.item === id && evidence.outcome === outcome)).map(({ file, line, messages }) => <><PlaceLink file={file} line={line} revision={revision} /> {messages.join('; ')}</>);
  const findings = report.findings.filter((finding) => finding.item === id);
  const isRemark = ({ level, points: worth }: Finding): boolean => level === 'info' && worth === 0;
  const waived = report.suppressed.filter((finding) => finding.item === id);
  return (
    <>
      <Evidence title="Open" tone="bad" entries={[...findings.filter((finding) => !isRemark(finding)).map(findingEntry), ...seen('open')]} />
      <Evidence title="Not clear" tone="info" entries={seen('unknown')} />
      <Evidence title="Waived" tone="warn" entries={waived.map(({ file, line, message, kind, until, owner, reason }) => <><PlaceLink file={file} line={line} revision={revision} /> {message} <span class="quiet">{kind === 'accepted-risk' ? 'Accepted' : 'Said to be false'} until {until} by {owner}: {reason}</span></>)} />
      <Evidence title="Remarks, which cost no points" tone="info" entries={findings.filter(isRemark).map(findingEntry)} />
      <Evidence title="Right" tone="good" entries={seen('pass')} />
      {verdict === 'unknown' ? <p>Do you know more than the code shows? State it, with evidence and an end date: <Command text={`readiness attest ${id}`} /></p> : null}
      {verdict === 'not-applicable' ? <p class="quiet">{title} has nothing to be judged on here, and does not count.</p> : null}
    </>
  );
}

function findingEntry(finding: Finding): VNode {
  const { file, line, message, points: worth } = finding;
  return <><a class="place" href={`#${findingAnchor(finding)}`}><code>{file}:{line}</code></a> {message}{worth > 0 ? <span class="quiet"> (+{points(worth)})</span> : null}</>;
}

/** What several rules say of one line stands on one line. */
function byPlace(evidence: readonly ReportEvidence[]): readonly { readonly file: string; readonly line: number; readonly messages: readonly string[] }[] {
  const places = new Map<string, { readonly file: string; readonly line: number; readonly messages: string[] }>();
  for (const { file, line, message } of evidence) {
    const key = `${file}:${String(line)}`;
    const known = places.get(key);
    if (known?.messages.includes(message)) continue;
    if (known) known.messages.push(message);
    else places.set(key, { file, line, messages: [message] });
  }
  return [...places.values()];
}

function Evidence({ title, tone, entries }: { readonly title: string; readonly tone: string; readonly entries: readonly ComponentChildren[] }): VNode | null {
  if (entries.length === 0) return null;
  const rest = entries.length - most;
  return (
    <div class={`evidence ${tone}`}>
      <h4>{title} <span class="count">{entries.length}</span></h4>
      <ul>
        {entries.slice(0, most).map((entry, at) => <li key={at}>{entry}</li>)}
        {rest > 0 ? <li class="quiet">… and {rest} more, not listed here: <code>readiness scan --format json</code></li> : null}
      </ul>
    </div>
  );
}
