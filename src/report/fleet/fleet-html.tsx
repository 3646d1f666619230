import type { VNode } from 'preact';
import type { Fleet } from '../../model/fleet.js';
import { Document, documentText, PageParts, TitleRow } from '../html/document.js';
import { scriptJson } from '../html/embedded.js';
import { Section, Table } from '../html/parts.js';
import { visible } from '../html/visible.js';
import { counted } from '../plural.js';
import { FleetTable } from './fleet-table.js';
import { fleetClosing, fleetExitCode, fleetTitle } from './fleet-words.js';

/** The fleet as one page that loads nothing: a table of the services, what needs attention first, and what many of them lack. Readable without scripts and on paper. */
export function renderFleetHtml(given: Fleet): string {
  const fleet = visible(given);
  return documentText(
    <Document title="Fleet: production readiness" data={{ json: scriptJson(given), leftOut: 0 }} complete={fleet.complete} exitCode={fleetExitCode(fleet)}>
      <header>
        <TitleRow eyebrow="Production readiness" title="Fleet" />
        <p class="facts">readiness {fleet.tool.version} · {counted(fleet.services.length, 'service')}</p>
      </header>
      <PageParts parts={[{ id: 'services', title: 'Services' }, ...(fleet.items.length > 0 ? [{ id: 'items', title: 'What they lack' }] : []), ...(fleet.problems.length > 0 ? [{ id: 'problems', title: 'Not shown' }] : [])]} />
      <main id="main" tabIndex={-1}>
        <FleetDecision fleet={fleet} />
        <FleetTable services={fleet.services} />
        <Items fleet={fleet} />
        <Problems fleet={fleet} />
      </main>
      <footer><p>This file loads nothing and sends nothing. It holds the same as JSON in its element <code>#report</code>. Written by readiness {fleet.tool.version} from stored reports: nothing was judged anew.</p></footer>
    </Document>,
    fleetClosing(fleet),
  );
}

function FleetDecision({ fleet }: { readonly fleet: Fleet }): VNode {
  const title = fleetTitle(fleet);
  const [glyph = '', ...words] = title.split(' ');
  return (
    <section class={`decision ${glyph === '✔' ? 'good' : 'bad'}`} aria-labelledby="decision-title">
      <h2 id="decision-title"><span aria-hidden="true">{glyph}</span> {words.join(' ')}</h2>
      <p>Each service by its latest report, compared with nothing. What was not judged whole comes first, then what fails its gate; in each the lowest score first.</p>
    </section>
  );
}

function Items({ fleet: { items, services } }: { readonly fleet: Fleet }): VNode | null {
  if (items.length === 0) return null;
  return (
    <Section id="items" title="What they lack" lead={`Items of the checklist, by how many of ${counted(services.length, 'service')} do not meet them.`}>
      <Table caption="Items that services do not meet" head={['Item', '#Services that fail it', '#Services that meet it in part', 'Who fails it']}>
        {items.map(({ id, title, fail, partial }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td class="number">{fail}</td>
            <td class="number">{partial}</td>
            <td>{named(services.filter((service) => service.items.some((item) => item.id === id && item.verdict === 'fail')).map(({ name }) => name))}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

const mostNames = 6;

function named(names: readonly string[]): string {
  return `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ` and ${String(names.length - mostNames)} more` : ''}`;
}

function Problems({ fleet: { problems } }: { readonly fleet: Fleet }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <Section id="problems" title="Not shown" lead="A service may be missing here, or shown as it was before.">
      <ul class="problems">{problems.map(({ file, message, help }) => <li key={file}>{message} {help === undefined ? null : <span class="quiet">{help}</span>}</li>)}</ul>
    </Section>
  );
}
