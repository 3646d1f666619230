import type { VNode } from 'preact';
import { areas, type Area, type ItemResult } from '../../model/checklist.js';
import { Filters, filterKey } from './filters.js';
import { ItemEvidence } from './item-evidence.js';
import { itemAnchor, type Page } from './page.js';
import { Badge, Section } from './parts.js';
import { counted } from '../plural.js';
import { capital, markOf, points, verdictMarks } from './words.js';

const verdictOrder = verdictMarks.map(({ verdict }) => verdict);

/** The items by area, each with what speaks for it and against it. */
export function ChecklistSection({ page }: { readonly page: Page }): VNode {
  const { items } = page.report.checklist;
  const own = areas.filter((area) => items.some((item) => item.area === area));
  return (
    <Section id="checklist" title="Checklist" lead={`${counted(items.length, 'item')}: ${summary(items)}. Open an item to see what was found to be right, what is open, and what could not be seen.`}>
      <Filters
        list="checklist-list"
        noun="items"
        keys={[
          filterKey('verdict', 'Verdict', items, { of: ({ verdict }) => verdict, order: verdictOrder, text: (value) => markOf(value as ItemResult['verdict']).word }),
          filterKey('area', 'Area', items, { of: ({ area }) => area, order: areas, text: capital }),
        ]}
      />
      <div id="checklist-list">
        {own.map((area) => <AreaItems key={area} area={area} page={page} />)}
      </div>
    </Section>
  );
}

function summary(items: readonly ItemResult[]): string {
  return verdictMarks.flatMap(({ verdict, word }) => {
    const count = items.filter((item) => item.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${word}`];
  }).join(', ');
}

function AreaItems({ area, page }: { readonly area: Area; readonly page: Page }): VNode {
  const { checklist } = page.report;
  const items = checklist.items.filter((item) => item.area === area).toSorted((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict));
  const score = checklist.areas.find((one) => one.area === area);
  return (
    <section id={`area-${area}`} aria-labelledby={`area-${area}-title`} data-group>
      <h3 id={`area-${area}-title`}>{capital(area)}{score ? <span class="quiet"> {score.verified} of 100 verified</span> : null}</h3>
      {items.map((item) => <Item key={item.id} item={item} page={page} />)}
    </section>
  );
}

function Item({ item, page }: { readonly item: ItemResult; readonly page: Page }): VNode {
  const { id, title, area, verdict, reason, points: { earned, of }, tier } = item;
  const change = page.report.comparison?.items.find((one) => one.id === id);
  return (
    <details id={itemAnchor(id)} class="item" data-entry data-verdict={verdict} data-area={area}>
      <summary>
        <Badge mark={markOf(verdict)} />
        <span class="item-title">{title}</span>
        <span class="item-reason">{reason}</span>
        <span class="item-points">{of > 0 ? <><strong>{points(earned)}</strong> of {points(of)}</> : <span class="quiet">not counted</span>}</span>
      </summary>
      <div class="item-body">
        <p class="quiet"><code>{id}</code> · asked for from tier {tier} on{change ? ` · ${markOf(change.before).word} before: ${change.reasons.before}` : ''}</p>
        <ItemEvidence item={item} page={page} />
      </div>
    </details>
  );
}
