import type { ComponentChildren, VNode } from 'preact';
import type { ItemResult } from '../../model/checklist.js';
import type { Place } from '../../model/report.js';
import { findingAnchor, type Page } from './page.js';
import { Command } from './parts.js';
import { PlaceLink } from './place-link.js';
import { points } from './words.js';

/** More places than these of one kind are counted, not listed. */
const most = 25;

/** What speaks against an item, what could not be decided, what is accepted, and what speaks for it; then what somebody can do who knows more. */
export function ItemEvidence({ item: { id, verdict, title }, page: { report } }: { readonly item: ItemResult; readonly page: Page }): VNode {
  const { revision } = report;
  const of = (outcome: string): typeof report.evidence => report.evidence.filter((evidence) => evidence.item === id && evidence.outcome === outcome);
  const place = ({ file, line }: Place): VNode => <PlaceLink file={file} line={line} revision={revision} />;
  const findings = report.findings.filter((finding) => finding.item === id);
  const waived = report.suppressed.filter((finding) => finding.item === id);
  return (
    <>
      <Evidence title="Open" tone="bad" entries={[
        ...findings.map((finding) => <><a class="place" href={`#${findingAnchor(finding)}`}><code>{finding.file}:{finding.line}</code></a> {finding.message}{finding.points > 0 ? <span class="quiet"> (+{points(finding.points)})</span> : null}</>),
        ...of('open').map((evidence) => <>{place(evidence)} {evidence.message}</>),
      ]} />
      <Evidence title="Not clear" tone="info" entries={of('unknown').map((evidence) => <>{place(evidence)} {evidence.message}</>)} />
      <Evidence title="Waived" tone="warn" entries={waived.map((finding) => <>{place(finding)} {finding.message} <span class="quiet">{finding.kind === 'accepted-risk' ? 'Accepted' : 'Said to be false'} until {finding.until} by {finding.owner}: {finding.reason}</span></>)} />
      <Evidence title="Right" tone="good" entries={of('pass').map((evidence) => <>{place(evidence)} {evidence.message}</>)} />
      {verdict === 'unknown' ? <p>Do you know more than the code shows? State it, with evidence and an end date: <Command text={`readiness attest ${id}`} /></p> : null}
      {verdict === 'not-applicable' ? <p class="quiet">{title} has nothing to be judged on here, and does not count.</p> : null}
    </>
  );
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
