import type { VNode } from 'preact';
import { tiers, type Checklist, type ItemId, type TierResult } from '../../model/checklist.js';
import { itemAnchor, type Page } from './page.js';
import { Badge, LinkList } from './parts.js';
import { ScoreBar, ScoreGauge } from './score-gauge.js';
import { capital, tierWords, type Mark } from './words.js';

/** Score, areas and the way up the tiers. */
export function Overview({ page: { report } }: { readonly page: Page }): VNode {
  const { checklist, project } = report;
  const { score, unscored = 'nothing was judged' } = checklist;
  return (
    <section id="overview" aria-labelledby="overview-title">
      <h2 id="overview-title" class="hidden-text">Score and tiers</h2>
      {score ? (
        <div class="overview">
          <ScoreGauge score={score} />
          <Areas areas={checklist.areas} />
          <p class="legend"><span class="key solid-key" aria-hidden="true" /> verified: shown by the code or a statement <span class="key striped-key" aria-hidden="true" /> possible: could not be seen, and may be well</p>
        </div>
      ) : <p class="notice">There is no score: {unscored}.</p>}
      {checklist.tiers.length === 0 ? null : <TierLadder checklist={checklist} aim={project.tier} />}
    </section>
  );
}

function Areas({ areas }: Pick<Checklist, 'areas'>): VNode {
  return (
    <ul class="areas">
      {areas.map((area) => (
        <li key={area.area}>
          <a href={`#area-${area.area}`}>{capital(area.area)}</a>
          <ScoreBar id={`stripes-${area.area}`} score={area} />
          <span class="area-score"><strong>{area.verified}</strong> verified{area.possible > area.verified ? `, ${String(area.possible)} possible` : ''}</span>
        </li>
      ))}
    </ul>
  );
}

/** Each tier asks for what the ones before it ask for: only what it adds is named. */
function TierLadder({ checklist, aim }: { readonly checklist: Checklist; readonly aim: Checklist['tier'] }): VNode {
  const isOpen = (id: ItemId, at: number): boolean => !checklist.tiers.slice(0, at).some((lower) => [...lower.blocking, ...lower.unseen].includes(id));
  return (
    <div class="tiers">
      <h3>What it is ready for</h3>
      <ol>
        {checklist.tiers.map((tier, at) => (
          <li key={tier.tier} class={markOf(tier).tone}>
            <p>
              <Badge mark={markOf(tier)} /> <strong>{capital(tier.tier)}</strong>
              {tier.tier === aim ? <span class="tag">made for this</span> : null}
              </p>
            <p class="quiet tier-word">{tierWords[tier.tier]}</p>
            <Missing tier={{ ...tier, blocking: tier.blocking.filter((id) => isOpen(id, at)), unseen: tier.unseen.filter((id) => isOpen(id, at)) }} items={checklist.items} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Where nothing is open, and something could not be seen, the service may be there all the same. */
function markOf({ reached, blocking }: TierResult): Mark {
  if (reached) return { glyph: '✔', word: 'reached', tone: 'good' };
  return blocking.length > 0 ? { glyph: '✖', word: 'not reached', tone: 'bad' } : { glyph: '?', word: 'not shown', tone: 'info' };
}

function Missing({ tier: { tier, reached, blocking, unseen }, items }: { readonly tier: TierResult; readonly items: Checklist['items'] }): VNode | null {
  if (reached) return null;
  const links = (ids: readonly ItemId[]): readonly { readonly href: string; readonly text: string }[] => ids.map((id) => ({ href: `#${itemAnchor(id)}`, text: items.find((item) => item.id === id)?.title ?? id }));
  const lower = tiers[tiers.indexOf(tier) - 1];
  return (
    <>
      {blocking.length > 0 ? <p class="missing"><span class="missing-word">Blocked by</span> <LinkList links={links(blocking)} /></p> : null}
      {unseen.length > 0 ? <p class="missing"><span class="missing-word">Needs evidence of</span> <LinkList links={links(unseen)} /></p> : null}
      {blocking.length + unseen.length === 0 && lower !== undefined ? <p class="missing">Asks for nothing more that is open, but {lower} is not reached.</p> : null}
    </>
  );
}
