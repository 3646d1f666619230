import type { VNode } from 'preact';
import { itemTitles } from '../../model/checklist.js';
import type { ReportAttestation } from '../../model/attestation.js';
import type { ReportWaiver } from '../../model/waiver.js';
import { isWebAddress } from '../markdown/source-link.js';
import { waivedText } from '../statement-text.js';
import { itemAnchor, type Page } from './page.js';
import { Badge, Section, Table } from './parts.js';
import { PlaceLink } from './place-link.js';
import { counted } from '../plural.js';
import { type Mark } from './words.js';

const good = new Set(['active']);
const bad = new Set(['expired', 'incomplete', 'contradicted', 'stale']);

/** What people say: risks that are accepted, findings that are said to be false, and items that somebody vouches for. */
export function Statements({ page: { report } }: { readonly page: Page }): VNode {
  const { waivers, attestations, suppressed, revision } = report;
  if (waivers.length + attestations.length === 0) return <Section id="statements" title="Waivers and attestations"><p>None. Nothing is kept apart, and nobody vouches for what the code does not show.</p></Section>;
  return (
    <Section id="statements" title="Waivers and attestations" lead={suppressed.length === 0 ? undefined : `${waivedText(suppressed)}.`}>
      {waivers.length === 0 ? null : (
        <Table caption="Waivers" head={['Status', 'What is waived', 'Reason', 'Owner', 'Until', 'Written in']}>
          {waivers.map((waiver) => <WaiverRow key={`${waiver.file}:${String(waiver.line)}`} waiver={waiver} revision={revision} />)}
        </Table>
      )}
      {attestations.length === 0 ? null : (
        <Table caption="Attestations" head={['Status', 'Item', 'Statement', 'Owner', 'Until', 'Evidence', 'Written in']}>
          {attestations.map((attestation) => <AttestationRow key={`${attestation.file}:${String(attestation.line)}`} attestation={attestation} revision={revision} />)}
        </Table>
      )}
    </Section>
  );
}

type Revision = Page['report']['revision'];

function statusMark(status: string): Mark {
  if (good.has(status)) return { glyph: '✔', word: status, tone: 'good' };
  return bad.has(status) ? { glyph: '✖', word: status, tone: 'bad' } : { glyph: '▲', word: status, tone: 'warn' };
}

function WaiverRow({ waiver, revision }: { readonly waiver: ReportWaiver; readonly revision: Revision }): VNode {
  const { status, note, rule = 'all rules', target, kind, reason, owner, until, issue, file, line, sites } = waiver;
  return (
    <tr>
      <td><Badge mark={statusMark(status)} /><br /><span class="quiet">{note}</span></td>
      <td><code>{rule}</code> in {target.symbol === '' ? '' : <><code>{target.symbol}</code> of </>}<code>{target.file}</code><br /><span class="quiet">{counted(sites, 'site')}</span></td>
      <td>{kind === 'accepted-risk' ? 'Accepted: ' : 'Said to be false: '}{reason}{issue === undefined ? null : <> (<Address text={issue} />)</>}</td>
      <td>{owner ?? <span class="quiet">nobody</span>}</td>
      <td class="date">{until ?? <span class="quiet">no end</span>}</td>
      <td><PlaceLink file={file} line={line} revision={revision} /></td>
    </tr>
  );
}

function AttestationRow({ attestation, revision }: { readonly attestation: ReportAttestation; readonly revision: Revision }): VNode {
  const { status, note, item, says, statement, owner, signedBy, evidence, until, file, line } = attestation;
  return (
    <tr>
      <td><Badge mark={statusMark(status)} /><br /><span class="quiet">{note}</span></td>
      <td>{item === undefined ? <span class="quiet">no item</span> : <a href={`#${itemAnchor(item)}`}>{itemTitles[item]}</a>}{says === 'met' ? '' : ' does not apply'}</td>
      <td>{statement}</td>
      <td>{owner ?? signedBy ?? <span class="quiet">nobody</span>}{signedBy === undefined || signedBy === owner ? '' : `, signed by ${signedBy}`}</td>
      <td class="date">{until ?? <span class="quiet">no end</span>}</td>
      <td>{evidence === undefined ? <span class="quiet">none</span> : 'url' in evidence ? <Address text={evidence.url} /> : <PlaceLink file={evidence.file} revision={revision} />}</td>
      <td><PlaceLink file={file} line={line} revision={revision} /></td>
    </tr>
  );
}

function Address({ text }: { readonly text: string }): VNode {
  return isWebAddress(text) ? <a href={text} rel="noreferrer noopener">{text}</a> : <>{text}</>;
}
