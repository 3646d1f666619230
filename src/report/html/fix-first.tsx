import type { VNode } from 'preact';
import { itemTitles } from '../../model/checklist.js';
import { verifyCommand, whyCommand } from '../commands.js';
import { listFindings } from '../listing.js';
import { fixGroups, type FixGroup } from './fix-groups.js';
import { findingAnchor, itemAnchor, type Page } from './page.js';
import { Badge, Command, Section } from './parts.js';
import { counted, levelMarks, points } from './words.js';

const mostCards = 6;
const mostPlaces = 4;

/** What to mend first: cards by the points that they are worth. */
export function FixFirst({ page }: { readonly page: Page }): VNode {
  const groups = fixGroups(listFindings(page.report, { full: true }).shown);
  const worth = groups.filter(({ points: value }) => value > 0);
  const shown = (worth.length > 0 ? worth : groups).slice(0, mostCards);
  const rest = groups.length - shown.length;
  if (shown.length === 0) return <Section id="fix-first" title="Fix first"><p>Nothing is open. What could not be seen stands in the <a href="#checklist">checklist</a>.</p></Section>;
  return (
    <Section id="fix-first" title="Fix first" lead="By what it adds to the verified score. Places that are mended in the same way share a card; their points are those that each adds by itself.">
      <ol class="cards">{shown.map((group) => <Card key={group.findings[0].fingerprint} group={group} page={page} />)}</ol>
      {rest > 0 ? <p><a href="#findings">{counted(rest, 'more kind', 'more kinds')} of finding</a>, {rest === 1 ? 'which adds' : 'which add'} less, not shown here.</p> : null}
    </Section>
  );
}

function Card({ group: { rule, advice, findings, points: value }, page }: { readonly group: FixGroup; readonly page: Page }): VNode {
  const [first] = findings;
  const rest = findings.length - mostPlaces;
  return (
    <li class="card">
      <p class="card-top">
        {value > 0 ? <strong class="worth">+{points(value)} <span class="worth-word">{value === 1 ? 'point' : 'points'}</span></strong> : null}
        <Badge mark={levelMarks[first.level]} />
        <a href={`#${itemAnchor(first.item)}`}>{itemTitles[first.item]}</a>
      </p>
      <h3>{advice}</h3>
      <p class="why">{first.message}</p>
      <ul class="places">
        {findings.slice(0, mostPlaces).map((finding) => (
          <li key={finding.fingerprint}><a href={`#${findingAnchor(finding)}`}><code>{finding.file}:{finding.line}</code></a>{findings.length > 1 && finding.points > 0 ? <span class="quiet"> +{points(finding.points)}</span> : null}</li>
        ))}
        {rest > 0 ? <li><a href={`#rule-${rule}`}>and {counted(rest, 'more place')}</a></li> : null}
      </ul>
      <dl class="commands">
        <dt>How it was judged</dt><dd><Command text={whyCommand(first.file, first.line, page.path)} /></dd>
        <dt>Is it gone?</dt><dd><Command text={verifyCommand(rule, page.path)} /></dd>
      </dl>
    </li>
  );
}
