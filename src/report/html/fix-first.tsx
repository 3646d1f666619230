import type { VNode } from 'preact';
import { itemTitles } from '../../model/checklist.js';
import { verifyCommand, whyCommand } from '../commands.js';
import { listFindings } from '../listing.js';
import { failsGate } from './fails-gate.js';
import { fixGroups, type FixGroup } from './fix-groups.js';
import { findingAnchor, itemAnchor, type Page } from './page.js';
import { Badge, Command, Section } from './parts.js';
import { counted } from '../plural.js';
import { levelMarks, points } from './words.js';

const mostCards = 6;
const mostPlaces = 4;

/** What to mend first: what fails the gate, then what raises the score most; in each the most points first. */
export function FixFirst({ page }: { readonly page: Page }): VNode {
  const { shown } = listFindings(page.report, { full: true });
  if (shown.length === 0) return <Section id="fix-first" title="Fix first"><LeftOut page={page} /><p>Nothing fails. What could not be seen stands in the <a href="#checklist">checklist</a>.</p></Section>;
  const failing = fixGroups(shown.filter((finding) => failsGate(page, finding)));
  const others = fixGroups(shown.filter((finding) => !failsGate(page, finding) && finding.points > 0));
  return (
    <Section id="fix-first" title="Fix first" lead="By what it adds to the verified score. Places that are mended in the same way share a card; their points are the sum of what each adds by itself.">
      <Cards title="To pass the gate" groups={failing} page={page} />
      {failing.length + others.length === 0 ? <p>Nothing fails the gate, and no finding costs points. <a href="#findings">{counted(shown.length, 'finding')}</a> to look at when there is time.</p> : null}
      <Cards title={failing.length > 0 ? 'Then, to raise the score' : 'To raise the score'} groups={others} page={page} />
      <LeftOut page={page} />
    </Section>
  );
}

/** Info findings that cost points, where the preset leaves them out. */
function LeftOut({ page: { report } }: { readonly page: Page }): VNode | null {
  const open = report.evidence.filter(({ outcome }) => outcome === 'open').length;
  return open === 0 ? null : <p class="quiet">{counted(open, 'more place')} that only {open === 1 ? 'costs' : 'cost'} points {open === 1 ? 'stands' : 'stand'} in the <a href="#checklist">checklist</a>; with advice: <code>readiness scan --preset strict</code></p>;
}

function Cards({ title, groups, page }: { readonly title: string; readonly groups: readonly FixGroup[]; readonly page: Page }): VNode | null {
  const rest = groups.length - mostCards;
  if (groups.length === 0) return null;
  return (
    <>
      <h3 class="cards-title">{title}</h3>
      <ol class="cards">{groups.slice(0, mostCards).map((group) => <Card key={group.findings[0].fingerprint} group={group} page={page} />)}</ol>
      {rest > 0 ? <p class="quiet">… and <a href="#findings">{counted(rest, 'more kind', 'more kinds')} of finding</a> below, none worth more.</p> : null}
    </>
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
      <h4>{advice === '' ? first.message : advice}</h4>
      {advice === '' ? null : <p class="why">{first.message}</p>}
      <ul class="places">
        {findings.slice(0, mostPlaces).map((finding) => (
          <li key={finding.fingerprint}><a href={`#${findingAnchor(finding)}`}><code>{finding.file}:{finding.line}</code></a>{findings.length > 1 && finding.points > 0 ? <span class="quiet"> +{points(finding.points)}</span> : null}</li>
        ))}
        {rest > 0 ? <li><a href={`#rule-${rule}`}>and {counted(rest, 'more place')}</a></li> : null}
      </ul>
      <dl class="commands">
        <dt>See why</dt><dd><Command text={whyCommand(first.file, first.line, page.path)} /></dd>
        <dt>Check the fix</dt><dd><Command text={verifyCommand(rule, page.path)} /></dd>
      </dl>
    </li>
  );
}
