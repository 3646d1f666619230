import type { VNode } from 'preact';
import type { Checklist } from '../../model/checklist.js';
import type { Page } from './page.js';
import { LinkList, Section, Table } from './parts.js';
import { itemAnchor } from './page.js';
import { ScoreBar } from './score-gauge.js';

const mostBlocking = 4;

/** The services of a monorepo, each with its own result. */
export function Services({ page: { report } }: { readonly page: Page }): VNode | null {
  if (report.services.length === 0) return null;
  return (
    <Section id="services" title="Services" lead="Each by what concerns it; a finding in code that several import counts for each of them. The score above is their roll-up.">
      <Table caption="Services of this repository" head={['Service', '#Verified', '#Possible', 'Score', 'Tier', '#Errors', '#Warnings', 'Open for the next tier']}>
        {report.services.map(({ name, dir, errors, warnings, checklist }, at) => (
          <tr key={dir}>
            <th scope="row">{name}{dir === '' ? null : <><br /><code class="quiet">{dir}</code></>}</th>
            <td class="number">{checklist.score?.verified ?? '–'}</td>
            <td class="number">{checklist.score?.possible ?? '–'}</td>
            <td class="bar-cell">{checklist.score ? <ScoreBar id={`stripes-service-${String(at)}`} score={checklist.score} /> : checklist.unscored}</td>
            <td>{checklist.tier ?? 'none yet'}</td>
            <td class="number">{errors}</td>
            <td class="number">{warnings}</td>
            <td><Missing checklist={checklist} /></td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

function Missing({ checklist: { tiers, items } }: { readonly checklist: Checklist }): VNode | null {
  const next = tiers.find(({ reached }) => !reached);
  if (!next) return null;
  const ids = [...next.blocking, ...next.unseen];
  const rest = ids.length - mostBlocking;
  return <>{next.tier}: <LinkList links={ids.slice(0, mostBlocking).map((id) => ({ href: `#${itemAnchor(id)}`, text: items.find((item) => item.id === id)?.title ?? id }))} />{rest > 0 ? ` and ${String(rest)} more` : ''}</>;
}
